"""The tables of bank statements and of what they are matched with."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class StatementLine(Record, Base):
    """One line of the statement of a fund's account: money out, or money in; `seq` is its place among equal lines."""

    __tablename__ = "statement_line"
    __table_args__ = (CheckConstraint("(out_fen > 0) <> (in_fen > 0)", name="one_way"),)
    fund: Mapped[str]
    day: Mapped[date]
    voucher: Mapped[str | None]
    out_fen: Mapped[int]
    in_fen: Mapped[int]
    balance_fen: Mapped[int | None]
    party: Mapped[str | None]
    summary: Mapped[str | None]
    seq: Mapped[int]
    note: Mapped[str | None]
    settled_by: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="open")


class StatementMatch(Record, Base):
    """A row of the ledger that a line of a statement is: each row once, several rows of one transfer to one line."""

    __tablename__ = "statement_match"
    payment_uid: Mapped[int] = mapped_column(ForeignKey("payment.uid"), unique=True)
    line_uid: Mapped[int] = mapped_column(ForeignKey("statement_line.uid"), index=True)
