"""The facts of a worked case: how they are written, and what a decision takes from them."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from app.award.amount import rates_as
from app.award.history import Award, counted
from app.award.inputs import office_rates, prerequisites
from app.award.sessions import overfull
from app.award.view import Facts
from app.kernel.identity import document_number
from app.kernel.months import BadMonths, read_months
from app.kernel.worktime import OFF, WORK, working_day_from
from app.policy.own_facts import COUNT, DATE, FLAG, OWN, PERCENT, YUAN, FactKind
from app.policy.pack import Pack
from app.policy.row_tests import meant
from app.policy.rows import Scheme
from app.policy.sanctions import Event
from app.policy.toml_table import Table

CASE_DOCUMENT = "案例"
Reader = Callable[[Table, str], object]


class Tag(NamedTuple):
    """A proof on file: what somebody is recognised as, from a day on, until one."""

    category: str
    since: date | None
    until: date | None


def _tags(table: Table, name: str) -> tuple[Tag, ...]:
    found = []
    for tag in table.tables(name):
        found.append(Tag(tag.text("category"), tag.day("since"), tag.day("until", required=False)))
        tag.close()
    return tuple(found)


def _attendance(table: Table, name: str) -> tuple[tuple[int, int, int], ...]:
    """Days attended: periods a day, minutes a period, and how many such days."""
    found = []
    for held in table.tables(name):
        periods, minutes, days = held.whole("periods") or 0, held.whole("minutes") or 0, held.whole("days") or 0
        if said := overfull(periods, minutes):
            held.blame("attendance.day_full", "periods", **said)
        held.close()
        found.append((periods, minutes, days))
    return tuple(found)


def _months(table: Table, name: str) -> tuple[str, ...]:
    text = table.text(name, required=False)
    try:
        return read_months(text) if text else ()
    except BadMonths as bad:
        table.blame(bad.code, name, **bad.params)
        return ()


def _days(table: Table, name: str) -> tuple[date, ...]:
    """A list of days."""
    value = table.take(name)
    if isinstance(value, list) and all(type(day) is date for day in value):
        return tuple(value)
    table.blame("policy.type", name, wanted="日期的列表（例 [2025-10-01, 2025-10-02]）")
    return ()


def _sanctioned(table: Table, name: str) -> tuple[Event, ...]:
    """The sanctions that the institution has had: step, day, and the day on which it was lifted."""
    found = []
    for event in table.tables(name):
        found.append(Event(event.text("step"), event.day("on") or date.max, event.day("lifted", required=False)))
        event.close()
    return tuple(found)


def sanctioned(facts: Mapping[str, Any]) -> tuple[Event, ...]:
    """The sanctions that a case says the institution has had."""
    events = facts.get("sanctioned") or ()
    return tuple(event for event in events if isinstance(event, Event))


def _rates(table: Table, name: str) -> dict[str, int | None]:
    rates = table.table(name)
    return {key: rates.money(key) for key in rates.data}


def _past(table: Table, name: str) -> tuple[Mapping[str, object], ...]:
    """Awards granted before: `on`, `scheme` (that of the case where it is not said), 分, months, and facts of the class."""
    found = []
    for past in table.tables(name):
        known: dict[str, object] = {"on": past.day("on")}
        for key in past.data:
            if key == "amount":
                known[key] = past.money(key)
            elif key == "months":
                known[key] = _months(past, key)
            elif key == "same_class":
                known[key] = past.flag(key)
            elif key != "on":
                known[key] = past.text(key, required=False)
        past.close()
        found.append(known)
    return tuple(found)


_BLANK: Reader = lambda table, name: table.text(name, required=False) or None  # noqa: E731 - one of several readers
_LIST: Reader = lambda table, name: table.texts(name, required=False) or None  # noqa: E731
_OF_KIND: Mapping[str, Reader] = {
    COUNT: Table.whole,
    PERCENT: Table.whole,
    YUAN: Table.money,
    DATE: Table.day,
    FLAG: Table.flag,
}
_OWN: Mapping[str, Reader] = {
    "scheme": _BLANK,
    "tags": _tags,
    "sessions": _attendance,
    "worked": _months,
    "months_paid": _months,
    "past": _past,
    "rate": Table.money,
    "rate_sample": Table.flag,
    "rates": _rates,
    "sanctioned": _sanctioned,
    "off_days": _days,
    "work_days": _days,
    "certificate_number": _BLANK,
    "certificate_others": _LIST,
    "overlaps": _LIST,
    "days_paid": _LIST,
    "class_periods": Table.whole,
    "post": _BLANK,
    "first_bought_on": Table.day,
    "last_bought_on": Table.day,
}
"""What a case says beside the facts of a decision, and how it is read."""


def readers(pack_facts: Mapping[str, FactKind]) -> dict[str, Reader]:
    """Every fact that a case of a pack may state, with how it is read."""
    kinds = {**OWN, **pack_facts}
    return {**{name: _OF_KIND.get(kind.kind, _BLANK) for name, kind in kinds.items()}, **_OWN}


def read_facts(table: Table, known: Mapping[str, Reader]) -> dict[str, object]:
    """The facts that a table states, "" for one that is not known; a name that is none is blamed with the nearest."""
    found: dict[str, object] = {}
    for name in table.data:
        if name in known:
            found[name] = None if table.data[name] == "" and table.take(name) == "" else known[name](table, name)
        else:
            table.take(name)
            table.blame("row.no_fact", name, fact=name, nearest=meant(name, known))
    return found


# --- what a decision takes from them ----------------------------------------------------------------------------------


def facts_of(pack: Pack, scheme: Scheme, stated: Mapping[str, Any]) -> Facts:
    """The facts of a case as a decision takes them; its past is counted here as the office's records are."""
    facts = stated_facts(stated)
    facts.pop("rate", None)  # the office's, which a catalogue is asked for
    if "certificate_number" in stated or "certificate_kind" in stated:
        number = document_number(str(stated.get("certificate_number") or ""))
        facts.setdefault("certificate", bool(number and stated.get("certificate_kind")))
    else:
        facts.setdefault("certificate", False)
    if "tags" in stated:
        facts |= proofs(stated["tags"], facts["start"])
    awards = [_award(each, scheme.key) for each in stated.get("past") or ()]
    asked = (scheme, *(pack.schemes[key] for key in prerequisites(pack, scheme)))
    for each in asked:
        paid = facts.get("months_paid")
        facts |= counted(pack, each, facts, awards)
        if paid:
            facts["months_paid"] = paid
        for catalogue, given in office_rates(pack, each):
            fen = (stated.get("rates") or {}).get(catalogue.key, stated.get("rate"))
            rates = ((None, fen, CASE_DOCUMENT, stated.get("rate_sample") is True),) if fen else ()
            facts[rates_as(catalogue, given)] = rates
    return facts


