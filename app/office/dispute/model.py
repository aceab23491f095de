"""The tables of disputes, and of the rows that wait for their end."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Dispute(Record, Base):
    """One row on which an office below and this one disagree; of the rows themselves only digests are kept.

    A package is the full state of its sender, so a decision need not keep what it was about: it is found again by the
    digests of the two contents, and holds for whoever sends either of them.
    """

    __tablename__ = "dispute"
    __table_args__ = (UniqueConstraint("row_uid", "theirs_digest", "ours_digest"),)
    sender_uid: Mapped[int] = mapped_column(ForeignKey("office.uid"))
    keeper_uid: Mapped[int] = mapped_column(ForeignKey("office.uid"))
    """The office that keeps the row here."""
    kind: Mapped[str]
    sheet: Mapped[str]
    row_uid: Mapped[int]
    row_name: Mapped[str]
    detail: Mapped[str]
    theirs: Mapped[str]
    ours: Mapped[str]
    theirs_digest: Mapped[str]
    ours_digest: Mapped[str]
    raised_on: Mapped[date]
    reason: Mapped[str | None]
    decided_by: Mapped[str | None]
    decided_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="pending")


class HeldRow(Base):
    """A class, a claim or a line of the last package of an office that waits for a decision, for the receipt: 分."""

    __tablename__ = "held_row"
    sender_uid: Mapped[int] = mapped_column(ForeignKey("office.uid"), primary_key=True)
    table_name: Mapped[str] = mapped_column(primary_key=True)
    row_uid: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    label: Mapped[str]
    amount_fen: Mapped[int]
    reason: Mapped[str]
