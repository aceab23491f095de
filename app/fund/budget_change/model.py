"""The table of changes of money set aside."""

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class BudgetChange(Record, Base):
    """A sum that is added to money set aside, or taken from it: by a document, or carried over to the next year."""

    __tablename__ = "budget_change"
    __table_args__ = (
        UniqueConstraint("budget_uid", "kind", "document", "amount_fen"),
        CheckConstraint("amount_fen > 0", name="something"),
    )
    budget_uid: Mapped[int] = mapped_column(ForeignKey("budget.uid"), index=True)
    kind: Mapped[str]
    amount_fen: Mapped[int]
    document: Mapped[str]
    entered_by: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="pending")
