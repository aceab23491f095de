"""What no issued document says yet, 待核实 values and rows and those of a draft: what a decision rests on, and procedure.

Nobody is paid on the former outside an example office; the latter is done as the pack says, and shown.
"""

from collections.abc import Collection, Iterator
from datetime import date
from typing import TypeAlias

from app.award.texts.pack_text import text_of_value
from app.kernel.texts import say
from app.policy.outdated import outdated
from app.policy.pack import DRAFT, STATUSES, UNVERIFIED, VERIFIED, Pack, Value
from app.policy.row_walk import rows_of as rows_of
from app.policy.rows import Row

NOTICE = ("notice_days", "notice_first_day")
CLAIMING = (
    *("shared_account_warning", "certificate_types", "fund_sources", "claim_review", "real_name_gate"),
    *("separate_types", "separate_individuals", "claim_from", "claim_within_days", "claim_within_months"),
    *NOTICE,
)
OPENING = (
    *("class_opening", "enterprise_opening", "programme_opening", "programmes_approved", "admission_occupations"),
    "opening_lead_days",
)
"""The procedure of a notice, of a claim as a whole, and of opening a class."""
TERM = frozenset({"first_day", "last_day"})
"""The values that decide every claim, beside the rows of its scheme."""

_NAMED = 5
"""Titles that are named of those that hold a scheme up."""

Unsettled: TypeAlias = "Value | Row"
"""Both have a title, a status and a note."""


def unsettled(pack: Pack, keys: Collection[str], day: date) -> tuple[Value, ...]:
    """The values of some keys on a day that are 待核实 or a draft's, in the pack's order."""
    return tuple(v for v in pack.values if v.key in keys and v.status != VERIFIED and v.holds(day))


def undecided(pack: Pack, scheme: str, day: date) -> tuple[Unsettled, ...]:
    """The unsettled values and rows by which a claim of a scheme is decided, each title once."""
    rows = (row for row in rows_of(pack.schemes[scheme]) if row.status not in ("", VERIFIED) and row.in_force(day))
    found: dict[tuple[str, str], Unsettled] = {}
    both: tuple[Unsettled, ...] = (*unsettled(pack, TERM, day), *rows)
    for each in both:
        found.setdefault((each.title, each.status), each)
    return tuple(found.values())


def blocked(pack: Pack, on: date) -> Iterator[str]:
    """Why claims cannot be submitted yet: a sentence for the schemes of a draft, and one a scheme with what is 待核实."""
    found = {scheme.title: undecided(pack, key, on) for key, scheme in pack.schemes.items()}
    drafted = [title for title, marks in found.items() if any(each.status == DRAFT for each in marks)]
    if drafted:
        yield say("packs.blocked_draft", schemes="、".join(drafted))
    for title, marks in found.items():
        waiting = dict.fromkeys(each.title for each in marks if each.status == UNVERIFIED)
        if waiting:
            more = say("packs.blocked_more", count=len(waiting)) if len(waiting) > _NAMED else ""
            yield say("packs.blocked", scheme=title, titles="、".join([*waiting][:_NAMED]) + more)


def cautions(pack: Pack, on: date) -> list[str]:
    """What to see to in a pack on a day: what waits and holds claims up, what is past its time or long not compared."""
    return [*blocked(pack, on), *outdated(pack, on)]


def named(each: Unsettled) -> str:
    """An unsettled value or row with its title and its mark."""
    if isinstance(each, Value):
        return f"{each.title}：{text_of_value(each)}"
    return f"{each.title}（{STATUSES[each.status]}）{f'：{each.pending}' if each.pending else ''}"


def listed(values: Collection[Unsettled]) -> str:
    """The titles of unsettled values by their marks, each once, such as 待核实：公示期、公示期起算."""
    titles = {mark: dict.fromkeys(v.title for v in values if v.status == mark) for mark in STATUSES}
    return "；".join(f"{STATUSES[mark]}：{'、'.join(found)}" for mark, found in titles.items() if found)
