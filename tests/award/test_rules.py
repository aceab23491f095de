"""Rules of a class, an institution or a claim: who is asked when, working days over a holiday, what is not known."""

from datetime import date
from pathlib import Path

import pytest

from app.award.cases.pack_file import load_pack
from app.award.rules import check
from app.award.texts.sentences import sentence
from app.award.trace import Mark
from app.kernel.outcomes import Refused
from app.kernel.worktime import OFF, WORK, working_day_from
from app.policy.pack import Pack

KINDS = Path(__file__).parent / "kinds"
CALENDAR = {
    **{date(2025, 10, day): OFF for day in (1, 2, 3, 6, 7, 8)},
    **dict.fromkeys((date(2025, 9, 28), date(2025, 10, 11)), WORK),
}
CLASS = {"start": date(2025, 10, 15), "applied_on": date(2025, 9, 29)}


def pack(kind: str) -> Pack:
    return load_pack((KINDS / f"{kind}.toml").read_text(encoding="utf-8"))


def announced(day: date, count: int) -> date:
    return working_day_from(day, count, CALENDAR)


def refusing(day: date, count: int) -> date:
    raise Refused("calendar.year", year=day.year)


def lead(**facts: object) -> Mark:
    (mark,) = check(pack("process_clocks"), "class", "apply", {**CLASS, **facts})
    return mark


def test_working_days_before_a_day_pass_over_the_holiday_and_count_the_shifted_saturday() -> None:
    assert announced(date(2025, 10, 15), -7) == date(2025, 9, 29)
    assert announced(date(2025, 9, 28), 4) == date(2025, 10, 10)
    assert announced(date(2025, 9, 28), 0) == date(2025, 9, 28)


def test_seven_working_days_ahead_are_met_on_the_last_day_and_not_on_the_next() -> None:
    assert lead(working_days=announced).outcome == "y"
    late = lead(working_days=announced, applied_on=date(2025, 9, 30))
    assert (late.outcome, late.against) == ("n", "refuse")


@pytest.mark.parametrize("calendar", [refusing, lambda day, count: None, None])
def test_a_clock_without_an_announced_calendar_is_not_known_and_says_so(calendar: object) -> None:
    mark = lead(working_days=calendar)
    assert (mark.outcome, mark.against) == ("u", "refuse")
    assert "开班申请日期为2025-09-29，工作日安排未公布，不能判断" in sentence(mark, pack("process_clocks"))


def test_a_rule_is_asked_only_about_its_own_and_at_its_own_step() -> None:
    clocks, facts = pack("process_clocks"), {**CLASS, "working_days": announced}
    assert [mark.row.name for mark in check(clocks, "class", "approve", facts)] == ["review"]
    assert [mark.row.name for mark in check(clocks, "claim", "submit", facts)] == ["claim"]
    assert check(clocks, "claim", "apply", facts) == []
    assert check(clocks, "institution", "apply", facts) == []


def test_a_rule_that_waits_for_somebody_to_look_is_open_and_an_answer_decides_it() -> None:
    standards = pack("class_standards")
    for answer, against in ((None, "hand"), (True, ""), (False, "refuse")):
        (mark,) = check(standards, "class", "approve", {**CLASS, "rooms_seen": answer})
        assert mark.against == against


def test_a_guard_that_waits_for_somebody_to_look_leaves_the_rule_open() -> None:
    text = (KINDS / "class_standards.toml").read_text(encoding="utf-8")
    row = 'row = "heads"\ntitle = "班额"\n'
    assert row in text
    guarded = load_pack(text.replace(row, row + "when = { rooms_seen = true }\n").partition("[case_base]")[0])
    found = {m.row.name: m.against for m in check(guarded, "class", "apply", {**CLASS, "heads": 46})}
    assert found["heads"] == "hand"


def test_a_fraction_of_a_period_is_said_as_a_decimal() -> None:
    facts = {**CLASS, "planned_periods": 51, "theory_periods": 13}
    told = [sentence(mark, pack("class_standards")) for mark in check(pack("class_standards"), "class", "apply", facts)]
    assert any("应不少于12.75课时（规定课时的25%）" in one for one in told)
