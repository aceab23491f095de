"""The workbook of a 回执: a cover with sums and room for signatures, a line a record, a seal over every cell of both."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter

from app.desk.print_layout import measure
from app.exchange.sealed import sha256
from app.exchange.workbook_reader import file_bytes, open_workbook
from app.kernel.codes import REPORTED
from app.kernel.outcomes import Refused

FORMAT = "3"
COVER, ROWS = "封面", "回执明细"
NAME = "职业技能提升行动报送回执"
LINE = "补贴明细"
KINDS = ("培训班", "补贴申请", LINE)
_FIRST = (
    "名称",
    "格式",
    "接收单位",
    "接收单位编号",
    "报送单位",
    "报送单位编号",
    "所属期",
    "报送序号",
    "报送包校验码",
    "出具日期",
)
_SECOND = (*_FIRST, "记录数", "补贴合计(元)", "说明")
"""What the cover says since format 2: with it a lost package can be entered again by its receipt."""
_THIRD = (
    *_SECOND,
    "接收人数",
    "接收金额(元)",
    "未接收人数",
    "未接收金额(元)",
    "暂缓人数",
    "暂缓金额(元)",
)
_COVERS = {"1": _FIRST, "2": _SECOND, "3": _THIRD}
_NARROW, _WIDE = ("类别", "编号", "名称", "结果", "原因"), ("类别", "编号", "名称", "金额(元)", "结果", "原因")
_HEADINGS: Mapping[str, tuple[str, ...]] = {"1": _NARROW, "2": _NARROW, "3": _WIDE}
_WIDTHS = dict(zip(_WIDE, (10, 16, 32, 13, 9, 52), strict=True))
_SIGNED = ("经办人（签字）", "复核人（签字）", "负责人（签字）", "日期")
_A4, _LINE, _SIGNING = 9, 15, 36
"""The paper, and the heights in points of a line of text and of one that is signed on."""
_SEAL = "回执校验码"
_MARKS = frozenset(REPORTED.show(mark) for mark in ("accepted", "refused", "held"))


class Entry(NamedTuple):
    """A line of a receipt, in words; the amount is 元, '' for what has none or in a receipt of before."""

    kind: str
    uid: str
    name: str
    amount: str
    mark: str
    why: str


def write(target: Path | BytesIO, stated: Mapping[str, str], entries: Sequence[Entry]) -> None:
    """The workbook, on A4; the same receipt gives the same bytes."""
    titles, headings = _COVERS[FORMAT], _HEADINGS[FORMAT]
    cover, rows = [stated[title] for title in titles], [_cells(entry, headings) for entry in entries]
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        book.set_properties({"created": datetime.fromisoformat(stated["出具日期"]), "title": NAME})
        front, page = book.add_worksheet(COVER), book.add_worksheet(ROWS)
        for sheet in (front, page):
            sheet.set_paper(_A4)
            sheet.set_margins(left=0.5, right=0.5)
            sheet.set_footer("&C第 &P 页，共 &N 页", {"scale_with_doc": False})
            sheet.fit_to_pages(1, 0)
        _front(book, front, dict(zip((*titles, _SEAL), (*cover, _seal(cover, rows)), strict=True)))
        _page(book, page, headings, rows)


def _front(book: Any, front: Any, told: Mapping[str, str]) -> None:
    """What the receipt is about, and below it where it is signed."""
    bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "valign": "vcenter"})
    value = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    front.set_column(0, 0, 18)
    front.set_column(1, 1, 70)
    number = 0
    for number, (title, text) in enumerate(told.items()):
        front.write_string(number, 0, title, bold)
        front.write_string(number, 1, text, value)
    for below, title in enumerate(_SIGNED, number + 2):
        front.set_row(below, _SIGNING)
        front.write_string(below, 0, title, bold)
        front.write_blank(below, 1, None, value)


def _page(book: Any, page: Any, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    page.set_landscape()
    page.repeat_rows(0)
    page.freeze_panes(1, 0)
    widths = [_WIDTHS[heading] for heading in headings]
    for place, width in enumerate(widths):
        page.set_column(place, place, width)
    for number, row in enumerate((headings, *rows)):
        lines = max(-(-measure(text) // (width - 2)) for text, width in zip(row, widths, strict=True))
        page.set_row(number, _LINE * max(lines, 1))
        for place, text in enumerate(row):
            page.write_string(number, place, text, cell if number else bold)


def read(path: Path) -> tuple[dict[str, str], list[Entry]]:
    """Cover and lines of a receipt of which no cell was changed; Refused otherwise."""
    return read_receipt(file_bytes(path), path.name)


def read_receipt(data: bytes, title: str) -> tuple[dict[str, str], list[Entry]]:
    """The same of a receipt that is not a file of its own."""
    cover, rows = _read(data, title)
    if cover.get("名称") != NAME or "格式" not in cover:
        raise Refused("receipt.not_receipt", name=title)
    if cover["格式"] not in _COVERS:
        raise Refused("receipt.newer", name=title)
    headings = _HEADINGS[cover["格式"]]
    if list(cover) != [*_COVERS[cover["格式"]], _SEAL]:
        raise Refused("receipt.damaged", name=title)
    seal = cover.pop(_SEAL)
    lines = [tuple((*row, *[""] * len(headings))[: len(headings)]) for row in rows]
    entries = [_entry(line, headings) for line in lines[1:]]
    known = all(entry.kind in KINDS and entry.mark in _MARKS for entry in entries)
    if lines[:1] != [headings] or not known or seal != _seal(list(cover.values()), lines[1:]):
        raise Refused("receipt.damaged", name=title)
    return cover, entries


def _cells(entry: Entry, headings: Sequence[str]) -> tuple[str, ...]:
    named = dict(zip(_WIDE, entry, strict=True))
    return tuple(named[heading] for heading in headings)


def _entry(row: Sequence[str], headings: Sequence[str]) -> Entry:
    named = dict(zip(headings, row, strict=True))
    return Entry(*(named.get(heading, "") for heading in _WIDE))


def _seal(cover: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return sha256("\x1e".join("\x1f".join(row) for row in (cover, *rows)).encode())


def _read(data: bytes, title: str) -> tuple[dict[str, str], list[tuple[str, ...]]]:
    """The texts of both sheets; of the cover no more than to the seal, below it people sign."""
    cover: dict[str, str] = {}
    try:
        with open_workbook(data, title) as book:
            front, page = (list(book.named(name).rows) for name in (COVER, ROWS))
        for heading, value, *_ in front:
            if _SEAL in cover:
                break
            cover[str(heading)] = str(value)
        return cover, [tuple(str(v) for v in row) for row in page]
    except (KeyError, ValueError):
        raise Refused("receipt.not_receipt", name=title) from None
