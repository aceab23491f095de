"""Cancelling a class (作废): a verb of classes that ends in money, so it stands where advances are known."""

from typing import Any

from app.claim.training_class import corrections as of_classes
from app.fund.advance.verbs import call_back, require_none_on_its_way
from app.office.correction import requests as corrections
from app.record.moves import load, put, take
from app.store.work import Work
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import CLASS


def void(work: Work, uid: int, reason: str) -> None:
    """Cancel a class that has not begun; it stays on record, and what was advanced on it is owed back."""
    _cancel(work, take(work, CLASS, TrainingClass, uid, "void"), reason)


def ask_void(work: Work, uid: int, reason: str) -> None:
    """Ask to cancel a class that is under way; another person confirms."""
    row = take(work, CLASS, TrainingClass, uid, "ask_void")
    require_none_on_its_way(work, row)
    asked, before = (CLASS["state"],), {"state": row.state}
    corrections.ask(work, CLASS, (uid, row.number), asked, before, {"state": "void"}, reason, apply)


def apply(work: Work, uid: int, values: dict[str, Any]) -> None:
    """What two people decided of a class: it is cancelled, or it is corrected or goes a step back."""
    if values.get("state") != "void":
        of_classes.apply(work, uid, values)
        return
    asked = corrections.pending(work, CLASS.name, uid)
    assert asked is not None  # it is confirmed now
    _cancel(work, load(work, TrainingClass, uid, CLASS.title), asked.reason)


def _cancel(work: Work, row: TrainingClass, reason: str) -> None:
    call_back(work, row, reason)
    put(work, CLASS, row, "void", reason)
