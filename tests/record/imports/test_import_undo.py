"""Undoing an import: the very rows of before come back, and whatever was done since stays and is named."""

import shutil
from copy import copy
from datetime import date
from pathlib import Path

import pytest

from app.desk import import_log, import_undo, policies
from app.desk.founding import Charter, found_office
from app.desk.import_log import Imported
from app.exchange import merge, package
from app.kernel.outcomes import Problems, Refused
from app.store.work import Office
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from tests import people
from tests.bureau import CLERK, Bureau
from tests.kills import deaths, needs_fork
from tests.packs import version
from tests.record.imports.importing import (
    CASES,
    HOUSES,
    QUOTAS,
    RATES,
    TAGS,
    Case,
    dump,
    ended,
    lines,
    load,
    newest,
    rate,
    roster,
    rows_of,
    rows_of_journal,
    stood,
    undo,
)
from tests.seat import seat

_CLAIM_WITHIN = '[[unverified]]\nkey = "claim_within_days"\namount = 30\nunit = "日"\nnote = "试办，待办公室确认"\n\n'
each = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def foreseen(bureau: Bureau) -> list[Imported]:
    """The imports that stand, the newest first, after a look at their rows."""
    with bureau.office.read() as read:
        return [import_log.foreseen(read, one) for one in import_log.imported(read)]


@each
def test_undo_gives_back_the_very_rows_of_before(ready: Bureau, case: Case) -> None:
    into = stood(ready, case)
    before = dump(ready)
    done = load(ready, case.kind, case.after, into)
    assert done.changed and dump(ready) != before
    told = undo(ready)
    assert dump(ready) == before
    assert told.kept == 0 and (told.removed or told.restored)


@each
def test_an_undone_file_can_be_imported_again(ready: Bureau, case: Case) -> None:
    into = stood(ready, case)
    first = load(ready, case.kind, case.after, into)
    undo(ready)
    again = load(ready, case.kind, case.after, into)
    assert not again.already and (again.new, again.changed) == (first.new, first.changed)


@each
def test_an_import_is_undone_once(ready: Bureau, case: Case) -> None:
    into = stood(ready, case)
    load(ready, case.kind, case.after, into)
    number = newest(ready)
    undo(ready, number)
    before = dump(ready)
    with pytest.raises(Refused, match=f"没有第 {number} 次导入"):
        undo(ready, number)
    assert dump(ready) == before


@each
def test_undo_of_an_import_after_which_everything_was_changed_is_refused_and_names_the_rows(
    ready: Bureau, case: Case
) -> None:
    into = stood(ready, case)
    load(ready, case.kind, case.after, into)
    with ready.office.work() as work:
        for table in (
            "enrolment",
            "trainee",
            "institution",
            "rate",
            "quota",
            "unit",
            "work_month",
            "attendance",
            "budget",
        ):
            work.connection.exec_driver_sql(f"UPDATE {table} SET revision = revision + 1")  # noqa: S608
        work.connection.exec_driver_sql(
            "DELETE FROM import_change WHERE revision IS NULL"
        )  # what was taken out is nowhere
    before = dump(ready)
    with pytest.raises(Refused, match="导入以后又改过"):
        undo(ready)
    assert dump(ready) == before


def test_the_list_tells_what_undoing_comes_to(ready: Bureau) -> None:
    into = ready.training()
    load(ready, "roster", roster(*range(1, 5)), into)
    [first] = foreseen(ready)
    assert (first.can_undo, first.going, first.staying, first.outcome) == (True, 8, 0, "可以撤销：8 条")
    ready.enrol(ready.training(name="电工二班"), [people.person(2)])
    [used] = foreseen(ready)
    assert used.outcome == "可以撤销 7 条，1 条保留不动"


