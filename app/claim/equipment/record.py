"""Training equipment bound to its table, claimed for or not yet."""

from app.claim.claim.model import Claim
from app.claim.equipment import verbs
from app.claim.equipment.model import Equipment
from app.claim.equipment.noun import EQUIPMENT
from app.institution.institution.model import Institution
from app.record.listing import contains
from app.record.record import Join, Record

RECORD = Record(
    EQUIPMENT,
    Equipment,
    verbs={"create": verbs.create, "edit": verbs.edit, "claim": verbs.claim, "void": verbs.void},
    joins=(
        Join(Institution, Institution.uid == Equipment.institution_uid),
        Join(Claim, Claim.uid == Equipment.claim_uid, outer=True),
    ),
    sql={"institution_name": Institution.name, "claim_number": Claim.number},
    order=(Equipment.bought_on.desc(), Equipment.name),
    search=contains(Institution.name, Equipment.name, Equipment.invoice, Claim.number),
    inside=Equipment.claim_uid,
    sheet_order=(Equipment.bought_on,),
)
