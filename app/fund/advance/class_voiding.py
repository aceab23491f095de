"""Cancelling a class (作废): a verb of classes that ends in money, so it stands where advances are known."""

from app.fund.advance.verbs import call_back
from app.record.moves import put, take
from app.store.work import Work
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import CLASS


def void(work: Work, uid: int, reason: str) -> None:
    """Cancel a class that will not be held; it stays on record, and what was advanced on it is owed back."""
    row = take(work, CLASS, TrainingClass, uid, "void")
    call_back(work, row, reason)
    put(work, CLASS, row, "void", reason)
