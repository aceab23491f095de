"""The table of money passed on."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Allocation(Record, Base):
    """What of the money set aside in a fund was given to the office of an area: 分, with its document."""

    __tablename__ = "allocation"
    __table_args__ = (UniqueConstraint("origin", "fund", "year", "unit_uid", "document"),)
    fund: Mapped[str]
    year: Mapped[int]
    unit_uid: Mapped[int] = mapped_column(ForeignKey("unit.uid"))
    amount_fen: Mapped[int]
    document: Mapped[str]
    state: Mapped[str] = mapped_column(default="active")
