"""Packages as another program might have written them: the workbook changed, and everything sealed anew."""

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
from openpyxl import Workbook

from app.exchange import manifest as m
from app.exchange.sealed import sha256


def otherwise(
    path: Path, target: Path, change: Callable[[Workbook], object], counts: Mapping[str, int | None] | None = None
) -> Path:
    """The package with its workbook changed; `counts` are the rows that it states otherwise, None for none."""
    stated, members = m.open_archive(path)
    book = openpyxl.load_workbook(io.BytesIO(members[m.DATA]))
    change(book)
    data = io.BytesIO()
    book.save(data)
    members[m.DATA] = data.getvalue()
    known = {**stated.counts, **(counts or {})}
    sealed = replace(
        stated,
        members={**stated.members, m.DATA: sha256(members[m.DATA])},
        counts={title: rows for title, rows in known.items() if rows is not None},
    )
    target.write_bytes(m.archive(sealed, members))
    return target


def more(book: Workbook) -> None:
    """A column and a sheet that this program does not know."""
    page = book["补贴明细"]
    place = page.max_column + 1
    for row in range(1, page.max_row + 1):
        page.cell(row, place, {1: "claim_line.subsidy_card", 2: "社保卡号"}.get(row, "621"))
    page.insert_cols(1)
    page.cell(1, 1, "claim_line:weather")
    page.cell(2, 1, "只给人看的一列")
    later = book.create_sheet("将来的名册")
    for line in (("future_roster.uid", "future_roster.name"), ("编号", "姓名"), ("A", "甲"), ("B", "乙")):
        later.append(line)
