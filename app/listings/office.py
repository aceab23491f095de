"""The office itself: packages, journal, people and calendar."""

from app.kernel.dictionary import PACKAGES
from app.record.listing import Column, Listing, contains
from app.store.models import OfficeRow, Package

PACKAGE_LIST = Listing(
    name="packages",
    title="报送",
    noun="package",
    columns=(
        Column(PACKAGES["direction"], Package.direction),
        Column(PACKAGES["office_name"], OfficeRow.name),
        Column(PACKAGES["period"], Package.period),
        Column(PACKAGES["serial"], Package.serial),
        Column(PACKAGES["made_on"], Package.made_on),
        Column(PACKAGES["row_count"], Package.row_count),
        Column(PACKAGES["total_fen"], Package.total_fen),
        Column(PACKAGES["accepted"], Package.accepted),
        Column(PACKAGES["refused"], Package.refused),
        Column(PACKAGES["state"], Package.state),
        Column(PACKAGES["note"], Package.note),
        Column(PACKAGES["sha256"], Package.sha256, hidden=True),
    ),
    source=Package.__table__.join(OfficeRow, OfficeRow.uid == Package.office_uid),
    uid=Package.uid,
    watches=frozenset({"package"}),
    order=(Package.made_on.desc(), Package.serial.desc()),
    search=contains(OfficeRow.name, Package.period),
)
