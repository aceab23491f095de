"""月报、季报、年报: figures of a period and of the year so far, as numbers."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import openpyxl
import pytest

from app.desk.lists import LISTINGS
from app.exchange import merge, report
from app.exchange.reports import REPORTS
from app.institution.unit.model import Unit
from app.kernel.outcomes import Refused
from app.kernel.periods import ANNUAL, Period, parse_period
from app.main import run
from app.plan import figures, statistics
from app.plan.counting import Figures
from app.plan.quota.model import Quota
from app.plan.statistics import STATISTICS, UNITS
from app.record.listing import Filter, Query
from app.record.report import Check, Report, Row, Table
from app.store.work import Office, Read
from app.training.training_class.noun import CLASS
from tests import people
from tests.agreement import disagreements
from tests.bureau import Bureau
from tests.exchange.senders import city, county, sent, trained


@pytest.fixture
def sender(tmp_path: Path) -> Iterator[Bureau]:
    """Two classes: 3 people in September, one of them again in another trade from October on."""
    made = county(tmp_path / "county")
    trained(made, 3)
    trained(made, [people.person(1)], trade=1, state="approved")
    yield made
    made.office.close()


def lines(office: Office, period: str) -> list[figures.Line]:
    with office.read() as read:
        return figures.lines(read, parse_period(period))


def total(office: Office, period: str) -> figures.Line:
    return next(line for line in lines(office, period) if line.total)


def test_persons_are_counted_once_and_person_times_every_time(sender: Bureau) -> None:
    year = total(sender.office, "2019").year
    assert (year.classes, year.times, year.persons, year.qualified, year.certified) == (2, 4, 3, 4, 4)
    assert (year.subsidised, year.awarded_fen, year.paid_fen) == (4, 480000, 360000)


def test_a_month_shows_itself_beside_the_year_so_far(sender: Bureau) -> None:
    september = total(sender.office, "2019-09")
    assert (september.now.classes, september.now.times, september.now.awarded_fen) == (1, 3, 360000)
    assert september.now.paid_fen == 0
    assert september.year.classes == 1
    quarter = total(sender.office, "2019Q4")
    assert (quarter.now.times, quarter.now.persons, quarter.year.times, quarter.year.persons) == (1, 1, 4, 3)


def test_progress_is_the_done_of_the_target_in_its_own_measure(sender: Bureau) -> None:
    done = Figures(qualified=40, qualified_persons=30, certified=20)
    assert [done.towards(measure) for measure in ("人次", "人", "持证数", "")] == [40, 30, 20, 40]
    line = next(row for row in lines(sender.office, "2019") if row.unit == "区人力社保局")
    assert line.progress() == pytest.approx(4 / line.target)


def test_targets_in_different_measures_are_not_added(sender: Bureau) -> None:
    with sender.office.work() as work:
        work.session.query(Quota).filter_by(year=2019).first().measure = "人"
        counted = work.session.query(Quota).filter_by(year=2019).first().target
    sums = {line.measure: line.target for line in lines(sender.office, "2019") if line.total}
    assert sums == {"人": counted, "人次": 11400 - counted}
    assert total(sender.office, "2020").target == 14300


def test_a_section_stands_below_its_unit_and_counts_in_it(sender: Bureau) -> None:
    with sender.office.work() as work:
        top = work.session.query(Unit).filter_by(name="区人力社保局").one()
        below = work.add(Unit(seq=1, axis=top.axis, name="文龙街道", parent_uid=top.uid))
        work.connection.exec_driver_sql(f"UPDATE training_class SET unit_uid = {below.uid}")
    found = lines(sender.office, "2019")
    place = next(i for i, row in enumerate(found) if row.unit == "区人力社保局")
    assert found[place].year.times == found[place + 1].year.times == 4
    assert found[place + 1].unit == "　其中：文龙街道"
    assert total(sender.office, "2019").year.times == 4
    assert total(sender.office, "2019").target == 11400


def test_the_workbook_holds_numbers_a_sum_and_lines_for_signatures(sender: Bureau, tmp_path: Path) -> None:
    with sender.office.read() as read:
        report.write(read, STATISTICS, "2019Q4", tmp_path / "r.xlsx")
    page = openpyxl.load_workbook(tmp_path / "r.xlsx").active
    assert page.title == "季报"
    cells = list(page.iter_rows(values_only=True))
    title, *_, signatures = ("".join(str(cell) for cell in row if cell) for row in cells)
    assert "2019年第4季度" in title and "綦江区人力社保局" in title
    headings = tuple(field.title for field in UNITS.fields)
    assert cells[2] == headings
    sums = next(dict(zip(headings, row, strict=True)) for row in cells if str(row[1]).startswith("合计"))
    assert (sums["年度任务"], sums["累计培训人次"], sums["累计核定金额(元)"], sums["累计已拨金额(元)"]) == (
        11400,
        4,
        4800,
        3600,
    )
    assert sums["完成率"] == pytest.approx(4 / 11400)
    assert "单位负责人" in signatures and "填表人" in signatures


def test_a_city_sums_each_office_by_itself(sender: Bureau, tmp_path: Path) -> None:
    with city(tmp_path / "city") as above:
        with above.work() as work:
            merge.apply(work, sent(sender, tmp_path / "a.zip"))
        sums = [line for line in lines(above, "2019") if line.total]
        assert [(line.office, line.year.times) for line in sums] == [("綦江区人力社保局", 4)]


@pytest.mark.parametrize(
    "text", ["", "2019-00", "2019-1", "2019Q5", "19", "2019-12-01", "2019H3", "2019-02-30至2019-03-01"]
)
def test_a_period_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="写法不对"):
        parse_period(text)


def test_half_years_and_spans_from_a_day_to_a_day_are_periods(sender: Bureau) -> None:
    halves = [parse_period(text) for text in ("2019H1", "2019H2")]
    assert [(p.kind, p.title, p.first, p.last) for p in halves] == [
        ("半年报", "2019年上半年", date(2019, 1, 1), date(2019, 6, 30)),
        ("半年报", "2019年下半年", date(2019, 7, 1), date(2019, 12, 31)),
    ]
    assert (total(sender.office, "2019H1").now.times, total(sender.office, "2019H2").now.times) == (0, 4)
    span = parse_period("2019-11-26至2019-12-25")
    assert (span.kind, span.title) == ("期间报", "2019年11月26日至12月25日")
    assert (span.first, span.last) == (date(2019, 11, 26), date(2019, 12, 25))
    with sender.office.read() as read:
        (ended, *_) = sorted(row["ends_on"] for row in LISTINGS["classes"].rows(read.connection))
    assert total(sender.office, f"{ended}至{ended}").now.times == 3
    with pytest.raises(Refused, match="早于开始日期"):
        parse_period("2019-12-25至2019-11-26")


# --- a report is its declaration --------------------------------------------------------------------------------------


def _classes(read: Read, period: Period) -> list[Row]:
    rows = LISTINGS["classes"].rows(read.connection, Query((Filter("starts_on", "<=", period.last.isoformat()),)))
    return [dict(row) for row in rows]


CLASSES = Report(
    name="classes-held",
    title="开班情况",
    tables=(Table("开班", tuple(CLASS[key] for key in ("number", "name", "starts_on")), _classes),),
    checks=lambda read, period, told: [] if told[0] else [Check("本期没有开班", error=False)],
    periods=(ANNUAL,),
)


def test_a_further_report_is_listed_shown_and_written_from_its_declaration_alone(
    sender: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(cast(dict[str, Report], REPORTS), CLASSES.name, CLASSES)
    sender.office.close()

    def said(*words: str) -> tuple[int, str]:
        status = run(["--office", str(sender.office.folder), "--as", "张经办", "report", *words])
        out, err = capsys.readouterr()
        return status, out + err

    assert re.search(r"classes-held +开班情况", said()[1])
    assert said(CLASSES.name, "2019-09") == (2, "开班情况只有年报，没有这种期间的\n")
    assert "本期没有开班" in said(CLASSES.name, "2018")[1]
    found = json.loads(said(CLASSES.name, "2019", "--json")[1])
    (table,) = found["tables"]
    assert (found["title"], found["problems"], table["title"]) == ("开班情况（2019年）", [], "开班")
    assert said(CLASSES.name, "2019", str(tmp_path / "r.xlsx"))[0] == 0
    title, head, *rows = openpyxl.load_workbook(tmp_path / "r.xlsx")["开班"].iter_rows(values_only=True)
    assert (title[0], head) == ("开班（2019年）", ("班级编号", "班级名称", "开班日期"))
    assert [row[0] for row in rows] == [row["number"] for row in table["rows"]] and len(rows) == 2
    assert "没有纸质" in said(CLASSES.name, "2019", str(tmp_path / "r.pdf"))[1]
    assert not (tmp_path / "r.pdf").exists()


def test_units_that_do_not_make_up_their_sum_are_named(sender: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    with sender.office.read() as read:
        assert disagreements(STATISTICS, read, parse_period("2019")) == []
        real = figures.lines(read, parse_period("2019"))
        wrong = [replace(row, year=replace(row.year, times=9)) if row.total else row for row in real]
        monkeypatch.setattr(statistics, "lines", lambda *_: wrong)
        said = disagreements(STATISTICS, read, parse_period("2019"))
    assert ["累计培训人次为 9，各责任单位相加为 4" in check.text for check in said] == [True]
    assert [(check.error, check.row) for check in said] == [(True, ("綦江区人力社保局", "合计（责任单位）"))]
    assert str(said[0]).startswith("错误：")
