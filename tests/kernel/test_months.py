"""Months as clerks write them, and the reckoning of months and years."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.kinds import MONTHS, BadValue
from app.kernel.months import BadMonths, later, month_of, read_months, years_later
from app.kernel.periods import PERIOD, parse_period

DAYS = st.dates(date(1950, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2019-10", ("2019-10",)),
        ("2019-11、2019-10", ("2019-10", "2019-11")),
        ("2019-10至2019-12", ("2019-10", "2019-11", "2019-12")),
        ("2019年10月-12月", ("2019-10", "2019-11", "2019-12")),
        ("2019年10月～12月", ("2019-10", "2019-11", "2019-12")),
        ("201910-201912", ("2019-10", "2019-11", "2019-12")),
        ("2019年10-12月", ("2019-10", "2019-11", "2019-12")),
        ("2019.10-2019.12", ("2019-10", "2019-11", "2019-12")),
        ("2019/12-2020/1", ("2019-12", "2020-01")),
        ("2019年10月、11月", ("2019-10", "2019-11")),
        ("2019年10、11、12月", ("2019-10", "2019-11", "2019-12")),
        ("2019年9、10月", ("2019-09", "2019-10")),
        ("2019年12月-2020年1月", ("2019-12", "2020-01")),
        ("2019年12月到2020年1月", ("2019-12", "2020-01")),
        ("201912，2020.2", ("2019-12", "2020-02")),
        ("2019-10-01", ("2019-10",)),
        ("2021.01", ("2021-01",)),
        ("2021.10", ("2021-10",)),
        ("2021.1、2021.2", ("2021-01", "2021-02")),
        (" 2019-10 、 2020/3～2020/4；", ("2019-10", "2020-03", "2020-04")),
    ],
)
def test_months_are_read_as_clerks_write_them_and_put_in_order(text: str, months: tuple[str, ...]) -> None:
    assert read_months(text) == months
    assert MONTHS.read(text) == "、".join(months)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2019-13", "months.form"),
        ("2021.1", "months.dotted"),
        ("2019-10-15", "months.form"),
        ("十月", "months.form"),
        ("、", "months.form"),
        ("2019-12至2019-10", "months.span"),
        ("2019-10至2019-11至2019-12", "months.span"),
        ("2019-10、2019-10", "months.repeated"),
        ("2019-10至2019-12、2019-11", "months.repeated"),
    ],
)
def test_what_names_no_months_or_one_twice_is_told(text: str, code: str) -> None:
    with pytest.raises(BadMonths) as told:
        read_months(text)
    assert told.value.code == code
    with pytest.raises(BadValue) as refused:
        MONTHS.read(text)
    assert refused.value.code == code


@given(DAYS, st.integers(0, 600))
def test_so_many_months_on_and_back_is_the_same_month(day: date, count: int) -> None:
    month = month_of(day)
    assert later(later(month, count), -count) == month
    assert later(month, 12) == month_of(date(day.year + 1, day.month, 1))
    assert read_months(f"{month}至{later(month, count)}")[-1] == later(month, count)


def test_a_leap_day_has_its_last_day_of_february_in_other_years() -> None:
    assert years_later(date(2016, 2, 29), 5) == date(2021, 2, 28)
    assert years_later(date(2016, 2, 29), 4) == date(2020, 2, 29)
    assert years_later(date(2016, 2, 28), 4) == date(2020, 2, 28)
    assert years_later(date(2015, 12, 31), 5) == date(2020, 12, 31)


@pytest.mark.parametrize(
    ("written", "text", "title"),
    [
        ("2019Q4", "2019Q4", "2019年第4季度"),
        ("2019年第四季度", "2019Q4", "2019年第4季度"),
        ("2019 年 4 季度", "2019Q4", "2019年第4季度"),
        ("2019年9月份", "2019-09", "2019年9月"),
        ("2019年下半年", "2019H2", "2019年下半年"),
        ("2019年度", "2019", "2019年"),
    ],
)
def test_a_period_is_understood_as_people_write_it_and_shown_so(written: str, text: str, title: str) -> None:
    found = parse_period(written)
    assert (found.text, found.title) == (text, title)
    assert PERIOD.read(written) == text and PERIOD.show(text) == title


def test_what_is_no_period_is_shown_as_it_is() -> None:
    assert PERIOD.show("PX500110-2019-0001") == "PX500110-2019-0001" and PERIOD.show(None) == ""
