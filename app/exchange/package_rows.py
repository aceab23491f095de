"""The packages that are known here, sent or received."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from app.kernel.periods import MONTHLY, QUARTERLY, parse_period
from app.policy.pack import Value
from app.store.models import Journal, Package
from app.store.work import Read

MONTH, QUARTER = "monthly", "quarterly"
"""Rhythms of reporting, as policies call them, for whose periods packages are built."""
_KINDS = {MONTH: MONTHLY, QUARTER: QUARTERLY}


def last_package(read: Read, direction: str, office: int) -> Package | None:
    """The package with the highest serial that was sent by, or received from, an office."""
    rows = select(Package).where(Package.direction == direction, Package.office_uid == office)
    return read.session.scalars(rows.order_by(Package.serial.desc()).limit(1)).first()


def last_taken(read: Read) -> Package | None:
    """The package that was taken in last, whosever it is, as the journal has it: uids of a restored office are in no order."""
    taken = (Journal.noun == "package") & (Journal.verb == "apply")
    rows = select(Package).join(Journal, (Journal.subject == Package.uid) & taken)
    return read.session.scalars(rows.order_by(Journal.id.desc()).limit(1)).first()


def asked(read: Read) -> Value | None:
    """How often the policy has this office report, and where it says so."""
    return read.pack_on(read.today).get("report_rhythms", read.today)


def kinds(read: Read) -> Mapping[str, str]:
    """The kinds of period for which this office builds packages, by rhythm: those of its policy; months where it says none."""
    value = asked(read)
    found = {rhythm: kind for rhythm, kind in _KINDS.items() if value and rhythm in value.items}
    return found or {MONTH: _KINDS[MONTH]}


def usual_period(read: Read) -> str:
    """The period that ended last, a quarter where the policy asks for quarters and no months."""
    last = read.today.replace(day=1) - timedelta(days=1)
    if MONTH not in kinds(read):
        ended = read.today.replace(month=(read.today.month - 1) // 3 * 3 + 1, day=1) - timedelta(days=1)
        return f"{ended.year}Q{ended.month // 3}"
    return f"{last:%Y-%m}"


def has_begun(read: Read, period: str) -> bool:
    """Whether a period has begun by this office's calendar."""
    return parse_period(period).first <= read.today
