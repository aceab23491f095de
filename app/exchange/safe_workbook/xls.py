"""Workbooks of Excel 95 to 2003 (.xls): a stream of records (BIFF5, BIFF8) in a compound file.

A record has a kind and a length of two bytes each. The first records tell of the whole workbook, and where those of each
sheet begin. The texts of Excel 95 are in a code page, and calamine cannot tell the letters of one of two bytes each: it is
told another of single letters, and what it gives is put into letters here.
"""

import codecs
import io
import struct
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import olefile

from app.exchange.references import reference
from app.exchange.safe_workbook.seen import ERROR, SINGLE, UNCOMPUTED, Inspection, SheetSeen, most_area, refuse_sparse
from app.kernel.outcomes import Refused

_STREAMS = ("Workbook", "Book")
"""Of Excel 97 and of Excel 95; a file may hold both, and the first is the one that is read."""
_BEGIN, _END, _FILE_PASS, _DATE_MODE, _SHEET, _LETTERS = 0x809, 0x0A, 0x2F, 0x22, 0x85, 0x42
_EXCEL_95 = b"\x00\x05"
"""The version that the first record of such a workbook names."""
_CODECS = {936: "gb18030", 1252: "gb18030"}
"""The codec of a code page, where it is not cp and its number; programs that name none write that of Western letters."""
_SIZE, _ROW, _FORMULA, _TEXT_RESULT, _BOOL_OR_ERROR, _MANY_NUMBERS = 0x200, 0x208, 0x06, 0x207, 0x205, 0xBD
_CELLS = frozenset({_FORMULA, _BOOL_OR_ERROR, _MANY_NUMBERS, 0x203, 0x204, 0x27E, 0xFD, 0xD6})
"""Cells that hold something, each with its row and column first: also numbers, texts, shared texts and texts in several fonts."""
_BETWEEN = frozenset({0x4BC, 0x221, 0x236, 0x3C})
"""What may stand between a formula and the text that it gave: what it shares with others, and the rest of a long one."""
_HIDDEN = 0x20
"""The flag of a row that it is not shown (fDyZero)."""
_HEAD, _PLACE, _AREA = (
    struct.Struct("<HH"),
    struct.Struct("<HH"),
    {False: struct.Struct("<IIHH"), True: struct.Struct("<HHHH")},
)
_RESULT = struct.Struct("<6xB5xH")
_NO_NUMBER, _TEXT, _ERROR_RESULT = 0xFFFF, 0, 2
"""The end of a formula's result that is no number, and what it is then."""


class _Whole(NamedTuple):
    """What the first records tell: where those of each sheet begin, whether it is of Excel 95, its codec and where that stands."""

    sheets: list[int]
    old: bool
    letters: str
    place: slice


def look_through(data: bytes, name: str) -> Inspection:
    """Its error cells, formulas without their text and hidden rows; without the sizes its sheets claim where these are absurd."""
    with olefile.OleFileIO(file := io.BytesIO(data)) as compound:
        if compound.exists("EncryptedPackage"):
            raise Refused("workbook.password", name=name)
        stream = next((each for each in _STREAMS if compound.exists(each)), "")
        if not stream:  # another document, or a file whose end, where the names of its streams often stand, is missing
            raise Refused("workbook.other" if compound.listdir() else "workbook.damaged", name=name)
        book: bytes = compound.openstream(stream).read()
        whole = _whole(book, name)
        sheets = [_look_at(book, begin, name, old=whole.old) for begin in whole.sheets]
        changes = [(claim, bytes(claim.stop - claim.start)) for _, claim in sheets if claim]
        changes += [(whole.place, SINGLE.to_bytes(2, "little"))] if whole.letters else []
        if changes:
            compound.write_stream(stream, _changed(book, changes))
            data = file.getvalue()
    return Inspection([seen for seen, _ in sheets], data, whole.letters)


def _whole(book: bytes, name: str) -> _Whole:
    """What the first records tell; Refused when they say that the workbook is not to be read."""
    sheets, old, letters, place = list[int](), False, "?", slice(0, 0)
    for kind, record, at in _records(book, 0):
        if kind == _BEGIN:
            old = record.startswith(_EXCEL_95)
        if kind == _LETTERS:
            page, place = int.from_bytes(record[:2], "little"), slice(at, at + 2)
            letters = _CODECS.get(page, f"cp{page}")
        if kind == _FILE_PASS:
            raise Refused("workbook.password", name=name)
        if kind == _DATE_MODE and record[:1] == b"\x01":
            raise Refused("workbook.dates_1904", name=name)
        if kind == _SHEET:
            sheets.append(int.from_bytes(record[:4], "little"))
    if old and not _known(letters):
        raise Refused("workbook.excel95", name=name)
    return _Whole(sheets, old, letters if old else "", place)


def _known(codec: str) -> bool:
    try:
        return bool(codecs.lookup(codec))
    except LookupError:
        return False


def _look_at(book: bytes, begin: int, name: str, *, old: bool) -> tuple[SheetSeen, slice | None]:
    """What is seen of a sheet, and where it claims a size for which calamine would set aside more memory than there is."""
    faults, hidden = dict[str, str](), set[int]()
    height = width = written = claimed = 0
    claim: slice | None = None
    waiting: tuple[int, int] | None = None
    for kind, record, at in _records(book, begin):
        if waiting and kind not in _BETWEEN:
            if kind != _TEXT_RESULT:
                faults[reference(*waiting)] = UNCOMPUTED
            waiting = None
        if kind in _CELLS:
            row, column = _PLACE.unpack_from(record)
            last = int.from_bytes(record[-2:], "little") if kind == _MANY_NUMBERS else column
            written, height, width = written + last - column + 1, max(height, row + 1), max(width, last + 1)
            result = _result(kind, record)
            if result == _ERROR_RESULT:
                faults[reference(row, column)] = ERROR
            elif result == _TEXT:
                waiting = row, column
        elif kind == _ROW and record[12] & _HIDDEN:
            hidden.add(int.from_bytes(record[:2], "little"))
        elif kind == _SIZE:
            top, bottom, left, right = _AREA[old].unpack_from(record)
            claim, claimed = slice(at, at + len(record)), (bottom - top) * (right - left)
    refuse_sparse(height * width, written, name)
    return SheetSeen(faults, frozenset(hidden)), claim if claimed > most_area(written) else None


def _result(kind: int, record: bytes) -> int | None:
    """What a cell shows that holds an error, or a formula whose result is no number; None for any other."""
    if kind == _BOOL_OR_ERROR:
        return _ERROR_RESULT if record[7] else None
    if kind != _FORMULA:
        return None
    what, number = _RESULT.unpack_from(record)
    return what if number == _NO_NUMBER else None


def _changed(book: bytes, changes: Iterable[tuple[slice, bytes]]) -> bytes:
    """The stream with other bytes in some places, as many as were there."""
    changed = bytearray(book)
    for place, data in changes:
        changed[place] = data
    return bytes(changed)


def _records(book: bytes, at: int) -> Iterator[tuple[int, bytes, int]]:
    """Each record's kind, what it holds and where that stands, up to the end of the part that begins there."""
    last = len(book) - _HEAD.size
    while at <= last:
        kind, size = _HEAD.unpack_from(book, at)
        at += _HEAD.size
        yield kind, book[at : at + size], at
        at += size
        if kind == _END:
            return
