"""The table of corrections."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Correction(Record, Base):
    """New values for a record that one person asks for and another confirms (更正); `old_values` and `new_values`: JSON.

    `subject` is the uid of any record, and `detail` says the change as people may read it. Without `confirmed_by` it
    took effect in an office where nobody else worked.
    """

    __tablename__ = "correction"
    __table_args__ = (CheckConstraint("confirmed_by IS NULL OR confirmed_by <> asked_by", name="two_people"),)
    noun: Mapped[str]
    subject: Mapped[int] = mapped_column(index=True)
    subject_name: Mapped[str]
    detail: Mapped[str]
    old_values: Mapped[str]
    new_values: Mapped[str]
    reason: Mapped[str]
    asked_by: Mapped[str]
    asked_on: Mapped[date]
    confirmed_by: Mapped[str | None]
    confirmed_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="pending")
