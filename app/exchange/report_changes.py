"""What a report that went out said, and what has changed since: figure by figure, and by the names behind them.

The package that was built is kept as it went out, its statistics and its rows: that is the version that was reported.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.exchange import package
from app.exchange.facts import with_facts
from app.exchange.manifest import DATA, open_archive
from app.exchange.sheets import SHEETS
from app.exchange.workbook_reader import open_workbook
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.kernel.periods import MONTHLY, QUARTERLY, Period
from app.kernel.texts import say
from app.plan.statistics import OWN_UNITS
from app.record.report import Check, Report, Row, Table, Told, warning
from app.record.sheet import Cell, Sheet
from app.store.built_packages import package_file
from app.store.models import Package
from app.store.work import Read

_HEADINGS = 2
"""The row of the headings in the sheet of the statistics, from 0."""
_FRACTION = 100
_FIGURES = (
    Field("unit", "责任单位", k.TEXT),
    Field("figure", "项目", k.TEXT),
    Field("before", "报出时", k.TEXT),
    Field("after", "现在", k.TEXT),
)
_NAMES = (
    Field("sheet", "表", k.TEXT),
    Field("name", "姓名或编号", k.TEXT),
    Field("change", "变化", k.TEXT),
    Field("figure", "项目", k.TEXT),
    Field("before", "报出时", k.LONG),
    Field("after", "现在", k.LONG),
)


def _sent(read: Read, period: Period) -> Package:
    """The last package of a period that went out; Refused when there is none, or its file is not kept."""
    wanted = select(Package).where(Package.direction == "sent", Package.period == period.text)
    row = read.session.scalars(wanted.order_by(Package.serial.desc()).limit(1)).first()
    if row is None:
        raise Refused("report.not_sent", period=period.title)
    if not package_file(read.office.folder, row).is_file():
        raise Refused("report.not_kept", period=period.title, serial=row.serial)
    return row


def _figures(read: Read, period: Period) -> Iterator[Row]:
    """The figures of the statistics that are others now than in the package."""
    before = _stated(package_file(read.office.folder, _sent(read, period)), OWN_UNITS.sheet(period))
    after = {(str(row["unit"]).strip(), str(row["measure"] or "")): row for row in OWN_UNITS.rows(read, period)}
    for key in dict.fromkeys([*before, *after]):
        for field in OWN_UNITS.fields:
            if field.kind in (k.COUNT, k.FEN):
                now = after.get(key, {}).get(field.key) or 0
                stated = _number(before.get(key, {}).get(field.title), field)
                if stated != now:
                    shown = {"before": field.shown(stated), "after": field.shown(now)}
                    yield {"unit": key[0], "figure": field.title, **shown}


def _stated(path: Any, title: str) -> dict[tuple[str, str], Mapping[str, object]]:
    """The rows of the statistics in a package, on the sheet of a title, by unit and unit of measure."""
    with open_workbook(open_archive(path)[1][DATA], DATA) as book:
        place = next(n for n, sheet in enumerate(book.sheets) if sheet.name == title)
        lines = [[*row] for row in book.sheet(place).rows]
    titles = [str(value) for value in lines[_HEADINGS]]
    found = [dict(zip(titles, line, strict=False)) for line in lines[_HEADINGS + 1 :]]
    unit, measure = (field.title for field in OWN_UNITS.fields if field.key in ("unit", "measure"))
    rows = [row for row in found if str(row.get(unit) or "").strip()]
    return {(str(row[unit]).strip(), str(row.get(measure) or "")): row for row in rows}


def _number(value: object, field: Field) -> int:
    text = str(value or "").replace(",", "").strip()
    try:
        return round(float(text) * (_FRACTION if field.kind is k.FEN else 1)) if text else 0
    except ValueError:
        return 0


def _names(read: Read, period: Period) -> Iterator[Row]:
    """Every row that came, went or is another now, by the name that people know it by."""
    opened = package.load(package_file(read.office.folder, _sent(read, period)))
    for sheet in SHEETS:
        told = {row.values[0]: (row.label, row.values) for row in opened.rows.get(sheet.title, ())}
        now = _now(read, sheet, period)
        for uid in dict.fromkeys([*told, *now]):
            yield from _change(sheet, told.get(uid), now.get(uid))


_OF = frozenset({"period", "month", "day"})
"""Columns that tell a row of somebody from his others."""
_Named = tuple[str, Sequence[Value]]


def _now(read: Read, sheet: Sheet, period: Period) -> dict[Value, _Named]:
    """The rows that a package of the period would have today."""
    names = [cell.name for cell in sheet.cells]
    label = next((n for n, cell in enumerate(sheet.cells) if cell.field.title == sheet.label), None)
    kept = [names.index(name) for name in sheet.columns]
    found = with_facts(read, sheet).rows(read.connection, read.own.uid, period.last)
    return {
        row[kept[0]]: ("" if label is None else str(row[label] or ""), [row[place] for place in kept]) for row in found
    }


def _change(sheet: Sheet, told: _Named | None, now: _Named | None) -> Iterator[Row]:
    name, values = now or told or ("", ())
    of = [cell.field.shown(values[place]) for place, cell in enumerate(sheet.kept) if cell.name in _OF]
    name = " ".join(filter(None, (name, *of)))
    said = {"sheet": sheet.title, "name": name, "figure": "", "before": "", "after": ""}
    if told is None or now is None:
        yield {**said, "change": say("changes.come" if told is None else "changes.gone")}
        return
    for cell, before, after in zip(sheet.kept, told[1], now[1], strict=True):
        if _compared(cell) and before != after and (before or after):
            shown = {"before": cell.field.shown(before), "after": cell.field.shown(after)}
            yield {**said, "change": say("changes.other"), "figure": cell.field.title, **shown}


def _compared(cell: Cell) -> bool:
    """Revisions count saves, and uids are for machines."""
    return cell.name != "revision" and cell.field.kind is not k.UID


def _note(read: Read, period: Period) -> str:
    row = _sent(read, period)
    return say("changes.note", period=period.title, serial=row.serial, made=row.made_on, day=read.today)


def _checks(read: Read, period: Period, told: Told) -> list[Check]:
    return [warning("changes.found", count=len(told[0]))] if told[0] else []


CHANGES = Report(
    name="changes",
    title="报出后的变化",
    heading="报出后的变化：",
    tables=(
        Table("数字", _FIGURES, _figures, _note, label=("unit",)),
        Table("名单", _NAMES, _names, _note, label=("sheet", "name")),
    ),
    checks=_checks,
    periods=(MONTHLY, QUARTERLY),
)
"""Of a month or quarter whose package went out."""
