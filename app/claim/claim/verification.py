"""待核实 in the office: nothing is handed in for payment on it, and whoever looks or prints is told."""

from collections.abc import Collection
from datetime import date

from app.award.texts.unverified import CLAIMING, NOTICE, OPENING, Unsettled, listed, undecided, unsettled
from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.policy.pack import Pack, Value
from app.record.hooks import Doubts
from app.store import packs
from app.store.work import Read
from app.training.training_class.model import TrainingClass


def confirmed(read: Read, claim: Claim) -> None:
    """Refuse a claim that was decided by what no issued document says."""
    require_settled(read, claim.number, rests_on(read, claim))


def up_to_date(read: Read, claim: Claim) -> None:
    """Refuse to agree to a claim decided by another version than the one in force on its day by now."""
    now = packs.in_force(read.session, claim.pack_id, claim.basis_on).version
    if now != claim.pack_version:
        raise Refused("claim.other_version", number=claim.number, then=claim.pack_version, now=now)


def require_settled(read: Read, number: str, found: Collection[Unsettled]) -> None:
    """Refuse to go on to payment on unsettled values, naming them all; example offices may go on."""
    if found and read.settings.get("sample") != "1":
        raise Refused("claim.unconfirmed", number=number, values=listed(found))


def decided_by(read: Read, claim: Claim) -> Pack:
    """The version of the pack by which a claim was decided last; Refused when it is not known here."""
    return packs.installed(read.session, claim.pack_id, claim.pack_version)


def rests_on(read: Read, claim: Claim) -> tuple[Unsettled, ...]:
    """The unsettled values by which a claim was decided last, whatever version came since."""
    pack = decided_by(read, claim)
    return undecided(pack, pack.scheme(claim.scheme).key, claim.basis_on)


def of_class(read: Read, training: TrainingClass) -> tuple[Value, ...]:
    """The unsettled values by which a class is opened."""
    return _of_pack(read, training.pack_id, OPENING, training.starts_on)


def of_claim(read: Read, claim: Claim) -> tuple[Value, ...]:
    """The unsettled values by which a claim is handled, those that decide it aside."""
    return _of_pack(read, claim.pack_id, CLAIMING, claim.notice_from or read.today)


def doubts(read: Read, uid: int) -> Doubts:
    """The doubts about a claim; none where another office's pack is not known here."""
    claim = read.session.get_one(Claim, uid)
    try:
        notice = tuple(value for value in of_claim(read, claim) if value.key in NOTICE)
        return Doubts(rests_on(read, claim), notice)
    except Refused:
        return Doubts()


def doubts_of_line(read: Read, uid: int) -> Doubts:
    """The doubts about a line of a claim: those of the claim."""
    return doubts(read, read.session.get_one(ClaimLine, uid).claim_uid)


def doubts_of_class(read: Read, uid: int) -> Doubts:
    """The doubts about the opening of a class; none where another office's pack is not known here."""
    try:
        return Doubts(handled=of_class(read, read.session.get_one(TrainingClass, uid)))
    except Refused:
        return Doubts()


def warned(values: Collection[Unsettled]) -> str:
    """What the journal and an internal paper say of values that were gone by unsettled; '' for none."""
    return say("settle.note", values=listed(values)) if values else ""


def _of_pack(read: Read, pack_id: str, keys: Collection[str], day: date) -> tuple[Value, ...]:
    return unsettled(packs.in_force(read.session, pack_id, day), keys, day)
