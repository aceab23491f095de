"""The office's own records by what people call them, such as the number of a class; many values to look up at once."""

import json
from collections.abc import Iterable
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, TableValuedAlias, func, select

from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.kernel.workflow import CREATE, EDIT
from app.store.models import Base, ImportRun, Journal
from app.store.work import SERIAL_BITS, Read

R = TypeVar("R", bound=Base)
SERIAL_MASK = (1 << SERIAL_BITS) - 1
"""The part of a uid that is counted; the rest is the number of the copy that drew it."""


def listed(values: Iterable[Value]) -> TableValuedAlias:
    """Some values as a table with the column `value`, to join with."""
    return func.json_each(json.dumps([v for v in values if v is not None])).table_valued("value")


def own(read: Read, model: type[R], **values: object) -> R | None:
    """This office's own record that has some values, the first that was entered; None when there is none."""
    table: Any = model
    wanted = select(model).filter_by(origin=read.own.uid, **values).order_by(table.uid)
    return read.session.scalars(wanted).first()


def own_or_any(read: Read, model: type[R], *, anywhere: bool, **values: object) -> R | None:
    """The record that has some values: this office's own or, `anywhere`, any office's; None when there is none."""
    if not anywhere:
        return own(read, model, **values)
    table: Any = model
    return read.session.scalars(select(model).filter_by(**values).order_by(table.uid)).first()


def only_one(read: Read, model: type[R], uid: int | None, shown: str, **values: object) -> None:
    """Refuse a second record of the same values; `uid` is the record itself, None for one that is new."""
    found: Any = own(read, model, **values)
    if found is not None and found.uid != uid:
        raise Refused("record.duplicate", value=shown)


def made_after(column: Any, uid: int) -> ColumnElement[bool]:
    """Whether a record, by its uid, was entered in this office after another; a copy that was restored counts on."""
    return column.op("&")(SERIAL_MASK) > (uid & SERIAL_MASK)  # type: ignore[no-any-return]


def entered_by(read: Read, noun: str, uid: int) -> str | None:
    """Who entered or changed a record last, by hand or by the import that made it; None where nothing tells."""
    by_hand = select(Journal.actor).where(
        Journal.subject == uid, Journal.noun == noun, Journal.verb.in_((CREATE, EDIT))
    )
    brought = select(ImportRun.actor).where(ImportRun.first_uid <= uid, ImportRun.last_uid >= uid)
    found = read.session.scalars(by_hand.order_by(Journal.id.desc())).first()
    return found or read.session.scalars(brought).first()
