"""Which claims an office sends as at a day, and what hangs on them."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from app.claim.claim.model import Claim
from app.claim.claim.noun import SENT
from app.record.sheet import Scope
from app.training.sent import of_classes


def sent_claims(own: int, until: date) -> ColumnElement[bool]:
    """Claims for classes that are sent, and those without a class whose policy is that of a day by then."""
    sent = or_(Claim.state.in_(SENT), Claim.reported.is_not(None))
    alone = and_(Claim.class_uid.is_(None), Claim.origin == own, Claim.basis_on <= until)
    return and_(or_(of_classes(Claim.class_uid)(own, until), alone), sent)


def of_claims(column: Any) -> Scope:
    """What hangs on a claim that is sent."""
    return lambda own, until: column.in_(select(Claim.uid).where(sent_claims(own, until)))
