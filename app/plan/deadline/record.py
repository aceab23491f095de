"""What the office owes by a day: its deadlines bound to their table, and the public notices that run out."""

from datetime import date
from typing import Any

from sqlalchemy import Integer, String, and_, case, cast, func, literal, null, select, union_all

from app.claim.claim.model import Claim
from app.kernel.outcomes import Refused
from app.kernel.periods import period_title
from app.kernel.texts import say
from app.plan.deadline.model import Deadline
from app.plan.deadline.noun import DEADLINE, DONE, NEAR, NOTICE, OPEN, OVERDUE, UNKNOWN
from app.plan.unit_plan.lacking import lacking_note
from app.policy.deadlines import OF_PLANS, OF_RECORDS
from app.record.listing import contains
from app.record.moves import put, take
from app.record.policy_facts import TODAY
from app.record.record import Record
from app.store.models import Package
from app.store.work import Work
from app.training.training_class.first_class import IDLE_NOTE

NEAR_DAYS = 7
"""Days before its day from which a thing shows as 临期; a matter of display, no rule of any circular."""

_OF_PACKAGES = ("report_rhythms.monthly", "report_rhythms.quarterly")
_built = (
    select(func.min(Package.made_on))
    .where(Package.direction == "sent", Package.period == Deadline.period, Deadline.key.in_(_OF_PACKAGES))
    .correlate(Deadline)
    .scalar_subquery()
)
"""The package of a month or a quarter is its report: nobody needs to say once more that it was made."""

_first_class = and_(Deadline.key == "first_class_by", Deadline.done_on.is_(None))
"""Who has not held that class is counted until it is dealt with."""

_plans = lacking_note(cast(Deadline.period, Integer))
_of_plans = and_(Deadline.key.in_(OF_PLANS), Deadline.done_on.is_(None), _plans.is_not(None))
"""Whose plan has not come is named until it is dealt with."""

_unannounced = and_(Deadline.due_on.is_(None), Deadline.done_on.is_(None))
"""Its day cannot be reckoned before the State Council has announced the days off of that year."""

_note = case(
    (_first_class, IDLE_NOTE),
    (_unannounced, say("deadline.unannounced")),
    (_of_plans, _plans),
    else_=Deadline.note,
)

_owed: Any = union_all(
    select(
        Deadline.uid,
        Deadline.title,
        Deadline.period,
        Deadline.due_on,
        Deadline.clause,
        func.coalesce(Deadline.done_on, _built).label("done_on"),
        Deadline.done_by,
        _note.label("note"),
        literal(0).label("notice"),
    ),
    select(
        Claim.uid,
        literal("公示期满"),
        Claim.number,
        Claim.notice_to,
        cast(literal(""), String),
        null(),
        null(),
        null(),
        literal(1),
    ).where(Claim.state == "noticed"),
).subquery("owed")

_standing = case(
    (_owed.c.done_on.is_not(None), DONE),
    (_owed.c.due_on.is_(None), UNKNOWN),
    (_owed.c.due_on < TODAY, OVERDUE),
    ((_owed.c.notice == 1) & (_owed.c.due_on >= TODAY), NOTICE),
    (_owed.c.due_on <= func.date(TODAY, f"+{NEAR_DAYS} days"), NEAR),
    else_=OPEN,
)
"""How a thing stands today, by the office's own clock: one of STANDINGS; a notice that still runs is 公示中."""


def done(work: Work, uid: int, done_on: date, note: str) -> None:
    """It was done, on this day and in this way: a document sent, a list published."""
    if claim := work.session.get(Claim, uid):
        raise Refused("deadline.claim", number=claim.number)
    row = take(work, DEADLINE, Deadline, uid, "done")
    if row.key in OF_RECORDS:
        raise Refused("deadline.of_class", number=row.period)
    if done_on > work.today:
        raise Refused("deadline.ahead", day=done_on)
    row.done_on, row.done_by, row.note = done_on, work.actor.name, note
    put(work, DEADLINE, row, "done", f"{row.title} {period_title(row.period)}：{note}", row.clause)


def reopen(work: Work, uid: int, reason: str) -> None:
    """It was not done after all."""
    row = take(work, DEADLINE, Deadline, uid, "reopen")
    row.done_on = row.done_by = row.note = None
    put(work, DEADLINE, row, "reopen", f"{row.title} {period_title(row.period)}：{reason}", row.clause)


RECORD = Record(
    DEADLINE,
    Deadline,
    verbs={"done": done, "reopen": reopen},
    source=_owed,
    columns=_owed.c,
    sql={"standing": _standing, "state": case((_owed.c.done_on.is_not(None), "done"), else_="open")},
    order=(_owed.c.done_on.is_not(None), _owed.c.due_on.is_(None), _owed.c.due_on),
    search=contains(_owed.c.title, _owed.c.period, _owed.c.clause),
    watches=frozenset({"claim", "package", "institution", "training_class", "enrolment", "unit", "unit_plan"}),
    local=frozenset({"key"}),
)
