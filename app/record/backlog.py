"""What was done on paper before it is entered (补录): with the day it was done, and why it comes later."""

from datetime import date

from app.kernel.fields import LATE, Field
from app.kernel.outcomes import Problems, Refused
from app.kernel.texts import say
from app.store.work import Work


def day_of(work: Work, field: Field, day: date | None, since: date, reason: str | None) -> tuple[date, str]:
    """The day on which it was done, today unless said otherwise, and what the journal says of an earlier one.

    Refused for a day to come, for one before what it rests on, and without a reason for any but today.
    """
    known = day or work.today
    if known > work.today:
        raise Refused("backlog.ahead", title=field.title, day=known)
    if known < since:
        raise Refused("backlog.early", title=field.title, day=known, since=since)
    if known == work.today:
        return known, ""
    if not reason:
        raise Problems([LATE.problem("backlog.reason", title=field.title)])
    return known, say("backlog.entered", title=field.title, day=known, reason=reason)
