"""Equipment as only the office above can see it: one machine, or one kind of facility, claimed for from two offices."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import select

from app.award.eligibility import INTERNAL, REFUSE, reason
from app.award.equipment import BASIS, EQUIPMENT, EquipmentTerms
from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.claim.equipment.model import Equipment
from app.exchange.crosscheck import STANDS, Award, elsewhere, one_by_one, sentence, settled
from app.institution.institution.model import Institution
from app.store.models import OfficeRow
from app.store.work import Read

TermsOn = Callable[[date], EquipmentTerms | None]
Invoices = Mapping[int, frozenset[str]]
"""By line, the numbers of the invoices that it was claimed with."""


def equipment_across(read: Read, sender: int) -> dict[int, str]:
    """Lines of an office to be refused, with the sentence and its clause: another office pays the same enterprise for it."""
    by_firm: dict[str, dict[int, Award]] = defaultdict(dict)
    invoices: dict[int, set[str]] = defaultdict(set)
    for row in read.connection.execute(_BOUGHT):
        by_firm[row.uscc][row.uid] = _award(row, settled(read, row))
        invoices[row.uid].add("".join(row.invoice.split()).upper())
    shown = {uid: frozenset(numbers) for uid, numbers in invoices.items()}

    @cache
    def terms_on(on: date) -> EquipmentTerms | None:
        pack = read.pack_on(on)
        return EquipmentTerms.on(pack, on) if pack.get(BASIS, on) else None

    refused: dict[int, str] = {}
    for awards in by_firm.values():
        refused |= judge_equipment(awards.values(), shown, sender, terms_on)
    return refused


_BOUGHT = (
    select(
        *(ClaimLine.uid, ClaimLine.claim_uid, ClaimLine.origin, ClaimLine.year, ClaimLine.occupation),
        *(ClaimLine.reported, Claim.basis_on, Institution.uscc, OfficeRow.name, Equipment.invoice),
    )
    .join(Claim, Claim.uid == ClaimLine.claim_uid)
    .join(Institution, Institution.uid == Claim.institution_uid)
    .join(OfficeRow, OfficeRow.uid == ClaimLine.origin)
    .join(Equipment, Equipment.claim_uid == Claim.uid)
    .where(*STANDS, Claim.scheme == EQUIPMENT)
)


def _award(row: Any, counts: bool) -> Award:
    """A line as the other checks see theirs: the enterprise in the person's place, the kind of facility for the trade."""
    return Award(row.uid, 0, row.origin, row.name, row.basis_on, row.year, row.occupation, "", counts, EQUIPMENT)


def judge_equipment(awards: Iterable[Award], invoices: Invoices, sender: int, terms_on: TermsOn) -> dict[int, str]:
    """One enterprise's claims, each by the terms of the day of its last purchase."""
    return one_by_one(awards, sender, lambda award, counted: _against(award, counted, invoices, terms_on(award.on)))


def _against(award: Award, counted: Sequence[Award], invoices: Invoices, terms: EquipmentTerms | None) -> str | None:
    """Why a claim cannot stand beside those counted; what one office grants alone is that office's own decision."""
    others = elsewhere(award, counted)
    same = [other for other in others if invoices[other.uid] & invoices[award.uid]]
    if same:
        twice = "、".join(sorted(set().union(*(invoices[award.uid] & invoices[other.uid] for other in same))))
        source = terms.source(BASIS) if terms else INTERNAL
        return sentence(reason("equipment.claimed_elsewhere", REFUSE, source, invoices=twice), award, same)
    alike = [other for other in others if other.occupation == award.occupation]
    if alike and terms and terms.holds("equipment_once"):
        found = reason("equipment.once", REFUSE, terms.source("equipment_once"), count=len(alike))
        return sentence(found, award, alike)
    return None
