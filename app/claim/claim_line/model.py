"""The table of the lines of claims."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Keyed


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
