"""The table of training classes."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class TrainingClass(Record, Base):
    """A training class (培训班). Its pack and version stay those of its start date."""

    __tablename__ = "training_class"
    __table_args__ = (
        UniqueConstraint("origin", "number"),
        CheckConstraint("approved_by IS NULL OR approved_by <> submitted_by", name="two_people"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        Index("ix_training_class_of_unit", "unit_uid", "state", "ends_on", "training_type", "subsidised"),
    )
    number: Mapped[str]
    name: Mapped[str]
    institution_uid: Mapped[int] = mapped_column(ForeignKey("institution.uid"), index=True)
    unit_uid: Mapped[int] = mapped_column(ForeignKey("unit.uid"))
    area_uid: Mapped[int | None] = mapped_column(ForeignKey("unit.uid"), index=True)
    programme_uid: Mapped[int | None] = mapped_column(ForeignKey("unit.uid"), index=True)
    for_office_uid: Mapped[int | None] = mapped_column(ForeignKey("office.uid"), index=True)
    """The office without the program that handed in the roster, whose class it is in reports; known to this office alone."""
    occupation: Mapped[str]
    level: Mapped[str]
    training_type: Mapped[str]
    arrangement: Mapped[str | None]
    subsidised: Mapped[int] = mapped_column(default=1, server_default="1")
    delivery_mode: Mapped[str | None]
    study_mode: Mapped[str | None]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    place: Mapped[str]
    theory_periods: Mapped[int]
    practice_periods: Mapped[int]
    planned_count: Mapped[int]
    leader: Mapped[str | None]
    contact_phone: Mapped[str | None]
    filed_count: Mapped[int | None]
    qualified_count: Mapped[int | None]
    approved_count: Mapped[int | None]
    filed_on: Mapped[date | None]
    filing_number: Mapped[str | None]
    submitted_by: Mapped[str | None]
    approved_by: Mapped[str | None]
    accepted_by: Mapped[str | None]
    accepted_on: Mapped[date | None]
    materials: Mapped[str | None]
    return_reason: Mapped[str | None]
    facts: Mapped[str | None]
    """What the policy pack asks beside, as JSON (`kernel.fact_values`)."""
    pack_id: Mapped[str]
    pack_version: Mapped[int]
    state: Mapped[str] = mapped_column(default="draft")
    reported: Mapped[str | None]
