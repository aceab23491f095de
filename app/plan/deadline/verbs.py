"""Verbs of deadlines: what was done about one that the program itself cannot see."""

from datetime import date

from app.claim.claim.model import Claim
from app.kernel.dictionary import DEADLINES
from app.kernel.outcomes import Refused
from app.kernel.workflow import DEADLINE
from app.policy.deadlines import OF_CLASS
from app.record.moves import put, take
from app.store.models import Deadline
from app.store.work import Work

DONE = (DEADLINES["done_on"], DEADLINES["note"])


def done(work: Work, uid: int, done_on: date, note: str) -> None:
    """It was done, on this day and in this way: a document sent, a list published."""
    if claim := work.session.get(Claim, uid):
        raise Refused("deadline.claim", number=claim.number)
    row = take(work, DEADLINE, Deadline, uid, "done")
    if row.key in OF_CLASS:
        raise Refused("deadline.of_class", number=row.period)
    if done_on > work.today:
        raise Refused("deadline.ahead", day=done_on)
    row.done_on, row.done_by, row.note = done_on, work.actor.name, note
    put(work, DEADLINE, row, "done", f"{row.title} {row.period}：{note}", row.clause)


def reopen(work: Work, uid: int, reason: str) -> None:
    """It was not done after all."""
    row = take(work, DEADLINE, Deadline, uid, "reopen")
    row.done_on = row.done_by = row.note = None
    put(work, DEADLINE, row, "reopen", f"{row.title} {row.period}：{reason}", row.clause)
