"""What sheets are made of: cells of a table, of what it refers to, and which rows of an office are sent as at a day."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.claim.claim.noun import CLAIM
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.record.sheet import Cell, Scope, Sheet
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.trainee.noun import TRAINEE
from app.training.training_class.model import TrainingClass

RAW = k.Kind("raw", str)
"""A text exactly as it is kept."""
STATE = Field("state", "状态", RAW)
_REVISION = Field("revision", "版本", k.COUNT)


def _uid(title: str = "编号") -> Field:
    return Field("uid", title, k.UID)


OWN = {
    "source": Field("source", "依据", k.LONG),
    "pack_id": Field("pack_id", "政策包", k.TEXT),
    "pack_version": Field("pack_version", "政策包版本", k.COUNT),
    "return_reason": Field("return_reason", "退回原因", k.LONG),
    "notice_days": Field("notice_days", "公示工作日", k.COUNT),
    "submitted_by": Field("submitted_by", "提交人", k.NAME),
    "approved_by": Field("approved_by", "批准人", k.NAME),
    "basis_on": Field("basis_on", "政策适用日", k.DATE),
    "accepted_by": Field("accepted_by", "验收人", k.NAME),
    "initials": Field("initials", "拼音首字母", RAW),
}
"""Columns that no dialog shows, so that the dictionary has no title for them."""


def titled(**columns: tuple[str, k.Kind]) -> dict[str, Field]:
    """Fields of a table's own columns, by column: title and kind."""
    return {key: Field(key, title, kind) for key, (title, kind) in columns.items()}


def cells(model: Any, fields: Mapping[str, Field], names: str) -> tuple[Cell, ...]:
    """Columns of a table that travel, by name."""
    return tuple(Cell(getattr(model, name), fields.get(name) or OWN[name]) for name in names.split())


def keys(model: Any, **foreign: str) -> tuple[Cell, ...]:
    """uid, revision and the uids of what a row refers to."""
    revision = (Cell(model.revision, _REVISION),) if hasattr(model, "revision") else ()
    return (*(Cell(model.uid, _uid()), *revision), *(Cell(getattr(model, n), _uid(t)) for n, t in foreign.items()))


def shown(*columns: tuple[Any, Field]) -> tuple[Cell, ...]:
    """Columns for the reader's eye."""
    return tuple(Cell(sql, field, shown=True) for sql, field in columns)


def sheet(
    title: str, model: Any, label: str, scope: Scope, columns: Iterable[Cell], *joins: Any, order: Any = ()
) -> Sheet:
    """A sheet whose uids stand last."""
    ordered = sorted(columns, key=lambda c: c.name == "uid" or c.field.kind is k.UID or c.name == "revision")
    return Sheet(title, model.__table__, tuple(ordered), label, joins, scope, (*order, model.uid))


# --- which rows are sent ---------------------------------------------------------------------------------------------


def of_office(model: Any) -> Scope:
    """Whatever the office keeps."""
    return lambda own, until: model.origin == own


# --- what rows are shown with ----------------------------------------------------------------------------------------

OF_ENROLMENT = (TrainingClass, TrainingClass.uid == Enrolment.class_uid)
CLASS_NUMBER = (TrainingClass.number, CLAIM["class_number"])
PERSON = ((Trainee.name, TRAINEE["name"]), (Trainee.id_number, TRAINEE["id_number"]))
