"""The data elements, each declared once; edit dialog, template, import, export, print and command line read them."""

from app.kernel.dictionary.codes import APPRENTICE, ARRANGEMENT, ARRANGEMENTS, REPORTED, RESULT, SEX
from app.kernel.dictionary.training import ATTENDANCE, TAGS, WORK_MONTHS
from app.kernel.fields import CONFIRMATION, LATE, NOTE, ORIGIN, REASON, YEARS, Field

__all__ = [
    "APPRENTICE",
    "ARRANGEMENT",
    "ARRANGEMENTS",
    "ATTENDANCE",
    "Field",
    "LATE",
    "NOTE",
    "ORIGIN",
    "CONFIRMATION",
    "REASON",
    "REPORTED",
    "RESULT",
    "SEX",
    "TAGS",
    "WORK_MONTHS",
    "YEARS",
]
