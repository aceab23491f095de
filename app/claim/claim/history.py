"""What every office known here has on the people of a class: awards, other classes, what they are recognised as."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from app.award.exclusions import Exclusion
from app.award.facts import Recognition
from app.award.schemes import SCHEMES
from app.claim.claim.model import Claim
from app.claim.claim.noun import COUNTING
from app.claim.claim.schemes import scheme_of
from app.claim.claim_line.model import ClaimLine
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.enrolment.rosters import on_roster
from app.training.tag.recognitions import recognitions
from app.training.training_class.model import TrainingClass


@dataclass(frozen=True)
class History:
    """What the people of a class had before: awards as `past_awards` counts them, overlaps, what they are recognised as."""

    awards: Mapping[int, tuple[int, ...]]
    overlaps: Mapping[int, tuple[str, ...]]
    tags: Mapping[int, tuple[Recognition, ...]]


def history(
    read: Read, claim: Claim, training: TrainingClass, shut: Sequence[Exclusion] = (), *, ever: bool = False
) -> History:
    """What every office known here has on the people of a class; who has nothing is left out."""
    people = select(Enrolment.trainee_uid).where(Enrolment.class_uid == training.uid)
    awards = past_awards(read, claim, training, shut, ever=ever)
    return History(awards, _overlaps(read, training), recognitions(read, people))


def past_awards(
    read: Read, claim: Claim, training: TrainingClass, shut: Sequence[Exclusion] = (), *, ever: bool = False
) -> Mapping[int, tuple[int, ...]]:
    """Awards by person that count with a claim's scheme: in the year of its class, for its occupation and level, and all;
    then those that meet each exclusion, of whatever scheme.

    One join on the covering index; the count of all is whole only when awards of `ever` are asked for.
    """
    in_year = ClaimLine.year == training.starts_on.year
    repeats = (ClaimLine.occupation == training.occupation) & (ClaimLine.level == training.level)
    alike = Claim.scheme.in_(SCHEMES[scheme_of(claim)].counted)
    met = [_meets(each, repeats) for each in shut]
    awards = (
        select(
            Enrolment.trainee_uid,
            *(func.count().filter(each) for each in (alike & in_year, alike & repeats, alike, *met)),
        )
        .join(ClaimLine, ClaimLine.trainee_uid == Enrolment.trainee_uid)
        .join(Claim, Claim.uid == ClaimLine.claim_uid)
        .where(
            Enrolment.class_uid == training.uid,
            ClaimLine.decision == "granted",
            true() if ever or not all(each.same for each in shut) else in_year | repeats,
            ClaimLine.claim_uid != claim.uid,
            Claim.state.in_(COUNTING),
            or_(alike, *met),
        )
        .group_by(Enrolment.trainee_uid)
    )
    if any(each.types for each in shut):
        awards = awards.outerjoin(TrainingClass, TrainingClass.uid == Claim.class_uid)
    return {person: tuple(counts) for person, *counts in read.connection.execute(awards)}


def _meets(each: Exclusion, repeats: ColumnElement[bool]) -> ColumnElement[bool]:
    """An award of one of the schemes, for a class of one of the types, for the same occupation and level."""
    of_types = TrainingClass.training_type.in_(each.types) if each.types else true()
    return and_(Claim.scheme.in_(each.schemes), of_types, repeats if each.same else true())


def _overlaps(read: Read, training: TrainingClass) -> Mapping[int, tuple[str, ...]]:
    """Numbers of other classes that the same people attend on the same days."""
    mine, other = Enrolment.__table__.alias("mine"), Enrolment.__table__.alias("other")
    wanted = (
        select(mine.c.trainee_uid, TrainingClass.number)
        .select_from(mine)
        .join(other, other.c.trainee_uid == mine.c.trainee_uid)
        .join(TrainingClass, TrainingClass.uid == other.c.class_uid)
        .where(
            mine.c.class_uid == training.uid,
            other.c.class_uid != training.uid,
            other.c.state == "active",
            TrainingClass.state != "void",
            TrainingClass.starts_on <= training.ends_on,
            TrainingClass.ends_on >= training.starts_on,
        )
        .order_by(TrainingClass.number)
    )
    found: dict[int, tuple[str, ...]] = {}
    for person, number in read.connection.execute(wanted):
        found[person] = (*found.get(person, ()), number)
    return found


def shared_accounts(read: Read, class_uid: int) -> Mapping[str, int]:
    """Accounts that more than one person of a class gave, and how many did."""
    wanted = (
        select(Enrolment.account, func.count())
        .where(on_roster(class_uid))
        .group_by(Enrolment.account)
        .having(func.count() > 1)
    )
    return {account: count for account, count in read.connection.execute(wanted) if account}
