"""The packages that are known here, sent or received."""

from sqlalchemy import select

from app.kernel.periods import parse_period
from app.store.models import Package
from app.store.work import Read


def last_package(read: Read, direction: str, office: int) -> Package | None:
    """The package with the highest serial that was sent by, or received from, an office."""
    rows = select(Package).where(Package.direction == direction, Package.office_uid == office)
    return read.session.scalars(rows.order_by(Package.serial.desc()).limit(1)).first()


def last_taken(read: Read) -> Package | None:
    """The package that was taken in last, whosever it is: uids are drawn in the order of what is done."""
    rows = select(Package).where(Package.direction == "received")
    return read.session.scalars(rows.order_by(Package.uid.desc()).limit(1)).first()


def has_begun(read: Read, period: str) -> bool:
    """Whether a period has begun by this office's calendar."""
    return parse_period(period).first <= read.today
