"""Cooperation agreements with institutions."""

from app.kernel.dictionary import AGREEMENTS, INSTITUTIONS, ORIGIN
from app.record.listing import Column, Listing, contains
from app.store.models import Agreement, Institution, OfficeRow

AGREEMENT_LIST = Listing(
    name="agreements",
    title="合作协议",
    noun="agreement",
    columns=(
        Column(AGREEMENTS["number"], Agreement.number),
        Column(AGREEMENTS["institution_name"], Institution.name),
        Column(INSTITUTIONS["uscc"], Institution.uscc, hidden=True),
        Column(AGREEMENTS["party"], Agreement.party),
        Column(AGREEMENTS["signed_on"], Agreement.signed_on),
        Column(AGREEMENTS["until_on"], Agreement.until_on),
        Column(AGREEMENTS["state"], Agreement.state),
        Column(ORIGIN, OfficeRow.name, hidden=True),
    ),
    source=Agreement.__table__.join(Institution, Institution.uid == Agreement.institution_uid).join(
        OfficeRow, OfficeRow.uid == Agreement.origin
    ),
    uid=Agreement.uid,
    watches=frozenset({"agreement", "institution"}),
    order=(Agreement.signed_on.desc(), Agreement.number),
    search=contains(Agreement.number, Institution.name, Agreement.party),
)
