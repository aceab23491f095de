"""The table of the plans of units."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class UnitPlan(Record, Base):
    """What a unit handed in for a year: its scheme of work (工作方案), its plan (年度培训计划), its budget in 分."""

    __tablename__ = "unit_plan"
    __table_args__ = (UniqueConstraint("unit_uid", "year"),)
    unit_uid: Mapped[int] = mapped_column(ForeignKey("unit.uid"))
    year: Mapped[int]
    scheme_on: Mapped[date | None]
    scheme_document: Mapped[str | None]
    plan_on: Mapped[date | None]
    plan_document: Mapped[str | None]
    planned: Mapped[int | None]
    budget_fen: Mapped[int | None]
    note: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="active")