def test_an_import_of_which_a_later_one_holds_everything_is_not_called_one_that_can_be_undone(ready: Bureau) -> None:
    case = CASES["institutions"]
    load(ready, "institutions", case.before)
    load(ready, "institutions", case.after)
    later, first = foreseen(ready)
    assert later.can_undo and not first.can_undo
    assert "没有可以撤销的" in first.outcome and "\n" not in first.outcome


# --- what was used since ------------------------------------------------------------------------------------------------


def test_a_person_who_was_used_since_stays_and_everybody_else_goes(ready: Bureau) -> None:
    into = ready.training()
    load(ready, "roster", CASES["roster"].after, into)
    ready.enrol(ready.training(date(2019, 11, 4), name="电工二班"), [people.person(2)])
    told = undo(ready)
    assert told.removed == {"学员": 3, "花名册": 4} and told.kept == 1
    [one] = told.staying
    assert (one.title, one.name, one.why) == ("学员", people.person(2).name, "已有“花名册”用到")
    assert [row.name for row in rows_of(ready, "trainee")] == [people.person(2).name]


def test_a_row_of_the_roster_that_was_changed_since_stays_with_its_person(ready: Bureau) -> None:
    into = ready.training()
    load(ready, "roster", CASES["roster"].after, into)
    changed = rows_of(ready, "enrolment")[2]
    ready.set(Enrolment, changed.uid, account="6217003700000000123")
    told = undo(ready)
    assert {(one.title, one.why) for one in told.staying} == {
        ("花名册", "导入以后又改过"),
        ("学员", "已有“花名册”用到"),
    }
    assert [row.account for row in rows_of(ready, "enrolment")] == ["6217003700000000123"]
    assert [row.uid for row in rows_of(ready, "trainee")] == [changed.trainee_uid]


def test_a_changed_value_comes_back_only_where_nobody_changed_the_record_since(ready: Bureau) -> None:
    into = stood(ready, CASES["roster"])
    load(ready, "roster", CASES["roster"].after, into)
    person = rows_of(ready, "trainee")[0]
    ready.set(Trainee, person.uid, address="别处1号")
    told = undo(ready)
    after = rows_of(ready, "trainee")[0]
    assert (after.phone, after.address) == ("13800000000", "别处1号")
    assert rows_of(ready, "enrolment")[0].account == people.account(1)
    assert [(one.title, one.name) for one in told.staying] == [("学员", people.person(1).name)]


def test_a_result_on_which_something_was_entered_since_stays(ready: Bureau) -> None:
    case = CASES["results"]
    into = stood(ready, case)
    load(ready, "results", case.after, into)
    first = newest(ready)
    load(ready, "attendance", CASES["attendance"].before, into)
    told = undo(ready, first)
    assert told.restored == {"花名册": 1}
    assert [(one.name, one.why) for one in told.staying] == [(people.person(1).name, "已有“考勤”用到")]
    assert [row.certificate_number for row in rows_of(ready, "enrolment")] == ["渝9", None, None]


def test_an_institution_with_a_class_since_stays(ready: Bureau) -> None:
    load(ready, "institutions", CASES["institutions"].after)
    ready.do("institution.publish", uid := rows_of(ready, "institution")[-1].uid, listed_on="2019-01-15")
    with (
        ready.office.work() as work
    ):  # the list of those that are published counts up the revision; what is tried is the class
        work.connection.exec_driver_sql("UPDATE institution SET revision = 1 WHERE uid = ?", (uid,))
    ready.training(institution_name="示例学校8")
    told = undo(ready)
    assert told.removed == {"培训机构": 1}
    assert [(one.title, one.name, one.why) for one in told.staying] == [("培训机构", "示例学校8", "已有“培训班”用到")]


def test_a_rate_by_which_a_claim_was_decided_since_stays(ready: Bureau) -> None:
    with ready.office.work() as work:
        work.connection.exec_driver_sql("DELETE FROM rate")
    load(ready, "rates", lines(RATES, rate("电工", 1200), rate("保育员", 800)))
    ready.claim(ready.accepted(2))
    told = undo(ready)
    assert told.removed == {"补贴标准目录": 1}
    assert [(one.name, one.why) for one in told.staying] == [("电工 四级/中级工", "已据此核定或拨付")]


