"""The table of the lines of claims."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Keyed


class ClaimLine(Keyed, Base):
    """What one person (or the institution itself) gets, or why not.

    `verdict` numbers the decision among the different ones of the claim; `facts` (JSON) says whom the line is about;
    `warnings` are the titles of what only asks to look; `paid` are the days or months that it pays, `payee` whom it pays. `reasons` is what
    another office said of a line of its own.
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
    verdict: Mapped[int | None]
    paid: Mapped[str | None]
    payee: Mapped[str | None]
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


class Verdict(Base):
    """One of the different decisions of a claim: the facts that differ (JSON), what was decided beside the rows, the reasons.

    Many lines share one, since most people of a class are alike in all that a scheme asks.
    """

    __tablename__ = "claim_verdict"
    claim_uid: Mapped[int] = mapped_column(ForeignKey("claim.uid"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    facts: Mapped[str]
    beside: Mapped[str] = mapped_column(default="")
    reasons: Mapped[str]
    __table_args__ = ({"sqlite_with_rowid": False},)
