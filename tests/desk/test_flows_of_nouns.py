"""One table a noun: what may be done, from where, by whom."""

import pytest

from app.claim.claim.noun import CLAIM
from app.desk.nouns import NOUNS
from app.kernel.noun import Noun
from app.kernel.outcomes import Refused
from app.kernel.workflow import CHIEF, CLERK, REVIEWER, ROLES
from app.training.training_class.noun import CLASS


@pytest.mark.parametrize("flow", NOUNS.values(), ids=NOUNS)
def test_every_move_goes_between_states_of_its_noun_for_a_known_role(flow: Noun) -> None:
    for move in flow.moves:
        assert move.frm
        assert set(move.frm) <= set(flow.states)
        assert move.to is None or move.to in flow.states
        assert move.role in ROLES
    assert len({move.word for move in flow.moves}) == len(flow.moves)


@pytest.mark.parametrize("flow", NOUNS.values(), ids=NOUNS)
def test_every_state_can_be_reached_from_the_first(flow: Noun) -> None:
    if not any(move.to for move in flow.moves):
        return
    reached = {next(iter(flow.states)), *flow.follows}
    while more := {m.to for m in flow.moves if m.to and reached & set(m.frm)} - reached:
        reached |= more
    assert reached == set(flow.states)


def test_what_is_paid_or_void_stays_so() -> None:
    assert CLAIM.allowed("paid", ROLES) == ("recover",) and CLAIM.verb("recover").to is None
    assert CLAIM.allowed("void", ROLES) == ()
    assert CLASS.allowed("void", ROLES) == ()


def test_money_passes_three_roles_before_it_is_public() -> None:
    assert [CLAIM.verb(verb).role for verb in ("submit", "review", "approve")] == [CLERK, REVIEWER, CHIEF]


def test_a_step_says_what_is_wrong() -> None:
    with pytest.raises(Refused, match="补贴申请当前为“草稿”，不能拨付；只有公示无异议、拨付中时可以"):
        CLAIM.step("pay", "draft", ROLES)
    with pytest.raises(Refused, match="“核准”须由负责人岗位办理"):
        CLAIM.step("approve", "reviewed", [CLERK, REVIEWER])
    assert CLAIM.step("approve", "reviewed", [CHIEF]) == "approved"
    assert CLAIM.step("assess", "returned", [CLERK]) == "returned"
    with pytest.raises(KeyError):
        CLAIM.verb("milk")
