"""The table of targets."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Quota(Record, Base):
    """A unit's target for a year, or for years together; units of measure differ (人次, 人) and are never added."""

    __tablename__ = "quota"
    __table_args__ = (UniqueConstraint("unit_uid", "year", "measure"),)
    unit_uid: Mapped[int] = mapped_column(ForeignKey("unit.uid"))
    year: Mapped[int]
    until_year: Mapped[int] = mapped_column(default=lambda context: context.get_current_parameters()["year"])
    measure: Mapped[str]
    target: Mapped[int | None]
    stretch: Mapped[int | None]
    source: Mapped[str] = mapped_column(default="")
    issued: Mapped[str | None]
    """The document by which it was sent out (下达) last; from then on it is adjusted, not corrected."""
    state: Mapped[str] = mapped_column(default="active")
