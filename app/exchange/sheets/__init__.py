"""The sheets of 报送数据.xlsx, one a table: what an office sends of its own as at a day."""

from collections.abc import Mapping

from app.exchange.sheets.money import ADVANCES, CLAIMS, EQUIPMENT, LINES, PAYMENTS, RECOVERIES
from app.exchange.sheets.parts import SENT_CLAIMS, SENT_CLASSES
from app.exchange.sheets.plan import BUDGETS, QUOTA_SHEET, UNITS, WORKFORCE
from app.exchange.sheets.training import (
    AGREEMENTS,
    ATTENDANCE,
    CLASSES,
    ENROLMENTS,
    INSTITUTIONS,
    TAGS,
    TRAINEES,
    WORK_MONTHS,
)
from app.record.sheet import Sheet

SHEETS = (
    *(UNITS, QUOTA_SHEET, WORKFORCE, BUDGETS),
    *(INSTITUTIONS, AGREEMENTS, CLASSES, TRAINEES, TAGS, ENROLMENTS, ATTENDANCE, WORK_MONTHS),
    *(CLAIMS, LINES, EQUIPMENT, ADVANCES, RECOVERIES, PAYMENTS),
)
"""In an order in which each row refers only to rows of sheets before it, or of its own."""

REFERENCES: Mapping[str, Sheet] = {
    "parent_uid": UNITS,
    "unit_uid": UNITS,
    "institution_uid": INSTITUTIONS,
    "class_uid": CLASSES,
    "trainee_uid": TRAINEES,
    "enrolment_uid": ENROLMENTS,
    "claim_uid": CLAIMS,
    "advance_uid": ADVANCES,
    "recovery_uid": RECOVERIES,
}
"""The sheet that a foreign uid points into."""

REMADE: Mapping[Sheet, str] = {LINES: "claim_uid", ATTENDANCE: "enrolment_uid", WORK_MONTHS: "enrolment_uid"}
"""Sheets whose rows may be gone from one package to the next, and the column of what they hang on."""

__all__ = [
    "CLAIMS",
    "CLASSES",
    "LINES",
    "PAYMENTS",
    "REFERENCES",
    "REMADE",
    "SENT_CLAIMS",
    "SENT_CLASSES",
    "SHEETS",
    "TRAINEES",
    "UNITS",
]
