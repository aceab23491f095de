"""待核实 in the office: nothing is handed in for payment on it, and whoever looks or prints is told."""

from collections.abc import Collection
from datetime import date

from app.domain.outcomes import Refused
from app.domain.pack import Value
from app.domain.schemes import Terms
from app.domain.texts import say
from app.domain.unsettled import CLAIMING, COUNTING, OPENING, listed, undecided, unsettled
from app.store import packs
from app.store.models import Claim, TrainingClass
from app.store.work import Read


def confirmed(read: Read, claim: Claim, terms: Terms) -> None:
    """Refuse a claim decided by what no issued document says, naming all of it; example offices may go on."""
    found = undecided(terms)
    if found and read.settings.get("sample") != "1":
        raise Refused("claim.unconfirmed", number=claim.number, values=listed(found))


def of_class(read: Read, training: TrainingClass) -> tuple[Value, ...]:
    """The unsettled values by which a class is opened."""
    return _of_pack(read, training.pack_id, OPENING, training.starts_on)


def of_claim(read: Read, claim: Claim) -> tuple[Value, ...]:
    """The unsettled values by which a claim is handled, those that decide it aside."""
    return _of_pack(read, claim.pack_id, (*COUNTING, *CLAIMING), claim.notice_from or read.today)


def warned(values: Collection[Value]) -> str:
    """What the journal and paper say of values that were gone by unsettled; '' for none."""
    return say("settle.note", values=listed(values)) if values else ""


def _of_pack(read: Read, pack_id: str, keys: Collection[str], day: date) -> tuple[Value, ...]:
    return unsettled(packs.in_force(read.session, pack_id, day), keys, day)
