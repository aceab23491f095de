"""Responsible units bound to their table: what a package says of them."""

from app.institution.unit.model import Unit
from app.institution.unit.noun import UNIT
from app.record.record import Record

RECORD = Record(UNIT, Unit)
