"""The table of limits passed by hand."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Override(Record, Base):
    """A limit 原则上 passed by hand (手工通过) for one person of a claim: one asks, another confirms.

    It hangs on the person's place in the class, since lines are made anew by every assessment; `against` holds the
    very words of the limit that it passes.
    """

    __tablename__ = "override"
    __table_args__ = (
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> asked_by", name="two_people"),
        CheckConstraint("state <> 'confirmed' OR confirmed_by IS NOT NULL", name="confirmed_by_somebody"),
    )
    claim_uid: Mapped[int] = mapped_column(ForeignKey("claim.uid"), index=True)
    enrolment_uid: Mapped[int] = mapped_column(ForeignKey("enrolment.uid"), index=True)
    reason: Mapped[str]
    document: Mapped[str]
    against: Mapped[str]
    clause: Mapped[str]
    asked_by: Mapped[str]
    asked_on: Mapped[date]
    confirmed_by: Mapped[str | None]
    confirmed_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="pending")
