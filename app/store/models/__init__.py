"""The tables. Money is whole 分; uids are 63-bit, unique among offices; `origin` is the office that keeps a row."""

from app.store.models.base import Base, Keyed, Record
from app.store.models.money import Advance, ClaimLine, Equipment, Override, Payment, Rate, Recovery
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
from app.store.models.plan import Budget
from app.store.models.training import (
    Attendance,
    Enrolment,
    Tag,
    Trainee,
    TrainingClass,
    WorkMonth,
)

__all__ = [
    "Advance",
    "Attendance",
    "Base",
    "Budget",
    "ClaimLine",
    "Correction",
    "Day",
    "Enrolment",
    "Equipment",
    "ImportedFile",
    "Journal",
    "Keyed",
    "OfficeRow",
    "Override",
    "PackRow",
    "Package",
    "Payment",
    "Rate",
    "Record",
    "Recovery",
    "Serial",
    "Setting",
    "Tag",
    "Trainee",
    "TrainingClass",
    "User",
    "WorkMonth",
]
