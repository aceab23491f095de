"""The table of trainees."""

from datetime import date

from sqlalchemy import Index, func
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Trainee(Record, Base):
    """A person, once: every class, certificate and subsidy hangs on this row. `initials` holds all readings."""

    __tablename__ = "trainee"
    name: Mapped[str]
    id_number: Mapped[str] = mapped_column(unique=True)
    sex: Mapped[str]
    born: Mapped[date]
    phone: Mapped[str | None]
    household: Mapped[str | None]
    address: Mapped[str | None]
    initials: Mapped[str]
    state: Mapped[str] = mapped_column(default="active")
    __table_args__ = (
        Index("ix_trainee_name", "name"),
        Index("ix_trainee_initials", "initials"),
        Index("ix_trainee_id_tail", func.substr(id_number, -6)),
    )
