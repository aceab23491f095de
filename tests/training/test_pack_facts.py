"""Facts that a policy pack declares: asked, imported, listed, corrected, kept, exported and sent without a line of code."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.award.cases.pack_file import PackError, load_pack
from app.desk import dialogs, lists, policies
from app.exchange import imports, merge, package, xlsx
from app.exchange.questions import Asking, answered
from app.institution.institution.model import Institution
from app.kernel.outcomes import Problems, Refused
from app.policy.pack_facts import entered, fact_values
from app.record.imports.layout import LEFT_OUT
from app.record.listing import Filter, Query
from app.store.models import Journal
from app.store.work import Office
from app.training.enrolment.model import Enrolment
from app.training.training_class.model import TrainingClass
from tests import people
from tests.bureau import CLERK, REVIEWER, Bureau
from tests.data.workbooks import ROSTER, roster_rows, write
from tests.exchange.senders import city, quarter
from tests.facts import asked, install
from tests.tables import read_table

LINE = ("劳动合同年限(年)", "已缴保险费(元)", "参保日期", "复审人员", "来源")
TOLD = [2, 1234.5, "2019-03-01", "是", "本县"]
KEPT = {
    "contract_years": 2,
    "insured_from": "2019-03-01",
    "origin_kind": "本地/本县",
    "premium": 123_450,
    "reviewed": 1,
}


@pytest.fixture
def asking(ready: Bureau) -> Bureau:
    """An office whose policy asks facts of its own."""
    install(ready, asked())
    return ready


def shown(bureau: Bureau | Office, noun: str, uid: int) -> dict[str, Any]:
    office = bureau.office if isinstance(bureau, Bureau) else bureau
    with office.read() as read:
        return lists.record(read, noun, uid) or {}


def stored(bureau: Bureau, model: Any, uid: int) -> dict[str, Any]:
    with bureau.office.read() as read:
        text = read.session.get_one(model, uid).facts
    return json.loads(text) if text else {}


def imported(bureau: Bureau, kind: str, path: Path, into: int | None = None) -> imports.Receipt:
    bureau.office.sign_in(CLERK)
    with bureau.office.read() as read:
        fitted = imports.KINDS[kind].at(read, into)
        checked = imports.check(read, fitted, read_table(path, fitted.fields), into)
    with bureau.office.work() as work:
        return imports.apply(work, imports.KINDS[kind], checked)


def roster(path: Path, *rows: list[Any]) -> Path:
    return write(
        path, [[*row, *more] for row, more in zip(roster_rows(1, len(rows)), rows, strict=True)], (*ROSTER, *LINE)
    )


def journal(bureau: Bureau) -> str:
    with bureau.office.read() as read:
        return str(read.session.query(Journal).order_by(Journal.id.desc()).first().detail)  # type: ignore[union-attr]


def enrolled(bureau: Bureau, tmp_path: Path, *rows: list[Any]) -> tuple[int, list[int]]:
    uid = bureau.training()
    imported(bureau, "roster", roster(tmp_path / "名册.xlsx", *(rows or (TOLD, [None] * 5))), uid)
    return uid, bureau.enrolled(uid)


# --- tables of clerks ---------------------------------------------------------------------------------------------------


def test_the_template_of_a_roster_asks_what_the_policy_asks_and_offers_its_choices(
    asking: Bureau, tmp_path: Path
) -> None:
    with asking.office.read() as read:
        imports.template(imports.KINDS["roster"].at(read, None), tmp_path / "t.xlsx", read.lists())
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    titles = [cell.value for cell in book.worksheets[0][1]]
    assert titles[-5:] == list(LINE)
    notes = {row[0]: row[2:4] for row in book.worksheets[1].iter_rows(values_only=True)}
    assert notes["来源"][1] == "本地/本县、外省"
    assert "凭缴费凭证填写" in str(notes["已缴保险费(元)"][0])
    assert "到场核对" not in str(notes)


def test_an_imported_roster_keeps_each_fact_in_its_kind_and_a_blank_not_at_all(asking: Bureau, tmp_path: Path) -> None:
    _, (full, blank) = enrolled(asking, tmp_path)
    assert stored(asking, Enrolment, full) == KEPT
    assert stored(asking, Enrolment, blank) == {}
    row = shown(asking, "enrolment", full)
    assert (row["fact.premium"], row["fact.insured_from"], row["fact.reviewed"]) == (123_450, date(2019, 3, 1), 1)
    assert shown(asking, "enrolment", blank)["fact.reviewed"] is None


def test_everything_wrong_with_the_facts_of_a_roster_is_said_at_once_with_its_place(
    asking: Bureau, tmp_path: Path
) -> None:
    uid = asking.training()
    wrong = ["两年", "很多", "2019-02-30", "也许", "外国"]
    with pytest.raises(Problems) as told:
        imported(asking, "roster", roster(tmp_path / "错.xlsx", TOLD, wrong), uid)
    places = [(p.sheet, p.row, p.column, p.value) for p in told.value.problems]
    assert places == [("花名册", 3, column, value) for column, value in zip("KLMNO", wrong, strict=True)]
    assert asking.enrolled(uid) == []


def test_a_roster_brought_again_changes_what_it_says_and_a_blank_takes_nothing_away(
    asking: Bureau, tmp_path: Path
) -> None:
    uid, (row, _) = enrolled(asking, tmp_path)
    done = imported(asking, "roster", roster(tmp_path / "b.xlsx", [3, None, None, "否", None], [None] * 5), uid)
    assert (done.new, done.changed, done.same) == (0, 1, 1)
    assert stored(asking, Enrolment, row) == {**KEPT, "contract_years": 3, "reviewed": 0}


def test_a_register_of_institutions_brings_the_facts_of_the_policy(asking: Bureau, tmp_path: Path) -> None:
    header = ("机构名称", "统一社会信用代码", "培训职业及等级", "教学点(个)", "提供住宿")
    path = write(tmp_path / "机构.xlsx", [["示例二校", people.uscc(2), "电工 四级/中级工", 3, "否"]], header)
    assert imported(asking, "institutions", path).new == 1
    with asking.office.read() as read:
        uid = read.session.query(Institution).filter_by(uscc=people.uscc(2)).one().uid
    assert stored(asking, Institution, uid) == {"branch_count": 3, "boarding": 0}
    write(path, [["示例二校", people.uscc(2), "电工 四级/中级工", None, "是"]], header)
    assert imported(asking, "institutions", path).changed == 1
    assert stored(asking, Institution, uid) == {"branch_count": 3, "boarding": 1}


def test_a_policy_that_asks_nothing_asks_about_such_columns_before_they_are_left_out(
    ready: Bureau, tmp_path: Path
) -> None:
    uid, path = ready.training(), roster(tmp_path / "名册.xlsx", TOLD, [None] * 5)
    with ready.office.read() as read:
        fields = imports.KINDS["roster"].at(read, uid).fields
    with pytest.raises(Asking) as told:
        read_table(path, fields)
    asked = told.value.questions
    assert len(asked) == len(TOLD)
    table = read_table(path, fields, layout=answered(asked, [LEFT_OUT] * len(asked)))
    assert not [key for key in table.cells if key.startswith("fact.")]


# --- dialogs, corrections, the journal ----------------------------------------------------------------------------------


def test_a_dialog_asks_the_facts_holds_what_they_are_and_the_journal_says_what_changed(
    asking: Bureau, tmp_path: Path
) -> None:
    _, (row, _) = enrolled(asking, tmp_path)
    with asking.office.read() as read:
        form = dialogs.dialog(read, "enrolment", "edit", [row])
    assert [f.title for f in form.fields][-5:] == list(LINE)
    assert form.values["fact.insured_from"] == date(2019, 3, 1)
    asking.do("enrolment.edit", row, **{"fact.contract_years": "", "fact.premium": "10", "fact.reviewed": "否"})
    assert stored(asking, Enrolment, row) == {
        "insured_from": "2019-03-01", "origin_kind": "本地/本县", "premium": 1000, "reviewed": 0,
    }  # fmt: skip
    assert journal(asking) == "劳动合同年限(年)：2 → 空；已缴保险费(元)：1,234.50 → 10.00；复审人员：是 → 否"
    with pytest.raises(Problems):
        asking.do("enrolment.edit", row, **{"fact.premium": "-3"})
    with pytest.raises(Refused, match="fact.looked_at"):
        asking.do("enrolment.edit", row, **{"fact.looked_at": "是"})


def test_a_class_and_an_institution_are_entered_and_changed_with_their_facts(asking: Bureau) -> None:
    uid = asking.training(**{"fact.online_share": "30"})
    asking.do("class.edit", uid, **{"fact.site": "示例车间"})
    assert stored(asking, TrainingClass, uid) == {"online_share": 30, "site": "示例车间"}
    assert "实训场所：空 → 示例车间" in journal(asking)
    school = asking.first("institution")
    asking.do("institution.edit", school, **{"fact.branch_count": "2", "fact.boarding": "是"})
    assert stored(asking, Institution, school) == {"branch_count": 2, "boarding": 1}
    asking.do("institution.edit", school, leader="赵校长")
    assert stored(asking, Institution, school) == {"branch_count": 2, "boarding": 1}


def test_a_correction_of_a_fact_waits_for_another_person_and_unknown_is_not_no(asking: Bureau, tmp_path: Path) -> None:
    uid, (row, blank) = enrolled(asking, tmp_path)
    asking.approved(uid)
    asking.do("enrolment.correct", blank, reason="补录", **{"fact.reviewed": "否"})
    assert stored(asking, Enrolment, blank) == {}
    asking.agree(blank)
    assert stored(asking, Enrolment, blank) == {"reviewed": 0}
    asking.do("enrolment.correct", row, reason="凭证", **{"fact.premium": "1,000.50", "fact.insured_from": ""})
    asking.agree(row)
    assert stored(asking, Enrolment, row) == {
        "contract_years": 2, "origin_kind": "本地/本县", "premium": 100_050, "reviewed": 1,
    }  # fmt: skip
    asking.do("class.correct", uid, reason="漏填", **{"fact.online_share": "40"})
    assert stored(asking, TrainingClass, uid) == {}
    asking.agree(uid, REVIEWER)
    assert stored(asking, TrainingClass, uid) == {"online_share": 40}
    assert "线上课时占比(%)：空 → 40" in journal(asking)


# --- versions -----------------------------------------------------------------------------------------------------------


def test_a_class_is_asked_by_its_own_version_and_what_a_newer_one_drops_is_still_shown(
    ready: Bureau, tmp_path: Path
) -> None:
    install(ready, asked(number=2))
    uid, (row, _) = enrolled(ready, tmp_path)
    install(ready, asked("premium", "site", number=3, since="2019-11-01"))
    later = ready.training(date(2019, 12, 2))
    with ready.office.read() as read:
        old = {f.key for f in dialogs.dialog(read, "class", "edit", [uid]).fields}
        new = {f.key for f in dialogs.dialog(read, "class", "edit", [later]).fields}
    assert old - new == {"fact.site"}
    assert shown(ready, "enrolment", row)["fact.premium"] == 123_450
    ready.do("enrolment.edit", row, **{"fact.premium": "9"})
    install(ready, asked("premium", number=4))
    ready.do("enrolment.edit", row, **{"fact.contract_years": "5"})
    assert stored(ready, Enrolment, row)["premium"] == 900
    assert shown(ready, "enrolment", row)["fact.premium"] == 900


def test_a_version_that_makes_another_thing_of_a_fact_is_not_installed(asking: Bureau) -> None:
    text = asked(number=3)
    for old, new in (('kind = "count"', 'kind = "text"'), ('of = "class"', 'of = "line"')):
        with asking.office.work() as work, pytest.raises(PackError, match="另起一个 key"):
            policies.install(work, text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('title = "参保日期"', 'title = "来源"', "policy.repeated"),
        ('"外省"]', '"外省、外国"]', "policy.form"),
        ('key = "premium"', 'key = "contract_years"', "policy.repeated"),
        ('title = "来源"', 'title = "人员类别"', "facts.title"),
    ],
)
def test_facts_that_could_not_be_told_apart_are_refused_with_the_pack(
    ready: Bureau, old: str, new: str, code: str
) -> None:
    with ready.office.work() as work, pytest.raises(PackError) as told:
        policies.install(work, asked().replace(old, new, 1))
    assert code in {problem.code for problem in told.value.problems}


def test_stored_facts_are_read_as_typed_values() -> None:
    facts = entered(load_pack(asked()).facts, "line")
    assert fact_values(json.dumps(KEPT), facts) == {**KEPT, "insured_from": date(2019, 3, 1), "reviewed": True}
    assert fact_values(None, facts) == fact_values('{"premium":"x","insured_from":"y","gone":1}', facts) == {}


# --- lists, files, the city ---------------------------------------------------------------------------------------------


def test_a_list_filters_sorts_and_exports_by_facts_which_are_hidden_until_asked_for(
    asking: Bureau, tmp_path: Path
) -> None:
    _, uids = enrolled(asking, tmp_path, TOLD, [10, 5, "2019-05-01", "否", "外省"], [None] * 5)
    with asking.office.read() as read:
        listing = lists.listing(read, "enrolments")
        assert all(c.hidden for c in listing.columns if c.name.startswith("fact."))
        for key, operator, text, found in (
            ("fact.contract_years", ">=", "3", uids[1:2]),
            ("fact.insured_from", "<=", "2019-04-01", uids[:1]),
            ("fact.origin_kind", "~", "本县", uids[:1]),
            ("fact.reviewed", "=", "否", uids[1:2]),
            ("fact.premium", "=", "", uids[2:]),
        ):
            assert list(listing.uids(read.connection, Query((Filter(key, operator, text),)))) == found
        order = listing.uids(read.connection, Query(sort=(("fact.contract_years", True),)))
        assert list(order) == [uids[1], uids[0], uids[2]]
        assert listing.values(read.connection, "fact.reviewed") == [(None, 1), (0, 1), (1, 1)]
        xlsx.export_listing(read, listing, Query(), tmp_path / "导出.xlsx", [c.name for c in listing.columns])
    sheet = openpyxl.load_workbook(tmp_path / "导出.xlsx").active
    rows = [dict(zip([c.value for c in sheet[2]], [c.value for c in row], strict=True)) for row in sheet.iter_rows(3)]
    assert [str(row["参保日期"])[:10] for row in rows] == ["2019-03-01", "2019-05-01", "None"]
    assert [row["已缴保险费(元)"] for row in rows] == [1234.5, 5, None]


def sent(bureau: Bureau, path: Path) -> Path:
    with bureau.office.work() as work:
        package.build(work, quarter(bureau.today), path)
    return path


def test_a_city_of_another_policy_keeps_the_facts_that_it_received_and_shows_them(
    asking: Bureau, tmp_path: Path
) -> None:
    uid, (row, _) = enrolled(asking, tmp_path)
    asking.do("class.edit", uid, **{"fact.site": "示例车间"})
    asking.approved(uid)
    path = sent(asking, tmp_path / "包.zip")
    above = city(tmp_path / "city")
    with above.work() as work:
        merge.apply(work, path)
    received = shown(above, "enrolment", row)
    assert received["fact.premium"] == 123_450 and received["fact.insured_from"] == date(2019, 3, 1)
    assert shown(above, "class", uid)["fact.site"] == "示例车间"
    with above.read() as read:
        titles = {c.name: c.heading for c in lists.listing(read, "enrolments").columns}
        assert titles["fact.premium"] == "已缴保险费(元)"
        assert not [f for f in dialogs.dialog(read, "class", "create", []).fields if f.key.startswith("fact.")]
    with above.work() as work:
        assert merge.apply(work, path).same > 0
    asking.do("enrolment.correct", row, reason="凭证", **{"fact.premium": "1"})
    asking.agree(row)
    with above.work() as work:
        assert merge.apply(work, sent(asking, tmp_path / "包二.zip")).changed > 0
    assert shown(above, "enrolment", row)["fact.premium"] == 100
    above.close()


def test_one_key_that_two_offices_give_two_meanings_is_shown_as_two_columns(asking: Bureau, tmp_path: Path) -> None:
    uid, (row, _) = enrolled(asking, tmp_path)
    asking.approved(uid)
    above = city(tmp_path / "city")
    other = asked(number=2).replace(
        'title = "已缴保险费"\nof = "line"\nkind = "yuan"', 'title = "缴费月数"\nof = "line"\nkind = "count"'
    )
    with above.work() as work:
        policies.install(work, other)
        merge.apply(work, sent(asking, tmp_path / "包.zip"))
    received = shown(above, "enrolment", row)
    assert (received["fact.premium"], received["fact.premium.2"]) == (None, 123_450)
    above.close()
