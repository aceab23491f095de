"""The statutory retirement age, against the tables attached to the national decision of 2024-09-13."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.months import YEAR, month_of, months_later, years_later
from app.policy.retirement import CADRE, WORKER, Group, law, reached, retirement_days

MAN, WOMAN = "男", "女"
TODAY = date(2026, 3, 2)
BIRTHS = st.dates(date(1940, 1, 1), date(2010, 12, 31))
GROUPS = st.sampled_from(law().groups)


@pytest.mark.parametrize(
    ("sex", "post", "born", "months", "retires"),
    [
        (MAN, "", "1965-01", 1, "2025-02"),
        (MAN, "", "1965-04", 1, "2025-05"),
        (MAN, "", "1965-05", 2, "2025-07"),
        (MAN, "", "1965-07", 2, "2025-09"),
        (MAN, "", "1976-08", 35, "2039-07"),
        (MAN, "", "1976-09", 36, "2039-09"),
        (MAN, "", "1990-01", 36, "2053-01"),
        (WOMAN, CADRE, "1970-01", 1, "2025-02"),
        (WOMAN, CADRE, "1981-08", 35, "2039-07"),
        (WOMAN, CADRE, "1981-09", 36, "2039-09"),
        (WOMAN, CADRE, "1995-06", 36, "2053-06"),
        (WOMAN, WORKER, "1975-01", 1, "2025-02"),
        (WOMAN, WORKER, "1975-02", 1, "2025-03"),
        (WOMAN, WORKER, "1975-03", 2, "2025-05"),
        (WOMAN, WORKER, "1984-10", 59, "2039-09"),
        (WOMAN, WORKER, "1984-11", 60, "2039-11"),
        (WOMAN, WORKER, "2000-12", 60, "2055-12"),
    ],
)
def test_the_delay_is_that_of_the_published_table(sex: str, post: str, born: str, months: int, retires: str) -> None:
    birth = date.fromisoformat(f"{born}-15")
    group = next(group for group in law().groups if group.sex == sex and group.post == post)
    assert group.delay(birth) == months
    (found,) = retirement_days(birth, sex, post, TODAY)
    assert (month_of(found), found.day) == (retires, 15)


@pytest.mark.parametrize(
    ("sex", "post", "born", "retires"),
    [
        (MAN, "", date(1964, 12, 31), date(2024, 12, 31)),
        (WOMAN, CADRE, date(1969, 12, 1), date(2024, 12, 1)),
        (WOMAN, WORKER, date(1974, 12, 31), date(2024, 12, 31)),
    ],
)
def test_who_reached_the_old_age_before_the_law_retires_at_it(sex: str, post: str, born: date, retires: date) -> None:
    assert retirement_days(born, sex, post, TODAY) == {retires}


def test_before_the_law_was_in_force_the_old_age_counts() -> None:
    born = date(1975, 3, 20)
    assert retirement_days(born, WOMAN, WORKER, date(2024, 12, 31)) == {date(2025, 3, 20)}
    assert retirement_days(born, WOMAN, WORKER, date(2025, 1, 1)) == {date(2025, 5, 20)}


@pytest.mark.parametrize(
    ("born", "retires"),
    [
        (date(1965, 1, 31), date(2025, 2, 28)),
        (date(1965, 8, 31), date(2025, 10, 31)),
        (date(1968, 2, 29), date(2028, 12, 29)),
    ],
)
def test_only_a_month_that_has_no_such_day_ends_on_its_last(born: date, retires: date) -> None:
    assert retirement_days(born, MAN, "", TODAY) == {retires}


def test_the_age_is_reached_on_its_very_day() -> None:
    born = date(1965, 1, 15)
    assert reached(born, MAN, "", date(2025, 2, 14)) is False
    assert reached(born, MAN, "", date(2025, 2, 15)) is True


def test_a_woman_whose_post_is_unknown_is_judged_only_where_both_posts_agree() -> None:
    assert reached(date(1990, 5, 1), WOMAN, "", TODAY) is False
    assert reached(date(1960, 5, 1), WOMAN, "", TODAY) is True
    assert reached(date(1973, 5, 1), WOMAN, "", TODAY) is None
    assert len(retirement_days(date(1990, 5, 1), WOMAN, "", TODAY)) == 2
    assert (reached(date(1973, 5, 1), WOMAN, WORKER, TODAY), reached(date(1973, 5, 1), WOMAN, CADRE, TODAY)) == (
        True,
        False,
    )


def test_an_unknown_sex_is_judged_only_where_everybody_agrees() -> None:
    assert reached(date(1990, 5, 1), "", "", TODAY) is False
    assert reached(date(1950, 5, 1), "", "", TODAY) is True
    assert reached(date(1970, 5, 1), "", "", TODAY) is None
    assert len(retirement_days(date(1990, 5, 1), "", "", TODAY)) == 3


def test_a_mans_age_does_not_depend_on_his_post() -> None:
    for post in ("", CADRE, WORKER):
        assert retirement_days(date(1970, 5, 1), MAN, post, TODAY) == {date(2031, 10, 1)}


def test_each_table_ends_at_the_age_that_the_law_names() -> None:
    assert all(group.final_age * YEAR == group.old_age * YEAR + group.most_months for group in law().groups)
    assert (law().issued, law().since) == (date(2024, 9, 13), date(2025, 1, 1))
    assert "渐进式延迟法定退休年龄的办法" in law().cite()


@given(GROUPS, BIRTHS, st.integers(0, 4000))
def test_who_is_born_later_never_retires_earlier(group: Group, born: date, days: int) -> None:
    younger = date.fromordinal(born.toordinal() + days)
    assert group.delay(born) <= group.delay(younger)
    assert group.day(born, delayed=True) <= group.day(younger, delayed=True)


@given(GROUPS, BIRTHS)
def test_nobody_retires_before_the_old_age_or_after_the_final_one(group: Group, born: date) -> None:
    found = group.day(born, delayed=True)
    assert years_later(born, group.old_age) <= found <= years_later(born, group.final_age)


@given(GROUPS, BIRTHS, st.integers(-800, 800))
def test_an_unknown_post_never_answers_otherwise_than_the_known_one(group: Group, born: date, months: int) -> None:
    on = months_later(TODAY, months // 4)
    assert reached(born, group.sex, "", on) in (None, reached(born, group.sex, group.post, on))
