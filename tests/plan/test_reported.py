"""Offices without the program hand in figures by workbook, in ours or in their own, as it was answered for each once."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.desk.lists import LISTINGS
from app.desk.reports import show
from app.exchange import imports
from app.exchange.sheets import SHEETS
from app.kernel.outcomes import Problems, Refused
from app.kernel.periods import parse_period
from app.plan.arrivals import came
from app.plan.reported.record import reported
from app.plan.summary import summary
from app.record.imports import learned
from app.record.imports.layout import NOTHING, Layout
from tests.bureau import CLERK, Bureau

KIND = imports.KINDS["figures"]
OURS = (
    "所属月份",
    "开班数",
    "培训人次",
    "培训人数",
    "合格人次",
    "取证人次",
    "补贴人次",
    "核定金额(元)",
    "已拨金额(元)",
)
THEIRS = ("月份", "班数", "培训总人次", "人数", "合格", "发证数", "享受补贴人次", "应拨", "实拨")
MONTHS = (
    ("2020-03", 2, 60, 58, 55, 50, 48, "57600.00", "0"),
    ("2020-04", 1, 30, 30, 30, 28, 28, "33600.00", "57600.00"),
)


@pytest.fixture
def without(bureau: Bureau) -> int:
    with bureau.office.work() as work:
        work.own.level, work.own.region = "city", "231200"
    bureau.today = date(2020, 5, 4)
    return bureau.do("office.create", name="安达市人社局", region="231281", level="区县")


def workbook(path: Path, titles: tuple[str, ...], *rows: tuple[object, ...]) -> imports.Source:
    book = openpyxl.Workbook()
    for row in (titles, *rows):
        book.active.append(row)
    book.save(path)
    return imports.source_of(path)


def bring(bureau: Bureau, into: int, source: imports.Source) -> None:
    with bureau.office.read(bureau.office.actor) as read:
        table = imports.read_source(source, imports.wanted(read, KIND, into), imports.known(read, KIND, into))
        checked = imports.check(read, KIND, table, into)
    with bureau.office.work() as work:
        imports.apply(work, KIND, checked)


def test_figures_of_an_office_without_the_program_stand_by_its_name_and_span(
    bureau: Bureau, without: int, tmp_path: Path
) -> None:
    bring(bureau, without, workbook(tmp_path / "a.xlsx", OURS, *MONTHS))
    with bureau.office.read() as read:
        (row,) = read.session.execute(reported(date(2020, 3, 1), date(2020, 4, 30)))
        assert (row.name, row.times, row.certified, row.awarded_fen, row.paid_fen) == (
            "安达市人社局",
            90,
            78,
            9_120_000,
            5_760_000,
        )
        assert [one.times for one in read.session.execute(reported(date(2020, 4, 1), date(2020, 4, 30)))] == [30]
        (office,) = [row for row in LISTINGS["offices"].rows(read.connection) if row["uid"] == without]
    assert office["program"] == 0


def test_the_same_month_again_is_a_correction(bureau: Bureau, without: int, tmp_path: Path) -> None:
    bring(bureau, without, workbook(tmp_path / "a.xlsx", OURS, *MONTHS))
    bring(
        bureau, without, workbook(tmp_path / "b.xlsx", OURS, ("2020-04", 1, 31, 31, 30, 28, 28, "33600.00", "57600.00"))
    )
    with bureau.office.read() as read:
        found = {row["period"]: row["times"] for row in LISTINGS["reported-figures"].rows(read.connection)}
    assert found == {"2020-03": 60, "2020-04": 31}


def test_more_certificates_than_passed_are_told_with_their_row(bureau: Bureau, without: int, tmp_path: Path) -> None:
    wrong = workbook(tmp_path / "a.xlsx", OURS, ("2020-03", 2, 60, 58, 55, 56, 48, "57600.00", "0"))
    before = bureau.counts()
    with pytest.raises(Problems) as found:
        bring(bureau, without, wrong)
    (problem,) = found.value.problems
    assert (problem.row, problem.title) == (2, "取证人次")
    assert bureau.counts() == before


def test_a_workbook_of_their_own_is_asked_about_once_for_each_sender(
    bureau: Bureau, without: int, tmp_path: Path
) -> None:
    other = bureau.do("office.create", name="海伦市人社局", region="231283", level="区县")
    source = workbook(tmp_path / "theirs.xlsx", THEIRS, *MONTHS)
    with bureau.office.read() as read, pytest.raises(imports.Asking) as asking:
        imports.read_source(source, imports.wanted(read, KIND, without), NOTHING)
    assert asking.value.questions
    layout = Layout(dict(zip(THEIRS, (field.key for field in KIND.fields if field.key != "placed"), strict=True)))
    with bureau.office.work() as work:
        learned.keep(work, KIND, without, layout)
    bring(bureau, without, source)
    with bureau.office.read() as read:
        assert len(list(LISTINGS["reported-figures"].rows(read.connection))) == 2
        assert imports.known(read, KIND, other) == NOTHING


def test_an_office_with_the_program_hands_in_no_workbook(bureau: Bureau, tmp_path: Path) -> None:
    with bureau.office.read() as read:
        own = read.own.uid
    with pytest.raises(Refused, match="使用本程序"):
        bring(bureau, own, workbook(tmp_path / "a.xlsx", OURS, *MONTHS))


def test_what_was_handed_in_stands_in_the_citys_table_marked_and_in_its_sum(
    bureau: Bureau, without: int, tmp_path: Path
) -> None:
    bring(bureau, without, workbook(tmp_path / "a.xlsx", OURS, *MONTHS))
    with bureau.office.read() as read:
        one, whole = show(read, summary("office"), "2020-04").tables[0].rows
        march = show(read, summary("office"), "2020-03").tables[0].rows[0]
    assert one["name"] == "安达市人社局（手工报送）" and one["standing"] != "未报"
    for row in (one, whole):
        assert (row["now_times"], row["now_persons"], row["before_times"]) == (30, 30, 60)
        assert (row["year_times"], row["year_persons"], row["year_paid_fen"]) == (90, 0, 5_760_000)
    assert march["year_persons"] == 0 and march["now_persons"] == 58


def test_person_times_under_another_heading_are_no_persons(bureau: Bureau, without: int, tmp_path: Path) -> None:
    titles = tuple({"培训人次": "培训人次数", "培训人数": "实际人数"}.get(title, title) for title in OURS)
    source = workbook(tmp_path / "theirs.xlsx", titles, *MONTHS)
    with bureau.office.read() as read, pytest.raises(imports.Asking) as asking:
        imports.read_source(source, imports.wanted(read, KIND, without), NOTHING)
    (question,) = asking.value.questions
    assert (question.subject, question.guess) == ("实际人数", "persons")


def test_a_month_to_come_and_money_below_nothing_are_told_with_their_rows(
    bureau: Bureau, without: int, tmp_path: Path
) -> None:
    late = ("2031-03", 2, 60, 58, 55, 50, 48, "57600.00", "0")
    below = ("2019-03", 2, 60, 58, 55, 50, 48, "57600.00", "-5")
    with pytest.raises(Problems) as found:
        bring(bureau, without, workbook(tmp_path / "a.xlsx", OURS, late, below))
    assert {(p.row, p.title) for p in found.value.problems} == {(2, "所属月份"), (3, "已拨金额(元)")}


def test_a_correction_makes_no_report_late_that_came_in_time(bureau: Bureau, without: int, tmp_path: Path) -> None:
    for day, times in ((date(2020, 4, 30), 30), (date(2020, 5, 20), 31)):
        bureau.today = day
        row = ("2020-04", 1, times, times, 30, 28, 28, "33600.00", "57600.00")
        bring(bureau, without, workbook(tmp_path / f"{times}.xlsx", OURS, row))
    with bureau.office.read() as read:
        assert came(read, date(2020, 4, 30)) == {without: date(2020, 4, 30)}
        assert came(read, date(2020, 5, 31)) == {}


def test_what_a_table_lacks_of_figures_that_were_handed_in_is_said_below_it(
    bureau: Bureau, without: int, tmp_path: Path
) -> None:
    bring(bureau, without, workbook(tmp_path / "a.xlsx", OURS, *MONTHS))
    with bureau.office.read() as read:
        april, january = (parse_period(text) for text in ("2020-04", "2020-01"))
        notes = {by: summary(by).tables[0].note(read, april) for by in ("office", "level")}
        january_note = summary("office").tables[0].note(read, january)
    assert "手工报送的培训人数几个月不能相加" in notes["office"] and "手工报送" not in january_note
    assert "安达市人社局手工报送的数据没有这样的分类，未计入本表" in notes["level"]


def test_figures_go_by_the_name_that_their_office_has_now(bureau: Bureau, without: int, tmp_path: Path) -> None:
    bring(bureau, without, workbook(tmp_path / "a.xlsx", OURS, *MONTHS))
    bureau.do("office.amend", without, name="安达市人力社保局", region="231281", level="区县")
    with bureau.office.read() as read:
        assert {row["office_name"] for row in LISTINGS["reported-figures"].rows(read.connection)} == {
            "安达市人力社保局"
        }
        (figures,) = (sheet for sheet in SHEETS if sheet.name == "reported_figures")
        rows = list(figures.rows(read.connection, read.own.uid, date(2020, 12, 31)))
    assert {row[0] for row in rows} == {"安达市人力社保局"}
    bureau.office.sign_in(CLERK)
    other = bureau.do("office.create", name="安达市人社局", region="231283", level="区县")
    bring(bureau, other, workbook(tmp_path / "b.xlsx", OURS, MONTHS[0]))
    with bureau.office.read() as read:
        named = [row["office_name"] for row in LISTINGS["reported-figures"].rows(read.connection)]
    assert sorted(named) == ["安达市人力社保局", "安达市人力社保局", "安达市人社局"]


def test_our_own_workbook_is_asked_nothing_after_an_import_by_answers_was_undone(
    bureau: Bureau, without: int, tmp_path: Path
) -> None:
    layout = Layout(dict(zip(THEIRS, (field.key for field in KIND.fields if field.key != "placed"), strict=True)))
    with bureau.office.work() as work:
        learned.keep(work, KIND, without, replace(layout, doubted=True))
    bring(bureau, without, workbook(tmp_path / "a.xlsx", OURS, *MONTHS))
    with bureau.office.read() as read, pytest.raises(imports.Asking):
        theirs = workbook(tmp_path / "b.xlsx", THEIRS, *MONTHS)
        imports.read_source(theirs, imports.wanted(read, KIND, without), imports.known(read, KIND, without))
