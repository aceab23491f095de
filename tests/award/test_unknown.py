"""What is not known is neither yes nor no: wherever a fact may be missing, its lack grants no more than any value of it."""

from datetime import date
from typing import Any

from app.award.decide import decide
from app.award.trace import Decision
from tests.award.random_packs import read
from tests.rule_packs import PENDING, pack, scheme

BASE: dict[str, Any] = {
    "start": date(2020, 3, 2),
    "id_valid": True,
    "category": "两后生",
    "held": frozenset({"两后生"}),
    "lapsed": frozenset(),
    "age": 30,
    "insured": True,
    "level": "四级/中级工",
    "training_type": "就业技能培训",
    "hired_on": date(2019, 3, 4),
}


def need(row: str, fact: str, **words: Any) -> dict[str, Any]:
    return {"row": row, "fact": fact, **PENDING, **words}


def outcome(*schemes: dict[str, Any], of: str = "training", **changes: Any) -> Decision:
    """The decision by the facts above, some of them other or, as None, not known."""
    policy = read(pack(schemes=list(schemes), lists={"ranks": ["五级/初级工", "四级/中级工", "三级/高级工"]}))
    facts = {name: value for name, value in {**BASE, **changes}.items() if value is not None}
    return decide(policy, policy.schemes[of], facts)


BY_WAY = {
    "row": "rate",
    **PENDING,
    "start": {"yuan": [{"when": {"way": "low"}, "is": 100}, {"is": 900}], "times": "once"},
}
WAYS = scheme(
    ways=[
        {"key": "low", "title": "参保", **PENDING, "needs": [need("insured", "insured", **{"is": True})]},
        {"key": "high", "title": "成年", **PENDING, "needs": [need("age", "age", least=16)]},
    ],
    amount=[BY_WAY],
)


def test_the_way_that_holds_is_not_known_while_an_earlier_one_may() -> None:
    assert outcome(WAYS).amount_fen == 100_00
    assert outcome(WAYS, insured=False).amount_fen == 900_00
    unknown = outcome(WAYS, insured=None)
    assert (unknown.amount_fen, unknown.codes) == (0, ("no_row",))


def test_of_ways_that_do_not_hold_the_one_that_may_yet_gives_the_reasons() -> None:
    assert outcome(WAYS, insured=False, age=None).codes == ("age",)
    assert outcome(WAYS, insured=None, age=12).codes[0] == "insured"


def test_a_row_that_passes_the_unknown_still_refuses_what_is_known_behind_an_unknown_guard() -> None:
    guarded = scheme(needs=[need("old", "age", most=20, unknown="pass", when={"insured": True})])
    assert outcome(guarded, age=None).granted
    assert outcome(guarded, insured=False).granted
    assert outcome(guarded, insured=None, age=18).granted
    assert outcome(guarded, insured=None).codes == ("old",)


def test_a_prerequisite_that_only_lacks_a_fact_is_neither_granted_nor_refused() -> None:
    first = scheme("first", "首期", needs=[need("insured", "insured", **{"is": True})])
    after = scheme(needs=[need("first", "granted.first", **{"is": True})])
    instead = scheme(needs=[need("first", "granted.first", **{"is": False})])
    assert outcome(first, after).granted
    assert outcome(first, instead, insured=False).granted
    assert not outcome(first, instead).granted
    for other in (after, instead):
        assert [(m.code, m.outcome) for m in outcome(first, other, insured=None).against] == [("first", "u")]


def test_a_prerequisite_whose_ways_may_yet_hold_is_not_refused() -> None:
    first = {**WAYS, "key": "first", "title": "首期"}
    instead = scheme(needs=[need("first", "granted.first", **{"is": False})])
    assert not outcome(first, instead, insured=False, age=None).granted
    assert outcome(first, instead, insured=False, age=12).granted


def test_half_of_what_is_on_file_proves_nothing() -> None:
    group = scheme(needs=[need("group", "groups", **{"in": ["两后生"]})])
    lapsed = {"held": frozenset[str](), "lapsed": frozenset({"两后生"})}
    assert outcome(group, **lapsed).codes == ("lapsed",)
    assert not outcome(group, **{**lapsed, "held": None}).granted
    assert not outcome(group, **{**lapsed, "lapsed": None}).granted


def test_who_may_be_of_a_group_by_half_of_what_is_on_file_is_not_exempt_from_its_rows() -> None:
    bound = scheme(needs=[need("young", "age", most=20, when={"groups": {"in": ["退役军人"]}})])
    assert outcome(bound).granted
    assert outcome(bound, held=frozenset({"退役军人"})).codes == ("young",)
    assert not outcome(bound, held=None).granted


def test_months_are_not_counted_while_it_is_not_known_which_were_paid() -> None:
    amount = [{"row": "rate", **PENDING, "start": {"yuan": 200, "times": "month"}}]
    monthly = scheme(counts={"month": {"most": 2}}, amount=amount)
    worked = {"worked": ("2020-03", "2020-04")}
    assert outcome(monthly, **worked, months_paid=()).amount_fen == 400_00
    assert outcome(monthly, **worked, months_paid=("2020-03",)).amount_fen == 200_00
    assert outcome(monthly, **worked).codes == ("uncounted_times",)
    for times in ("once", "day"):  # what is paid otherwise presupposes the months all the same
        start = {"yuan": 200, "times": times}
        other = scheme(counts={"month": {"most": 2}}, amount=[{"row": "rate", **PENDING, "start": start}])
        assert outcome(other, **worked, sessions=((4, 45, 1),)).codes == ("uncounted_times",)


def test_no_scheme_of_its_own_is_not_known_of_an_unknown_training_type() -> None:
    own = scheme("own", "专项", needs=[need("type", "training_type", **{"in": ["岗前培训"]})])
    general = scheme(needs=[need("other", "own_scheme", known=False)])
    assert outcome(own, general).granted
    assert outcome(own, general, training_type="岗前培训").codes == ("other",)
    assert outcome(own, general, training_type=None).codes == ("other",)


def test_a_limit_by_level_or_type_is_not_counted_without_it() -> None:
    for words in ({"most": 0, "higher": "level"}, {"most": 1, "past": {"training_type": ["岗前培训"]}}):
        limited = scheme(past=[{"row": "limit", **PENDING, **words}])
        counted = {"past.training.limit": 0}
        assert outcome(limited, **counted).granted
        assert outcome(limited, **counted, level=None, training_type=None).codes == ("uncounted",)


def test_purchases_of_which_one_day_is_missing_are_not_known_to_be_in_the_term() -> None:
    term = scheme(needs=[need("term", "in_term", **{"is": True})])
    days = {"first_bought_on": date(2020, 1, 6), "last_bought_on": date(2020, 3, 2)}
    assert outcome(term, **days).granted
    assert not outcome(term, **{**days, "last_bought_on": date(2022, 1, 3)}).granted
    for name in days:
        assert not outcome(term, **{**days, name: None}).granted


def test_the_highest_of_several_is_not_known_while_a_higher_one_may_hold() -> None:
    rows = [{"when": {"insured": True}, "is": 120}, {"when": {"age": {"least": 20}}, "is": 110}]
    step = {"row": "uplift", **PENDING, "pick": "highest", "percent": [*rows, {"is": 100}]}
    raised = scheme(amount=[*scheme()["amount"], step])
    assert outcome(raised).amount_fen == 120_00
    assert outcome(raised, age=None).amount_fen == 120_00
    assert outcome(raised, insured=None).codes == ("no_row",)
