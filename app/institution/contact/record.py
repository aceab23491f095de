"""Contacts of units: their table, and their verbs."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.institution.contact.noun import CONTACT
from app.institution.unit.model import Unit
from app.record.entering import change, enter
from app.record.listing import contains
from app.record.moves import move
from app.record.record import Join, Record
from app.store.models.base import Base
from app.store.models.base import Record as Row
from app.store.work import Work


class Contact(Row, Base):
    """Who answers for the work at a responsible unit (联系人), since a day."""

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("unit_uid", "name"),)
    unit_uid: Mapped[int] = mapped_column(ForeignKey("unit.uid"))
    section: Mapped[str | None]
    name: Mapped[str]
    post: Mapped[str | None]
    phone: Mapped[str]
    since: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="active")


def create(work: Work, **values: Any) -> int:
    """Name a contact of a responsible unit of this office."""
    return int(enter(work, RECORD, values, "{name} {unit_name}").uid)


def edit(work: Work, uid: int, **values: Any) -> None:
    """Correct a contact."""
    change(work, RECORD, uid, values)


def leave(work: Work, uid: int, reason: str) -> None:
    """A contact does it no longer; who did it before stays on record."""
    move(work, CONTACT, Contact, uid, "leave", reason)


RECORD = Record(
    CONTACT,
    Contact,
    verbs={"create": create, "edit": edit, "leave": leave},
    joins=(Join(Unit, Unit.uid == Contact.unit_uid),),
    sql={"unit_name": Unit.name},
    order=(Unit.axis, Unit.seq, Contact.name),
    search=contains(Contact.name, Unit.name, Contact.section),
    inside=Contact.origin,
    sheet_order=(Unit.seq,),
)
