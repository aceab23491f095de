"""What each circular asks for by a day, reckoned by the announced calendar."""

from datetime import date, timedelta
from functools import cache

import chinese_calendar
import pytest

from app.award.cases.pack_file import load_pack
from app.kernel.texts import RESOURCES
from app.policy.deadlines import dues


@cache
def calendar(*years: int) -> dict[date, str]:
    """The announced days that differ from their weekday."""
    days = (date(year, 1, 1) + timedelta(n) for year in years for n in range(366))
    return {
        day: "off" if chinese_calendar.is_holiday(day) else "work"
        for day in days
        if day.year in years and chinese_calendar.is_holiday(day) == (day.weekday() < 5)
    }


def text_of(name: str) -> str:
    return (RESOURCES / "packs" / f"{name}.toml").read_text(encoding="utf-8")


def due_days(text: str, key: str, *years: int) -> dict[str, date | None]:
    found = dues(load_pack(text), calendar(*(years or (2019, 2020, 2021))))
    return {due.period: due.due_on for due in found if due.key == key}


@pytest.mark.clause("SH-32")
def test_suihua_reports_every_month_from_the_issue_of_the_circular_on() -> None:
    days = due_days(text_of("suihua-2019"), "report_rhythms.monthly")
    assert list(days)[:3] == ["2019-11", "2019-12", "2020-01"]
    assert (len(days), days["2019-11"], days["2020-02"]) == (26, date(2019, 12, 10), date(2020, 3, 10))


@pytest.mark.clause("QJ-20")
def test_qijiang_reports_every_quarter_and_every_year() -> None:
    quarters = due_days(text_of("qijiang-2019"), "report_rhythms.quarterly")
    years = due_days(text_of("qijiang-2019"), "report_rhythms.annual")
    assert list(quarters)[-2:] == ["2021Q3", "2021Q4"] and quarters["2019Q4"] == date(2020, 1, 10)
    assert years == {"2019": date(2020, 1, 10), "2020": date(2021, 1, 10), "2021": date(2022, 1, 10)}
    assert due_days(text_of("qijiang-2019"), "report_rhythms.monthly") == {}


@pytest.mark.clause("QJ-20")
def test_a_day_that_no_circular_sets_is_marked_unverified() -> None:
    found = dues(load_pack(text_of("qijiang-2019")), calendar(2019))
    assert {due.clause for due in found} == {"綦江府办发〔2019〕39号五（一）（报送日待核实）"}


@pytest.mark.clause("OD-21")
def test_ordos_plans_are_due_on_the_last_day_of_february() -> None:
    days = due_days(text_of("ordos-2019"), "annual_plan_month")
    assert days == {"2020": date(2020, 2, 29), "2021": date(2021, 2, 28)}


@pytest.mark.clause("OD-20")
def test_the_first_plan_of_ordos_is_due_by_the_end_of_november() -> None:
    assert due_days(text_of("ordos-2019"), "first_plan_due") == {"2019": date(2019, 11, 30)}


@pytest.mark.clause("SH-13")
def test_the_catalogue_of_suihua_was_due_before_its_circular_was_out() -> None:
    assert due_days(text_of("suihua-2019"), "catalogue_deadline") == {"2019": date(2019, 11, 20)}


@pytest.mark.clause("SH-35")
def test_ten_working_days_from_the_issue_end_on_the_eleventh_of_december() -> None:
    assert due_days(text_of("suihua-2019"), "local_plan_days") == {"2019": date(2019, 12, 11)}


@pytest.mark.clause("SH-35")
@pytest.mark.parametrize(
    ("issued", "year", "due"),
    [
        (date(2019, 9, 25), 2019, date(2019, 10, 14)),  # 9-29 and 10-12 are worked, 10-01 to 10-07 off
        (date(2020, 9, 25), 2020, date(2020, 10, 15)),  # 9-27 and 10-10 are worked, 10-01 to 10-08 off
    ],
)
def test_working_days_go_round_the_national_day_and_count_its_make_up_days(issued: date, year: int, due: date) -> None:
    text = text_of("suihua-2019").replace("date = 2019-11-27", f"date = {issued}")
    assert due_days(text, "local_plan_days", year) == {str(year): due}


@pytest.mark.clause("SH-35")
def test_a_year_that_is_not_announced_gives_no_day_instead_of_a_guess() -> None:
    days = due_days(text_of("suihua-2019"), "local_plan_days", 2020)
    assert days == {"2019": None}
    late = text_of("suihua-2019").replace("date = 2019-11-27", "date = 2019-12-27")
    assert due_days(late, "local_plan_days", 2019) == {"2019": None}  # it runs into 2020
    assert due_days(late, "local_plan_days", 2019, 2020) == {"2019": date(2020, 1, 13)}


@pytest.mark.clause("SH-21")
def test_the_first_class_of_every_institution_of_suihua_is_due_by_the_end_of_the_year() -> None:
    assert due_days(text_of("suihua-2019"), "first_class_by") == {"2019": date(2019, 12, 31)}


def test_a_month_that_the_year_does_not_have_gives_no_deadline() -> None:
    text = text_of("ordos-2019").replace(
        'key = "annual_plan_month"\namount = 2', 'key = "annual_plan_month"\namount = 13'
    )
    assert due_days(text, "annual_plan_month") == {}
