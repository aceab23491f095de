"""Approving a claim (核准) takes its sum of a fund, so it stands where the funds are known."""

from datetime import date

from app.claim.claim import verbs as claims
from app.claim.claim.funding import fund_of
from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.fund.budget.commitments import asked_to_commit
from app.fund.ledger.entitlement import due_of
from app.record.confirming import require_answer
from app.record.moves import load
from app.store.work import Work


def approve(
    work: Work,
    uid: int,
    fund: str | None = None,
    approved_on: date | None = None,
    late_reason: str | None = None,
    confirmation: str | None = None,
) -> None:
    """The chief approves; what is more than the fund still has is asked about, or refused, as the office sets it."""
    claim = load(work, Claim, uid, CLAIM.title)
    chosen, day = fund_of(work, claim, fund), approved_on or work.today
    amount = due_of(work, claim).left_fen
    require_answer(asked_to_commit(work, claim, chosen, day.year, amount), confirmation)
    claims.approve(work, uid, chosen, approved_on, late_reason, confirmation)
