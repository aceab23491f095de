"""The steps of an amount in the trace: what each took and what it came to, or what it lacked."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from app.award.texts.row_text import what
from app.award.texts.wanted import listed
from app.award.texts.words import fact_title, money
from app.award.trace import Mark
from app.award.view import View
from app.kernel.texts import say
from app.policy.own_facts import TIMES_UNIT
from app.policy.pack import Pack
from app.policy.rows import Past, Row, Step

_WHOLE, _YEAR = 100, 12


def _sum(mark: Mark, pack: Pack) -> str:
    """One step: the sum that it takes, and what it comes to."""
    said, title = mark.said, mark.row.title
    total, value = _reckoned(said), money(said["value"])
    alone = said.get("times") is None and said.get("percent", _WHOLE) == _WHOLE
    if mark.form == "start":
        return say("trace.start_alone" if alone else "trace.start", title=title, sum=total, after=money(said["after"]))
    before, after = money(said["before"]), money(said["after"])
    if mark.form == "add":
        return say("trace.add", title=title, before=before, sum=total, after=after)
    limit = total if alone else say("trace.cap_reckoned", value=value, sum=total)
    code = "trace.cap" if said["value"] < said["before"] else "trace.cap_kept"
    return say(code, title=title, before=before, limit=limit, after=after)


def _reckoned(said: Mapping[str, Any]) -> str:
    """The arithmetic: 45.00元 × 22天."""
    basis = ""
    if said.get("document"):
        mark = say("trace.sample") if said.get("sample") else ""
        basis = say("trace.basis_catalogue", document=said["document"], sample=mark)
    times = said.get("times")
    if "rates" in said:
        parts = (say("trace.sum_month", rate=money(rate), basis=basis, count=count) for rate, count in said["rates"])
        total = "＋".join(parts)
    elif times is None:
        total = say("trace.sum_one", rate=money(said["rate"]), basis=basis)
    else:
        count = f"{said['count'] * _YEAR}/{_YEAR}" if times.unit == "year" else str(Fraction(said["count"]))
        total = say("trace.sum_times", rate=money(said["rate"]), basis=basis, count=count, unit=TIMES_UNIT[times.unit])
    percent = said.get("percent", _WHOLE)
    if percent == _WHOLE:
        return total
    many = len(said.get("rates", ())) > 1
    return say("trace.sums_percent" if many else "trace.sum_percent", sum=total, percent=percent)


def _percent(mark: Mark, pack: Pack) -> str:
    said = mark.said
    sums = {"before": money(said["before"]), "after": money(said["after"])}
    return say("trace.percent", title=mark.row.title, percent=said["percent"], **sums)


def _no_rate(mark: Mark, pack: Pack) -> str:
    catalogue, key = mark.said["catalogue"], "、".join(filter(None, mark.said["key"]))
    missing = [fact_title(fact, pack) for fact, value in zip(catalogue.by, mark.said["key"], strict=True) if not value]
    if missing:
        return say("trace.row_unknown", title=mark.row.title, facts=listed(missing))
    code = "trace.no_rate" if catalogue.rows is None else "trace.not_listed"
    if catalogue.rows is None and "occupation" not in catalogue.by:  # the office keeps it under its title
        code = "trace.no_rate_named"
    key = say("trace.rate_key", key=key) if key else ""
    return say(code, title=mark.row.title, catalogue=catalogue.title, key=key)


def _no_fact(mark: Mark, pack: Pack) -> str:
    """What a sum starts from is not there: a fact, or the award of another scheme."""
    fact = str(mark.said["fact"])
    told = pack.schemes[fact].title if mark.form == "no_award" else fact_title(fact, pack)
    return say(f"trace.{mark.form}", title=mark.row.title, fact=told)


def _no_row(mark: Mark, pack: Pack) -> str:
    view: View = mark.said["view"]
    missing = [fact_title(fact, pack) for fact in _asked_by(mark.row) if view.get(fact) is None]
    facts = listed(dict.fromkeys(missing))
    return say("trace.row_unknown" if facts else "trace.no_row", title=mark.row.title, facts=facts)


def _asked_by(row: Row) -> list[str]:
    """The facts that the tables of a step ask for."""
    assert isinstance(row, Step)
    tables = (row.percent, row.term.value if row.term else None, row.term.percent if row.term else None)
    choices = [choice for table in tables if isinstance(table, tuple) for choice in table]
    return [test.fact for choice in choices for test in choice.when]


def _no_times(mark: Mark, pack: Pack) -> str:
    return say(f"trace.{mark.form}", title=mark.row.title, counted=say(f"trace.{mark.form}_{mark.said['unit']}"))


def _room(mark: Mark, pack: Pack) -> str:
    past = mark.row
    assert isinstance(past, Past)
    sums = {key: money(value) for key, value in mark.said.items() if key != "view"}
    return say(f"trace.{mark.form}", title=past.title, of=what(past, pack), **sums)


AMOUNTS: Mapping[str, Callable[[Mark, Pack], str]] = {
    **dict.fromkeys(("start", "add", "most"), _sum),
    "percent": _percent,
    "no_rate": _no_rate,
    "no_row": _no_row,
    **dict.fromkeys(("no_fact", "no_award"), _no_fact),
    **dict.fromkeys(("no_times", "uncounted_times"), _no_times),
    **dict.fromkeys(("room", "no_room", "over_sum"), _room),
    "nothing": lambda mark, pack: say("trace.nothing_due"),
}
"""By the form of a mark, what says it."""
