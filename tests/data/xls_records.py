"""Old .xls files written record by record: BIFF8 of Excel 97, BIFF5 of Excel 95, in a compound file that may lie in pieces.

xlwt writes neither Excel 95 nor what Excel itself computed, so only the compound file around the records is its own.
"""

import io
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from struct import pack, unpack_from

from xlwt.CompoundDoc import XlsDoc

from tests.data.cell_values import ERRORS, Error, Formula, Value

SECTOR = 512
_VERSIONS = {8: 0x0600, 5: 0x0500}
_ONE = pack("<HB", 3, 0x1E) + pack("<H", 1)
"""The formula =1, as long as its parsed form."""
Area = tuple[tuple[int, int], tuple[int, int]]


def record(kind: int, data: bytes = b"") -> bytes:
    """A record of a stream."""
    return pack("<HH", kind, len(data)) + data


def xls(
    path: Path,
    rows: Sequence[Sequence[Value]],
    *,
    hidden: Collection[int] = (),
    merged: Sequence[Area] = (),
    version: int = 8,
    first: bytes = b"",
    more: Mapping[str, int] | None = None,
) -> Path:
    """A workbook with a sheet 花名册; `first` are records before all others, `more` further empty sheets with their state."""
    sheets = {"花名册": (0, _sheet(rows, hidden, merged, version))}
    sheets |= {name: (state, _sheet((), (), (), version)) for name, state in (more or {}).items()}
    names = {name: _name(name, version) for name in sheets}
    book = _begin(version, 0x05) + first + record(0x42, pack("<H", 1200 if version == 8 else 936))
    at = len(book) + sum(len(record(0x85, bytes(6) + name)) for name in names.values()) + len(record(0x0A))
    bodies = b""
    for name, (state, body) in sheets.items():
        book += record(0x85, pack("<IBB", at + len(bodies), state, 0) + names[name])
        bodies += body
    path.write_bytes(compound(book + record(0x0A) + bodies, "Workbook" if version == 8 else "Book"))
    return path


def compound(stream: bytes, name: str) -> bytes:
    """A compound file with one stream."""
    file = io.BytesIO()
    XlsDoc().save(file, stream)
    data = file.getvalue()
    entry = data.index("Workbook".encode("utf-16-le"))
    called = name.encode("utf-16-le") + b"\0\0"
    return data[:entry] + called.ljust(64, b"\0") + pack("<H", len(called)) + data[entry + 66 :]


def in_pieces(data: bytes) -> bytes:
    """The same compound file with the sectors of its stream in reverse order."""
    table = (unpack_from("<I", data, 76)[0] + 1) * SECTOR
    entry = data.index("Workbook".encode("utf-16-le"))
    count = unpack_from("<I", data, entry + 120)[0] // SECTOR
    sectors = [data[SECTOR * n : SECTOR * (n + 1)] for n in range(1, count + 1)]
    turned = bytearray(data)
    turned[SECTOR : SECTOR * (count + 1)] = b"".join(reversed(sectors))
    turned[entry + 116 : entry + 120] = pack("<I", count - 1)
    for n in range(count):
        turned[table + 4 * n : table + 4 * n + 4] = pack("<I", n - 1 if n else 0xFFFF_FFFE)
    return bytes(turned)


def _begin(version: int, kind: int) -> bytes:
    return record(0x0809, pack("<HHHH", _VERSIONS[version], kind, 0x0DBB, 1996) + (bytes(8) if version == 8 else b""))


def _name(text: str, version: int) -> bytes:
    coded = text.encode("utf-16-le" if version == 8 else "gbk")
    return bytes([len(text), 1]) + coded if version == 8 else bytes([len(coded)]) + coded


def _text(text: str, version: int) -> bytes:
    coded = text.encode("utf-16-le" if version == 8 else "gbk")
    return pack("<HB", len(text), 1) + coded if version == 8 else pack("<H", len(coded)) + coded


def _sheet(rows: Sequence[Sequence[Value]], hidden: Collection[int], merged: Sequence[Area], version: int) -> bytes:
    wide = max(map(len, rows), default=0)
    size = pack("<IIHHH", 0, len(rows), 0, wide, 0) if version == 8 else pack("<5H", 0, len(rows), 0, wide, 0)
    parts = [_begin(version, 0x10), record(0x0200, size)]
    for n in range(len(rows)):
        parts.append(record(0x0208, pack("<6HI", n, 0, wide, 300, 0, 0, 0x0100 | (0x20 if n in hidden else 0))))
    parts += [_cell(n, place, value, version) for n, row in enumerate(rows) for place, value in enumerate(row)]
    areas = b"".join(pack("<4H", top, bottom, left, right) for (top, left), (bottom, right) in merged)
    if merged:
        parts.append(record(0x00E5, pack("<H", len(merged)) + areas))
    return b"".join((*parts, record(0x0A)))


def _cell(row: int, column: int, value: Value, version: int) -> bytes:
    place = pack("<3H", row, column, 0)
    match value:
        case None:
            return record(0x0201, place)
        case bool():
            return record(0x0205, place + bytes([value, 0]))
        case str():
            return record(0x0204, place + _text(value, version))
        case Error(text):
            return record(0x0205, place + bytes([ERRORS[text], 1]))
        case Formula(result):
            return _formula(place, result, version)
        case number:
            return record(0x0203, place + pack("<d", number))


def _formula(place: bytes, result: object, version: int) -> bytes:
    """The record of a formula, and behind what it may share with others that of its text; one never computed is not there."""
    match result:
        case Error(text):
            gave = bytes([2, 0, ERRORS[text], 0, 0, 0]) + b"\xff\xff"
        case "":
            gave = bytes([3, 0, 0, 0, 0, 0]) + b"\xff\xff"
        case str() | None:
            gave = bytes(6) + b"\xff\xff"
        case number:
            gave = pack("<d", number)
    said = b""
    if isinstance(result, str) and result:
        row, column, _ = unpack_from("<3H", place)
        shared = record(0x04BC, pack("<HHBBBB", row, row, column, column, 0, 1) + _ONE)
        said = shared + record(0x0207, _text(result, version))
    return record(0x0006, place + gave + pack("<HI", 0, 0) + _ONE) + said
