"""Packages bound to their table."""

from app.office.package.noun import PACKAGE
from app.record.listing import contains
from app.record.record import Record
from app.store.models import OfficeRow, Package

RECORD = Record(
    PACKAGE,
    Package,
    source=Package.__table__.join(OfficeRow, OfficeRow.uid == Package.office_uid),
    sql={"office_name": OfficeRow.name},
    order=(Package.made_on.desc(), Package.serial.desc()),
    search=contains(OfficeRow.name, Package.period),
)
