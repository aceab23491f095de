"""A table that came as text: csv or tabs, in GBK, UTF-8 or UTF-16, whatever the name of the file ends in."""

import codecs
import csv
import io
import re
from collections import Counter

from app.kernel.outcomes import Refused

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BETWEEN = "\t,;|"
_IN_QUOTES = re.compile(r'"[^"]*"')
_LOOKED_AT = 50
"""Lines by which the sign between cells is known."""
_COMMON = 0.95
"""Of the Chinese characters of a text, the share that is common (GB2312): what is decoded wrongly has rare ones."""
_LONGEST_CELL = 100_000
_WIDEST = 16_384
_SWALLOWED = 2
"""Signs between cells inside a cell of several lines, from which on it has swallowed the rows below an open quote."""


def text_fault(data: bytes) -> str:
    """The code of why some bytes are no table as text; '' when they may be one."""
    head = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "workbook.xml2003"
    if b"<html" in head or b"<table" in head or head.startswith((b"<!doctype html", b"mime-version")):
        return "workbook.html"
    if not data.strip():
        return "workbook.empty"
    if data.startswith(_MARKS[1:]) or _looks_wide(data):
        return ""
    return "workbook.other" if any(byte in data[:4096] for byte in (*range(9), *range(14, 32))) else ""


def _looks_wide(data: bytes) -> bool:
    """Whether every second byte of what is written in Latin signs is nothing: UTF-16 without its mark."""
    head = data[:400]
    return len(head) > 3 and (head.count(0) >= len(head) // 8)  # noqa: PLR2004 - two letters and more


def text_rows(data: bytes, name: str) -> list[list[str]]:
    """The rows of cells; Refused when it cannot be told in which encoding they are, or they are no table."""
    text = _decoded(data, name)
    sample = text.splitlines()[:_LOOKED_AT]
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        between = _between(sample)
        rows = [
            [_cell(cell) for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
        ]
    except csv.Error:
        raise Refused("workbook.quotes", name=name) from None
    finally:
        csv.field_size_limit(before)
    width = max(map(len, rows), default=0)
    if any("\n" in cell and cell.count(between) >= _SWALLOWED for row in rows for cell in row):
        raise Refused("workbook.quotes", name=name)
    if width > _WIDEST:
        raise Refused("workbook.sparse", name=name)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _cell(text: str) -> str:
    """A cell without what keeps a number a text: ="5001…", a tab beside it or a leading apostrophe."""
    text = text.strip("\t")
    if text.startswith('="') and text.endswith('"'):
        return text[2:-1]
    return text[1:] if text[:1] == "'" and text[1:2].isdigit() else text


def _decoded(data: bytes, name: str) -> str:
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or _is_common(text):
            return text.lstrip("\ufeff")
    raise Refused("workbook.encoding", name=name)


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith(_MARKS[1:]):
        return ("utf-16",)
    if data.startswith(_MARKS[0]):
        return ("utf-8-sig",)
    if _looks_wide(data):
        return ("utf-16-le", "utf-16-be")
    return "utf-8", "gb18030"


def _is_common(text: str) -> bool:
    """Whether the Chinese of a text is everyday Chinese: GBK takes nearly any bytes for some characters."""
    signs = [sign for sign in text if ord(sign) > 127]  # noqa: PLR2004 - beyond ASCII
    common = sum(1 for sign in signs if _in_gb2312(sign))
    return common >= len(signs) * _COMMON


def _in_gb2312(sign: str) -> bool:
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _between(lines: list[str]) -> str:
    """The sign that stands between cells: the one that most lines have equally often, and of several the one of more cells.

    Banks write a tab behind a number for Excel to keep its digits, and commas inside sums.
    """
    best, found = (0, 0), ","
    bare = [_IN_QUOTES.sub('""', line) for line in lines]
    for sign in _BETWEEN:
        counts = Counter(line.count(sign) for line in bare if sign in line)
        often = max(((times, count) for count, times in counts.items()), default=(0, 0))
        if often > best:
            best, found = often, sign
    return found
