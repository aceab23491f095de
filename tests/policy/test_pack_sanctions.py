"""Sanctions of a pack: what may be written, until when each bars, what repetition leads to, months that end early."""

from datetime import date

import pytest

from app.award.cases.pack_file import PackError, load_pack
from app.award.texts.pack_diff import difference
from app.policy.sanctions import Event, Sanction, bar_of
from tests.packs import QIJIANG

WARNED = Sanction("warned", "通报批评", twice=2, next="suspended")
SUSPENDED = Sanction("suspended", "暂停承担", bars=6, twice=2, next="removed")
REMOVED = Sanction("removed", "取消资格", lasting=True)
STEPS = (WARNED, SUSPENDED, REMOVED)


def step(key: str, *lines: str) -> str:
    cited = 'clause = "QJ-22"\nquote = "暂停承担"\n'
    return f'\n[[sanctions]]\nkey = "{key}"\ntitle = "处理{key}"\n{cited}' + "".join(f"{line}\n" for line in lines)


def codes(*steps: str) -> list[str]:
    with pytest.raises(PackError) as caught:
        load_pack(QIJIANG + "".join(steps))
    return [problem.code for problem in caught.value.problems]


def until(day: date, *events: Event) -> date | None:
    """Until when a bar on a day lasts; there must be one."""
    bar = bar_of(events, day, STEPS)
    assert bar is not None
    return bar.until


def test_a_pack_says_what_each_step_bars_from_and_what_it_leads_to() -> None:
    pack = load_pack(
        QIJIANG
        + step("warned", "mend = 30", "twice = 2", 'next = "suspended"')
        + step("suspended", "bars = 6", "twice = 2", 'next = "removed"')
        + step("removed", 'bars = "until-lifted"')
    )
    warned, suspended, removed = pack.sanctions
    assert (warned.bars, warned.mend, warned.twice, warned.next) == (0, 30, 2, "suspended")
    assert (suspended.bars, suspended.lasting, removed.bars, removed.lasting) == (6, False, 0, True)
    assert removed.source.cite().startswith("綦江府办发〔2019〕39号")
    told = [str(found) for found in difference(load_pack(QIJIANG), pack)]
    assert any("处理suspended" in one and "6 个月" in one for one in told)


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ((step("a", "twice = 2", 'next = "b"'),), "policy.choice"),
        ((step("a", "twice = 2", 'next = "a"'),), "policy.circle"),
        ((step("a", "twice = 2", 'next = "b"'), step("b", "twice = 3", 'next = "a"')), "policy.circle"),
        ((step("a"), step("a")), "policy.repeated"),
        ((step("a", 'next = "b"'), step("b")), "policy.missing"),
        ((step("a", "twice = 2"),), "policy.missing"),
        ((step("a", "bars = 0"),), "policy.zero"),
        ((step("a", 'bars = "六个月"'),), "policy.choice"),
        ((step("a", "months = 6"),), "policy.unknown_field"),
        ((step("a").replace("QJ-22", "QJ-99"),), "policy.unknown_clause"),
    ],
)
def test_a_step_that_leads_nowhere_or_back_or_says_nothing_is_refused(steps: tuple[str, ...], code: str) -> None:
    assert code in codes(*steps)


def test_a_bar_holds_from_the_day_of_the_decision_to_the_same_day_of_its_last_month() -> None:
    decided = Event("suspended", date(2019, 9, 2))
    assert bar_of([decided], date(2019, 9, 1), STEPS) is None
    assert until(date(2019, 9, 2), decided) == until(date(2020, 3, 2), decided) == date(2020, 3, 2)
    assert bar_of([decided], date(2020, 3, 3), STEPS) is None


def test_months_end_with_the_last_day_of_a_month_that_has_no_such_day() -> None:
    assert until(date(2020, 2, 29), Event("suspended", date(2019, 8, 31))) == date(2020, 2, 29)


def test_a_warning_bars_from_nothing_and_a_second_one_in_the_year_is_a_suspension() -> None:
    first, second = Event("warned", date(2019, 3, 1)), Event("warned", date(2019, 9, 2))
    assert bar_of([first], date(2019, 3, 1), STEPS) is None
    bar = bar_of([second, first], date(2019, 12, 1), STEPS)
    assert bar is not None and (bar.step, bar.since, bar.until) == (SUSPENDED, date(2019, 9, 2), date(2020, 3, 2))


def test_repetition_counts_by_calendar_year_and_every_second_one() -> None:
    assert (
        bar_of([Event("warned", date(2019, 12, 31)), Event("warned", date(2020, 1, 1))], date(2020, 1, 1), STEPS)
        is None
    )
    three = [Event("warned", date(2019, month, 1)) for month in (1, 2, 10)]
    assert bar_of(three, date(2019, 10, 1), STEPS) is None, "the third begins a new count"


def test_two_suspensions_in_a_year_remove_until_lifted_even_where_one_came_of_warnings() -> None:
    twice = [Event("warned", date(2019, 1, 7)), Event("warned", date(2019, 2, 1)), Event("suspended", date(2019, 9, 2))]
    bar = bar_of(twice, date(2030, 1, 1), STEPS)
    assert bar is not None and (bar.step, bar.until) == (REMOVED, None)


def test_what_was_lifted_bars_no_more_from_that_day_but_counts_as_a_first_time() -> None:
    lifted = Event("suspended", date(2019, 3, 1), lifted=date(2019, 5, 1))
    assert until(date(2019, 4, 30), lifted) == date(2019, 9, 1)
    assert bar_of([lifted], date(2019, 5, 1), STEPS) is None
    assert until(date(2019, 10, 1), lifted, Event("suspended", date(2019, 9, 2))) is None


def test_the_longest_of_several_bars_is_told_and_a_step_that_is_not_declared_bars_nothing() -> None:
    short, long = Event("suspended", date(2018, 12, 3)), Event("suspended", date(2019, 3, 1))
    assert until(date(2019, 4, 1), long, short) == date(2019, 9, 1)
    assert bar_of([Event("closed", date(2019, 3, 1))], date(2019, 3, 1), STEPS) is None
