"""Rates, claims with their lines and overrides, advances, recoveries and payments; all money is whole 分."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Keyed, Record


class ClaimLine(Keyed, Base):
    """What one person (or the institution itself) gets, or why not.

    `reasons` and `facts` (JSON) stay as decided when the policy has changed; `warnings` are the codes of those reasons that
    only ask to look, joined by blanks.
    """

    __tablename__ = "claim_line"
    origin: Mapped[int] = mapped_column(ForeignKey("office.uid"), index=True)
    claim_uid: Mapped[int] = mapped_column(ForeignKey("claim.uid"), index=True)
    enrolment_uid: Mapped[int | None] = mapped_column(ForeignKey("enrolment.uid"), index=True)
    trainee_uid: Mapped[int | None] = mapped_column(ForeignKey("trainee.uid"))
    seq: Mapped[int]
    year: Mapped[int]
    occupation: Mapped[str]
    level: Mapped[str]
    decision: Mapped[str]
    rate_fen: Mapped[int]
    amount_fen: Mapped[int]
    reasons: Mapped[str]
    warnings: Mapped[str] = mapped_column(default="")
    facts: Mapped[str]
    reported: Mapped[str | None]
    receipt_reason: Mapped[str | None]
    __table_args__ = (
        Index(
            "ix_claim_line_history",
            *("trainee_uid", "year", "decision", "occupation", "level", "claim_uid", "amount_fen"),
        ),
        Index("ix_claim_line_warned", "claim_uid", sqlite_where=text("warnings <> ''")),
        CheckConstraint("amount_fen >= 0", name="never_negative"),
    )


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
    state: Mapped[str] = mapped_column(default="active")
