"""The table of equipment."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Equipment(Record, Base):
    """Training equipment that a base or studio newly bought (新购置实训设备): 分, with its invoice."""

    __tablename__ = "equipment"
    __table_args__ = (
        CheckConstraint("value_fen > 0", name="worth_something"),
        Index("ix_equipment_once", "origin", "invoice", "name", unique=True, sqlite_where=text("state <> 'void'")),
    )
    institution_uid: Mapped[int] = mapped_column(ForeignKey("institution.uid"), index=True)
    facility: Mapped[str]
    name: Mapped[str]
    bought_on: Mapped[date]
    value_fen: Mapped[int]
    invoice: Mapped[str]
    claim_uid: Mapped[int | None] = mapped_column(ForeignKey("claim.uid"))
    serial_number: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="active")
