"""Assessing a claim: facts gathered for the whole class by sets, equal facts decided once, one line for each person."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Row, delete

from app.award.decider import Decider
from app.award.trace import Decision
from app.award.view import Facts
from app.claim.claim.gathering import BATCH, Gathering
from app.claim.claim.model import Claim
from app.claim.claim.schemes import class_of, pack_for
from app.claim.claim_line import verdicts
from app.claim.claim_line.model import ClaimLine, Verdict
from app.claim.hand_check import checks
from app.claim.override.verbs import Standing
from app.kernel.outcomes import Refused
from app.policy.keys import PAYEES
from app.policy.pack import Pack
from app.store.work import Read, Work
from app.training.enrolment.rosters import head_count
from app.training.training_class.model import TrainingClass

QUALIFIED = "qualified"
LINE = (
    *("uid", "origin", "claim_uid", "enrolment_uid", "trainee_uid", "seq", "year", "occupation", "level"),
    *("decision", "rate_fen", "amount_fen", "reasons", "warnings", "facts", "verdict", "paid", "payee"),
)
"""Columns of a line that an assessment writes."""


class Decided(NamedTuple):
    """One person of a claim: the row of the roster, the facts, the decision, and its number among the different ones."""

    row: Row[Any]
    facts: Facts
    decision: Decision
    number: int
    paid: str | None


def assess_claim(work: Work, claim: Claim) -> None:
    """Decide every line anew and keep facts, reasons and totals; what stood before is replaced.

    People pass through in batches, so that what is kept of them never lies in memory all at once.
    """
    training = class_of(work, claim)
    pack = pack_for(work, training)
    scheme = pack.scheme(claim.scheme)
    claim.pack_version = pack.version
    checks.require(work, claim, checks.asked(pack, scheme))
    passed, gathering = Standing(work, claim, pack), Gathering(work, claim, training, pack, scheme)
    work.session.execute(delete(ClaimLine).where(ClaimLine.claim_uid == claim.uid))
    work.session.execute(delete(Verdict).where(Verdict.claim_uid == claim.uid))
    claim.facts = verdicts.shared(work, claim, gathering.shared)
    lines, count, granted, total, accepted = _Lines(work, claim, training, pack), 0, 0, 0, 0
    for each in decisions(work, claim, gathering, passed):
        lines.add(each)
        count, granted = count + 1, granted + each.decision.granted
        total += each.decision.amount_fen
        accepted += each.decision.granted and each.row.result == QUALIFIED
    lines.write()
    if training.approved_count is not None and accepted > training.approved_count:
        known = {"approved": training.approved_count, "granted": accepted}
        raise Refused("class.over_approved", number=training.number, **known)
    passed.lapse_others(work)
    claim.line_count, claim.granted_count, claim.total_fen = count, granted, total


def outcome(read: Read, claim: Claim, pack: Pack) -> tuple[int, int]:
    """What a claim for a class would come to under a pack: total in 分 and people granted; nothing is written."""
    gathering = Gathering(read, claim, class_of(read, claim), pack, pack.scheme(claim.scheme))
    found = [each.decision for each in decisions(read, claim, gathering, Standing(read, claim, pack))]
    return sum(decision.amount_fen for decision in found), sum(decision.granted for decision in found)


def decisions(read: Read, claim: Claim, gathering: Gathering, passed: Standing) -> Iterator[Decided]:
    """Each person of a claim with the facts that hold now and the decision that they make; nothing is written."""
    decider = Decider(gathering.pack, gathering.scheme, gathering.shared)
    for row, values in gathering.lines(decider.names):
        number, facts, plain = decider(values)
        decision = passed.decide(row.uid, plain)
        paid = "、".join(decision.months) or gathering.paid_days(row) if decision.granted else None
        yield Decided(row, facts, decision, number if decision is plain else 0, paid)


class _Lines:
    """The lines of a claim and its different decisions on their way into the tables."""

    def __init__(self, work: Work, claim: Claim, training: TrainingClass, pack: Pack) -> None:
        self._work, self._seq, self._first = work, 0, work.uid(max(1, head_count(work, training.uid)))
        self._ours = (work.own.uid, claim.uid)
        self._trained = (training.starts_on.year, training.occupation, training.level)
        self._waiting: list[tuple[Any, ...]] = []
        self._verdicts = verdicts.Verdicts(work, claim, pack)
        self._known: dict[int, tuple[tuple[Any, ...], int]] = {}

    def add(self, each: Decided) -> None:
        """One more line, written with its batch."""
        uid, self._seq = self._first + self._seq, self._seq + 1
        known = self._known.get(each.number)
        if known is None or not each.number:
            known = self._known[each.number] = self._decided(each)
        decided, number = known
        row = each.row
        told = (*decided, row.about, number, each.paid, PAYEES.get(each.decision.payee))
        self._waiting.append((uid, *self._ours, row.uid, row.trainee_uid, self._seq, *self._trained, *told))
        if len(self._waiting) == BATCH:
            self.write()

    def _decided(self, each: Decided) -> tuple[tuple[Any, ...], int]:
        """What lines that are decided alike share: what they say, and the number of their verdict."""
        decision = each.decision
        number = self._verdicts.add(each.facts, decision)
        return (decision.verdict, decision.full_fen, decision.amount_fen, "", decision.warnings), number

    def write(self) -> None:
        """Write what waits."""
        self._verdicts.write()
        self._work.bulk("claim_line", LINE, self._waiting)
        self._waiting.clear()
