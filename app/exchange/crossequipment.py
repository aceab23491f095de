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

Marks = Mapping[int, frozenset[str]]
"""By line, by what each machine that it was claimed for is known again, in words: its invoice, its serial number."""


def equipment_across(read: Read, sender: int) -> dict[int, str]:
    """Lines of an office to be refused, with the sentence and its clause: another office pays for the machine, or the firm."""
    awards: dict[int, Award] = {}
    marks: dict[int, set[str]] = defaultdict(set)
    for row in read.connection.execute(_BOUGHT):
        awards[row.uid] = _award(row, counts=settled(read, row))
        marks[row.uid].add(say("equipment.invoice", number=_plain(row.invoice)))
        if row.serial_number:
            marks[row.uid].add(say("equipment.serial", number=_plain(row.serial_number)))
    shown = {uid: frozenset(known) for uid, known in marks.items()}
    return judge_equipment(awards.values(), shown, sender, read.pack_on)


def _plain(number: str) -> str:
    return "".join(number.split()).upper()


_BOUGHT = (
    select(
        *(ClaimLine.uid, ClaimLine.origin, ClaimLine.occupation, ClaimLine.amount_fen, ClaimLine.reported),
        *(Claim.basis_on, Claim.scheme, Institution.uscc, OfficeRow.name),
        *(Equipment.invoice, Equipment.serial_number),
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


def judge_equipment(awards: Iterable[Award], marks: Marks, sender: int, pack_on: PackOn) -> dict[int, str]:
    """No machine twice, whoever bought it; then one enterprise's claims by the rows of the scheme on its last purchase."""

    def why_not(award: Award, counted: Sequence[Award]) -> str | None:
        of_firm = [other for other in counted if other.whose == award.whose]
        return _same_machine(award, counted, marks) or against(award, of_firm, pack_on(award.on))

    return one_by_one(awards, sender, why_not)


def _same_machine(award: Award, counted: Sequence[Award], marks: Marks) -> str | None:
    same = [other for other in elsewhere(award, counted) if marks[other.uid] & marks[award.uid]]
    if not same:
        return None
    twice = "、".join(sorted(set().union(*(marks[award.uid] & marks[other.uid] for other in same))))
    told = say("trace.cited", text=say("equipment.claimed_elsewhere", marks=twice), basis=say("trace.internal"))
    return sentence(told, award, same)
