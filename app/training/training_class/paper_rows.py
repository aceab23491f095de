"""The tables on the papers of a class: its roster, its weeks, what everybody attended, certificates, materials."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select

from app.kernel.kinds import Value
from app.kernel.texts import say
from app.record.listing import Query
from app.store.work import Read
from app.training.attendance.model import Attendance
from app.training.attendance.sums import class_days
from app.training.enrolment.model import Enrolment
from app.training.enrolment.record import RECORD as ROSTER
from app.training.enrolment.rosters import on_roster
from app.training.training_class.model import TrainingClass

DAYS = 7
"""Of a week."""
_WEEKDAYS = "一二三四五六日"
_EMPTY, _TICKED = "□", "☑"
_WHOLE = 10_000
"""All of it, in hundredths of a percent."""


def roster(read: Read, uid: int) -> list[Mapping[str, Value]]:
    """The roster in force: those who left it stay on record and are not printed."""
    return [row for row in ROSTER.listing.rows(read.connection, Query(inside=uid)) if row["state"] == "active"]


def certified(read: Read, uid: int) -> list[Mapping[str, Value]]:
    """Those of the roster who have a certificate to be handed out."""
    return [row for row in roster(read, uid) if row["certificate_number"]]


def attended(read: Read, uid: int) -> list[Mapping[str, object]]:
    """How much everybody of the roster attended, of the days on which the class was held."""
    held = class_days(read, uid) or 0
    counted = (func.count(Attendance.day.distinct()), func.sum(Attendance.periods))
    wanted = select(Attendance.enrolment_uid, *counted).join(Enrolment, Enrolment.uid == Attendance.enrolment_uid)
    wanted = wanted.where(on_roster(uid), Attendance.periods > 0).group_by(Attendance.enrolment_uid)
    sums = {row[0]: (int(row[1]), int(row[2])) for row in read.connection.execute(wanted)}
    return [{**row, **_share(held, *sums.get(int(str(row["uid"])), (0, 0)))} for row in roster(read, uid)]


def _share(held: int, days: int, periods: int) -> Mapping[str, object]:
    if not held:
        return {}
    share = days * _WHOLE // held
    return {
        "days_held": held,
        "days_attended": days,
        "days_missed": held - days,
        "periods_attended": periods,
        "attendance_share": share,
    }


def weeks(read: Read, uid: int) -> list[Mapping[str, object]]:
    """Each calendar week of a class: its title, and the days in it that lie between the first and the last."""
    held = read.session.get_one(TrainingClass, uid)
    monday = held.starts_on - timedelta(held.starts_on.weekday())
    found: list[Mapping[str, object]] = []
    while monday <= held.ends_on:
        days = [monday + timedelta(n) for n in range(DAYS)]
        within = [day if held.starts_on <= day <= held.ends_on else None for day in days]
        named = {f"day_{n}": _day(day, _WEEKDAYS[n - 1]) for n, day in enumerate(within, 1)}
        first, last = max(monday, held.starts_on), min(days[-1], held.ends_on)
        title = say("paper.week", number=len(found) + 1, first=_chinese(first), last=_chinese(last))
        found.append({"week": title, **named})
        monday += timedelta(DAYS)
    return found


def _day(day: date | None, weekday: str) -> str:
    return say("paper.day", month=day.month, day=day.day, weekday=weekday) if day else ""


def _chinese(day: date) -> str:
    return say("paper.date", year=day.year, month=day.month, day=day.day)


def materials(read: Read, uid: int) -> Sequence[Mapping[str, object]]:
    """The materials that the policy lists for an acceptance, each ticked once it was said to be there."""
    held = read.session.get_one(TrainingClass, uid)
    there = frozenset((held.materials or "").split("、"))
    wanted = read.pack_of(held, held.starts_on).list("acceptance_materials", held.starts_on)
    return [{"material": one, "there": _TICKED if one in there else _EMPTY, "missing": _EMPTY} for one in wanted]


TABLES: Mapping[str, Callable[[Read, int], Sequence[Mapping[str, object]]]] = {
    "certified": certified,
    "attended": attended,
    "weeks": weeks,
    "materials": materials,
}
"""What its forms may name."""
