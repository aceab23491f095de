"""Where rows of one scheme meet: what a refused line still says, months cut by a step, limits in 元 that two people may pass."""

from datetime import date
from typing import Any

from app.award.decide import decide
from app.award.overrides import Override, overridden, standing
from app.award.texts.sentences import cited
from app.award.trace import Decision
from app.award.versions import same_scheme
from app.policy.pack import Pack
from tests.award.random_packs import read
from tests.rule_packs import PENDING, pack, scheme

FACTS: dict[str, Any] = {
    "start": date(2020, 3, 2),
    "id_valid": True,
    "category": "企业职工",
    "held": frozenset({"企业职工"}),
    "lapsed": frozenset(),
    "worked": ("2020-03", "2020-04", "2020-05"),
    "months_paid": (),
}
MONTHLY = {"row": "rate", **PENDING, "start": {"yuan": 200, "times": "month"}}
ONCE = {"row": "rate", **PENDING, "start": {"yuan": 500, "times": "once"}}


def policy(*schemes: dict[str, Any], **more: Any) -> Pack:
    return read(pack(schemes=list(schemes), **more))


def decided(found: Pack, of: str = "training", **facts: Any) -> Decision:
    return decide(found, found.schemes[of], {**FACTS, **facts})


def passed(decision: Decision, found: Pack) -> Decision:
    limit = standing(decision)
    assert limit is not None
    return overridden(decision, Override("集体研究", "会议纪要1号", cited(limit, found), "甲", "乙"), found)


YEARLY = {"row": "yearly", "title": "每年次数", **PENDING, "most": 1, "in": "year", "against": "principle"}


def test_a_limit_that_two_people_pass_pays_the_same_months_to_the_same_payee() -> None:
    found = policy(scheme(counts={"month": {"most": 9}}, past=[YEARLY], amount=[MONTHLY], payee="本人"))
    free, held = (decided(found, **{"past.training.yearly": count}) for count in (0, 1))
    assert (free.granted, held.granted, free.payee) == (True, False, "本人")
    over = passed(held, found)
    assert (over.amount_fen, over.months, over.payee) == (free.amount_fen, free.months, free.payee)


def test_only_the_months_that_a_step_pays_count_as_paid() -> None:
    two = {"row": "rate", **PENDING, "start": {"yuan": 200, "times": {"unit": "month", "most": 2}}}
    rest = {"row": "more", **PENDING, "add": {"yuan": 50, "times": {"unit": "month", "over": 2, "most": 9}}}
    assert decided(policy(scheme(counts={"month": {"most": 9}}, amount=[two]))).months == ("2020-03", "2020-04")
    both = decided(policy(scheme(counts={"month": {"most": 9}}, amount=[two, rest])))
    assert (both.amount_fen, both.months) == (450_00, FACTS["worked"])
    once = decided(policy(scheme(counts={"month": {"most": 9}}, amount=[ONCE])))
    assert once.months == FACTS["worked"]


def test_an_addition_from_the_seventh_month_on_adds_nothing_to_three() -> None:
    more = {"row": "more", **PENDING, "add": {"yuan": 50, "times": {"unit": "month", "over": 6, "most": 9}}}
    found = policy(scheme(counts={"month": {"most": 12}}, amount=[MONTHLY, more]))
    assert decided(found).amount_fen == 600_00
    assert not decided(found, worked=()).granted


def test_a_limit_in_yuan_that_holds_in_principle_may_be_passed_when_nothing_is_left_of_it() -> None:
    capped = {"row": "sum", "title": "每年金额", **PENDING, "most": 500, "unit": "yuan", "in": "year"}
    soft, hard = (policy(scheme(past=[{**capped, "against": each}], amount=[ONCE])) for each in ("principle", "refuse"))
    held, refused = (decided(each, **{"past.training.sum": 500_00}) for each in (soft, hard))
    assert (held.codes, refused.codes) == (("no_room",), ("no_room",))
    assert passed(held, soft).amount_fen == 500_00
    assert standing(refused) is None


def test_a_hand_check_of_another_row_does_not_open_a_refusal() -> None:
    seen = {"key": "seen", "title": "看过合同", "of": "line", "asked": "hand", "pending": "测试"}
    asks = {"row": "seen", "fact": "seen", **PENDING, "is": True, "when": {"category": "残疾人"}}
    payee = [{"when": {"arrangement": "individual"}, "is": "本人"}, {"is": "培训机构"}]
    found = policy(scheme(needs=[asks], amount=[ONCE], payee=payee), facts=[seen])
    assert decided(found).verdict == "refused"
    assert decided(found, arrangement="enterprise").granted


def test_versions_whose_prerequisites_or_sanctions_differ_do_not_decide_alike() -> None:
    def two(most: int) -> Pack:
        first = scheme("first", "首期", amount=[ONCE], needs=[{"row": "age", "fact": "age", **PENDING, "most": most}])
        return policy(
            first, scheme(needs=[{"row": "first", "fact": "granted.first", **PENDING, "is": True}], amount=[ONCE])
        )

    assert same_scheme(two(40), two(40), two(40).schemes["training"].title)
    assert not same_scheme(two(40), two(41), two(40).schemes["training"].title)
