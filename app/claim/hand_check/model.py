"""The table of checks by hand."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class HandCheck(Record, Base):
    """One thing to look at for a claim (人工核对): of a person on the roster, or of class and claim (no enrolment).

    `fact` is the pack's key; title, clause and quotation are the words that were looked at. `answer` is '' while nobody
    has, then yes or no.
    """

    __tablename__ = "hand_check"
    claim_uid: Mapped[int] = mapped_column(ForeignKey("claim.uid"), index=True)
    enrolment_uid: Mapped[int | None] = mapped_column(ForeignKey("enrolment.uid"), index=True)
    fact: Mapped[str]
    title: Mapped[str]
    clause: Mapped[str]
    quote: Mapped[str]
    answer: Mapped[str] = mapped_column(default="")
    note: Mapped[str | None]
    checked_by: Mapped[str | None]
    checked_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="open")
