"""The table of head counts."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Workforce(Record, Base):
    """Head counts at a year's end (就业人员统计): what the shares of skilled workers and of trained poor are of; persons."""

    __tablename__ = "workforce"
    __table_args__ = (UniqueConstraint("origin", "year"),)
    year: Mapped[int]
    employed: Mapped[int]
    skilled: Mapped[int]
    highly_skilled: Mapped[int]
    poor_in_need: Mapped[int | None]
    source: Mapped[str]
    state: Mapped[str] = mapped_column(default="active")
