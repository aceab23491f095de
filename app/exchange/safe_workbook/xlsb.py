"""Binary workbooks of Excel since 2007 (.xlsb): an archive whose members are sequences of records.

A record has a kind and a length, both of seven bits a byte as long as the eighth is set (MS-XLSB 2.1.4).
"""

from collections.abc import Iterator
from struct import unpack_from

from app.exchange.references import reference
from app.exchange.safe_workbook.archive import Members, relations
from app.exchange.safe_workbook.seen import ERROR, Inspection, Range, SheetSeen, refuse_sparse
from app.kernel.outcomes import Refused

_BOOK_PROPERTIES, _SHEET = 153, 156
_ROW, _BLANK, _CELL_ERROR, _FORMULA_ERROR = 0, 1, 3, 11
_CELLS_END, _MERGED = 146, 176
_HIDDEN_FLAGS, _HIDDEN = 11, 0x10
"""Where a row's header has the flag that it is not shown (fDyZero), and which."""
_NO_TEXT = 0xFFFF_FFFF


def look_through(members: Members, data: bytes, name: str) -> Inspection:
    """Its error cells, hidden rows and merged cells."""
    targets, sheets = relations(members, "workbook.bin"), list[str]()
    for kind, record in _records(members.whole("xl/workbook.bin")):
        if kind == _BOOK_PROPERTIES and record[0] & 1:
            raise Refused("workbook.dates_1904", name=name)
        if kind == _SHEET and (length := unpack_from("<I", record, 8)[0]) != _NO_TEXT:
            sheets.append(targets.get(record[12 : 12 + 2 * length].decode("utf-16-le"), ""))
    seen = {member: _look_at(members.whole(member), name) for member in dict.fromkeys(sheets)}
    members.measure(".xml", ".rels", ".bin", but=frozenset(sheets))
    return Inspection([seen[member] for member in sheets], data)


def _look_at(sheet: bytes, name: str) -> SheetSeen:
    faults, hidden, merged = dict[str, str](), set[int](), list[Range]()
    row = height = width = written = 0
    for kind, record in _records(sheet):
        if _BLANK < kind <= _FORMULA_ERROR:
            column = int.from_bytes(record[:4], "little")
            written, height, width = written + 1, max(height, row + 1), max(width, column + 1)
            if kind in (_CELL_ERROR, _FORMULA_ERROR):
                faults[reference(row, column)] = ERROR
        elif kind == _ROW:
            row = int.from_bytes(record[:4], "little")
            if record[_HIDDEN_FLAGS] & _HIDDEN:
                hidden.add(row)
        elif kind == _MERGED:
            first, last, left, right = unpack_from("<4I", record)
            merged.append(((first, left), (last, right)))
    refuse_sparse(height * width, written, name)
    return SheetSeen(faults, frozenset(hidden), merged)


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each record's kind and what it holds."""
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind > 0x7F:
            kind = kind & 0x7F | (data[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while True:
            part = data[at]
            at += 1
            size |= (part & 0x7F) << shift
            shift += 7
            if part < 0x80:
                break
        yield kind, data[at : at + size]
        at += size
