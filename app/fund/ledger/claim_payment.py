"""Paying a claim (拨付): a verb of claims that ends in the ledger, so it stands where the ledger is known."""

from collections.abc import Sequence
from datetime import date

from app.claim.claim.funding import check_fund
from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.claim.claim.realname import require_registered
from app.claim.claim.rechecking import changes_since_decision
from app.claim.claim.standards import PAY, followed
from app.claim.claim.verbs import actors_of, forward, sums
from app.claim.claim.verification import of_claim, warned
from app.fund.advance.verbs import settle
from app.fund.budget.balance import overspent
from app.fund.budget.commitments import asked_to_pay
from app.fund.ledger.entitlement import due_of, part_of, require_nothing_ahead_on_its_way, unlisted_of
from app.fund.payment.ledger import Moved, Payee, post, voucher_again
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.office.separation import check_separation
from app.record.confirming import require_answer
from app.record.moves import put
from app.store.work import Work


def pay(
    work: Work,
    uid: int,
    fund: str,
    voucher: str,
    paid_on: date,
    amount_fen: int | None = None,
    confirmation: str | None = None,
) -> None:
    """Enter in the ledger what is still to be paid, or a part of it; a row of 0 when all of it went ahead."""
    claim = forward(work, uid, "pay")
    _check(work, claim, fund, paid_on)
    due = unlisted_of(work, claim)
    payees = part_of(claim, due, amount_fen)
    settle(work, claim)
    moved = Moved(fund, voucher, paid_on)
    asked = (*changes_since_decision(work, claim), *voucher_again(work, payees[0], moved))
    asked += tuple(asked_to_pay(work, fund, paid_on.year, sum(payee.amount_fen for payee in payees)))
    payment = post(work, "claim", payees, moved, claim_uid=uid)
    looked = require_answer([*asked, *followed(work, claim, PAY, paid_on=paid_on)], confirmation)
    detail = f"{_numbered(payment.number, payees)} {fund} 凭证 {voucher}，{sums(claim)}{looked}"
    if due.settlement.ahead_fen:
        pays = FEN.show(due.settlement.pays_fen)
        detail += say("fund.settled", ahead=FEN.show(due.settlement.ahead_fen), pays=pays)
    paid(work, claim, paid_on, work.actor.name, detail + overspent(work, fund, paid_on.year))


def _check(work: Work, claim: Claim, fund: str, paid_on: date) -> None:
    """Refuse whom, when and out of which fund a claim may not be paid; note who had done what before."""
    claim.combined |= check_separation(work, CLAIM, "pay", actors_of(claim, "submit", "review", "approve"))
    require_registered(work, claim)
    if claim.cleared_on and paid_on < claim.cleared_on:
        raise Refused("claim.paid_early", paid=paid_on, cleared=claim.cleared_on)
    check_fund(work, claim.scheme, claim.pack_id, claim.basis_on, fund)
    require_nothing_ahead_on_its_way(work, claim)


def paid(work: Work, claim: Claim, paid_on: date, paid_by: str, detail: str) -> None:
    """Move a claim to where its payments have brought it."""
    claim.paid_on, claim.paid_by = paid_on, paid_by
    left = due_of(work, claim).left_fen
    detail += warned(of_claim(work, claim))
    put(work, CLAIM, claim, "pay", detail + (say("fund.still", left=FEN.show(left)) if left else ""))
    if left:
        claim.state = "paying"
        work.session.flush()


def _numbered(first: str, payees: Sequence[Payee]) -> str:
    return first if len(payees) == 1 else say("fund.numbered", first=first, count=len(payees))
