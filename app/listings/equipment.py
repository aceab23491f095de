"""Training equipment, claimed for or not yet."""

from app.claim.claim.model import Claim
from app.institution.institution.model import Institution
from app.kernel.dictionary import EQUIPMENT, ORIGIN
from app.record.listing import Column, Listing, contains, standing
from app.store.models import Equipment, OfficeRow

EQUIPMENT_LIST = Listing(
    name="equipment",
    title="实训设备",
    noun="equipment",
    columns=(
        Column(EQUIPMENT["institution_name"], Institution.name),
        Column(EQUIPMENT["facility"], Equipment.facility),
        Column(EQUIPMENT["name"], Equipment.name),
        Column(EQUIPMENT["bought_on"], Equipment.bought_on),
        Column(
            EQUIPMENT["value_fen"],
            Equipment.value_fen,
            total=True,
            summed=standing(Equipment.state, Equipment.value_fen),
        ),
        Column(EQUIPMENT["invoice"], Equipment.invoice),
        Column(EQUIPMENT["claim_number"], Claim.number),
        Column(EQUIPMENT["state"], Equipment.state),
        Column(ORIGIN, OfficeRow.name, hidden=True),
    ),
    source=Equipment.__table__.join(Institution, Institution.uid == Equipment.institution_uid)
    .outerjoin(Claim, Claim.uid == Equipment.claim_uid)
    .join(OfficeRow, OfficeRow.uid == Equipment.origin),
    uid=Equipment.uid,
    watches=frozenset({"equipment", "institution", "claim"}),
    order=(Equipment.bought_on.desc(), Equipment.name),
    search=contains(Institution.name, Equipment.name, Equipment.invoice, Claim.number),
    inside=Equipment.claim_uid,
)
