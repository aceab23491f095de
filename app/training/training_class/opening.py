"""How the opening of a class proceeds under its pack: approved or put on file, and by which day."""

from datetime import date

from sqlalchemy import func, select

from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.policy import procedures
from app.policy.keys import APPROVAL, FILING
from app.policy.procedures import Limit, Way
from app.store.models import Enrolment, TrainingClass
from app.store.work import Read
from app.training.enrolment.rosters import on_roster


def opening_of(read: Read, row: TrainingClass) -> Way:
    """Whether a class is approved or put on file."""
    return procedures.opening(read.pack_on(row.starts_on), row.starts_on, row.occupation, row.arrangement)


def against_opening(way: Way, verb: str) -> Refused | None:
    """Why a verb of a class is not the way of its opening."""
    if verb in ("submit", "approve") and way.name == FILING:
        return Refused("class.by_filing", clause=way.clause)
    if verb == "file" and way.name == APPROVAL:
        return Refused("class.by_approval", clause=way.clause)
    return None


def stop(refusal: Refused | None) -> None:
    """Raise what stands against a verb."""
    if refusal is not None:
        raise refusal


def opened_in_time(read: Read, row: TrainingClass, on: date) -> None:
    """Refuse an opening that is decided on a day too close before the class begins."""
    limit = procedures.opening_limit(read.pack_on(row.starts_on), row.starts_on, read.days)
    if limit and on > limit.last:
        raise Refused("class.opened_late", last=limit.last, starts=row.starts_on, clause=limit.clause)


def opened_after(row: TrainingClass, verb: str, way: Way, on: date) -> list[str]:
    """What is asked of an opening that is decided only after the class has begun (培训前开班审批, SH-24; CX-09)."""
    if on <= row.starts_on:
        return []
    days = {"starts": row.starts_on, "ends": row.ends_on, "on": on}
    return [say("class.opened_after", number=row.number, verb=verb, clause=way.clause, **days)]


def claim_limit_of(read: Read, row: TrainingClass) -> Limit | None:
    """The last day to claim for a class."""
    of_class = select(func.max(Enrolment.certificate_date)).where(on_roster(row.uid))
    certified = read.session.scalar(of_class)
    return procedures.claim_limit(read.pack_on(row.starts_on), row.starts_on, row.ends_on, certified)
