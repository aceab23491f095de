"""The tables. Money is whole 分; uids are 63-bit, unique among offices; `origin` is the office that keeps a row."""

from app.store.models.base import Base, Keyed, Record
from app.store.models.office import (
    BegunImport,
    Credential,
    Day,
    ImportChange,
    ImportedFile,
    ImportRun,
    Journal,
    LearnedLayout,
    OfficeRow,
    Package,
    PackRow,
    Serial,
    Setting,
    Token,
    User,
)

__all__ = [
    "Base",
    "BegunImport",
    "Credential",
    "Day",
    "ImportChange",
    "ImportRun",
    "ImportedFile",
    "Journal",
    "Keyed",
    "LearnedLayout",
    "OfficeRow",
    "PackRow",
    "Package",
    "Record",
    "Serial",
    "Setting",
    "Token",
    "User",
]
