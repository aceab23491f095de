"""Which advances, recoveries and payments an office sends as at a day."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select

from app.claim.advance.model import Advance
from app.claim.sent import of_claims
from app.fund.payment.model import Payment
from app.fund.recovery.model import Recovery
from app.training.sent import of_classes


def sent_advances(own: int, until: date) -> ColumnElement[bool]:
    """On a class that is sent, what two people have decided: it is the office's word."""
    return and_(of_classes(Advance.class_uid)(own, until), Advance.approved_by.is_not(None))


def sent_recoveries(own: int, until: date) -> ColumnElement[bool]:
    """What is owed back of a claim or an advance that is sent: confirmed, or following from a settlement at once."""
    advances = select(Advance.uid).where(sent_advances(own, until))
    subject = or_(of_claims(Recovery.claim_uid)(own, until), Recovery.advance_uid.in_(advances))
    return and_(subject, Recovery.confirmed_on.is_not(None))


def sent_payments(own: int, until: date) -> ColumnElement[bool]:
    """Money moved for a claim, an advance or a recovery that is sent, each kind by its own."""
    return or_(
        and_(Payment.kind == "claim", of_claims(Payment.claim_uid)(own, until)),
        Payment.advance_uid.in_(select(Advance.uid).where(sent_advances(own, until))),
        Payment.recovery_uid.in_(select(Recovery.uid).where(sent_recoveries(own, until))),
    )
