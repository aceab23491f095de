"""The table of money set aside."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Budget(Record, Base):
    """Money set aside (资金安排) in one fund for a year, or for years together: 分, with its document."""

    __tablename__ = "budget"
    __table_args__ = (UniqueConstraint("origin", "fund", "year", "document"),)
    fund: Mapped[str]
    year: Mapped[int]
    until_year: Mapped[int]
    amount_fen: Mapped[int]
    document: Mapped[str]
    state: Mapped[str] = mapped_column(default="active")
    entered_by: Mapped[str | None]
    """Who entered or changed it last, while and since it waited for another person; None for what a policy or a superior gave."""
