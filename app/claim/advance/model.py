"""The table of advances."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Advance(Record, Base):
    """Money paid ahead (预拨) for a class that is not accepted yet: at most a share of what it is expected to come to."""

    __tablename__ = "advance"
    __table_args__ = (
        UniqueConstraint("origin", "number"),
        CheckConstraint("approved_by IS NULL OR approved_by <> submitted_by", name="two_people"),
        CheckConstraint(
            "combined = 1 OR paid_by IS NULL OR paid_by NOT IN (submitted_by, approved_by)", name="payer_is_another"
        ),
        CheckConstraint("amount_fen > 0 AND amount_fen <= expected_fen", name="within_expected"),
    )
    number: Mapped[str]
    class_uid: Mapped[int] = mapped_column(ForeignKey("training_class.uid"), index=True)
    scheme: Mapped[str]
    applied_on: Mapped[date]
    head_count: Mapped[int]
    rate_fen: Mapped[int]
    expected_fen: Mapped[int]
    share: Mapped[int]
    amount_fen: Mapped[int]
    clause: Mapped[str]
    submitted_by: Mapped[str | None]
    approved_by: Mapped[str | None]
    paid_by: Mapped[str | None]
    combined: Mapped[int] = mapped_column(default=0, server_default="0")
    return_reason: Mapped[str | None]
    real_name_number: Mapped[str | None]
    paid_on: Mapped[date | None]
    claim_uid: Mapped[int | None] = mapped_column(ForeignKey("claim.uid"))
    state: Mapped[str] = mapped_column(default="draft")