def test_a_rate_goes_though_a_claim_was_decided_by_another_line_before(ready: Bureau) -> None:
    ready.claim(ready.accepted(2))
    line = ("电工", "四级/中级工", 1300, "2019-02-01", "测试文〔2019〕3号")
    load(ready, "rates", lines(RATES, line))
    assert undo(ready).removed == {"补贴标准目录": 1}


def test_a_unit_with_a_target_entered_since_stays(ready: Bureau) -> None:
    load(ready, "quotas", CASES["quotas"].after)
    number, wanted = newest(ready), ("职业能力科", "区人力社保局", 2031, "人次", 50)
    load(ready, "quotas", lines(QUOTAS, wanted))
    told = undo(ready, number)
    assert told.removed == {"计划任务": 3}
    assert [tuple(one) for one in told.staying] == [("责任单位", "区人力社保局/职业能力科", "已有“计划任务”用到")]
    assert rows_of(ready, "unit")[-1].name == "职业能力科"


def test_a_month_that_was_taken_out_and_entered_again_since_is_not_entered_twice(ready: Bureau) -> None:
    case = CASES["months"]
    into = stood(ready, case)
    load(ready, "months", case.after, into)
    number = newest(ready)
    load(ready, "months", case.before.replace("2019-09、2019-10", "2019-10、2019-09"), into)
    told = undo(ready, number)
    assert ("在岗月份", "原来的内容已放不回去") in {(one.title, one.why) for one in told.staying}
    months = [(row.enrolment_uid, row.month) for row in rows_of(ready, "work_month")]
    assert len(months) == len(set(months)) and len({uid for uid, _ in months}) == 2


def test_a_recognition_of_somebody_for_whom_a_claim_was_decided_since_stays(ready: Bureau) -> None:
    uid = ready.accepted(2)
    text = lines(
        TAGS, *((people.person(n).name, people.id_number(n), "残疾人", "2019-01-01", f"证{n}") for n in (1, 9))
    )
    load(ready, "tags", text)
    ready.claim(uid)
    told = undo(ready)
    assert told.removed == {"学员": 1, "人员身份": 1}
    assert [(one.title, one.why) for one in told.staying] == [("人员身份", "已据此核定或拨付")]


def test_a_sum_set_aside_out_of_which_was_paid_since_stays(ready: Bureau) -> None:
    load(ready, "budgets", CASES["budgets"].after)
    ready.claim(ready.accepted(2), "paid")
    told = undo(ready)
    assert told.removed == {"资金": 1}
    assert [(one.title, one.name, one.why) for one in told.staying] == [
        ("资金", "就业补助资金 2019", "已据此核定或拨付")
    ]


def test_what_stays_is_named_up_to_a_limit_and_the_rest_counted(ready: Bureau) -> None:
    into, most = ready.training(), import_undo.NAMED
    load(ready, "roster", roster(*range(1, most + 7)), into)
    for row in rows_of(ready, "enrolment")[: most + 5]:
        ready.set(Enrolment, row.uid, account="6217003700000000123")
    told = undo(ready)
    assert told.removed == {"学员": 1, "花名册": 1}
    assert (told.kept, len(told.staying), told.lines[-1]) == (2 * (most + 5), most, f"　另有 {most + 10} 条")


# --- what is written ----------------------------------------------------------------------------------------------------


def test_undoing_is_journalled_once_with_file_time_and_counts(ready: Bureau) -> None:
    into = ready.training()
    load(ready, "roster", roster(1, 2, 3), into)
    with ready.office.read() as read:
        [one] = import_log.imported(read)
    before = len(rows_of_journal(ready))
    undo(ready)
    [entry] = rows_of_journal(ready)[before:]
    assert (entry.noun, entry.verb, entry.subject, entry.actor) == ("class", "undo", into, CLERK)
    assert one.file in entry.detail and one.at in entry.detail and "删去 6，恢复 0，保留 0" in entry.detail


