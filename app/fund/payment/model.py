"""The table of payments."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Payment(Record, Base):
    """Money moved: paid ahead (advance), paid on a claim (claim), or given back (return, negative).

    Posted rows are never changed. What was wrong, or came back from the bank, is taken back by a counter-entry of the
    same kind and of the opposite sum (冲正, 退票), so that every sum by kind is what really moved. A person who is paid
    himself has his row of the roster in `enrolment_uid`. `times` are the 人次 that a row is counted with: None in rows
    of a program that did not say so.
    """

    __tablename__ = "payment"
    __table_args__ = (
        UniqueConstraint("origin", "number"),
        CheckConstraint("entry <> 'posted' OR (kind = 'return') = (amount_fen < 0)", name="only_returns_are_negative"),
        CheckConstraint("(entry = 'posted') = (reverses_uid IS NULL)", name="counter_entry_named"),
        CheckConstraint("kind <> 'claim' OR claim_uid IS NOT NULL", name="claim_named"),
        CheckConstraint("kind <> 'advance' OR advance_uid IS NOT NULL", name="advance_named"),
        CheckConstraint("kind <> 'return' OR recovery_uid IS NOT NULL", name="recovery_named"),
    )
    number: Mapped[str]
    kind: Mapped[str] = mapped_column(default="claim")
    entry: Mapped[str] = mapped_column(default="posted", server_default="posted")
    claim_uid: Mapped[int | None] = mapped_column(ForeignKey("claim.uid"), index=True)
    enrolment_uid: Mapped[int | None] = mapped_column(ForeignKey("enrolment.uid"), index=True)
    advance_uid: Mapped[int | None] = mapped_column(ForeignKey("advance.uid"), index=True)
    recovery_uid: Mapped[int | None] = mapped_column(ForeignKey("recovery.uid"), index=True)
    reverses_uid: Mapped[int | None] = mapped_column(ForeignKey("payment.uid"), unique=True)
    transfer_uid: Mapped[int | None] = mapped_column(ForeignKey("transfer.uid"), unique=True)
    payee: Mapped[str]
    bank: Mapped[str | None]
    account: Mapped[str | None]
    amount_fen: Mapped[int]
    times: Mapped[int | None]
    fund: Mapped[str]
    voucher: Mapped[str]
    paid_on: Mapped[date]
    posted_by: Mapped[str | None]
    reason: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="paid")
