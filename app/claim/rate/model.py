"""The table of rates."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Rate(Record, Base):
    """One line of the office's own 补贴标准目录: 分 per person, with its document number."""

    __tablename__ = "rate"
    __table_args__ = (UniqueConstraint("origin", "occupation", "level", "since"),)
    occupation: Mapped[str]
    level: Mapped[str]
    amount_fen: Mapped[int]
    since: Mapped[date]
    document: Mapped[str]
    sample: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default="active")
    entered_by: Mapped[str | None]
    """Who entered or changed it last, while and since it waited for another person; None for what a policy or a superior gave."""