def stated_facts(stated: Mapping[str, Any]) -> dict[str, Any]:
    """What a case says, as rules of a class, an institution or a claim take it; without `off_days` no working day is known."""
    facts = {**_DEFAULTS, **{name: value for name, value in stated.items() if value is not None}}
    off, work = facts.pop("off_days", ()), facts.pop("work_days", ())
    if off or work:
        calendar = {**dict.fromkeys(off, OFF), **dict.fromkeys(work, WORK)}
        facts["working_days"] = partial(working_day_from, days=calendar)
    return facts


_DEFAULTS: Mapping[str, object] = {"id_valid": True, "draws_pension": False}
"""What a case takes to be in order unless it says otherwise."""


def proofs(tags: Any, start: date) -> dict[str, frozenset[str]]:
    """The categories that proofs give on a day, and those whose proof does not cover it; what is void proves nothing."""
    held = {t.category for t in tags if not getattr(t, "void", False) and _covers(t, start)}
    return {"held": frozenset(held), "lapsed": frozenset({t.category for t in tags if not _covers(t, start)} - held)}


def _covers(tag: Any, start: date) -> bool:
    return bool(tag.since <= start and (tag.until is None or start <= tag.until))


def _award(stated: Mapping[str, Any], scheme: str) -> Award:
    own = ("on", "scheme", "amount", "months", "same_class")
    facts = {name: value for name, value in stated.items() if name not in own}
    amount, months = stated.get("amount") or 0, stated.get("months") or ()
    return Award(stated.get("scheme") or scheme, stated["on"], facts, amount, months, bool(stated.get("same_class")))
