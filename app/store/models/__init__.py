"""The tables. Money is whole 分; uids are 63-bit, unique among offices; `origin` is the office that keeps a row."""

from app.store.models.base import Base, Keyed, Record
from app.store.models.money import ClaimLine
from app.store.models.office import (
    Correction,
    Day,
    ImportedFile,
    Journal,
    OfficeRow,
    Package,
    PackRow,
    Serial,
    Setting,
    User,
)
from app.store.models.training import (
    Attendance,
    Enrolment,
    Tag,
    Trainee,
    WorkMonth,
)

__all__ = [
    "Attendance",
    "Base",
    "ClaimLine",
    "Correction",
    "Day",
    "Enrolment",
    "ImportedFile",
    "Journal",
    "Keyed",
    "OfficeRow",
    "PackRow",
    "Package",
    "Record",
    "Serial",
    "Setting",
    "Tag",
    "Trainee",
    "User",
    "WorkMonth",
]
