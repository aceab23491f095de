"""The table of payments."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Payment(Record, Base):
    """Money moved: paid ahead (advance), paid on a claim (claim), or given back (return, negative).

    Posted rows are never changed; a correction is a reversal.
    """

    __tablename__ = "payment"
    __table_args__ = (
        UniqueConstraint("origin", "number"),
        CheckConstraint("(kind = 'return') = (amount_fen < 0)", name="only_returns_are_negative"),
        CheckConstraint("kind <> 'claim' OR claim_uid IS NOT NULL", name="claim_named"),
        CheckConstraint("kind <> 'advance' OR advance_uid IS NOT NULL", name="advance_named"),
        CheckConstraint("kind <> 'return' OR recovery_uid IS NOT NULL", name="recovery_named"),
        Index("ix_payment_once_for_a_claim", "claim_uid", unique=True, sqlite_where=text("kind = 'claim'")),
    )
    number: Mapped[str]
    kind: Mapped[str] = mapped_column(default="claim")
    claim_uid: Mapped[int | None] = mapped_column(ForeignKey("claim.uid"), index=True)
    advance_uid: Mapped[int | None] = mapped_column(ForeignKey("advance.uid"), unique=True)
    recovery_uid: Mapped[int | None] = mapped_column(ForeignKey("recovery.uid"), index=True)
    payee: Mapped[str]
    bank: Mapped[str | None]
    account: Mapped[str | None]
    amount_fen: Mapped[int]
    fund: Mapped[str]
    voucher: Mapped[str]
    paid_on: Mapped[date]
    state: Mapped[str] = mapped_column(default="paid")
