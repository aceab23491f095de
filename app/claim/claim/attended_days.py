"""Days of attendance (考勤) of people of a roster, and those that other classes of a scheme were paid for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import aliased

from app.award.schemes import Terms, valid_day
from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.queries import decided_on, granted_in_other_claims
from app.record.lookups import listed
from app.store.work import Read
from app.training.attendance.model import Attendance
from app.training.enrolment.model import Enrolment

Attended: TypeAlias = Mapping[date, tuple[int, int]]
"""Periods attended on each day, and the minutes of each of them."""

_UNPAID = func.coalesce(decided_on("paid_days"), "")
"""The days for which a line was not paid because another was."""


def attended(read: Read, enrolments: Sequence[int]) -> Mapping[int, Attended]:
    """Periods and minutes of each day, by enrolment."""
    columns = (Attendance.enrolment_uid, Attendance.day, Attendance.periods, Attendance.minutes)
    wanted = select(*columns).where(Attendance.enrolment_uid.in_(enrolments))
    found: dict[int, dict[date, tuple[int, int]]] = defaultdict(dict)
    for enrolment, day, periods, minutes in read.connection.execute(wanted):
        found[enrolment][day] = periods, minutes
    return found


def of_lines(read: Read, lines: Sequence[int]) -> Mapping[int, Attended]:
    """The days that stand behind some lines of claims, by line."""
    wanted = (
        select(ClaimLine.uid, Attendance.day, Attendance.periods, Attendance.minutes)
        .join(Attendance, Attendance.enrolment_uid == ClaimLine.enrolment_uid)
        .where(ClaimLine.uid.in_(select(listed(lines).c.value)))
    )
    found: dict[int, dict[date, tuple[int, int]]] = defaultdict(dict)
    for line, day, periods, minutes in read.connection.execute(wanted):
        found[line][day] = periods, minutes
    return found


def paid_before(read: Read, claim: Claim, enrolments: Sequence[int], terms: Terms) -> Mapping[int, frozenset[date]]:
    """By person, the days that granted lines of other claims of the scheme were paid for, of whatever office; one query."""
    if not terms.scheme.by_day:
        return {}
    mine, (periods, minutes) = aliased(Enrolment), valid_day(terms)
    wanted = (
        select(mine.trainee_uid, Attendance.day)
        .join(ClaimLine, ClaimLine.trainee_uid == mine.trainee_uid)
        .join(Claim, Claim.uid == ClaimLine.claim_uid)
        .join(Attendance, Attendance.enrolment_uid == ClaimLine.enrolment_uid)
        .where(
            mine.uid.in_(enrolments),
            *granted_in_other_claims(claim, terms.scheme.counted),
            Attendance.periods >= periods,
            Attendance.minutes >= minutes,
            func.instr(_UNPAID, cast(Attendance.day, String)) == 0,
        )
    )
    found: dict[int, set[date]] = defaultdict(set)
    for person, day in read.connection.execute(wanted):
        found[person].add(day)
    return {person: frozenset(days) for person, days in found.items()}
