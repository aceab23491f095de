"""Paying a claim (拨付): a verb of claims that ends in the ledger, so it stands where the ledger is known."""

from datetime import date

from app.claim.claim.noun import CLAIM
from app.claim.claim.realname import require_registered
from app.claim.claim.rechecking import changes_since_decision
from app.claim.claim.standards import PAY, followed
from app.claim.claim.verbs import actors_of, forward, sums
from app.claim.claim.verification import of_claim, warned
from app.fund.advance.verbs import settle
from app.fund.budget.balance import check_fund, overspent
from app.fund.payment.ledger import post, voucher_again
from app.institution.institution.model import Institution
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.office.separation import check_separation
from app.record.confirming import require_answer
from app.record.moves import load, put
from app.store.work import Work


def pay(work: Work, uid: int, fund: str, voucher: str, paid_on: date, confirmation: str | None = None) -> None:
    """Enter the payment in the ledger: the approved amount less what went ahead; a row of 0 when all of it did."""
    claim = forward(work, uid, "pay")
    claim.combined |= check_separation(work, CLAIM, "pay", actors_of(claim, "submit", "review", "approve"))
    require_registered(work, claim)
    if claim.cleared_on and paid_on < claim.cleared_on:
        raise Refused("claim.paid_early", paid=paid_on, cleared=claim.cleared_on)
    check_fund(work, claim.scheme, claim.pack_id, claim.basis_on, fund)
    settled = settle(work, claim)
    payee = load(work, Institution, claim.institution_uid, CLAIM.title)
    payment = post(work, "claim", payee, settled.pays_fen, fund, voucher, paid_on, claim_uid=uid)
    asked = (*changes_since_decision(work, claim), *voucher_again(work, payment))
    looked = require_answer([*asked, *followed(work, claim, PAY, paid_on=paid_on)], confirmation)
    claim.paid_on, claim.paid_by = paid_on, work.actor.name
    detail = f"{payment.number} {fund} 凭证 {voucher}，{sums(claim)}{looked}"
    if settled.ahead_fen:
        detail += say("fund.settled", ahead=FEN.show(settled.ahead_fen), pays=FEN.show(settled.pays_fen))
    put(work, CLAIM, claim, "pay", detail + overspent(work, fund, paid_on.year) + warned(of_claim(work, claim)))
