"""The table of rosters."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Enrolment(Record, Base):
    """One person in one class (花名册行), with the result and the certificate.

    A million of them are counted without being read: the indexes hold whatever is counted.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("class_uid", "trainee_uid"),
        Index(
            "ix_enrolment_certificate_number",
            "certificate_number",
            sqlite_where=text("certificate_number IS NOT NULL"),
        ),
        Index(
            "ix_enrolment_results",
            *("class_uid", "state", "category", "result", "trainee_uid", "certificate_number", "certificate_date"),
        ),
        Index("ix_enrolment_of_trainee", "trainee_uid", "state", "certificate_number"),
    )
    class_uid: Mapped[int] = mapped_column(ForeignKey("training_class.uid"))
    trainee_uid: Mapped[int] = mapped_column(ForeignKey("trainee.uid"))
    seq: Mapped[int]
    category: Mapped[str]
    draws_pension: Mapped[int] = mapped_column(default=0)
    bank: Mapped[str | None]
    account: Mapped[str | None]
    theory_score: Mapped[str | None]
    practice_score: Mapped[str | None]
    result: Mapped[str | None]
    certificate_kind: Mapped[str | None]
    certificate_number: Mapped[str | None]
    certificate_date: Mapped[date | None]
    fee_fen: Mapped[int | None]
    locality: Mapped[str | None]
    hired_on: Mapped[date | None]
    apprentice_kind: Mapped[str | None]
    firm_opened_on: Mapped[date | None]
    modules_done: Mapped[int] = mapped_column(default=0, server_default="0")
    employed_on: Mapped[date | None]
    employer: Mapped[str | None]
    left_out: Mapped[str | None]
    """Why somebody qualified is not among those accepted (核准人数)."""
    facts: Mapped[str | None]
    """What the policy pack asks beside, as JSON (`kernel.fact_values`)."""
    state: Mapped[str] = mapped_column(default="active")
