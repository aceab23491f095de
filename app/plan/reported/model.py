"""The table of figures handed in."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class ReportedFigures(Record, Base):
    """What an office without the program says of a month: counts, and money in 分; no record stands behind them.

    `office_uid` is None in what the office above that one sent of it: there it has a name alone, the one of that time.
    """

    __tablename__ = "reported_figures"
    __table_args__ = (UniqueConstraint("origin", "office_uid", "period"),)
    office_uid: Mapped[int | None] = mapped_column(ForeignKey("office.uid"))
    office_name: Mapped[str]
    period: Mapped[str]
    classes: Mapped[int]
    times: Mapped[int]
    persons: Mapped[int | None]
    qualified: Mapped[int]
    certified: Mapped[int]
    placed: Mapped[int | None]
    subsidised: Mapped[int]
    awarded_fen: Mapped[int]
    paid_fen: Mapped[int]
    state: Mapped[str] = mapped_column(default="active")
