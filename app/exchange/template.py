"""Empty workbooks to fill in: one column per field, choices to pick from, and a sheet that explains."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from app.desk.words import offered
from app.exchange.xlsx import Styles
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import BadValue
from app.kernel.texts import say
from app.record.imports.core import ImportKind
from app.store.files import atomic

_ROWS = 2000
"""Rows that are formatted and offer choices."""
_HELP = ("template.column", "template.required", "template.help", "template.choices")
_WIDTHS = (24, 10, 50, 60)


def template(kind: ImportKind, path: Path, lists: Mapping[str, Sequence[str]]) -> None:
    """An empty workbook of an import kind with the policy pack's choices."""
    with atomic(path) as draft, xlsxwriter.Workbook(str(draft)) as book:
        styles = Styles(book)
        sheet, notes = book.add_worksheet(kind.title), book.add_worksheet(say("template.notes"))
        for place, field in enumerate(offered(kind.fields, lists)):
            options = _choices(field, lists)
            sheet.set_column(place, place, max(field.kind.width, 2 * len(field.title)) + 4, styles.of(field.kind))
            sheet.write_string(0, place, field.title, styles.must if field.required else styles.header)
            _explain(notes, styles, place + 1, field, options)
            if options:
                source = _offer(notes, place + 1, options)
                sheet.data_validation(1, place, _ROWS, place, {"validate": "list", "source": source})
        sheet.freeze_panes(1, 0)
        for place, (code, width) in enumerate(zip(_HELP, _WIDTHS, strict=True)):
            notes.set_column(place, place, width)
            notes.write_string(0, place, say(code), styles.header)


def _choices(field: Field, lists: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """What a field may be; a coded kind names its titles when it refuses."""
    if field.choices:
        return lists[field.choices]
    if field.kind is k.FLAG:
        return ("是", "否")
    try:
        field.kind.read("?")
    except BadValue as bad:
        named = bad.params.get("choices")
        return named.split("、") if isinstance(named, str) else ()
    return ()


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
    for place, text in enumerate((field.title, must, help_text, "、".join(options))):
        notes.write_string(row, place, text, styles.text)
