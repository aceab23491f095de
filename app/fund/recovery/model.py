"""The table of recoveries."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Recovery(Record, Base):
    """Money to be given back (追回), and how much of it has been: 分. One person asks, another confirms.

    Of a claim that was paid, or of an advance that no claim settles; `enrolment_uid` names the person who was paid himself
    and owes it.
    """

    __tablename__ = "recovery"
    __table_args__ = (
        UniqueConstraint("origin", "number"),
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> asked_by", name="two_people"),
        CheckConstraint("(claim_uid IS NULL) <> (advance_uid IS NULL)", name="of_claim_or_advance"),
        CheckConstraint("due_fen > 0", name="something_due"),
        CheckConstraint("returned_fen >= 0 AND returned_fen <= due_fen", name="within_due"),
    )
    number: Mapped[str]
    claim_uid: Mapped[int | None] = mapped_column(ForeignKey("claim.uid"), index=True)
    advance_uid: Mapped[int | None] = mapped_column(ForeignKey("advance.uid"), index=True)
    enrolment_uid: Mapped[int | None] = mapped_column(ForeignKey("enrolment.uid"), index=True)
    cause: Mapped[str]
    document: Mapped[str]
    clause: Mapped[str]
    due_fen: Mapped[int]
    returned_fen: Mapped[int] = mapped_column(default=0)
    asked_by: Mapped[str]
    asked_on: Mapped[date]
    confirmed_by: Mapped[str | None]
    confirmed_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="pending")
