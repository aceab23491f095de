"""Limits that only the office above can see: one person's subsidies counted over all offices (每人每年和累计次数、不得重复享受)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from operator import attrgetter
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from app.award.eligibility import REFUSE, Policy, Reason, reason
from app.award.schemes import INSURED, LIVING, PRACTICAL, SCHEMES, TRAINING, Scheme, policy_of
from app.claim.claim.model import Claim
from app.claim.claim.noun import SENT
from app.claim.claim_line.model import ClaimLine
from app.kernel.texts import say
from app.store.models import OfficeRow
from app.store.work import Read
from app.training.training_class.model import TrainingClass


@dataclass(frozen=True)
class Award:
    """One granted line of one person, as the cross-check sees it; `settled` when it was accepted or is our own."""

    uid: int
    trainee: int
    office: int
    office_name: str
    on: date
    year: int
    occupation: str
    level: str
    settled: bool
    scheme: str = ""
    training_type: str = ""

    @property
    def order(self) -> tuple[bool, date, int]:
        """What is settled counts first, then what began first."""
        return not self.settled, self.on, self.uid


STANDS = (
    ClaimLine.decision == "granted",
    Claim.state.in_(SENT),
    ClaimLine.reported.is_(None) | (ClaimLine.reported != "refused"),
)
"""A granted line of a claim that offices send up, which nobody has refused."""
PolicyOn = Callable[[date], Policy]
Against = Callable[[Award, Sequence[Award]], str | None]
"""Why an award cannot stand beside those counted before; None where it can."""


def across_offices(read: Read, sender: int) -> dict[int, str]:
    """Lines of an office to be refused, with the sentence and its clause, because of what others grant the same person."""
    refused: dict[int, str] = {}
    for scheme in (TRAINING, PRACTICAL, LIVING, INSURED):  # 特种作业 counts with 职业培训补贴
        policy = cache(partial(policy_on, read, SCHEMES[scheme]))
        for awards in by_person(read, sender, SCHEMES[scheme].counted):
            refused |= judge(awards, sender, policy)
    return refused


def policy_on(read: Read, scheme: Scheme, on: date) -> Policy:
    """The policy of a scheme for classes that start on a day."""
    return policy_of(read.pack_on(on), scheme, on)


def judge(awards: Iterable[Award], sender: int, policy: PolicyOn) -> dict[int, str]:
    """One person's awards by the limits of a policy."""
    return one_by_one(awards, sender, lambda award, counted: _against(award, counted, policy(award.on)))


def one_by_one(awards: Iterable[Award], sender: int, against: Against) -> dict[int, str]:
    """Awards of one person (or firm): what is settled counts first, then what began first; a refused one never counts."""
    counted: list[Award] = []
    refused: dict[int, str] = {}
    for award in sorted(awards, key=attrgetter("order")):
        why = None if award.settled else against(award, counted)
        if why is None:
            counted.append(award)
        elif award.office == sender:
            refused[award.uid] = why
    return refused


def _against(award: Award, counted: Sequence[Award], policy: Policy) -> str | None:
    """Why an award cannot stand beside those counted; what one office grants alone is that office's own decision."""
    alike = [a for a in counted if (a.occupation, a.level) == (award.occupation, award.level)]
    year = [a for a in counted if a.year == award.year]
    limit, scope = policy.yearly_limit, policy.no_repeat
    if scope and elsewhere(award, alike):
        source, what = policy.source("no_repeat"), (award.occupation, award.level)
        found = reason("award.repeat", REFUSE, source, occupation=what[0], level=what[1], scope=scope)
        return sentence(found, award, alike)
    if limit is not None and len(year) >= limit and elsewhere(award, year):
        source, count = policy.source("yearly_limit"), len(year)
        found = reason("award.yearly_limit", REFUSE, source, year=award.year, count=count, limit=limit)
        return sentence(found, award, year)
    ever, count = policy.lifetime_limit, len(counted)
    if ever is not None and count >= ever and elsewhere(award, counted):
        found = reason("award.lifetime_limit", REFUSE, policy.source("lifetime_limit"), count=count, limit=ever)
        return sentence(found, award, counted)
    return None


def elsewhere(award: Award, awards: Sequence[Award]) -> list[Award]:
    """Those of other offices."""
    return [a for a in awards if a.office != award.office]


def sentence(found: Reason, award: Award, awards: Sequence[Award]) -> str:
    """A reason over all offices, with the others that it rests on."""
    counts = Counter(a.office_name for a in elsewhere(award, awards))
    offices = "、".join(say("receipt.times", office=office, count=count) for office, count in counts.items())
    return say("receipt.across", reason=found.text(), offices=offices)


def settled(read: Read, line: Any) -> bool:
    """Whether a line counts before all others: it is this office's own, or was accepted."""
    return bool(line.origin == read.own.uid or line.reported == "accepted")


def by_person(read: Read, sender: int, schemes: Sequence[str]) -> Collection[list[Award]]:
    """The awards of some schemes that stand, of each who is subsidised by this office and by another; one query."""
    found: dict[int, list[Award]] = defaultdict(list)
    for award in _awards(read, sender, schemes):
        found[award.trainee].append(award)
    return found.values()


def _awards(read: Read, sender: int, schemes: Sequence[str]) -> Iterator[Award]:
    mine, other = aliased(ClaimLine), aliased(ClaimLine)
    here = select(mine.trainee_uid).where(mine.origin == sender, mine.decision == "granted")
    also = exists().where(
        other.trainee_uid == ClaimLine.trainee_uid, other.origin != sender, other.decision == "granted"
    )
    statement = (
        select(ClaimLine, TrainingClass.starts_on, OfficeRow.name, Claim.scheme, TrainingClass.training_type)
        .join(Claim, Claim.uid == ClaimLine.claim_uid)
        .join(TrainingClass, TrainingClass.uid == Claim.class_uid)
        .join(OfficeRow, OfficeRow.uid == ClaimLine.origin)
        .where(*STANDS, Claim.scheme.in_(schemes), ClaimLine.trainee_uid.in_(here), also)
    )
    for line, on, office, *kind in read.session.execute(statement):
        assert line.trainee_uid is not None  # looked for among the people of both
        course = (on, line.year, line.occupation, line.level)
        yield Award(line.uid, line.trainee_uid, line.origin, office, *course, settled(read, line), *kind)
