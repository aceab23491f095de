"""What every office known here has on the people of a class: awards as limits count them, other classes, recognitions."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import aliased

from app.award.conditions import counted_as
from app.award.history import RANKS
from app.claim.claim.model import Claim
from app.claim.claim.noun import COUNTING
from app.claim.claim_line.model import ClaimLine
from app.kernel.months import YEAR, months_later
from app.policy.pack import Pack
from app.policy.rows import Past, Scheme
from app.record.lookups import listed
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.enrolment.rosters import head_count, on_roster
from app.training.training_class.model import TrainingClass

MANY = 2_000
"""People of a class from which on sets of claims are gathered first."""
_OF_LINE = {"occupation": ClaimLine.occupation, "level": ClaimLine.level}
_OF_PERSON = ("category", "certificate_kind", "apprentice_kind", "locality")
"""Facts of an earlier award that its line and its row of a roster say; all others are those of its class."""
_mine, _earlier, _other = aliased(Enrolment), aliased(Enrolment), aliased(Enrolment)


def past_awards(
    read: Read, claim: Claim, training: TrainingClass, pack: Pack, schemes: Sequence[Scheme]
) -> tuple[tuple[str, ...], Mapping[int, tuple[int, ...]]]:
    """The names of what is counted, and by person the counts: awards of other claims that stand, in one pass.

    One join on the covering index of lines. For a small class each earlier award is looked up with its claim; for a
    large one, what is asked of claims is a set of them, which SQLite gathers once.
    """
    counting = _Counting(training, pack, joined=head_count(read, training.uid) < MANY)
    columns: dict[str, ColumnElement[Any]] = {}
    for scheme in schemes:
        columns |= {counted_as(scheme.key, past): counting.column(scheme, past) for past in scheme.past}
    if not columns:
        return (), {}
    wanted = (
        select(_mine.trainee_uid, *columns.values())
        .join(ClaimLine, ClaimLine.trainee_uid == _mine.trainee_uid)
        .where(_mine.class_uid == training.uid, ClaimLine.decision == "granted", ClaimLine.claim_uid != claim.uid)
        .group_by(_mine.trainee_uid)
    )
    found = read.connection.execute(counting.joins(wanted))
    return tuple(columns), {row[0]: row[1:] for row in found}


class _Counting:
    """Writes the rows of schemes as columns of one statement; notes whether rosters of earlier awards are asked."""

    def __init__(self, training: TrainingClass, pack: Pack, *, joined: bool) -> None:
        self._training, self._pack, self._joined = training, pack, joined
        self._of_roster = self._of_course = False

    def joins(self, wanted: Select[Any]) -> Select[Any]:
        """The statement with the tables that its columns read, and only claims that stand."""
        if self._joined:
            wanted = wanted.join(Claim, Claim.uid == ClaimLine.claim_uid).where(Claim.state.in_(COUNTING))
        else:
            idle = select(Claim.uid).where(Claim.state.not_in(COUNTING))
            wanted = wanted.where(ClaimLine.claim_uid.not_in(idle))
        if self._joined and self._of_course:
            wanted = wanted.outerjoin(TrainingClass, TrainingClass.uid == Claim.class_uid)
        if self._of_roster:
            wanted = wanted.outerjoin(_earlier, _earlier.uid == ClaimLine.enrolment_uid)
        return wanted

    def column(self, scheme: Scheme, past: Past) -> ColumnElement[Any]:
        """What a row counts of the awards of a person."""
        met = [self._of_claim(scheme, past), *self._of_line(past)]
        if dict(past.within) == {"year": 1}:
            met.append(ClaimLine.year == self._training.starts_on.year)
        if past.higher:
            met.append(ClaimLine.level.in_(self._higher()))
        if past.money:
            return func.coalesce(func.sum(case((and_(*met), ClaimLine.amount_fen), else_=0)), 0)
        return func.count().filter(and_(*met))

    def _of_claim(self, scheme: Scheme, past: Past) -> ColumnElement[bool]:
        """The claims that a row counts, by their scheme, day and class.

        Of a set: most claims are of the scheme itself, so that the few others are gathered.
        """
        titles = [self._pack.schemes[key].title for key in past.of]
        of_course = self._of_class(past)
        more = [*self._since(past), *of_course]
        if self._joined:
            self._of_course |= bool(of_course)
            return and_(Claim.scheme.in_(titles), *more)
        if scheme.key in past.of and not more:
            return ClaimLine.claim_uid.not_in(select(Claim.uid).where(Claim.scheme.not_in(titles)))
        claims = select(Claim.uid).where(Claim.scheme.in_(titles), *more)
        if of_course:
            claims = claims.outerjoin(TrainingClass, TrainingClass.uid == Claim.class_uid)
        return ClaimLine.claim_uid.in_(claims)

    def _since(self, past: Past) -> list[ColumnElement[bool]]:
        span, start = dict(past.within), self._training.starts_on
        if not span or span == {"year": 1}:
            return []
        return [Claim.basis_on > months_later(start, -(span.get("years", 0) * YEAR + span.get("months", 0)))]

    def _of_class(self, past: Past) -> list[ColumnElement[bool]]:
        """What is asked of the class of an earlier award."""
        found = [Claim.class_uid == self._training.uid] if "class" in past.same else []
        asked = [fact for fact in past.same if fact != "class" and not _of_whom(fact)]
        found += [_fact(fact) == self._own(fact) for fact in asked]
        return found + [_fact(fact).in_(allowed) for fact, allowed in past.past if not _of_whom(fact)]

    def _of_line(self, past: Past) -> Iterator[ColumnElement[bool]]:
        """What is asked of the line of an earlier award, and of its row of a roster."""
        for fact in filter(_of_whom, past.same):
            if fact in _OF_LINE:
                yield _OF_LINE[fact] == getattr(self._training, fact)
            else:
                yield self._theirs(fact) == getattr(_mine, fact)
        for fact, allowed in past.past:
            if _of_whom(fact):
                yield (_OF_LINE[fact] if fact in _OF_LINE else self._theirs(fact)).in_(allowed)

    def _own(self, fact: str) -> object:
        """The same fact of the class of the claim."""
        declared = json.loads(self._training.facts or "{}")
        return getattr(self._training, fact) if hasattr(self._training, fact) else declared.get(fact)

    def _theirs(self, fact: str) -> Any:
        self._of_roster = True
        return getattr(_earlier, fact)

    def _higher(self) -> Sequence[str]:
        ranks = self._pack.lists.get(RANKS, ())
        return ranks[ranks.index(self._training.level) + 1 :] if self._training.level in ranks else ()


def _of_whom(fact: str) -> bool:
    return fact in _OF_LINE or fact in _OF_PERSON


def _fact(fact: str) -> Any:
    """A fact of a class: a column of its own, or one that a pack declares."""
    return getattr(TrainingClass, fact, None) or func.json_extract(TrainingClass.facts, f"$.{fact}")


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
    """Numbers of other classes that the same people attend on the same days: first those classes, then who is in both."""
    at_once = (
        select(TrainingClass.uid, TrainingClass.number)
        .where(TrainingClass.uid != training.uid, TrainingClass.state != "void")
        .where(TrainingClass.starts_on <= training.ends_on, TrainingClass.ends_on >= training.starts_on)
    )
    numbers = {uid: number for uid, number in read.connection.execute(at_once)}  # noqa: C416 - rows are no pairs
    wanted = (
        select(_mine.trainee_uid, _other.class_uid)
        .select_from(_other)
        .join(_mine, (_mine.trainee_uid == _other.trainee_uid) & (_mine.class_uid == training.uid))
        .where(_other.class_uid.in_(select(listed(numbers).c.value)), _other.state == "active")
    )
    found: dict[int, tuple[str, ...]] = {}
    for person, other_class in read.connection.execute(wanted) if numbers else ():
        found[person] = (*found.get(person, ()), numbers[other_class])
    return {person: tuple(sorted(classes)) for person, classes in found.items()}


def shared_accounts(read: Read, class_uid: int) -> Mapping[str, int]:
    """Accounts that more than one person of a class gave, and how many did."""
    wanted = (
        select(Enrolment.account, func.count())
        .where(on_roster(class_uid))
        .group_by(Enrolment.account)
        .having(func.count() > 1)
    )
    return {account: count for account, count in read.connection.execute(wanted) if account}
