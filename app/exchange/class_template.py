"""Templates for a class: the people of its roster stand in them already, and who was left as he stood is no row.

Attendance may also be filled in as people hold it on paper: a row a person, a column a day.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from app.desk.print_layout import Width, fitting, lay_out, measure
from app.desk.screens import TABLES
from app.exchange.cells import IN_SONG, Styles
from app.exchange.list_sheet import TITLE, arrange, caption, title_place
from app.exchange.template import TALL, Given, explain, explain_on, template
from app.kernel.identity import uid_text
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.imports.core import ImportKind
from app.record.imports.table import Table
from app.store.files import atomic
from app.store.work import Read
from app.training.enrolment.rosters import roster_of
from app.training.trainee.noun import TRAINEE
from app.training.training_class.model import TrainingClass

_WHO = ("name", "id_number")
_HEADINGS = 1
_NUMBER, _DAY = 5, 5
"""Widths of the running number, and of a day, whose heading stands upright."""
_TALL_HEADING = 62
_SATURDAY = 5
_YEAR = 365
_LEGEND = ("matrix.mark", "matrix.meaning")
_LEGEND_WIDTHS = (12, 60)
_MARKS = ("present", "absent", "leave", "leave_word", "late")


def write(read: Read, kind: ImportKind, path: Path, into: int | None = None, *, by_day: bool = False) -> int:
    """The template of a kind; for a class, with its people where the kind is about them. Gives back how many they are."""
    if by_day and not TABLES[kind.name].by_day:
        raise Refused("template.no_days", kind=kind.title)
    training = _class(read, kind, into)
    if training is None or not TABLES[kind.name].of_people:
        if by_day:
            raise Refused("import.into", kind=kind.title, noun=kind.target[0].title if kind.target else "")
        given = Given(read.own.name, kind.title, read.today, above=False)
        template(kind.at(read, into), path, read.lists(), given)
        return 0
    people = sorted(roster_of(read, training.uid, "seq"), key=lambda row: row.seq or 0)
    rows: list[dict[str, Value]] = [{"name": person.name, "id_number": person.id_number} for person in people]
    titled = {"kind": kind.title, "number": training.number, "name": training.name}
    title = say("template.title", **titled)
    if read.settings.get("sample"):
        title = say("save.sample", title=title)
    given = Given(read.own.name, title, read.today, rows)
    if by_day:
        _by_day(path, kind, given, _days(training))
    else:
        template(kind.at(read, training.uid), path, read.lists(), given)
    return len(rows)


def _class(read: Read, kind: ImportKind, into: int | None) -> TrainingClass | None:
    """The class that a template is for; None for the office itself, or when none was named."""
    if kind.target is None or into is None:
        return None
    noun, model = kind.target
    found: Any = read.session.get(model, into)
    if found is None:
        raise Refused("record.missing", noun=noun.title, uid=uid_text(into))
    return found if isinstance(found, TrainingClass) else None


def _days(training: TrainingClass) -> Sequence[date]:
    count = (training.ends_on - training.starts_on).days + 1
    return [training.starts_on + timedelta(days=number) for number in range(count)]


# --- a column a day ------------------------------------------------------------------------------------------------------


def _by_day(path: Path, kind: ImportKind, given: Given, days: Sequence[date]) -> None:
    """Title, headings and a row a person on one sheet; what the marks mean on another."""
    with atomic(path) as draft, xlsxwriter.Workbook(str(draft), dict(IN_SONG)) as book:
        styles = Styles(book)
        sheet, notes = book.add_worksheet(kind.title), book.add_worksheet(say("template.notes"))
        fields = [TRAINEE[key] for key in _WHO]
        texts = [[field.kind.show(row[field.key]) for row in given.rows] for field in fields]
        whole = [
            fitting(max(measure(text) for text in (field.title, *column)))
            for field, column in zip(fields, texts, strict=True)
        ]
        widths = [Width(width, width) for width in (_NUMBER, *whole, *(_DAY for _ in days))]
        layout = lay_out(widths, [1])
        arrange(sheet, layout, _HEADINGS, seen=len(fields) + 1)
        sheet.set_row(0, TITLE)
        sheet.write_string(0, title_place(layout), given.title, styles.title)
        _headings(book, sheet, styles, [say("matrix.number"), *(field.title for field in fields)], days)
        for row, values in enumerate(zip(*texts, strict=True), _HEADINGS + 1):
            sheet.set_row(row, TALL)
            sheet.write_number(row, 0, row - _HEADINGS, styles.count)
            for place, text in enumerate(values, 1):
                sheet.write_string(row, place, text, styles.given)
            for place in range(len(days)):
                sheet.write_blank(row, len(fields) + 1 + place, None, styles.mark)
        last = max(len(given.rows), 1) + _HEADINGS
        marks = [say(f"matrix.{mark}") for mark in _MARKS]
        choice = {"validate": "list", "source": marks, "show_error": False}
        sheet.data_validation(_HEADINGS + 1, len(fields) + 1, last, len(fields) + len(days), choice)
        caption(sheet, given.office, given.title, given.day)
        caption(notes, given.office, notes.name, given.day)
        explain_on(notes, styles, _LEGEND, _LEGEND_WIDTHS)
        for row, (mark, shown) in enumerate(zip(_MARKS, marks, strict=True), 1):
            explain(notes, styles, row, (shown, say(f"matrix.{mark}_means")), _LEGEND_WIDTHS)
        explain(notes, styles, len(marks) + 1, (say("matrix.blank"), say("matrix.blank_means")), _LEGEND_WIDTHS)


def _headings(book: Any, sheet: Any, styles: Styles, titles: Sequence[str], days: Sequence[date]) -> None:
    """The days stand upright, so that a month fits a page; a Saturday or Sunday is grey."""
    sheet.set_row(_HEADINGS, _TALL_HEADING)
    for place, title in enumerate(titles):
        sheet.write_string(_HEADINGS, place, title, styles.header)
    code = "matrix.day" if len(days) <= _YEAR else "matrix.day_of_year"
    for place, day in enumerate(days, len(titles)):
        text = say(code, year=day.year, month=day.month, day=day.day)
        sheet.write_string(_HEADINGS, place, text, styles.weekend if day.weekday() >= _SATURDAY else styles.weekday)


# --- who was left as he stood --------------------------------------------------------------------------------------------


def without_bare_names(kind: ImportKind, table: Table) -> Table:
    """A table less the rows that only say who somebody is, which it notes; Refused when there is nothing else in it."""
    if not TABLES[kind.name].of_people:
        return table
    others = [texts for key, texts in table.cells.items() if key not in _WHO]
    unread = {place for place, _ in table.faults}
    kept = [
        place for place in range(len(table.numbers)) if place in unread or any(texts[place].strip() for texts in others)
    ]
    if len(kept) == len(table.numbers):
        return table
    if not kept:
        raise Refused("import.only_names", name=table.path.name)
    return table.only(kept, say("import.left_out", count=len(table.numbers) - len(kept)))
