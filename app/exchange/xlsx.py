"""Lists as Excel workbooks, row by row in little memory."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

import xlsxwriter

from app.desk.screens import SCREENS
from app.exchange.cells import IN_SONG
from app.exchange.cells import Styles as Styles
from app.exchange.cells import cell_writer as cell_writer
from app.exchange.list_sheet import ListSheet
from app.kernel.fields import Field
from app.kernel.kinds import Kind
from app.kernel.texts import say
from app.record.listing import Listing, Query
from app.record.report import Cell
from app.store.files import atomic
from app.store.work import Progress, Read

_PAGE = 500
_SAMPLE = 3 * _PAGE
"""Rows that are read at once, and those by which the widths are found."""


def export_listing(
    read: Read,
    listing: Listing,
    query: Query,
    path: Path,
    columns: Sequence[str] | None = None,
    masked: bool = True,
    progress: Progress | None = None,
) -> int:
    """All rows of a query as a workbook: these columns, else those that are shown at first; gives back how many."""
    chosen = [listing.column(key) for key in columns] if columns else [c for c in listing.columns if not c.hidden]
    named = SCREENS[listing.name].label if listing.name in SCREENS else ()
    label = [place for place, column in enumerate(chosen) if column.name in named]
    uids = listing.uids(read.connection, query)
    places = {column.name: place for place, column in enumerate(listing.columns, 1)}
    wanted = [places[column.name] for column in chosen]

    def rows() -> Iterator[Sequence[Cell]]:
        for start in range(0, len(uids), _PAGE):
            for record in listing.page(read.connection, uids[start : start + _PAGE]):
                yield [record[place] for place in wanted]
            if progress:
                progress(min(start + _PAGE, len(uids)), len(uids))

    kinds = [(column.heading, column.field.kind) for column in chosen]
    return _write(read, listing.title, kinds, label, rows(), path, masked=masked)


def export_rows(read: Read, title: str, fields: Sequence[Field], rows: Sequence[Any], path: Path) -> int:
    """Rows that stand in no list, as a workbook like a list's: each begins with the values of the fields."""
    columns = [(field.title, field.kind) for field in fields]
    return _write(read, title, columns, [], (row[: len(columns)] for row in rows), path, masked=True)


def _write(
    read: Read,
    title: str,
    columns: Sequence[tuple[str, Kind]],
    label: Sequence[int],
    rows: Iterator[Sequence[Cell]],
    path: Path,
    *,
    masked: bool,
) -> int:
    """A workbook of one sheet; its columns are as wide as the first rows need."""
    with atomic(path) as draft, xlsxwriter.Workbook(str(draft), {**IN_SONG, "constant_memory": True}) as book:
        sheet = ListSheet(book, title[:31], columns, masked=masked)
        first = list(islice(rows, _SAMPLE))
        sheet.begin(say("save.sample", title=title) if read.settings.get("sample") else title, first, label)
        for row in chain(first, rows):
            sheet.write(row)
        sheet.end(read.own.name, title, read.today)
    return sheet.count
