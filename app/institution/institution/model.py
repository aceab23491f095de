"""The table of institutions."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Institution(Record, Base):
    """A training institution (培训机构), or an enterprise that trains or employs (生产经营主体)."""

    __tablename__ = "institution"
    __table_args__ = (UniqueConstraint("origin", "uscc"),)
    name: Mapped[str] = mapped_column(index=True)
    uscc: Mapped[str | None]
    """None while it is pending."""
    kind: Mapped[str | None]
    leader: Mapped[str | None]
    phone: Mapped[str | None]
    address: Mapped[str | None]
    bank: Mapped[str | None]
    account: Mapped[str | None]
    programmes: Mapped[str]
    listed_on: Mapped[date | None]
    insured: Mapped[int] = mapped_column(default=0, server_default="0")
    education_fund: Mapped[int] = mapped_column(default=0, server_default="0")
    facts: Mapped[str | None]
    """What the policy pack asks beside, as JSON (`kernel.fact_values`)."""
    state: Mapped[str] = mapped_column(default="draft")
