"""Which facts a scheme reads, so that no others are gathered, compared or kept."""

from collections.abc import Iterator
from functools import lru_cache

from app.award.amount import rates_as
from app.award.conditions import counted_as
from app.policy.own_facts import GRANTED, TIMES
from app.policy.pack import Pack
from app.policy.row_file import asked_first
from app.policy.rows import INSTITUTION, Bound, Catalogue, Scheme, Step, Term, When

FROM: dict[str, tuple[str, ...]] = {
    "groups": ("category", "held", "lapsed"),
    "periods": ("sessions",),
    "days": ("sessions", "days_paid"),
    "attendance": ("sessions", "planned_periods"),
    "class_attendance": ("class_periods", "planned_periods", "heads"),
    "theory_share": ("theory_periods", "planned_periods"),
    "practice_share": ("practice_periods", "planned_periods"),
    "months": ("worked", "months_paid"),
    "month_count": ("worked", "months_paid"),
    "year_share": ("worked", "months_paid"),
    "whole_years": ("worked", "months_paid"),
    "own_scheme": ("training_type",),
    "account_shared": ("shared_account",),
    "rate": (),
    "in_term": (),
    "by_certificate": (),
    "way": (),
}
"""What derived facts are made from; `age` and `retired` are gathered as they are, with fewer values than a birth date."""


def inputs(pack: Pack, scheme: Scheme) -> tuple[str, ...]:
    """The names of the facts that deciding under a scheme of a pack reads, in a fixed order; the first day is among them."""
    return _inputs(pack, scheme.key)


@lru_cache(maxsize=256)
def _inputs(pack: Pack, key: str) -> tuple[str, ...]:
    scheme = pack.schemes[key]
    found: dict[str, None] = dict.fromkeys(("start",))
    for each in (scheme, *(pack.schemes[key] for key in prerequisites(pack, scheme))):
        for name in _names(pack, each):
            found.update(dict.fromkeys(FROM.get(name, (name,))))
    return tuple(found)


def _names(pack: Pack, scheme: Scheme) -> Iterator[str]:
    needs = (*scheme.needs, *(need for way in scheme.ways for need in way.needs))
    for need in needs:
        yield from _tests((*need.tests, *need.when))
    if scheme.about == INSTITUTION:
        yield from ("first_bought_on", "last_bought_on")
    if scheme.ways:
        yield "groups"  # who is of no way is told of which groups he is
    for way in scheme.ways:
        yield from _tests(way.when)
    for past in scheme.past:
        yield counted_as(scheme.key, past)
        yield from (fact for fact in past.compared if fact != "class")
        yield from (fact for fact, _ in past.past)
        yield from _tests(past.when)
        yield from _table(past.most)
    if scheme.months:
        yield "months"
        yield from (*_table(scheme.months.first), *_table(scheme.months.last))
    if scheme.days:
        yield "days"
    for step in scheme.amount:
        yield from _step(pack, step)
    yield from (*_table(scheme.payee), *_table(scheme.fund))


def _step(pack: Pack, step: Step) -> Iterator[str]:
    yield from _tests(step.when)
    yield from _table(step.percent)
    if step.term is None:
        return
    yield from _table(step.term.percent)
    if step.term.times:
        yield TIMES[step.term.times.unit]
    yield from _term(pack, step.term)


def _term(pack: Pack, term: Term) -> Iterator[str]:
    if term.kind == "yuan":
        yield from _table(term.value)
    elif term.kind == "catalogue":
        catalogue = pack.catalogues[str(term.value)]
        yield from (fact for fact in catalogue.by if fact not in dict(term.given))
        if catalogue.rows is None:
            yield rates_as(catalogue, dict(term.given))
    else:
        yield str(term.value) if term.kind == "fact" else f"award.{term.value}"


def _tests(tests: When) -> Iterator[str]:
    for test in tests:
        if test.fact.startswith(GRANTED):
            yield "before." + test.fact.removeprefix(GRANTED)
        else:
            yield test.fact
        yield from _table(test.bound)


def _table(table: object) -> Iterator[str]:
    """The facts of a bound, or of the rows of a table."""
    if isinstance(table, Bound):
        if table.fact:
            yield table.fact
    elif isinstance(table, tuple):
        for choice in table:
            yield from _tests(choice.when)
            yield from _table(choice.value)


def prerequisites(pack: Pack, scheme: Scheme) -> tuple[str, ...]:
    """The schemes whose grant a scheme of a pack asks for, and those that they ask for in turn, each once."""
    return _prerequisites(pack, scheme.key)


@lru_cache(maxsize=256)
def _prerequisites(pack: Pack, key: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    asked = list(asked_first(pack.schemes[key]))
    while asked:
        if (key := asked.pop(0)) not in found:
            found[key] = None
            asked += asked_first(pack.schemes[key])
    return tuple(found)


def office_rates(pack: Pack, scheme: Scheme) -> list[tuple[Catalogue, dict[str, str]]]:
    """The catalogues of the office that a scheme pays by, each with the facts given in the line's place."""
    terms = [step.term for step in scheme.amount if step.term and step.term.kind == "catalogue"]
    asked = [(pack.catalogues[str(term.value)], dict(term.given)) for term in terms]
    return [(catalogue, given) for catalogue, given in asked if catalogue.rows is None]
