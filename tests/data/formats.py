"""The same table in every format of workbook that is read."""

import csv
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import xlsxwriter

from tests.data.cell_values import Error, Formula, Value
from tests.data.open_document import ods
from tests.data.xls_records import Area, xls
from tests.data.xlsb_records import xlsb


class Writer(Protocol):
    """Writes a sheet 花名册; rows and areas from 0."""

    def __call__(
        self,
        path: Path,
        rows: Sequence[Sequence[Value]],
        *,
        hidden: Collection[int] = (),
        merged: Sequence[Area] = (),
    ) -> Path: ...


def xlsx(
    path: Path, rows: Sequence[Sequence[Value]], *, hidden: Collection[int] = (), merged: Sequence[Area] = ()
) -> Path:
    """As Excel saves it today."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("花名册")
        for n, row in enumerate(rows):
            for place, value in enumerate(row):
                result = value.result if isinstance(value, Formula) else value
                shown = result.text if isinstance(result, Error) else result
                if isinstance(value, Formula | Error):
                    sheet.write_formula(n, place, "=1", None, shown)
                else:
                    sheet.write(n, place, shown)
        for n in hidden:
            sheet.set_row(n, None, None, {"hidden": True})
        for (top, left), (bottom, right) in merged:
            sheet.merge_range(top, left, bottom, right, rows[top][left])
    return path


def text(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """As a csv of a Chinese Windows."""
    with path.open("w", encoding="gbk", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


WRITERS: Mapping[str, Writer] = {"xlsx": xlsx, "xls": xls, "xlsb": xlsb, "ods": ods}
"""By extension."""
