"""What of a batch may not be paid any more: a claim that went back, a person taken out, an account that was corrected."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import func, select

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM, TO_PAY
from app.claim.claim.ways_back import waiting
from app.fund.advance.noun import ADVANCE
from app.fund.advance.verbs import check_payable
from app.fund.batch.model import Batch
from app.fund.ledger.entitlement import unsent_of
from app.fund.payment.ledger import Payee
from app.fund.transfer.model import Transfer
from app.institution.institution.model import Institution
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.store.work import Read
from app.training.training_class.model import TrainingClass

_MOST = 10


def require_payable(read: Read, batch: Batch) -> None:
    """Refuse a batch that lists what may not be paid so, with all of it; nothing is dropped in silence."""
    found = [*_claims(read, batch), *_advances(read, batch)]
    if found:
        more = say("batch.more", count=len(found) - _MOST) if len(found) > _MOST else ""
        raise Refused("batch.faults", number=batch.number, faults="；".join(found[:_MOST]) + more)


def _claims(read: Read, batch: Batch) -> Iterator[str]:
    of_batch = (Transfer.batch_uid == batch.uid, Transfer.state == "listed")
    uids = select(Transfer.claim_uid).where(*of_batch, Transfer.claim_uid.is_not(None)).distinct()
    for claim in read.session.scalars(select(Claim).where(Claim.uid.in_(uids)).order_by(Claim.number)):
        if claim.state not in TO_PAY:
            yield say("batch.claim_state", number=claim.number, state=CLAIM.states[claim.state])
            continue
        if (undecided := waiting(read, (claim.uid,)).get(claim.uid)) is not None:
            yield say("batch.undecided", number=claim.number, why=undecided)
        due = {payee.enrolment_uid: payee for payee in unsent_of(read, claim).payees}
        for uid, rows in _by_payee(read, batch, claim).items():
            yield from _faults(rows, due.get(uid))


def _by_payee(read: Read, batch: Batch, claim: Claim) -> Mapping[int | None, Sequence[Transfer]]:
    """What a batch lists of a claim by the row of the roster, the institution's under None: one payee may have several."""
    wanted = select(Transfer).where(Transfer.batch_uid == batch.uid, Transfer.claim_uid == claim.uid)
    found: dict[int | None, list[Transfer]] = {}
    for row in read.session.scalars(wanted.where(Transfer.state == "listed").order_by(Transfer.number)):
        found.setdefault(row.enrolment_uid, []).append(row)
    return found


def _faults(rows: Sequence[Transfer], due: Payee | None) -> Iterator[str]:
    """What is wrong with the transfers of one payee: together they may not be more than what is left beside the bank's."""
    amount = sum(row.amount_fen for row in rows)
    if due is None or amount > due.amount_fen:
        numbers = "、".join(row.number for row in rows)
        known = {"amount": FEN.show(amount), "left": FEN.show(due.amount_fen if due else 0)}
        yield say("batch.not_due", number=numbers, payee=rows[0].payee, **known)
        return
    for row in rows:
        if (due.name, due.bank, due.account) != (row.payee, row.bank, row.account):
            yield say("batch.account_changed", number=row.number, payee=row.payee)


def _advances(read: Read, batch: Batch) -> Iterator[str]:
    wanted = (
        select(Transfer, Advance, Institution)
        .join(Advance, Advance.uid == Transfer.advance_uid)
        .join(TrainingClass, TrainingClass.uid == Advance.class_uid)
        .join(Institution, Institution.uid == TrainingClass.institution_uid)
        .where(Transfer.batch_uid == batch.uid, Transfer.state == "listed")
    )
    for row, advance, owner in read.session.execute(wanted):
        if advance.state != "approved" or advance.amount_fen != row.amount_fen:
            yield say("batch.claim_state", number=advance.number, state=ADVANCE.states[advance.state])
        elif (owner.name, owner.bank, owner.account) != (row.payee, row.bank, row.account):
            yield say("batch.account_changed", number=row.number, payee=row.payee)
        elif why := _no_more(read, advance, row.fund):
            yield why


def _no_more(read: Read, advance: Advance, fund: str) -> str:
    """Why an advance may not be paid now, '' where it may: its class came to its end meanwhile, or lost people."""
    try:
        check_payable(read, advance, fund, read.today)
    except Refused as refused:
        return str(refused).removesuffix(say("batch.unchanged"))
    return ""


def unanswered(read: Read, batch: Batch) -> int:
    """How many of its transfers the bank has said nothing of."""
    wanted = select(func.count()).where(Transfer.batch_uid == batch.uid, Transfer.state == "sent")
    return int(read.session.scalar(wanted) or 0)
