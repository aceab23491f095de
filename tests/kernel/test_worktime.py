"""Working days by the office's calendar."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.outcomes import Refused
from app.kernel.worktime import is_working, last_working_day, working_day_before

# 国办发明电〔2018〕15号
OCTOBER = {
    **{date(2019, 10, day): "off" for day in range(1, 8)},
    date(2019, 9, 29): "work",
    date(2019, 10, 12): "work",
}
SEED = {
    day: "off" if chinese_calendar.is_holiday(day) else "work"
    for day in (date(2018, 1, 1) + timedelta(n) for n in range(365 * 6))
    if chinese_calendar.is_holiday(day) == (day.weekday() < 5)
}


@pytest.mark.clause("SH-29")
@pytest.mark.parametrize(
    ("first", "included", "last"),
    [
        (date(2019, 9, 30), False, date(2019, 10, 12)),
        (date(2019, 9, 30), True, date(2019, 10, 11)),
        (date(2019, 9, 27), False, date(2019, 10, 10)),
        (date(2019, 9, 29), True, date(2019, 10, 10)),
        (date(2019, 10, 5), True, date(2019, 10, 12)),
        (date(2019, 11, 4), False, date(2019, 11, 11)),
        (date(2019, 11, 4), True, date(2019, 11, 8)),
    ],
)
def test_five_working_days_around_the_national_day_week(first: date, included: bool, last: date) -> None:
    assert last_working_day(first, 5, OCTOBER, first_counts=included) == last


@given(st.dates(date(2018, 1, 1), date(2023, 6, 30)), st.integers(1, 40))
def test_the_last_day_is_worked_and_so_many_are_worked_up_to_it(first: date, count: int) -> None:
    last = last_working_day(first, count, SEED, first_counts=False)
    assert is_working(last, SEED)
    between = [first + timedelta(n) for n in range(1, (last - first).days + 1)]
    assert sum(is_working(day, SEED) for day in between) == count
    assert [is_working(day, SEED) for day in between] == [chinese_calendar.is_workday(day) for day in between]


def test_a_year_that_was_not_announced_is_refused_and_never_guessed() -> None:
    with pytest.raises(Refused, match="2020 年的放假安排未公布或未录入"):
        last_working_day(date(2019, 12, 27), 5, OCTOBER, first_counts=False)
    with pytest.raises(Refused, match="2031"):
        is_working(date(2031, 5, 6), {})


@given(st.dates(), st.integers(0, 400), st.booleans())
def test_every_day_gives_a_working_day_or_says_that_its_year_is_not_announced(
    day: date, count: int, included: bool
) -> None:
    for reckon in (
        lambda: last_working_day(day, count, SEED, first_counts=included),
        lambda: working_day_before(day, count, SEED),
    ):
        try:
            assert isinstance(reckon(), date)
        except Refused as refused:
            assert "放假安排未公布" in str(refused)


@pytest.mark.parametrize("end", [date.min, date.max])
def test_where_dates_end_no_calendar_is_announced(end: date) -> None:
    with pytest.raises(Refused, match="放假安排未公布"):
        last_working_day(end, 400, {}, first_counts=False)
    with pytest.raises(Refused, match="放假安排未公布"):
        working_day_before(end, 400, {})
