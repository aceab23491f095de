"""The table of objections."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Objection(Record, Base):
    """An objection (异议) to what a notice said of a claim, or of one person in it; who raised it is never published."""

    __tablename__ = "objection"
    __table_args__ = (CheckConstraint("decided_by IS NULL OR decided_by <> investigated_by", name="two_people"),)
    notice_uid: Mapped[int] = mapped_column(ForeignKey("notice.uid"), index=True)
    claim_uid: Mapped[int] = mapped_column(ForeignKey("claim.uid"), index=True)
    enrolment_uid: Mapped[int | None] = mapped_column(ForeignKey("enrolment.uid"), index=True)
    received_on: Mapped[date]
    objector: Mapped[str]
    contact: Mapped[str | None]
    content: Mapped[str]
    registered_by: Mapped[str]
    investigated_on: Mapped[date | None]
    investigated_by: Mapped[str | None]
    finding: Mapped[str | None]
    decided_on: Mapped[date | None]
    decided_by: Mapped[str | None]
    decision: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="open")
