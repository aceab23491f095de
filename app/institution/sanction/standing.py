"""What stands against institutions: which of them may not begin a class on a day, and which were warned."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sqlalchemy import select

from app.institution.institution.model import Institution
from app.institution.sanction.model import Sanction as Row
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.policy.sanctions import Bar, Event, Sanction, bar_of
from app.store.work import Read

COUNTING = ("active", "lifting", "voiding", "lifted")
"""States of a sanction that was decided: it holds until another person agrees to its end, and repetition counts it."""


def bar_on(read: Read, institution_uid: int, on: date) -> Bar | None:
    """What bars an institution from a class that begins on a day; None when nothing does."""
    return bars_on(read, ((institution_uid, on),)).get((institution_uid, on))


def bars_on(read: Read, wanted: Collection[tuple[int, date]]) -> Mapping[tuple[int, date], Bar]:
    """The same for many institutions and days; who is free is left out."""
    decided: dict[int, list[Row]] = {}
    for row in decided_against(read, {uid for uid, _ in wanted}):
        decided.setdefault(row.institution_uid, []).append(row)
    steps = {uid: steps_of(read, rows) for uid, rows in decided.items()}
    found = {(uid, on): bar_of(map(event, decided[uid]), on, steps[uid]) for uid, on in wanted if uid in decided}
    return {of: bar for of, bar in found.items() if bar is not None}


def against(read: Read, institution_uid: int, on: date) -> Refused | None:
    """Why an institution may not begin a class on a day; None when it may."""
    bar = bar_on(read, institution_uid, on)
    return refusal(read.session.get_one(Institution, institution_uid).name, bar) if bar else None


def refusal(institution: str, bar: Bar) -> Refused:
    """The sentence of a bar, with step, last day and clause."""
    told = {"institution": institution, "step": bar.step.title, "since": bar.since, "clause": bar.clause}
    return (
        Refused("sanction.barred_until", until=bar.until, **told) if bar.until else Refused("sanction.barred", **told)
    )


def warned(read: Read, institution_uid: int, on: date) -> list[str]:
    """What was decided against an institution by a day and stands, and does not bar it on that day."""
    if bar_on(read, institution_uid, on):
        return []
    rows = decided_against(read, (institution_uid,))
    name = read.session.get_one(Institution, institution_uid).name
    return [
        say(
            "sanction.caution",
            institution=name,
            step=row.step_title,
            decided=row.decided_on,
            document=row.document,
            effect=row.effect,
        )
        for row in rows
        if row.state != "lifted" and row.decided_on <= on
    ]


def decided_against(read: Read, institutions: Collection[int]) -> list[Row]:
    """The sanctions of some institutions that were not entered in error, oldest first."""
    wanted = select(Row).where(Row.institution_uid.in_(list(institutions)), Row.state.in_(COUNTING))
    return list(read.session.scalars(wanted.order_by(Row.decided_on, Row.uid)))


def event(row: Row) -> Event:
    """A sanction as the policy counts it: while the second person has not agreed, it is not lifted."""
    return Event(row.step, row.decided_on, row.lifted_on if row.state == "lifted" else None, row.uid)


def steps_of(read: Read, rows: Iterable[Row]) -> tuple[Sanction, ...]:
    """The steps by which some sanctions were decided, each as the last version that decided anything says it."""
    days = sorted({row.decided_on for row in rows})
    return tuple({step.key: step for day in days for step in read.pack_on(day).sanctions}.values())
