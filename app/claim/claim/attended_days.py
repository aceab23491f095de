"""Days of attendance (考勤) and months at work (在岗月份) of people of a roster, and those that earlier claims were paid for."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.award.sessions import overfull
from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.queries import granted_in_other_claims
from app.policy.rows import Days
from app.store.work import Read
from app.training.attendance.model import Attendance
from app.training.enrolment.model import Enrolment
from app.training.enrolment.rosters import on_roster
from app.training.work_month.model import WorkMonth

Attended: TypeAlias = Mapping[date, tuple[int, int]]
"""Periods attended on each day, and the minutes of each of them."""
BETWEEN = "、"
"""Between the days or months that a line was paid for."""


def attended(read: Read, class_uid: int) -> Mapping[int, Attended]:
    """Periods and minutes of each day of the people of a class, by enrolment; a day that its periods do not fit is none."""
    columns = (Attendance.enrolment_uid, Attendance.day, Attendance.periods, Attendance.minutes)
    wanted = select(*columns).join(Enrolment, Enrolment.uid == Attendance.enrolment_uid).where(on_roster(class_uid))
    found: dict[int, dict[date, tuple[int, int]]] = defaultdict(dict)
    for enrolment, day, periods, minutes in read.connection.execute(wanted):
        if not overfull(periods, minutes):
            found[enrolment][day] = periods, minutes
    return found


def worked(read: Read, class_uid: int) -> Mapping[int, tuple[str, ...]]:
    """Months at work of the people of a class, in order, by enrolment."""
    wanted = (
        select(WorkMonth.enrolment_uid, WorkMonth.month)
        .join(Enrolment, Enrolment.uid == WorkMonth.enrolment_uid)
        .where(on_roster(class_uid))
        .order_by(WorkMonth.month)
    )
    found: dict[int, tuple[str, ...]] = {}
    for enrolment, month in read.connection.execute(wanted):
        found[enrolment] = (*found.get(enrolment, ()), month)
    return found


def paid_before(read: Read, claim: Claim, titles: Collection[str]) -> Mapping[int, frozenset[str]]:
    """By person, the days or months that granted lines of other claims of some schemes were paid for; one query."""
    mine = aliased(Enrolment)
    wanted = (
        select(mine.trainee_uid, ClaimLine.paid)
        .join(ClaimLine, ClaimLine.trainee_uid == mine.trainee_uid)
        .join(Claim, Claim.uid == ClaimLine.claim_uid)
        .where(mine.class_uid == claim.class_uid, *granted_in_other_claims(claim, titles), ClaimLine.paid.is_not(None))
    )
    found: dict[int, frozenset[str]] = {}
    for person, paid in read.connection.execute(wanted):
        found[person] = found.get(person, frozenset()) | frozenset(str(paid).split(BETWEEN))
    return found


def valid_days(held: Attended, days: Days, paid: Collection[str]) -> Sequence[str]:
    """The days that a scheme pays somebody: of enough periods and minutes, and not paid before."""
    good = (day.isoformat() for day, (p, m) in sorted(held.items()) if p >= days.periods and m >= days.minutes)
    return [day for day in good if day not in paid]
