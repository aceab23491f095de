"""The table of responsible units."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Unit(Record, Base):
    """A responsible unit (责任单位), or a town or section below one."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("origin", "axis", "name", "parent_uid"),)
    seq: Mapped[int]
    axis: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="department", server_default="department")
    region: Mapped[str | None]
    """Of an area that has an office of its own: that office's region code."""
    parent_uid: Mapped[int | None] = mapped_column(ForeignKey("unit.uid"))
    cooperating: Mapped[str] = mapped_column(default="")
    duty: Mapped[str] = mapped_column(default="")
