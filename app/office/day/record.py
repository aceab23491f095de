"""Days bound to their table, whose key is the day itself; their verbs."""

from datetime import date
from typing import Any

from sqlalchemy import Integer, cast, func

from app.kernel.identity import real_date
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.kernel.workflow import CREATE
from app.office.day.noun import DAY
from app.record.listing import contains
from app.record.moves import load
from app.record.record import Record
from app.store.journal import changes
from app.store.models import Day
from app.store.work import Work

_FIELDS = DAY.asks(DAY.verb(CREATE))


def create(work: Work, day: date, kind: str, name: str | None = None) -> int:
    """Announce a day that is off or worked against its weekday, or correct one; gives its number YYYYMMDD."""
    work.moved.append(work.session.merge(Day(day=day, kind=kind, name=name or "")))
    number = int(day.strftime("%Y%m%d"))
    work.log("day", "create", number, f"{day} {DAY['kind'].kind.show(kind)} {name or ''}".strip())
    return number


def day_of(number: int) -> date:
    """The day of its number YYYYMMDD; Refused when the calendar has no such day."""
    found = real_date(str(number))
    if found is None:
        raise Refused("record.missing", noun=DAY.title, uid=number)
    return found


def edit(work: Work, number: int, **values: Any) -> None:
    """Correct a day of the calendar."""
    row = load(work, Day, day_of(number), DAY.title)
    DAY.step("edit", "active", work.actor.roles)
    before: dict[str, Value] = {"kind": row.kind, "name": row.name}
    given = {key: value or "" for key, value in values.items()}
    for key, value in given.items():
        setattr(row, key, value)
    work.moved.append(row)
    work.log("day", "edit", number, f"{row.day} {changes(_FIELDS, before, given)}")


RECORD = Record(
    DAY,
    Day,
    verbs={"create": create, "edit": edit},
    uid=cast(func.replace(Day.day, "-", ""), Integer),
    key=day_of,
    order=(Day.day.desc(),),
    search=contains(Day.name),
)
