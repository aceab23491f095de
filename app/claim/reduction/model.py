"""The table of reductions."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Reduction(Record, Base):
    """One person taken out of a claim (核减): one asks, another confirms, and it is taken back in the same way.

    It hangs on the person's place in the class, since lines are made anew by every assessment. `stage` is where the
    claim stood when it took effect, or `submitted` once the claim was handed in without the person; `published_on` is
    the first day of the notice that had named the person already. `amount_fen` is what was taken off, in 分.
    """

    __tablename__ = "reduction"
    __table_args__ = (CheckConstraint("confirmed_by IS NULL OR confirmed_by <> asked_by", name="two_people"),)
    claim_uid: Mapped[int] = mapped_column(ForeignKey("claim.uid"), index=True)
    enrolment_uid: Mapped[int] = mapped_column(ForeignKey("enrolment.uid"), index=True)
    cause: Mapped[str]
    reason: Mapped[str]
    document: Mapped[str]
    clause: Mapped[str]
    amount_fen: Mapped[int]
    stage: Mapped[str]
    published_on: Mapped[date | None]
    asked_by: Mapped[str]
    asked_on: Mapped[date]
    confirmed_by: Mapped[str | None]
    confirmed_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="pending")
