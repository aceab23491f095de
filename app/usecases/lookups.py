"""The office's own records by what people call them: an institution's name, the number of a class."""

from typing import Any, TypeVar

from sqlalchemy import select

from app.domain.outcomes import Refused
from app.store.models import Base, TrainingClass
from app.store.work import Read

R = TypeVar("R", bound=Base)


def own(read: Read, model: type[R], **values: object) -> R | None:
    """This office's own record that has some values, the first that was entered; None when there is none."""
    table: Any = model
    wanted = select(model).filter_by(origin=read.own.uid, **values).order_by(table.uid)
    return read.session.scalars(wanted).first()


def only_one(read: Read, model: type[R], uid: int | None, shown: str, **values: object) -> None:
    """Refuse a second record of the same values; `uid` is the record itself, None for one that is new."""
    found: Any = own(read, model, **values)
    if found is not None and found.uid != uid:
        raise Refused("record.duplicate", value=shown)


def numbered_class(read: Read, number: str) -> TrainingClass:
    """The class of a number; Refused when there is none."""
    training = own(read, TrainingClass, number=number)
    if training is None:
        raise Refused("claim.no_class", number=number)
    return training
