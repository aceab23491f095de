"""Imports that were begun, as they are offered to be gone on with: what they are, how far they are, what became of the file."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from app.desk.import_undo import names_of
from app.desk.imports import KINDS
from app.kernel.texts import say
from app.record.imports import begun, core
from app.store.models import BegunImport
from app.store.work import Read


@dataclass(frozen=True)
class Offer:
    """One of them; only in its own place can it be gone on with."""

    kind: str
    into: int
    sha256: str
    text: str


def offers(read: Read, kind: str) -> list[Offer]:
    """Those of a kind of table, the newest first."""
    return [_offer(read, row) for row in begun.of_kind(read, kind)]


def _offer(read: Read, row: BegunImport) -> Offer:
    noun = KINDS[row.kind].into
    into = names_of(read, noun, [row.into]).get(row.into, "") if noun else ""
    said = say("begun.offer", file=row.name, at=core.moment(read, row.at), actor=row.actor, state=_state(row))
    parts = (say("begun.into", name=into) if into else "", said, _file(row))
    return Offer(row.kind, row.into, row.sha256, "".join(parts))


def _state(row: BegunImport) -> str:
    if row.waiting is None:
        return say("begun.asked")
    return say("begun.waiting", count=row.waiting) if row.waiting else say("begun.ready")


def _file(row: BegunImport) -> str:
    """What became of the file: it goes on with what was read of it then."""
    if not row.path:
        return ""
    try:
        same = sha256(Path(row.path).read_bytes()).hexdigest() == row.sha256
    except OSError:
        return say("begun.gone")
    return "" if same else say("begun.differs")
