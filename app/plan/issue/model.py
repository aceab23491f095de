"""The table of issued plans."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class PlanIssue(Record, Base):
    """The targets of one axis and year as they were issued by a document; `content` keeps every row as JSON."""

    __tablename__ = "plan_issue"
    __table_args__ = (UniqueConstraint("origin", "axis", "year", "document"),)
    axis: Mapped[str]
    year: Mapped[int]
    version: Mapped[int]
    document: Mapped[str]
    issued_on: Mapped[date]
    note: Mapped[str | None]
    content: Mapped[str]
    state: Mapped[str] = mapped_column(default="active")
