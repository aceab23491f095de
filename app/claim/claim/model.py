"""The table of claims."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Claim(Record, Base):
    """A subsidy claim (补贴申请): for an accepted class, or for an institution itself when there is no class.

    `basis_on` is the day whose policy decides, `fund` what its sum
    was approved out of. Submitting, reviewing, approving and paying are four people's acts;
    `combined` (兼岗) says that an office without the people had one person do two of them, never submit and decide.
    """

    __tablename__ = "claim"
    __table_args__ = (
        UniqueConstraint("origin", "number"),
        CheckConstraint("reviewed_by IS NULL OR reviewed_by <> submitted_by", name="reviewer_is_another"),
        CheckConstraint("approved_by IS NULL OR approved_by <> submitted_by", name="approver_is_another"),
        CheckConstraint("combined = 1 OR approved_by IS NULL OR approved_by <> reviewed_by", name="two_decide"),
        CheckConstraint(
            "combined = 1 OR paid_by IS NULL OR paid_by NOT IN (submitted_by, reviewed_by, approved_by)",
            name="payer_is_another",
        ),
    )
    number: Mapped[str]
    class_uid: Mapped[int | None] = mapped_column(ForeignKey("training_class.uid"), index=True)
    institution_uid: Mapped[int] = mapped_column(ForeignKey("institution.uid"), index=True)
    scheme: Mapped[str]
    fund: Mapped[str | None]
    payee_uid: Mapped[int | None]
    """The institution or enterprise that is paid; None for the one that claims."""
    basis_on: Mapped[date]
    applied_on: Mapped[date]
    line_count: Mapped[int] = mapped_column(default=0)
    granted_count: Mapped[int] = mapped_column(default=0)
    total_fen: Mapped[int] = mapped_column(default=0)
    submitted_by: Mapped[str | None]
    department: Mapped[str | None]
    department_by: Mapped[str | None]
    department_on: Mapped[date | None]
    department_note: Mapped[str | None]
    reviewed_by: Mapped[str | None]
    approved_by: Mapped[str | None]
    approved_on: Mapped[date | None]
    paid_by: Mapped[str | None]
    combined: Mapped[int] = mapped_column(default=0, server_default="0")
    return_reason: Mapped[str | None]
    notice_from: Mapped[date | None]
    notice_to: Mapped[date | None]
    notice_days: Mapped[int | None]
    notice_uid: Mapped[int | None]
    """The notice that it stands in, or stood in when it was paid."""
    real_name_number: Mapped[str | None]
    cleared_on: Mapped[date | None]
    paid_on: Mapped[date | None]
    pack_id: Mapped[str]
    pack_version: Mapped[int]
    state: Mapped[str] = mapped_column(default="draft")
    reported: Mapped[str | None]
    facts: Mapped[str] = mapped_column(default="", server_default="")
    """JSON: what all its lines were decided on, by whom and when."""
