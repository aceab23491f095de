"""What tests ask for, in words: of a row as people read it, or beside what a person has."""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from app.award.texts.words import fact_title, plain, shown, spans, titles_of
from app.kernel.texts import say
from app.policy.own_facts import DATE, FLAG, FLAGS, GRANTED
from app.policy.pack import Pack
from app.policy.rows import Bound, Choice, Table, Test, When

Said: TypeAlias = Callable[[str, Any], str]
"""A value of a fact, or a bound, in words."""
ASKED, GIVEN = "asked", "given"
"""How a test is worded: 应为…, as a need asks for it; 为…, as a guard tells whom it concerns."""
_WHOLE = 100


def is_flag(fact: str, pack: Pack) -> bool:
    """Whether a fact is a yes or a no."""
    kind = titles_of(pack).get(fact)
    return kind is not None and kind.kind == FLAG


def flag(fact: str, yes: bool, pack: Pack) -> str:
    """A yes or no as a statement: 是参保企业; of a fact of the pack “签订劳动合同”为“是”."""
    if fact in FLAGS:
        return FLAGS[fact][0 if yes else 1]
    if fact.startswith(GRANTED) and fact.removeprefix(GRANTED) in pack.schemes:
        scheme = pack.schemes[fact.removeprefix(GRANTED)].title
        return say("wanted.granted" if yes else "wanted.not_granted", scheme=scheme)
    return say("wanted.flag", fact=fact_title(fact, pack), value="是" if yes else "否")


def asks_yes(test: Test) -> bool:
    """Whether a test of a flag asks for a yes."""
    return (True in test.items) == (test.word == "in")


def said_of(test: Test, pack: Pack, mood: str, bound: Said | None = None) -> str:
    """What a test asks for, without its fact; `bound` words what it is compared with, else the row's own words do."""
    if test.word == "known":
        return say(f"wanted.{mood}_known" if test.items[0] else f"wanted.{mood}_unknown")
    if test.bound is None:
        items = [shown(test.fact, item, pack) for item in test.items]
        return say(f"wanted.{mood}_{'not' if test.word == 'not' else 'in'}", items=listed(items, "wanted.or"))
    if isinstance(test.bound, tuple) and bound is None:
        return say("wanted.rows", rows=table_of(test.bound, pack, lambda v: said_of(_with(test, v), pack, mood)))
    kind = titles_of(pack).get(test.fact)
    told = bound(test.fact, test.bound) if bound else bound_of(test.fact, test.bound, pack)
    if test.word == "most" and test.bound == Bound(0):
        return say(f"wanted.{mood}_in", items=told)
    day = "_day" if kind is not None and kind.kind == DATE else ""
    return say(f"wanted.{mood}_{test.word}{day}", bound=told)


def _with(test: Test, bound: Bound) -> Test:
    """The test by one row of its table."""
    return Test(test.fact, test.word, bound=bound)


def when_of(when: When, pack: Pack) -> str:
    """Whom a guard concerns: 培训类型为岗前培训，组织形式不是项目制培训."""
    return "，".join(_guard(test, pack) for test in when)


def _guard(test: Test, pack: Pack) -> str:
    if test.word in ("in", "not") and test.bound is None and is_flag(test.fact, pack):
        return flag(test.fact, asks_yes(test), pack)
    if test.word == "known":
        code = "wanted.guard_known" if test.items[0] else "wanted.guard_unknown"
        return say(code, fact=fact_title(test.fact, pack))
    return fact_title(test.fact, pack) + said_of(test, pack, GIVEN)


def bound_of(fact: str, bound: "Bound | Table", pack: Pack) -> str:
    """A bound in words without anybody's own values: 开班日期前5年, 4,810元, 规定课时的85%."""
    if isinstance(bound, tuple):
        return table_of(bound, pack, lambda value: bound_of(fact, value, pack))
    if not bound.fact:
        return plain(fact, bound.value, pack)
    other = fact_title(bound.fact, pack)
    if any(count for _, count in bound.plus):
        return other + spans(bound.plus)
    return other if bound.percent == _WHOLE else say("wanted.percent_of", fact=other, percent=bound.percent)


def table_of(table: Table, pack: Pack, told: Callable[[Any], str], code: str = "wanted.choice") -> str:
    """A table, row after row; one that holds for everybody is said alone."""
    if len(table) == 1 and not table[0].when and not period(table[0]):
        return told(table[0].value)
    return "；".join(say(code, when=_whom(row, pack), value=told(row.value)) for row in table)


def _whom(row: Choice, pack: Pack) -> str:
    told = period(row)
    return (when_of(row.when, pack) or say("wanted.else")) + (say("wanted.during", period=told) if told else "")


def period(row: Any) -> str:
    """From when until when a row is in force, '' for always."""
    if row.since and row.until:
        return say("wanted.between", since=row.since, until=row.until)
    if row.since:
        return say("wanted.since", since=row.since)
    return say("wanted.until", until=row.until) if row.until else ""


def listed(names: Iterable[str], last: str = "wanted.and") -> str:
    """Names in a row, the last two joined by 和, or by 或."""
    found = list(names)
    return say(last).join(filter(None, ("、".join(found[:-1]), *found[-1:])))
