"""Through the levels: the packages that an office took from below go up within its own, each with its decision beside it.

The bytes are those that came, so that the office above sees what was sent and not what was made of it; the decision is the
receipt of the office that carries them.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from sqlalchemy import select

from app.exchange import receipt
from app.exchange.manifest import CARRIED
from app.exchange.package_rows import last_package
from app.exchange.receipt_file import LINE, Entry, read_receipt, write
from app.kernel.codes import REPORTED
from app.kernel.identity import uid_of, uid_text
from app.kernel.outcomes import Problem, Refused
from app.kernel.periods import period_title
from app.kernel.texts import say
from app.store.built_packages import package_file
from app.store.models import OfficeRow, Package
from app.store.work import Read, Work

_PACKAGE, _RECEIPT = ".zip", ".xlsx"
_REFUSED, _HELD = REPORTED.show("refused"), REPORTED.show("held")


def pack(work: Work) -> tuple[dict[str, bytes], list[str]]:
    """The members that carry the last package of each office below, and in sentences whose is not among them."""
    members: dict[str, bytes] = {}
    left: list[str] = []
    for row, office in _below(work):
        kept = package_file(work.office.folder, row)
        if row.state != "receipted":
            left.append(
                say("carried.undecided", office=office.name, period=period_title(row.period), serial=row.serial)
            )
        elif not kept.is_file():
            left.append(say("carried.not_kept", office=office.name, period=period_title(row.period), serial=row.serial))
        else:
            name = f"{CARRIED}/{office.region}-{uid_text(office.uid)}"
            members |= {name + _PACKAGE: kept.read_bytes(), name + _RECEIPT: _receipt(work, row)}
    return members, left


def _below(read: Read) -> Iterator[tuple[Package, OfficeRow]]:
    """The last package of each office that sends here itself."""
    senders = select(Package.office_uid).where(Package.direction == "received")
    offices = select(OfficeRow).where(OfficeRow.uid.in_(senders), OfficeRow.parent_uid.is_(None))
    for office in read.session.scalars(offices.order_by(OfficeRow.region, OfficeRow.uid)):
        row = last_package(read, "received", office.uid)
        if row is not None:
            yield row, office


def _receipt(work: Work, row: Package) -> bytes:
    """The decision as it stands now."""
    buffer = io.BytesIO()
    write(buffer, *receipt.stated(work, row))
    return buffer.getvalue()


@dataclass(frozen=True)
class Decision:
    """What the office that carries a package has decided on it: by uid, the reasons of lines that it refused, or holds."""

    office: str
    refused: Mapping[int, str]
    held: Mapping[int, str]


def decided(data: bytes, name: str, sha256: str) -> Decision:
    """The decision that lies beside a package; Refused when it is on another."""
    cover, entries = read_receipt(data, PurePath(name).name)
    if cover["报送包校验码"] != sha256:
        raise Refused("package.damaged", part=name)
    return Decision(cover["接收单位"], dict(_marked(entries, _REFUSED)), dict(_marked(entries, _HELD)))


def _marked(entries: list[Entry], mark: str) -> Iterator[tuple[int, str]]:
    for entry in entries:
        uid = uid_of(entry.uid)
        if entry.kind == LINE and entry.mark == mark and uid is not None:
            yield uid, entry.why


def pairs(members: Mapping[str, bytes]) -> Iterator[tuple[str, bytes, str, bytes]]:
    """The packages among the members and the receipts beside them, with their names; Refused where one has none."""
    for name in sorted(name for name in members if name.startswith(f"{CARRIED}/")):
        other = (
            name.removesuffix(_PACKAGE) + _RECEIPT
            if name.endswith(_PACKAGE)
            else name.removesuffix(_RECEIPT) + _PACKAGE
        )
        if other not in members:
            raise Refused("package.damaged", part=name)
        if name.endswith(_PACKAGE):
            yield name, members[name], other, members[other]


def waiting(decision: Decision | None) -> Mapping[int, Problem]:
    """The lines that wait where they were decided on first, and so wait here."""
    return (
        {}
        if decision is None
        else {
            uid: Problem("carried.held", {"office": decision.office, "reason": why})
            for uid, why in decision.held.items()
        }
    )
