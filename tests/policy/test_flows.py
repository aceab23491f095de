"""How far a class has come in a flow, by what its records prove."""

from datetime import date

import pytest

from app.award.cases.pack_file import load_pack
from app.kernel.texts import RESOURCES
from app.policy.flows import LOOKS, Trail, progress

CIXI = load_pack((RESOURCES / "packs" / "cixi-2020.toml").read_text(encoding="utf-8"))
A, B = CIXI.list("qualification_flow"), CIXI.list("project_flow")
LISTED = Trail(listed_on=date(2020, 1, 15), institution="示例学校")
FILED = Trail(listed_on=date(2020, 1, 15), enrolled=3, opened_on=date(2020, 3, 2), opening="备1")


def standings(names: tuple[str, ...], trail: Trail) -> list[str]:
    return [step.standing for step in progress(names, trail)]


@pytest.mark.clause("CX-24")
def test_the_flow_of_qualifications_has_seven_steps_done_one_after_another() -> None:
    assert standings(A, Trail()) == ["next", *["open"] * 6]
    assert standings(A, LISTED) == ["done", "next", *["open"] * 5]
    assert standings(A, FILED) == [*["done"] * 3, "next", *["open"] * 3]
    assert progress(A, FILED)[2][2:] == (date(2020, 3, 2), "备1")
    whole = Trail(**{**{name: getattr(FILED, name) for name in FILED.__slots__}, "paid_on": date(2020, 6, 1)})
    assert standings(A, whole) == ["done"] * 7


@pytest.mark.clause("CX-25")
def test_the_flow_of_projects_has_six_steps_and_a_step_without_record_is_over_once_a_later_one_is_done() -> None:
    assert standings(B, Trail()) == ["next", *["open"] * 5]
    first, second, *_ = progress(B, LISTED)
    assert (first.standing, first.on, first.what) == ("done", None, "")
    assert (second.standing, second.on, second.what) == ("done", date(2020, 1, 15), "示例学校")
    assert standings(B, Trail(accepted_by="李复核", cleared=True, claim="BT1")) == [*["done"] * 5, "next"]


def test_nobody_passing_is_a_result_too() -> None:
    assert standings(("考核鉴定（等级认定）",), Trail(assessed=0)) == ["done"]
    assert standings(("考核鉴定（等级认定）",), Trail(assessed=None)) == ["next"]


def test_no_flow_has_no_steps() -> None:
    assert progress((), Trail()) == []


@pytest.mark.parametrize("name", LOOKS)
def test_no_step_is_proved_by_nothing(name: str) -> None:
    assert LOOKS[name](Trail()) is None
