"""The table of transfers."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, exists, func, select, text
from sqlalchemy.orm import Mapped, aliased, mapped_column

from app.store.models.base import Base, Record

OPEN = ("listed", "sent")
"""States in which a transfer takes its share of what is still to be paid."""
_OPEN = text("state IN ('listed', 'sent')")


class Transfer(Record, Base):
    """One sum to one payee in a batch; payee, bank and account are those of the moment when it was handed in.

    `number` is what the bank gives back with its result. `replaces_uid` is the one that failed and is paid again by this
    one; there is only one open transfer to a payee of a claim out of a fund.
    """

    __tablename__ = "transfer"
    number: Mapped[str]
    batch_uid: Mapped[int] = mapped_column(ForeignKey("batch.uid"), index=True)
    claim_uid: Mapped[int | None] = mapped_column(ForeignKey("claim.uid"), index=True)
    enrolment_uid: Mapped[int | None] = mapped_column(ForeignKey("enrolment.uid"), index=True)
    advance_uid: Mapped[int | None] = mapped_column(ForeignKey("advance.uid"), index=True)
    payee: Mapped[str]
    bank: Mapped[str | None]
    account: Mapped[str | None]
    amount_fen: Mapped[int]
    times: Mapped[int]
    fund: Mapped[str]
    listed_by: Mapped[str]
    result_on: Mapped[date | None]
    voucher: Mapped[str | None]
    bank_reason: Mapped[str | None]
    drop_reason: Mapped[str | None]
    replaces_uid: Mapped[int | None] = mapped_column(ForeignKey("transfer.uid"))
    state: Mapped[str] = mapped_column(default="listed")
    __table_args__ = (
        UniqueConstraint("origin", "number"),
        UniqueConstraint("replaces_uid"),
        CheckConstraint("(claim_uid IS NULL) <> (advance_uid IS NULL)", name="of_claim_or_advance"),
        CheckConstraint("amount_fen > 0", name="something"),
        Index(
            "ix_transfer_open_once",
            *(claim_uid, func.coalesce(enrolment_uid, 0), "fund"),
            unique=True,
            sqlite_where=_OPEN,
        ),
        Index("ix_transfer_open_advance", "advance_uid", unique=True, sqlite_where=_OPEN),
    )


_again = aliased(Transfer)
_once_more = select(_again.uid).where(_again.replaces_uid == Transfer.uid, _again.batch_uid == Transfer.batch_uid)
COUNTED = Transfer.state.in_(("listed", "sent", "paid", "failed")) | (
    (Transfer.state == "replaced") & ~exists(_once_more.correlate(Transfer))
)
"""Of the transfers of a batch: what it pays, each once, though another of the same batch waits in the place of one."""
