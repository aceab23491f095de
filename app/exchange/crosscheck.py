"""Limits that only the office above can see: one person's (or firm's) awards of all offices, by the rows of the policy.

What one office grants alone is that office's own decision: an award is refused only for what another office grants too.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from app.award.conditions import counted_as, counts_itself, judge_past, limit
from app.award.derived import DERIVED
from app.award.history import RANKS, counts
from app.award.history import Award as PastAward
from app.award.texts.sentences import cited
from app.award.trace import Mark
from app.award.view import NO, View, holds
from app.claim.claim.attended_days import BETWEEN
from app.claim.claim.model import Claim
from app.claim.claim.noun import SENT
from app.claim.claim_line.model import ClaimLine
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.policy.pack import Pack
from app.policy.rows import PRINCIPLE, REFUSE, Past, Row, Scheme
from app.store.models import OfficeRow
from app.store.work import Read
from app.training.training_class.model import TrainingClass


@dataclass(frozen=True)
class Award:
    """One granted line as the cross-check sees it; `settled` when it was accepted or is our own."""

    uid: int
    whose: int | str
    office: int
    office_name: str
    on: date
    scheme: str
    settled: bool
    facts: Mapping[str, Any] = field(default_factory=dict)
    amount_fen: int = 0
    paid: frozenset[str] = frozenset()
    """The days or months that it pays."""

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
PackOn = Callable[[date], Pack]
Against = Callable[[Award, Sequence[Award]], str | None]
"""Why an award cannot stand beside those counted before; None where it can."""


def across_offices(read: Read, sender: int) -> dict[int, str]:
    """Lines of an office to be refused, with the sentence and its clause, because of what others grant the same person."""
    refused: dict[int, str] = {}
    for awards in _by_person(read, sender):
        refused |= judge(awards, sender, read.pack_on)
    return refused


def judge(awards: Iterable[Award], sender: int, pack_on: PackOn) -> dict[int, str]:
    """One person's awards, each by the rows of its scheme in the policy of its day."""
    return one_by_one(awards, sender, lambda award, counted: against(award, counted, pack_on(award.on)))


def one_by_one(awards: Iterable[Award], sender: int, why_not: Against) -> dict[int, str]:
    """Awards of one person (or firm): what is settled counts first, then what began first; a refused one never counts."""
    counted: list[Award] = []
    refused: dict[int, str] = {}
    for award in sorted(awards, key=attrgetter("order")):
        why = None if award.settled else why_not(award, counted)
        if why is None:
            counted.append(award)
        elif award.office == sender:
            refused[award.uid] = why
    return refused


def against(award: Award, counted: Sequence[Award], pack: Pack) -> str | None:
    """Why an award cannot stand beside those counted; None where the policy here does not know its scheme."""
    try:
        scheme = pack.scheme(award.scheme)
    except Refused:
        return None
    for past in scheme.past:
        if (found := _past(past, award, counted, pack, scheme)) is not None:
            return found
    return _paid_twice(award, counted, pack, scheme)


def _past(past: Past, award: Award, counted: Sequence[Award], pack: Pack, scheme: Scheme) -> str | None:
    """A limit over the awards of all offices; one that asks for earlier awards is the sender's own to judge.

    So is one that only asks to look, and one about facts that are not sent up.
    """
    facts = {**award.facts, "start": award.on}
    keys = {each.title: each.key for each in pack.schemes.values()}
    met = [a for a in counted if counts(past, _earlier(a, keys), facts, pack.lists.get(RANKS, ()))]
    if past.most is None or past.against not in (REFUSE, PRINCIPLE) or not elsewhere(award, met):
        return None
    view = View({**facts, counted_as(scheme.key, past): len(met)}, pack, scheme, DERIVED)
    mark = _over_sum(past, award, met, view) if past.money else judge_past(past, view)
    return sentence(cited(mark, pack), award, met) if mark and mark.outcome == NO else None


def _earlier(award: Award, keys: Mapping[str, str]) -> PastAward:
    return PastAward(keys.get(award.scheme, ""), award.on, award.facts, award.amount_fen)


