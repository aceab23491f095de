"""The table of deadlines."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Deadline(Record, Base):
    """One thing that the office owes by a day (到期), and when it was done; no day while its calendar is unknown."""

    __tablename__ = "deadline"
    __table_args__ = (UniqueConstraint("origin", "key", "period"),)
    key: Mapped[str]
    title: Mapped[str]
    period: Mapped[str]
    due_on: Mapped[date | None]
    clause: Mapped[str]
    done_on: Mapped[date | None]
    done_by: Mapped[str | None]
    note: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="open")
