"""What each kind of import does to the office."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.claim.rate.model import Rate
from app.exchange import imports
from app.exchange.imports import Checked, Receipt
from app.exchange.questions import AS_IT_STANDS, Asking, choices_of
from app.exchange.table import Wanted
from app.institution.institution.model import Institution
from app.institution.unit.model import Unit
from app.kernel.outcomes import Cancelled, Problems, Refused
from app.plan.quota.model import Quota
from app.record.imports.layout import LEFT_OUT, NOTHING, Layout
from app.store.models import Journal
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from tests import people
from tests.bureau import CLERK, INSTITUTION, REVIEWER, Bureau
from tests.data.workbooks import CATEGORY, ROSTER, roster_row, roster_rows, write
from tests.tables import from_clipboard, read_table

RESULTS = ("身份证号", "姓名", "理论成绩", "实操成绩", "评定", "证书类型", "证书编号", "发证日期")
RATES = ("职业(工种)", "技能等级", "补贴标准(元)", "执行日期", "文号")
INSTITUTIONS = ("机构名称", "统一社会信用代码", "机构类别", "联系电话", "培训职业及等级")
QUOTAS = ("责任单位", "上级责任单位", "年度", "计量单位", "任务指标", "力争指标")


def check(bureau: Bureau, kind: str, path: Path, into: int | None = None) -> Checked:
    with bureau.office.read() as read:
        return imports.check(read, imports.KINDS[kind], read_table(path, imports.KINDS[kind].fields), into)


def load(bureau: Bureau, kind: str, path: Path, into: int | None = None) -> Receipt:
    bureau.office.sign_in(CLERK)
    found = check(bureau, kind, path, into)
    with bureau.office.work() as work:
        return imports.apply(work, imports.KINDS[kind], found)


def counts(receipt: Receipt) -> tuple[int, int, int]:
    return receipt.new, receipt.changed, receipt.same


def rows_of(bureau: Bureau, model: Any) -> list[Any]:
    with bureau.office.read() as read:
        return list(read.session.scalars(select(model).order_by(model.uid)))


def problems(bureau: Bureau, kind: str, path: Path, into: int | None = None) -> list[str]:
    before = bureau.counts()
    with pytest.raises(Problems) as told:
        load(bureau, kind, path, into)
    assert bureau.counts() == before
    return [p.reason for p in told.value.problems]


# --- roster --------------------------------------------------------------------------------------------------------------


def test_a_roster_makes_people_and_rows_in_the_order_of_the_sheet(ready: Bureau, tmp_path: Path) -> None:
    into = ready.training()
    told = load(ready, "roster", write(tmp_path / "a.xlsx", roster_rows(1, 30)), into)
    assert told.text() == "读入 30 行：新增 30，更新 0，未变 0，拒绝 0"
    trainees, rows = rows_of(ready, Trainee), rows_of(ready, Enrolment)
    known = {t.uid: t for t in trainees}
    assert [known[r.trainee_uid].name for r in rows] == [people.person(n).name for n in range(1, 31)]
    assert [r.seq for r in rows] == list(range(1, 31))
    one = people.person(1)
    assert (trainees[0].id_number, trainees[0].phone, trainees[0].revision) == (one.id_number, one.phone, 1)
    assert trainees[0].born.isoformat().replace("-", "") == one.id_number[6:14]
    assert (rows[0].category, rows[0].draws_pension, rows[0].account) == (CATEGORY, 0, one.account)


def test_an_import_is_journalled_once_with_its_counts(ready: Bureau, tmp_path: Path) -> None:
    into = ready.training()
    load(ready, "roster", write(tmp_path / "名单.xlsx", roster_rows(1, 3)), into)
    with ready.office.read() as read:
        entries = list(read.session.scalars(select(Journal).where(Journal.verb == "roster")))
    assert [(e.noun, e.subject) for e in entries] == [("class", into)]
    assert entries[0].detail.startswith("名单.xlsx（") and "新增 3" in entries[0].detail


def test_a_known_person_joins_without_being_made_again(ready: Bureau, tmp_path: Path) -> None:
    ready.enrol(ready.training(), [people.person(1)])
    into = ready.training(date(2019, 11, 4))
    assert counts(load(ready, "roster", write(tmp_path / "a.xlsx", roster_rows(1, 2)), into)) == (2, 0, 0)
    assert len(rows_of(ready, Trainee)) == 2


def test_a_corrected_roster_changes_only_what_differs(ready: Bureau, tmp_path: Path) -> None:
    into = ready.training()
    load(ready, "roster", write(tmp_path / "a.xlsx", roster_rows(1, 3)), into)
    rows = roster_rows(1, 4)
    rows[0][4], rows[1][9], rows[2][5] = "13800000000", "6217003700000000001", ""
    assert counts(load(ready, "roster", write(tmp_path / "b.xlsx", rows), into)) == (1, 2, 1)
    trainees, enrolled = rows_of(ready, Trainee), rows_of(ready, Enrolment)
    assert [t.phone for t in trainees][:2] == ["13800000000", people.phone(2)]
    assert (enrolled[1].account, enrolled[1].revision, enrolled[0].revision) == ("6217003700000000001", 2, 1)
    assert trainees[2].address == "示例路3号"


def test_a_dropped_person_comes_back_with_the_roster(ready: Bureau, tmp_path: Path) -> None:
    into = ready.training()
    load(ready, "roster", write(tmp_path / "a.xlsx", roster_rows(1, 2)), into)
    ready.set(Enrolment, rows_of(ready, Enrolment)[0].uid, state="dropped")
    assert counts(load(ready, "roster", write(tmp_path / "b.xlsx", roster_rows(1, 3)), into)) == (1, 1, 1)
    assert [r.state for r in rows_of(ready, Enrolment)] == ["active"] * 3


def test_what_was_checked_is_checked_again_when_the_office_has_changed_since(ready: Bureau, tmp_path: Path) -> None:
    into = ready.training()
    ready.office.sign_in(CLERK)
    found = check(ready, "roster", write(tmp_path / "a.xlsx", roster_rows(1, 3)), into)
    load(ready, "roster", write(tmp_path / "b.xlsx", roster_rows(1, 2)), into)
    with ready.office.work() as work:
        assert counts(imports.apply(work, imports.KINDS["roster"], found)) == (1, 0, 2)


def test_cancelling_midway_leaves_nothing(ready: Bureau, tmp_path: Path) -> None:
    def cancel(done: int, total: int) -> None:
        raise Cancelled

    into = ready.training()
    ready.office.sign_in(CLERK)
    found = check(ready, "roster", write(tmp_path / "a.xlsx", roster_rows(1, 3)), into)
    before = ready.counts()
    with pytest.raises(Cancelled), ready.office.work(progress=cancel) as work:
        imports.apply(work, imports.KINDS["roster"], found)
    assert ready.counts() == before


def test_six_people_on_one_card_and_a_full_class_are_said_but_taken(ready: Bureau, tmp_path: Path) -> None:
    into = ready.training(planned_count="5")
    rows = [[*row[:9], people.account(1)] for row in roster_rows(1, 6)]
    found = check(ready, "roster", write(tmp_path / "a.xlsx", rows), into)
    assert found.problems == []
    assert {w.reason for w in found.warnings} == {"同一银行账号出现在 6 人名下，请核对（不妨碍导入）"}
    assert "导入后本班在册 6 人，超过计划人数 5 人，请核对（不妨碍导入）" in found.notes


def test_a_roster_needs_a_class(ready: Bureau, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="要先选定培训班"):
        load(ready, "roster", write(tmp_path / "a.xlsx", roster_rows(1, 1)))


def test_only_the_clerk_imports(ready: Bureau, tmp_path: Path) -> None:
    into = ready.training()
    ready.office.sign_in(REVIEWER)
    with pytest.raises(Refused, match="须由经办岗位办理"):
        check(ready, "roster", write(tmp_path / "a.xlsx", roster_rows(1, 1)), into)


def test_pasted_rows_need_no_header_but_may_have_one(ready: Bureau) -> None:
    fields = imports.KINDS["roster"].fields
    one = people.person(1)
    bare = from_clipboard(f"{one.name}\t{one.id_number}\t\t{one.phone}\t\t\t{CATEGORY}\n", fields)
    headed = from_clipboard(f"身份证号\t姓名\t人员类别\r\n{one.id_number}\t{one.name}\t{CATEGORY}\r\n", fields)
    into = ready.training()
    for table in (bare, headed):
        with ready.office.read() as read:
            found = imports.check(read, imports.KINDS["roster"], table, into)
        assert found.problems == []
        assert found.batch.column("id_number") == [one.id_number]


def test_a_pasted_id_that_excel_had_shortened_is_refused(ready: Bureau) -> None:
    table = from_clipboard(f"张示例\t5.00110E+17\t\t\t\t\t{CATEGORY}", imports.KINDS["roster"].fields)
    into = ready.training()
    with ready.office.read() as read:
        found = imports.check(read, imports.KINDS["roster"], table, into)
    assert [p.code for p in found.problems] == ["text.shortened"]


# --- results -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def ended(ready: Bureau) -> int:
    uid = ready.training()
    ready.enrol(uid, [people.person(n) for n in (1, 2, 3)])
    ready.approved(uid)
    ready.do("class.start", uid)
    ready.today = date(2019, 10, 8)
    return ready.do("class.end", uid)


def result(n: int, *values: Any) -> list[Any]:
    one = people.person(n)
    usual = ["85", "90", "合格", "职业技能等级证书", f"渝示例{n}", date(2019, 10, 5)]
    return [one.id_number, one.name, *values, *usual[len(values) :]]


def results_book(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for n, row in enumerate([RESULTS, *rows]):
            sheet.write_row(n, 0, row)
    return path


def test_results_fill_the_rows_of_the_class(ready: Bureau, ended: int, tmp_path: Path) -> None:
    path = results_book(tmp_path / "a.xlsx", [result(1), result(2), result(3, "40", "", "不合格", "", "", "")])
    assert counts(load(ready, "results", path, ended)) == (3, 0, 0)
    rows = rows_of(ready, Enrolment)
    assert [(r.result, r.certificate_number, r.certificate_date) for r in rows] == [
        ("qualified", "渝示例1", date(2019, 10, 5)),
        ("qualified", "渝示例2", date(2019, 10, 5)),
        ("failed", None, None),
    ]
    corrected = results_book(tmp_path / "b.xlsx", [result(1), result(2, "99")])
    assert counts(load(ready, "results", corrected, ended)) == (0, 1, 1)


def test_dates_as_serials_and_texts_are_read_and_said(ready: Bureau, ended: int, tmp_path: Path) -> None:
    rows = [[*result(1)[:-1], 43743], [*result(2)[:-1], "2019年10月5日"]]
    path = results_book(tmp_path / "a.xlsx", rows)
    found = check(ready, "results", path, ended)
    assert found.batch.column("certificate_date") == [date(2019, 10, 5)] * 2
    assert found.notes == [
        "“发证日期”有 1 处是 Excel 日期序号，已换算成日期，请核对",
        "“发证日期”有 1 处日期是文本，已按日期读入",
    ]


@pytest.mark.parametrize("number", [1234567890123456, 500110198306150012.0, "5.00110E+17"])
def test_a_certificate_number_that_excel_has_changed_is_refused(
    ready: Bureau, ended: int, tmp_path: Path, number: object
) -> None:
    rows = [[*result(1)[:6], number, date(2019, 10, 5)]]
    [told] = problems(ready, "results", results_book(tmp_path / "a.xlsx", rows), ended)
    assert "无法恢复；请把单元格设为文本后照原件重新录入" in told


def test_a_long_number_in_a_text_column_is_refused_whatever_the_column(ready: Bureau, tmp_path: Path) -> None:
    rows = roster_rows(1, 1)
    rows[0][5] = 1234567890123456
    told = problems(ready, "roster", write(tmp_path / "a.xlsx", rows), ready.training())
    assert told == ["以数字格式存放，超过15位的数字已被 Excel 改掉末几位，无法恢复；请把单元格设为文本后照原件重新录入"]


def test_a_month_typed_as_a_number_is_asked_about_and_never_taken_for_january(
    ready: Bureau, ended: int, tmp_path: Path
) -> None:
    rows = [[people.id_number(1), 2019.1], [people.id_number(2), 2019.09]]
    told = problems(ready, "months", write(tmp_path / "a.xlsx", rows, ("身份证号", "在岗月份")), ended)
    assert told == [
        "“2019.1”分不清是1月还是10月（2019.10 在 Excel 中作为数字会变成 2019.1）；请写成 2019-01 或 2019-10"
    ]


def test_a_word_in_place_of_a_certificate_number_is_read_as_none_and_said(
    ready: Bureau, ended: int, tmp_path: Path
) -> None:
    rows = [[*result(n)[:6], word, ""] for n, word in ((1, "无"), (2, "待发"), (3, 0))]
    found = check(ready, "results", results_book(tmp_path / "a.xlsx", rows), ended)
    assert found.problems == [] and found.batch.column("certificate_number") == [None] * 3
    assert "“证书编号”有 3 处写的是“无”“待发”“/”一类，按空白读入，请核对" in found.notes


def test_bad_results_are_all_named(ready: Bureau, ended: int, tmp_path: Path) -> None:
    other = ready.accepted([people.person(9)], date(2019, 11, 4))
    ready.results(other, certificate_number="渝示例1")
    number = ready.record("class", other)["number"]
    rows = [result(1), result(8), [people.person(2).id_number, "别名", *result(2)[2:]], result(3, "40", "", "不合格")]
    assert problems(ready, "results", results_book(tmp_path / "a.xlsx", rows), ended) == [
        f"这个证书编号已登记在班级 {number} 的学员名下，请核对",
        "本班花名册上没有这个身份证号，请核对是否选错班级或号码录错；不是本班的人，略过这一行",
        "姓名与本班花名册上这个身份证号的姓名不一致，请核对",
        "评定为不合格，却填了证书编号，请核对",
    ]


def test_a_certificate_of_tomorrow_is_refused(ready: Bureau, ended: int, tmp_path: Path) -> None:
    rows = [[*result(1)[:-1], date(2019, 10, 9)], [*result(2)[:-1], date(2019, 10, 8)]]
    told = problems(ready, "results", results_book(tmp_path / "a.xlsx", rows), ended)
    assert told == ["发证日期晚于今天，证书还没有发下，请核对"]


def test_one_certificate_is_one_persons_within_a_class_too(ready: Bureau, ended: int, tmp_path: Path) -> None:
    load(ready, "results", results_book(tmp_path / "a.xlsx", [result(1)]), ended)
    number = ready.record("class", ended)["number"]
    again = [[*result(2)[:6], "渝示例1", date(2019, 10, 5)]]
    told = problems(ready, "results", results_book(tmp_path / "b.xlsx", again), ended)
    assert told == [f"这个证书编号已登记在班级 {number} 的学员名下，请核对"]
    both = [*again, [*result(3)[:6], "渝示例１ ", date(2019, 10, 5)]]
    told = problems(ready, "results", results_book(tmp_path / "c.xlsx", both), ended)
    assert "与本表第 2 行重复，请删去其中一行" in told


def test_numbers_that_two_people_had_the_wrong_way_round_can_be_put_right(
    ready: Bureau, ended: int, tmp_path: Path
) -> None:
    load(ready, "results", results_book(tmp_path / "a.xlsx", [result(1), result(2)]), ended)
    rows = [[*result(n)[:6], f"渝示例{3 - n}", date(2019, 10, 5)] for n in (1, 2)]
    assert counts(load(ready, "results", results_book(tmp_path / "b.xlsx", rows), ended)) == (0, 2, 0)


def test_another_kind_of_certificate_may_bear_the_same_number(ready: Bureau, ended: int, tmp_path: Path) -> None:
    rows = [result(1), [*result(2)[:5], "职业资格证书", "渝示例1", date(2019, 10, 5)]]
    assert counts(load(ready, "results", results_book(tmp_path / "a.xlsx", rows), ended)) == (2, 0, 0)


def test_a_number_made_of_the_id_number_serves_its_person_in_each_trade_and_nobody_else(
    ready: Bureau, ended: int, tmp_path: Path
) -> None:
    own = f"T{people.id_number(1)}"
    ready.today = date(2019, 9, 2)
    other = ready.accepted([people.person(1)], date(2019, 9, 3), occupation="焊工", level="五级/初级工")
    ready.results(other, certificate_number=own)
    ready.today = date(2019, 9, 2)
    same = ready.accepted([people.person(2)], date(2019, 9, 3))
    ready.results(same, certificate_number=f"T{people.id_number(2)}")
    ready.today = date(2019, 10, 8)
    rows = [[*result(n)[:6], f"T{people.id_number(n)}", date(2019, 10, 5)] for n in (1, 2)]
    rows.append([*result(3)[:6], own, date(2019, 10, 5)])
    told = problems(ready, "results", results_book(tmp_path / "a.xlsx", rows), ended)
    number = ready.record("class", same)["number"]
    assert told[0] == f"这个证书编号已登记在班级 {number} 的学员名下，请核对"
    assert "证书编号里的身份证号不是本人的，请核对" in told[1:] and len(told) == 4


def test_a_class_still_running_takes_no_results(ready: Bureau, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="不能导入成绩证书"):
        check(ready, "results", results_book(tmp_path / "a.xlsx", [result(1)]), ready.training())


# --- rates, institutions, targets ----------------------------------------------------------------------------------------


def test_rates_are_added_corrected_and_left(bureau: Bureau, tmp_path: Path) -> None:
    rows = [
        ["电工", "四级", 1200.5, "2019-01-01", "示例"],
        ["焊工", "初级工", "1,000", "2019-01-01", "测试文〔2019〕1号"],
    ]
    assert counts(load(bureau, "rates", write(tmp_path / "a.xlsx", rows, RATES))) == (2, 0, 0)
    found = [(r.occupation, r.level, r.amount_fen, r.sample) for r in rows_of(bureau, Rate)]
    assert found == [("电工", "四级/中级工", 120050, 1), ("焊工", "五级/初级工", 100000, 0)]
    rows[0][2] = 1300
    assert counts(load(bureau, "rates", write(tmp_path / "b.xlsx", rows, RATES))) == (0, 1, 1)


@pytest.mark.parametrize("amount", [0, -1200, "-0.01"])
def test_a_rate_of_nothing_or_less_is_not_imported(bureau: Bureau, tmp_path: Path, amount: object) -> None:
    rows = [["电工", "四级", amount, "2019-01-01", "示例"]]
    assert problems(bureau, "rates", write(tmp_path / "a.xlsx", rows, RATES)) == ["金额应不小于 0.01 元"]


def test_the_same_rate_twice_in_a_file_is_a_problem(bureau: Bureau, tmp_path: Path) -> None:
    rows = [["电工", "四级", 1200, "2019-01-01", "示例"], ["电工", "中级工", 1300, "2019-01-01", "示例"]]
    told = problems(bureau, "rates", write(tmp_path / "a.xlsx", rows, RATES))
    assert told == ["与本表第 2 行重复，请删去其中一行"]


def test_institutions_are_known_by_their_credit_code(bureau: Bureau, tmp_path: Path) -> None:
    bureau.institution(1)
    taught = INSTITUTION["programmes"]
    rows = [[INSTITUTION["name"], people.uscc(1), "社会培训机构", people.phone(1), taught]]
    rows.append(["綦江示例技校", people.uscc(2), "公共实训基地", "", taught])
    assert counts(load(bureau, "institutions", write(tmp_path / "a.xlsx", rows, INSTITUTIONS))) == (1, 1, 0)
    known, new = rows_of(bureau, Institution)
    assert (known.phone, known.state, known.account) == (people.phone(1), "listed", people.account(1))
    assert (new.name, new.state) == ("綦江示例技校", "draft")


def test_bad_institutions_are_all_named(bureau: Bureau, tmp_path: Path) -> None:
    good = people.uscc(1)
    rows = [
        ["甲", good[:17] + ("1" if good[17] != "1" else "2"), "", "", "电工 四级"],
        ["乙", people.uscc(2), "", "", "电工 九级"],
    ]
    told = problems(bureau, "institutions", write(tmp_path / "a.xlsx", rows, INSTITUTIONS))
    assert told[0] == "统一社会信用代码校验位不符，请核对是否录错" and "电工”后面没有认得的等级" in told[1]


def test_targets_are_corrected_and_split_below_a_unit(bureau: Bureau, tmp_path: Path) -> None:
    rows = [
        ["区人力社保局", "", 2019, "", 6800, 7000],
        ["区教委", "", 2019, "", 500, ""],
        ["古南街道", "区人力社保局", 2019, "", 300, ""],
        ["古南街道", "区人力社保局", 2020, "", 400, ""],
        ["合计", "", "", "", 8000, ""],
    ]
    assert counts(load(bureau, "quotas", write(tmp_path / "a.xlsx", rows, QUOTAS))) == (2, 1, 1)
    with bureau.office.read() as read:
        town = read.session.scalars(select(Unit).where(Unit.name == "古南街道")).one()
        parts = read.session.scalars(select(Quota).where(Quota.unit_uid == town.uid).order_by(Quota.year))
        assert [(q.year, q.target, q.measure) for q in parts] == [(2019, 300, "人次"), (2020, 400, "人次")]
    rows[2][4] = 350
    assert counts(load(bureau, "quotas", write(tmp_path / "b.xlsx", rows, QUOTAS))) == (0, 1, 3)


def test_a_unit_that_nobody_knows_is_a_problem(bureau: Bureau, tmp_path: Path) -> None:
    rows = [["区气象局", "", 2019, "", 10, ""], ["古南街道", "区气象局", 2019, "", 10, ""]]
    told = problems(bureau, "quotas", write(tmp_path / "a.xlsx", rows, QUOTAS))
    assert [t[:13] for t in told] == ["计划中没有这个责任单位"[:13] + "，请"] * 2


def test_parts_of_a_target_may_not_exceed_it(bureau: Bureau, tmp_path: Path) -> None:
    rows = [["古南街道", "区教委", 2019, "", 400, ""], ["文龙街道", "区教委", 2019, "", 101, ""]]
    before = bureau.counts()
    with pytest.raises(Refused, match="501"):
        load(bureau, "quotas", write(tmp_path / "a.xlsx", rows, QUOTAS))
    assert bureau.counts() == before


# --- template and marked copy --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(imports.KINDS))
def test_a_filled_template_is_read_back(bureau: Bureau, tmp_path: Path, kind: str) -> None:
    import openpyxl

    path = tmp_path / "模板.xlsx"
    with bureau.office.read() as read:
        imports.template(imports.KINDS[kind], path, read.lists())
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [imports.KINDS[kind].title, "填写说明"]
    sheet = book.active
    sheet.append([next(iter(choices_of(f, {})), "甲") for f in imports.KINDS[kind].fields])
    book.save(path)
    table = read_table(path, imports.KINDS[kind].fields)
    assert list(table.columns) == [f.key for f in imports.KINDS[kind].fields]
    assert table.notes == []


def test_the_template_offers_the_choices_of_the_pack(bureau: Bureau, tmp_path: Path) -> None:
    import openpyxl

    with bureau.office.read() as read:
        imports.template(imports.KINDS["roster"], tmp_path / "模板.xlsx", read.lists())
        categories = list(read.lists()["person_categories"])
    book = openpyxl.load_workbook(tmp_path / "模板.xlsx")
    rules = {str(rule.sqref): rule.formula1 for rule in book.active.data_validations.dataValidation}
    column = [cell.value for cell in book.active[1]].index("人员类别")
    reach = rules[f"{chr(65 + column)}2:{chr(65 + column)}2001"]
    sheet, area = reach.lstrip("=").replace("'", "").split("!")
    assert [cell.value for cell in book[sheet][area.replace("$", "")][0]] == categories


def test_the_marked_copy_shows_each_fault_and_can_be_imported_when_corrected(ready: Bureau, tmp_path: Path) -> None:
    import openpyxl

    into = ready.training()
    rows = roster_rows(1, 3)
    rows[1][2] = people.wrong_check_digit(people.person(2).id_number)
    found = check(ready, "roster", write(tmp_path / "a.xlsx", rows, above=["学员花名册"]), into)
    imports.marked_copy(found.table, found.problems, tmp_path / "标错.xlsx")
    book = openpyxl.load_workbook(tmp_path / "标错.xlsx")
    sheet = book.active
    header = [cell.value for cell in sheet[1]]
    bad = sheet.cell(3, header.index("身份证号") + 1)
    assert bad.value == rows[1][2] and bad.fill.fgColor.rgb == "FFFF9999" and "校验位不符" in bad.comment.text
    assert sheet.cell(3, header.index("错误原因") + 1).value == "身份证号：身份证号校验位不符，请核对是否录错"
    assert sheet.cell(3, header.index("原表行号") + 1).value == 4
    bad.value = people.person(2).id_number
    book.save(tmp_path / "标错.xlsx")
    again = check(ready, "roster", tmp_path / "标错.xlsx", into)
    assert again.problems == [] and again.new == 3 and again.notes == []


def test_the_marked_copy_of_a_file_is_the_senders_own_sheet(ready: Bureau, tmp_path: Path) -> None:
    import openpyxl

    into, path = ready.training(), tmp_path / "a.xlsx"
    rows = [[*row, "班长"] for row in roster_rows(1, 3)]
    rows[1][2] = people.wrong_check_digit(people.person(2).id_number)
    write(path, [*rows, ["合计", "3人"]], [*ROSTER, "职务"], above=["学员花名册", "单位：示例学校"])
    source = imports.source_of(path)
    table = imports.read_source(source, Wanted(imports.KINDS["roster"].fields), Layout({"职务": LEFT_OUT}))
    with ready.office.read() as read:
        found = imports.check(read, imports.KINDS["roster"], table, into)
    imports.marked_copy(found.table, found.problems, tmp_path / "标错.xlsx", source)
    sheet = openpyxl.load_workbook(tmp_path / "标错.xlsx").active
    assert [sheet.cell(n, 1).value for n in (1, 2, 3, 7)] == ["学员花名册", "单位：示例学校", "序号", "合计"]
    assert [cell.value for cell in sheet[3]][-2:] == ["职务", "错误原因"] and sheet.title == "花名册"
    bad, reason = sheet["C5"], sheet["L5"]
    assert bad.fill.fgColor.rgb == "FFFF9999" and "校验位不符" in bad.comment.text and "校验位不符" in reason.value
    assert sheet["K5"].value == "班长" and sheet["L4"].value is None
    table.rows[1].texts["id_number"] = people.person(2).id_number
    imports.marked_copy(table, [], tmp_path / "改.xlsx", source)
    again = imports.read_source(
        imports.source_of(tmp_path / "改.xlsx"), Wanted(imports.KINDS["roster"].fields), Layout({"职务": LEFT_OUT})
    )
    assert again.cells == table.cells and again.numbers == table.numbers


def test_a_roster_of_the_headers_own_aliases_is_read(ready: Bureau, tmp_path: Path) -> None:
    aliases = {"姓名": "学员\n姓名*", "身份证号": "公民身份号码（必填）", "银行账号": "社保卡账号"}
    header = [aliases.get(title, title) for title in ROSTER]
    found = check(ready, "roster", write(tmp_path / "a.xlsx", [roster_row(people.person(1))], header), ready.training())
    assert found.problems == [] and found.new == 1 and found.notes == []


def test_a_table_without_a_category_leaves_that_of_who_is_enrolled_and_asks_it_of_the_others(
    ready: Bureau, tmp_path: Path
) -> None:
    into, ready_office = ready.training(), ready.office
    ready_office.sign_in(CLERK)
    load(ready, "roster", write(tmp_path / "a.xlsx", roster_rows(1, 2)), into)
    header, places = ("姓名", "身份证号", "银行账号"), (1, 2, 9)
    rows = [[row[place] for place in places] for row in roster_rows(1, 3)]
    rows[0][2] = people.account(9)
    source = imports.source_of(write(tmp_path / "b.xlsx", rows, header))
    fields = Wanted(imports.KINDS["roster"].fields)
    table = imports.read_source(source, fields, Layout(constants={"category": AS_IT_STANDS}))
    with ready_office.read() as read:
        found = imports.check(read, imports.KINDS["roster"], table, into)
    assert (found.changed, found.same) == (1, 1)
    assert [(p.row, p.key, p.code) for p in found.problems] == [(4, "category", "roster.newcomer")]


def test_a_list_without_numbers_comes_back_with_a_column_for_them_and_is_read_once_filled_in(
    ready: Bureau, tmp_path: Path
) -> None:
    import openpyxl

    kind = imports.KINDS["teachers"]
    header = ["姓名", "培训机构", "专职或兼职", "任教职业(工种)"]
    path = write(tmp_path / "a.xlsx", [["示例教师", INSTITUTION["name"], "专职", "电工"]], header, ["师资名单"])
    source, fields = imports.source_of(path), Wanted(kind.fields)
    with pytest.raises(Asking) as told:
        imports.read_source(source, fields, NOTHING)
    [question] = told.value.questions
    assert "缺少“身份证号”这一列" in question.text
    table = imports.read_source(source, fields, Layout(constants={"id_number": AS_IT_STANDS}))
    with ready.office.read() as read:
        found = imports.check(read, kind, table)
    imports.marked_copy(found.table, found.problems, tmp_path / "待补.xlsx", source)
    book = openpyxl.load_workbook(tmp_path / "待补.xlsx")
    assert [cell.value for cell in book.active[2]] == [*header, "身份证号", "错误原因"]
    book.active["E3"] = people.id_number(900)
    book.save(tmp_path / "待补.xlsx")
    assert load(ready, "teachers", tmp_path / "待补.xlsx").new == 1


def test_a_file_that_was_imported_before_tells_what_is_otherwise_by_now(ready: Bureau, tmp_path: Path) -> None:
    into = ready.training()
    path = write(tmp_path / "a.xlsx", roster_rows(1, 3))
    load(ready, "roster", path, into)
    assert "与现在登记的不同" not in load(ready, "roster", path, into).text()
    other = [[*row[:4], "13900000009", *row[5:]] for row in roster_rows(2, 2)]
    load(ready, "roster", write(tmp_path / "b.xlsx", other), into)
    again = load(ready, "roster", path, into)
    assert (again.new, again.changed, again.same, again.differing) == (0, 0, 2, 1)
    assert "其中 1 行与现在登记的不同" in again.text()


def test_other_columns_of_a_file_that_was_imported_before_are_another_table(ready: Bureau, tmp_path: Path) -> None:
    header = ("职业(工种)", "大", "小", "执行日期", "文号")
    path = write(tmp_path / "a.xlsx", [["砌筑工", "1500", "1000", "2018-01-01", "示例"]], header)
    kind = imports.KINDS["rates"]

    def taken(heading: str, other: str, level: str) -> Receipt:
        layout = Layout({heading: "amount_fen", other: LEFT_OUT}, {"level": level})
        with ready.office.read() as read:
            table = imports.read_source(imports.source_of(path), imports.wanted(read, kind, None), layout)
            found = imports.check(read, kind, table)
        ready.office.sign_in(CLERK)
        with ready.office.work() as work:
            return imports.apply(work, kind, found)

    assert taken("小", "大", "五级/初级工").new == 1
    second = taken("大", "小", "四级/中级工")
    assert second.new == 1 and not second.already
    assert taken("大", "小", "四级/中级工").already
