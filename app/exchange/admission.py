"""Whether a 报送包 may come in: from an office below, for this one, and newer than what came before."""

from sqlalchemy import exists, select

from app.exchange.manifest import Manifest, Sender
from app.exchange.package_rows import has_begun, last_package
from app.exchange.sheets import SHEETS
from app.kernel.identity import uid_of
from app.kernel.outcomes import Problem, Refused
from app.kernel.periods import MONTHLY, QUARTERLY, parse_period, period_title
from app.office.office.belonging import is_below, is_level, within
from app.office.office.noun import LEVEL
from app.store.models import OfficeRow, Package
from app.store.work import SERIAL_BITS, Read


def admit(read: Read, manifest: Manifest, carrier: Sender | None = None) -> int:
    """The sender's uid; Refused when the package is this office's own, or not for this office.

    One that came within another's must be of an office below that one, and may be made out to it.
    """
    own, sender, uid = read.own, manifest.sender, uid_of(manifest.sender.uid)
    if uid is None or not is_level(sender.level):
        raise Refused("package.damaged", part=sender.name)
    if uid == own.uid:
        raise Refused("merge.own")
    if not is_below(sender.level, own.level):
        raise Refused("merge.level", office=sender.name, level=LEVEL.show(sender.level), own=LEVEL.show(own.level))
    if manifest.sample and read.settings.get("sample") != "1":
        raise Refused("merge.sample", office=sender.name)
    _refuse_period(read, manifest)
    if carrier is not None:
        _refuse_stranger(sender, manifest.superior, carrier)
        return uid
    if manifest.superior not in ("", own.region):
        raise Refused("merge.superior", office=sender.name, superior=manifest.superior, own=own.region)
    if not within(sender.region, own.region, own.level):
        raise Refused("merge.region", office=sender.name, region=sender.region, own=own.region)
    _refuse_past_county(read, sender)
    return uid


def _refuse_stranger(sender: Sender, superior: str, carrier: Sender) -> None:
    """Refused when a package is carried by an office that its sender does not belong to."""
    below = is_below(sender.level, carrier.level)
    if not below or superior not in ("", carrier.region) or not within(sender.region, carrier.region, carrier.level):
        raise Refused("carried.stranger", office=sender.name, carrier=carrier.name)


def _refuse_past_county(read: Read, sender: Sender) -> None:
    """Refused when the county of a town reports here too: it decides first, and carries the package."""
    if sender.level != "town" or read.own.level == "county":
        return
    counties = select(OfficeRow).where(OfficeRow.level == "county")
    for county in read.session.scalars(counties):
        if within(sender.region, county.region, county.level):
            raise Refused("carried.past_county", office=sender.name, county=county.name)


def _refuse_period(read: Read, manifest: Manifest) -> None:
    """Refused when a package is of no month or quarter, or of one that has not begun: it would hold up every month before it."""
    stated = {"office": manifest.sender.name, "period": period_title(manifest.period)}
    try:
        span = parse_period(manifest.period)
    except Refused:
        raise Refused("merge.period", **stated) from None
    if span.kind not in (MONTHLY, QUARTERLY):
        raise Refused("merge.period", **stated)
    if not has_begun(read, manifest.period):
        raise Refused("merge.future", **stated, today=read.today.isoformat())


def known_already(read: Read, manifest: Manifest, sender: int) -> bool:
    """Whether this very package was taken in; Refused when it is not newer than the last one from its office.

    A package is the whole state of its sender, so a newer one stands for all before it, whether they came or not.
    """
    taken = select(Package.uid).where(Package.direction == "received", Package.office_uid == sender)
    if read.session.scalars(taken.where(Package.sha256 == manifest.sha256)).first() is not None:
        return True
    last = last_package(read, "received", sender)
    earlier = (
        last and parse_period(manifest.period).last < parse_period(last.period).last and has_begun(read, last.period)
    )
    if last and (manifest.serial <= last.serial or earlier):
        raise Refused(
            "merge.older",
            **manifest.stated,
            last_period=period_title(last.period),
            last=last.serial,
            digest=last.sha256,
        )
    return False


def only_copy(read: Read, manifest: Manifest, sender: int) -> None:
    """Refuse what comes of the data before a restoration, once what came of it after has been taken in.

    A restored office draws a new number for its uids and never an old one again, so who comes back to an old number is
    a second copy that went on, or a package that was late; either would undo what the other entered.
    """
    number, known = manifest.sender.number, read.session.get(OfficeRow, sender)
    if known is None or known.number == number or not _had_number(read, sender, number):
        return
    last = last_package(read, "received", sender)
    raise Refused(
        "merge.other_copy",
        **manifest.stated,
        last_period=period_title(last.period) if last else "",
        last=last.serial if last else 0,
    )


def _had_number(read: Read, sender: int, number: int) -> bool:
    """Whether an office has drawn uids with a number: it was founded with it, or a row that came from it has one."""
    first, behind = number << SERIAL_BITS, number + 1 << SERIAL_BITS
    drawn = (s.table.c.uid.between(first, behind - 1) & (s.table.c.origin == sender) for s in SHEETS)
    return first <= sender < behind or any(read.session.scalar(select(exists().where(rows))) for rows in drawn)


def went_back(read: Read, manifest: Manifest, sender: int) -> bool:
    """Whether the sender goes on from an older copy of itself: its uids have a new number, or its chain another end."""
    known, last = read.session.get(OfficeRow, sender), last_package(read, "received", sender)
    forked = last is not None and manifest.serial == last.serial + 1 and manifest.previous != last.sha256
    return forked or (known is not None and known.number != manifest.sender.number)


def missing(read: Read, manifest: Manifest, sender: int) -> range:
    """The serials before this one that never came."""
    last = last_package(read, "received", sender)
    return range(last.serial + 1 if last else 1, manifest.serial)


def office_problems(read: Read, manifest: Manifest, sender: int) -> list[Problem]:
    """Two offices that draw uids from one number would one day give the same."""
    holder = read.session.scalars(select(OfficeRow).where(OfficeRow.number == manifest.sender.number)).first()
    if holder is None or holder.uid == sender:
        return []
    return [Problem("merge.number", {"office": manifest.sender.name, "other": holder.name})]
