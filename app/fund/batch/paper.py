"""What the paper of a payment batch (拨付审批表) lists: each claim or advance with what it comes to and how it was published."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import func, select

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.fund.ledger.entitlement import due_of
from app.fund.transfer.model import COUNTED, Transfer
from app.institution.institution.model import Institution
from app.kernel.masking import mask_tail
from app.kernel.texts import say
from app.store.work import Read
from app.training.training_class.model import TrainingClass

Row = Mapping[str, object]


def rows(read: Read, batch_uid: int) -> Sequence[Row]:
    """A row for each claim, then for each advance, numbered."""
    found = [*_claims(read, batch_uid), *_advances(read, batch_uid)]
    return [{**row, "seq": place} for place, row in enumerate(found, 1)]


def _claims(read: Read, batch_uid: int) -> Iterator[Row]:
    wanted = (
        select(Transfer.claim_uid, Transfer.fund, func.count(), func.sum(Transfer.amount_fen), func.min(Transfer.uid))
        .where(Transfer.batch_uid == batch_uid, Transfer.claim_uid.is_not(None), COUNTED)
        .group_by(Transfer.claim_uid, Transfer.fund)
        .order_by(func.min(Transfer.uid))
    )
    for uid, fund, count, fen, first in read.session.execute(wanted).all():
        claim, transfer = read.session.get_one(Claim, uid), read.session.get_one(Transfer, first)
        training = read.session.get(TrainingClass, claim.class_uid) if claim.class_uid else None
        notice = {"first": claim.notice_from, "last": claim.notice_to, "days": claim.notice_days}
        to_people = transfer.enrolment_uid is not None
        yield {
            "claim_number": claim.number,
            "class_name": training.name if training else "",
            "payee": say("batch.people", count=count) if to_people else transfer.payee,
            "account": say("batch.own_accounts") if to_people else _account(transfer),
            "granted_count": claim.granted_count,
            "settled_fen": claim.total_fen,
            "ahead_fen": due_of(read, claim).settlement.ahead_fen,
            "amount_fen": int(fen),
            "fund": fund,
            "notice": say("batch.notice", **notice) if claim.notice_from else "",
        }


def _advances(read: Read, batch_uid: int) -> Iterator[Row]:
    wanted = (
        select(Transfer, Advance, TrainingClass, Institution)
        .join(Advance, Advance.uid == Transfer.advance_uid)
        .join(TrainingClass, TrainingClass.uid == Advance.class_uid)
        .join(Institution, Institution.uid == TrainingClass.institution_uid)
        .where(Transfer.batch_uid == batch_uid, COUNTED)
        .order_by(Transfer.uid)
    )
    for transfer, advance, training, owner in read.session.execute(wanted):
        yield {
            "claim_number": advance.number,
            "class_name": training.name,
            "payee": owner.name,
            "account": _account(transfer),
            "granted_count": advance.head_count,
            "settled_fen": advance.expected_fen,
            "ahead_fen": 0,
            "amount_fen": transfer.amount_fen,
            "fund": transfer.fund,
            "notice": say("batch.ahead", share=advance.share),
        }


def _account(transfer: Transfer) -> str:
    return " ".join(filter(None, (transfer.bank, mask_tail(transfer.account or ""))))
