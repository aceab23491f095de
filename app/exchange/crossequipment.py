"""Equipment as only the office above can see it: one machine, or one kind of facility, claimed for from two offices."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.claim.equipment.model import Equipment
from app.claim.equipment.noun import facility_of
from app.exchange.crosscheck import STANDS, Award, PackOn, against, elsewhere, one_by_one, sentence, settled
from app.institution.institution.model import Institution
from app.kernel.texts import say
from app.store.models import OfficeRow
from app.store.work import Read

Invoices = Mapping[int, frozenset[str]]
"""By line, the numbers of the invoices that it was claimed with."""


def equipment_across(read: Read, sender: int) -> dict[int, str]:
    """Lines of an office to be refused, with the sentence and its clause: another office pays the same enterprise for it."""
    by_firm: dict[str, dict[int, Award]] = defaultdict(dict)
    invoices: dict[int, set[str]] = defaultdict(set)
    for row in read.connection.execute(_BOUGHT):
        by_firm[row.uscc][row.uid] = _award(row, counts=settled(read, row))
        invoices[row.uid].add("".join(row.invoice.split()).upper())
    shown = {uid: frozenset(numbers) for uid, numbers in invoices.items()}
    refused: dict[int, str] = {}
    for awards in by_firm.values():
        refused |= judge_equipment(awards.values(), shown, sender, read.pack_on)
    return refused


_BOUGHT = (
    select(
        *(ClaimLine.uid, ClaimLine.origin, ClaimLine.occupation, ClaimLine.amount_fen, ClaimLine.reported),
        *(Claim.basis_on, Claim.scheme, Institution.uscc, OfficeRow.name, Equipment.invoice),
    )
    .join(Claim, Claim.uid == ClaimLine.claim_uid)
    .join(Institution, Institution.uid == Claim.institution_uid)
    .join(OfficeRow, OfficeRow.uid == ClaimLine.origin)
    .join(Equipment, Equipment.claim_uid == Claim.uid)
    .where(*STANDS, Claim.class_uid.is_(None))
)


def _award(row: Any, *, counts: bool) -> Award:
    """A line as the other checks see theirs, the enterprise in the person's place."""
    facts = {"facility": facility_of(row.occupation)}
    whose = (row.uid, row.uscc, row.origin, row.name, row.basis_on, row.scheme, counts)
    return Award(*whose, facts, row.amount_fen)


def judge_equipment(awards: Iterable[Award], invoices: Invoices, sender: int, pack_on: PackOn) -> dict[int, str]:
    """One enterprise's claims: no machine twice, then by the rows of the scheme on the day of its last purchase."""

    def why_not(award: Award, counted: Sequence[Award]) -> str | None:
        return _same_machine(award, counted, invoices) or against(award, counted, pack_on(award.on))

    return one_by_one(awards, sender, why_not)


def _same_machine(award: Award, counted: Sequence[Award], invoices: Invoices) -> str | None:
    same = [other for other in elsewhere(award, counted) if invoices[other.uid] & invoices[award.uid]]
    if not same:
        return None
    twice = "、".join(sorted(set().union(*(invoices[award.uid] & invoices[other.uid] for other in same))))
    told = say("trace.cited", text=say("equipment.claimed_elsewhere", invoices=twice), basis=say("trace.internal"))
    return sentence(told, award, same)