def _over_sum(past: Past, award: Award, met: Sequence[Award], view: View) -> Mark | None:
    """A limit in 元: the sender kept to it by itself, so that a sum over what is left of it stands or falls whole."""
    most, before = limit(past, view), sum(a.amount_fen for a in met)
    together = before + award.amount_fen
    concerned = past.in_force(award.on) and holds(past.when, view) and counts_itself(past, view)
    if not concerned or most is None or together <= most:
        return None
    return Mark(past, "over_sum", NO, past.against, {"count": before, "total": together, "limit": most})


def _paid_twice(award: Award, counted: Sequence[Award], pack: Pack, scheme: Scheme) -> str | None:
    """A day or month of one person is paid once, whatever office pays it, and so many months are paid by all together."""
    limits = scheme.days or scheme.months
    if limits is None:
        return None
    titles = {pack.schemes[key].title for key in limits.once}
    paid = [a for a in counted if a.scheme in titles and a.paid]
    met = [a for a in elsewhere(award, paid) if a.paid & award.paid]
    if met:
        twice = BETWEEN.join(sorted(frozenset().union(*(a.paid & award.paid for a in met))))
        mark = Mark(Row("paid_elsewhere", source=scheme.source), "paid_elsewhere", NO, REFUSE, {"paid": twice})
        return sentence(cited(mark, pack), award, met)
    return _too_many(award, paid, pack, scheme) if scheme.months else None


def _too_many(award: Award, paid: Sequence[Award], pack: Pack, scheme: Scheme) -> str | None:
    """Months of all offices beyond the longest that a scheme pays, ever or in the year of the class."""
    assert scheme.months is not None
    year = str(award.on.year) if scheme.months.yearly else ""
    before = {month for a in paid for month in a.paid if month.startswith(year)}
    most = scheme.months.most
    if most is None or not elsewhere(award, paid) or len(before | award.paid) <= most:
        return None
    source = scheme.months.source if scheme.months.source.clause else scheme.source
    mark = Mark(Row("months_used", source=source), "months_used", NO, REFUSE, {"before": len(before), "most": most})
    return sentence(cited(mark, pack), award, paid)


def elsewhere(award: Award, awards: Sequence[Award]) -> list[Award]:
    """Those of other offices."""
    return [a for a in awards if a.office != award.office]


def sentence(reason: str, award: Award, awards: Sequence[Award]) -> str:
    """A reason over all offices, with the others that it rests on."""
    counts_of = Counter(a.office_name for a in elsewhere(award, awards))
    offices = "、".join(say("receipt.times", office=office, count=count) for office, count in counts_of.items())
    return say("receipt.across", reason=reason, offices=offices)


def settled(read: Read, line: Any) -> bool:
    """Whether a line counts before all others: it is this office's own, or was accepted."""
    return bool(line.origin == read.own.uid or line.reported == "accepted")


def _by_person(read: Read, sender: int) -> Collection[list[Award]]:
    """The awards that stand of each who is subsidised by this office and by another; one query."""
    found: dict[int | str, list[Award]] = defaultdict(list)
    for award in _awards(read, sender):
        found[award.whose].append(award)
    return found.values()


def _awards(read: Read, sender: int) -> Iterator[Award]:
    mine, other = aliased(ClaimLine), aliased(ClaimLine)
    here = select(mine.trainee_uid).where(mine.origin == sender, mine.decision == "granted")
    also = exists().where(
        other.trainee_uid == ClaimLine.trainee_uid, other.origin != sender, other.decision == "granted"
    )
    course = (TrainingClass.starts_on, TrainingClass.training_type, TrainingClass.arrangement)
    wanted = (
        select(ClaimLine, OfficeRow.name, Claim.scheme, *course)
        .join(Claim, Claim.uid == ClaimLine.claim_uid)
        .join(TrainingClass, TrainingClass.uid == Claim.class_uid)
        .join(OfficeRow, OfficeRow.uid == ClaimLine.origin)
        .where(*STANDS, ClaimLine.trainee_uid.in_(here), also)
    )
    for line, office, scheme, on, training_type, arrangement in read.session.execute(wanted):
        assert line.trainee_uid is not None  # looked for among the people of both
        facts = {"occupation": line.occupation, "level": line.level, "training_type": training_type}
        known = {**facts, "arrangement": arrangement}
        paid = frozenset(line.paid.split(BETWEEN)) if line.paid else frozenset()
        whose = (line.uid, line.trainee_uid, line.origin, office, on, scheme, settled(read, line))
        yield Award(*whose, known, line.amount_fen, paid)