def test_imports_are_undone_in_any_order_and_the_last_first_gives_back_everything(ready: Bureau) -> None:
    into = ready.training()
    empty = dump(ready)
    load(ready, "roster", CASES["roster"].before, into)
    first = newest(ready)
    load(ready, "roster", CASES["roster"].after, into)
    undo(ready)
    undo(ready, first)
    assert dump(ready) == empty


def test_a_number_of_an_import_that_was_undone_is_not_given_again(ready: Bureau) -> None:
    load(ready, "institutions", CASES["institutions"].after)
    first = newest(ready)
    undo(ready)
    load(ready, "institutions", CASES["institutions"].after)
    assert newest(ready) == first + 1


def test_the_recording_of_an_import_ends_with_it_whatever_becomes_of_it(ready: Bureau) -> None:
    load(ready, "institutions", CASES["institutions"].before)
    with pytest.raises(Problems):
        load(ready, "institutions", lines(HOUSES, ("别名", "1", "", "", "")))
    with ready.office.work() as work:
        temporary = work.connection.exec_driver_sql("SELECT count(*) FROM sqlite_temp_master").scalar_one()
        work.connection.exec_driver_sql("UPDATE institution SET phone = '13900000009', revision = revision + 1")
        kept = work.connection.exec_driver_sql("SELECT count(*) FROM import_change").scalar_one()
    assert (temporary, kept) == (0, 0)


def test_what_follows_from_an_import_goes_back_with_it(ready: Bureau) -> None:
    case = CASES["results"]
    with ready.office.work() as work:
        policies.install(work, version(2, ("[[unverified]]\n", _CLAIM_WITHIN + "[[unverified]]\n")))
    into = ended(ready)
    before = rows_of(ready, "deadline")
    load(ready, "results", case.after, into)
    assert rows_of(ready, "deadline") != before
    undo(ready)
    assert rows_of(ready, "deadline") == before


def test_what_another_office_sent_is_untouched(taught: Bureau, bureau: Bureau, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with taught.office.work() as work:
        package.build(work, "2019Q3", path)
    charter = Charter("重庆市人力社保局", "500100", "city", "qijiang-2019", [(CLERK, ["clerk"])])
    bureau.office.close()
    bureau.office = seat(found_office(tmp_path / "city", charter, taught.now), CLERK)
    with bureau.office.work() as work:
        merge.apply(work, path)
    before = dump(bureau)
    text = lines(
        TAGS, *((people.person(n).name, people.id_number(n), "残疾人", "2019-01-01", f"证{n}") for n in (1, 9))
    )
    load(bureau, "tags", text)
    told = undo(bureau)
    assert told.removed == {"学员": 1, "人员身份": 2} and len(before["trainee"]) == 3
    assert dump(bureau) == before


@needs_fork
def test_a_program_that_dies_while_it_undoes_leaves_all_or_nothing(ready: Bureau, tmp_path: Path) -> None:
    into = stood(ready, CASES["roster"])
    before = dump(ready)
    load(ready, "roster", CASES["roster"].after, into)
    after = dump(ready)
    number, folder = newest(ready), tmp_path / "dying"
    ready.office.close()

    def prepare() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(ready.office.folder, folder)

    def act() -> None:
        with Office(folder, clock=ready.now) as office, office.work(office.person(CLERK)) as work:
            import_undo.undo(work, number)

    other, seen = copy(ready), []
    for _ in deaths(prepare, act):
        other.office = seat(Office(folder, clock=ready.now), CLERK)
        seen.append(dump(other))
        other.office.close()
    assert all(one in (before, after) for one in seen) and after in seen
