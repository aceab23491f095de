"""The table of sanctions."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Sanction(Record, Base):
    """What an office decided against an institution (处理), with its document; who lifts it needs another's word.

    `step` is the pack's key, of the version in force on the day of the decision; `effect` says what follows from it,
    together with the others of that institution.
    """

    __tablename__ = "sanction"
    __table_args__ = (CheckConstraint("confirmed_by IS NULL OR confirmed_by <> asked_by", name="two_people"),)
    institution_uid: Mapped[int] = mapped_column(ForeignKey("institution.uid"), index=True)
    step: Mapped[str]
    step_title: Mapped[str]
    decided_on: Mapped[date]
    decided_by: Mapped[str]
    document: Mapped[str]
    reason: Mapped[str]
    clause: Mapped[str]
    mend_by: Mapped[date | None]
    effect: Mapped[str]
    entered_by: Mapped[str]
    lifted_on: Mapped[date | None]
    lifted_reason: Mapped[str | None]
    asked_by: Mapped[str | None]
    confirmed_by: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="active")
