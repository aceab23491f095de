"""The table of payment batches."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Batch(Record, Base):
    """A payment batch (拨付批次). `steps` (JSON) are the steps of its approval as they were when it was handed in."""

    __tablename__ = "batch"
    __table_args__ = (UniqueConstraint("origin", "number"),)
    number: Mapped[str]
    title: Mapped[str]
    bank_form: Mapped[str | None]
    prepared_by: Mapped[str]
    prepared_on: Mapped[date]
    submitted_on: Mapped[date | None]
    approved_on: Mapped[date | None]
    sent_on: Mapped[date | None]
    sent_by: Mapped[str | None]
    closed_on: Mapped[date | None]
    return_reason: Mapped[str | None]
    steps: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="draft")
