"""What every office known here has on the people of a class: awards as limits count them, other classes, recognitions."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select, true
from sqlalchemy.orm import aliased

from app.award.conditions import counted_as
from app.award.history import RANKS
from app.claim.claim.model import Claim
from app.claim.claim.noun import COUNTING
from app.claim.claim_line.model import ClaimLine
from app.kernel.months import YEAR, months_later
from app.policy.pack import Pack
from app.policy.rows import Past, Scheme
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.enrolment.rosters import on_roster
from app.training.training_class.model import TrainingClass

_OF_LINE = {"occupation": ClaimLine.occupation, "level": ClaimLine.level}
_OF_CLASS = {
    "training_type": TrainingClass.training_type,
    "arrangement": TrainingClass.arrangement,
    "start": TrainingClass.starts_on,
}
_OF_PERSON = ("category", "certificate_kind", "apprentice_kind", "locality")


def past_awards(
    read: Read, claim: Claim, training: TrainingClass, pack: Pack, schemes: Sequence[Scheme]
) -> tuple[tuple[str, ...], Mapping[int, tuple[int, ...]]]:
    """The names of what is counted, and by person the counts: awards of other claims that stand, in one pass.

    One join on the covering index of lines; classes and rosters of earlier awards are read only where a row asks of them.
    """
    counting = _Counting(claim, training, pack)
    columns: dict[str, ColumnElement[Any]] = {}
    for scheme in schemes:
        columns |= {counted_as(scheme.key, past): counting.column(past) for past in scheme.past}
    if not columns:
        return (), {}
    wanted = (
        select(counting.mine.trainee_uid, *columns.values())
        .join(ClaimLine, ClaimLine.trainee_uid == counting.mine.trainee_uid)
        .join(Claim, Claim.uid == ClaimLine.claim_uid)
        .where(
            counting.mine.class_uid == training.uid,
            ClaimLine.decision == "granted",
            ClaimLine.claim_uid != claim.uid,
            Claim.state.in_(COUNTING),
            or_(*counting.spans),
        )
        .group_by(counting.mine.trainee_uid)
    )
    if counting.of_class:
        wanted = wanted.outerjoin(TrainingClass, TrainingClass.uid == Claim.class_uid)
    if counting.of_person:
        wanted = wanted.outerjoin(counting.theirs, counting.theirs.uid == ClaimLine.enrolment_uid)
    return tuple(columns), {person: tuple(counts) for person, *counts in read.connection.execute(wanted)}


class _Counting:
    """Writes the rows of schemes as columns of one statement; notes which tables they need."""

    def __init__(self, claim: Claim, training: TrainingClass, pack: Pack) -> None:
        self._claim, self._training, self._pack = claim, training, pack
        self.mine, self.theirs = aliased(Enrolment), aliased(Enrolment)
        self.of_class = self.of_person = False
        self.spans: list[ColumnElement[bool]] = []

    def column(self, past: Past) -> ColumnElement[Any]:
        """What a row counts of the awards of a person."""
        titles = [self._pack.schemes[key].title for key in past.of]
        span = self._within(past)
        met = [Claim.scheme.in_(titles), span]
        met += [self._same(fact) for fact in past.same]
        met += [self._column(fact).in_(allowed) for fact, allowed in past.past]
        if past.higher:
            met.append(ClaimLine.level.in_(self._higher()))
        alike = [self._same(fact) for fact in past.same if fact in _OF_LINE]
        self.spans.append(and_(span, *alike))
        whole = and_(*met)
        if past.money:
            return func.coalesce(func.sum(case((whole, ClaimLine.amount_fen), else_=0)), 0)
        return func.count().filter(whole)

    def _within(self, past: Past) -> ColumnElement[bool]:
        span, start = dict(past.within), self._training.starts_on
        if not span:
            return true()
        if span == {"year": 1}:
            return ClaimLine.year == start.year
        return Claim.basis_on > months_later(start, -(span.get("years", 0) * YEAR + span.get("months", 0)))

    def _same(self, fact: str) -> ColumnElement[bool]:
        if fact == "class":
            return Claim.class_uid == self._training.uid
        if fact in _OF_LINE or fact in _OF_CLASS:
            key = "starts_on" if fact == "start" else fact
            return bool_of(self._column(fact) == getattr(self._training, key))
        return bool_of(self._column(fact) == getattr(self.mine, fact))

    def _column(self, fact: str) -> ColumnElement[Any]:
        if fact in _OF_LINE:
            return _OF_LINE[fact]  # type: ignore[return-value]
        if fact in _OF_CLASS:
            self.of_class = True
            return _OF_CLASS[fact]  # type: ignore[return-value]
        if fact in _OF_PERSON:
            self.of_person = True
            return getattr(self.theirs, fact)  # type: ignore[no-any-return]
        self.of_class = True
        return func.json_extract(TrainingClass.facts, f"$.{fact}")

    def _higher(self) -> Sequence[str]:
        ranks = self._pack.lists.get(RANKS, ())
        return ranks[ranks.index(self._training.level) + 1 :] if self._training.level in ranks else ()


def bool_of(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """A comparison that is not known counts as no."""
    return func.coalesce(condition, false())


def granted_for_class(read: Read, claim: Claim, pack: Pack) -> Mapping[int, Mapping[str, int]]:
    """By person, what other schemes grant for the same class: 分 by the key of the scheme."""
    keys = {scheme.title: scheme.key for scheme in pack.schemes.values()}
    wanted = (
        select(ClaimLine.trainee_uid, Claim.scheme, func.sum(ClaimLine.amount_fen))
        .join(Claim, Claim.uid == ClaimLine.claim_uid)
        .where(
            *(Claim.class_uid == claim.class_uid, ClaimLine.claim_uid != claim.uid),
            *(ClaimLine.decision == "granted", Claim.state.in_(COUNTING)),
        )
        .group_by(ClaimLine.trainee_uid, Claim.scheme)
    )
    found: dict[int, dict[str, int]] = {}
    for person, title, fen in read.connection.execute(wanted):
        if person is not None and title in keys:
            found.setdefault(person, {})[keys[title]] = fen
    return found


def overlaps(read: Read, training: TrainingClass) -> Mapping[int, tuple[str, ...]]:
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
