"""Workbooks to fill in: one column per field, choices to pick from, and a sheet that explains."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from app.desk.print_layout import Layout, Width, fitting, lay_out, lines, measure
from app.desk.words import offered
from app.exchange.cells import IN_SONG, Styles, cell_writer
from app.exchange.list_sheet import TITLE, arrange, caption, height, title_place
from app.exchange.questions import choices_of
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import Value
from app.kernel.texts import say
from app.record.imports.core import ImportKind
from app.store.files import atomic

_ROWS = 2000
"""Rows that are formatted and offer choices."""
_HELP = ("template.column", "template.required", "template.help", "template.choices")
_WIDTHS = (22, 9, 44, 46)
_MARGIN = 3
"""Beside a heading, for the button that opens a list."""
TALL = 20
"""Points of a row that is filled in by hand."""


@dataclass(frozen=True)
class Given:
    """What stands in a template already: whose it is, its title, of which day it is, and the values of its rows."""

    office: str
    title: str
    day: date
    rows: Sequence[Mapping[str, Value]] = ()
    above: bool = True
    """Whether the title stands above the headings, not on the paper alone."""


def template(kind: ImportKind, path: Path, lists: Mapping[str, Sequence[str]], given: Given | None = None) -> None:
    """A workbook of an import kind with the policy pack's choices, to be filled in: empty, or with what is given."""
    fields = offered(kind.fields, lists)
    with atomic(path) as draft, xlsxwriter.Workbook(str(draft), dict(IN_SONG)) as book:
        styles = Styles(book)
        sheet, notes = book.add_worksheet(kind.title), book.add_worksheet(say("template.notes"))
        top = 1 if given and given.above else 0
        layout = _arrange(sheet, styles, fields, given, top)
        sheet.set_row(top, TALL)
        for place, field in enumerate(fields):
            options = choices_of(field, lists)
            sheet.write_string(top, place, field.title, styles.must if field.required else styles.header)
            _explain(notes, styles, place + 1, field, options)
            if options:
                source = _offer(notes, place + 1, options)
                sheet.data_validation(top + 1, place, _ROWS, place, {"validate": "list", "source": source})
        if given and given.above:
            sheet.set_row(0, TITLE, styles.title)  # else the boxes of the columns stand beside it
            sheet.write_string(0, title_place(layout), given.title, styles.title)
        if given:
            _fill(sheet, styles, fields, given.rows, top + 1)
            caption(sheet, given.office, given.title, given.day)
            caption(notes, given.office, notes.name, given.day)
        explain_on(notes, styles, _HELP, _WIDTHS)


def _arrange(sheet: Any, styles: Styles, fields: Sequence[Field], given: Given | None, top: int) -> Layout:
    """Columns that hold what is given and asked, formatted so that what is typed stays as it was typed; and the page."""
    rows = given.rows if given else ()
    named = [place for place, field in enumerate(fields) if any(field.key in row for row in rows)]
    widths = []
    for place, field in enumerate(fields):
        texts = (field.kind.show(row[field.key]) for row in rows if field.key in row)
        heading = measure(field.title) + _MARGIN
        natural = fitting(max(heading, field.kind.width, *map(measure, texts)))
        widths.append(Width(natural, natural if place in named else fitting(heading)))
    layout = lay_out(widths, named)
    arrange(sheet, layout, top, seen=named[-1] + 1 if named else 0)
    for place, (field, width) in enumerate(zip(fields, layout.widths, strict=True)):
        sheet.set_column(place, place, width, styles.of(field.kind))
    return layout


def _fill(sheet: Any, styles: Styles, fields: Sequence[Field], rows: Sequence[Mapping[str, Value]], first: int) -> None:
    """A row for each: what is given on grey ground, boxes for the rest, which print."""
    writers = [(f, cell_writer(styles.given, f.kind, f.title)) for f in fields]
    for row, values in enumerate(rows, first):
        sheet.set_row(row, TALL)
        for place, (field, write) in enumerate(writers):
            if field.key in values:
                write(sheet, row, place, values[field.key])
            else:
                sheet.write_blank(row, place, None, styles.of(field.kind))


def explain_on(notes: Any, styles: Styles, codes: Sequence[str], widths: Sequence[float]) -> None:
    """Headings and page of a sheet that explains; its rows are written by `explain`."""
    arrange(notes, Layout(tuple(widths), landscape=True, scale=100), 0)
    for place, code in enumerate(codes):
        notes.write_string(0, place, say(code), styles.header)


def explain(notes: Any, styles: Styles, row: int, texts: Sequence[str], widths: Sequence[float]) -> None:
    """A row of a sheet that explains, as tall as its texts need."""
    notes.set_row(row, height(max(lines(text, width) for text, width in zip(texts, widths, strict=True))))
    for place, text in enumerate(texts):
        notes.write_string(row, place, text, styles.wrapped)


_FIRST_OPTION = len(_HELP) + 1


def _offer(notes: Any, row: int, options: Sequence[str]) -> str:
    """Put the options beside the explanation, hidden, and give the range: a list in the cell itself ends at 255 letters."""
    for place, option in enumerate(options, _FIRST_OPTION):
        notes.write_string(row, place, option)
        notes.set_column(place, place, None, None, {"hidden": True})
    return f"='{notes.name}'!{_cell(row, _FIRST_OPTION)}:{_cell(row, _FIRST_OPTION + len(options) - 1)}"


def _cell(row: int, place: int) -> str:
    return str(xl_rowcol_to_cell(row, place, row_abs=True, col_abs=True))


def _explain(notes: Any, styles: Styles, row: int, field: Field, options: Sequence[str]) -> None:
    form = {k.DATE: "template.as_date", k.FEN: "template.as_money"}.get(field.kind, "")
    if field.kind in (k.ID, k.ACCOUNT, k.USCC, k.CODE):
        form = "template.as_text"
    help_text = "；".join(part for part in (field.help, say(form) if form else "") if part)
    must = say("template.must" if field.required else "template.may")
    explain(notes, styles, row, (field.title, must, help_text, "、".join(options)), _WIDTHS)
