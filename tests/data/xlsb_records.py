"""Binary workbooks (.xlsb) written record by record, as no library does."""

import zipfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from struct import pack

from tests.data.cell_values import ERRORS, Error, Formula, Value
from tests.data.xls_records import Area

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.ms-excel"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROPERTIES = pack("<III", 0, 0, 0)
_ONE = pack("<HIB", 0, 3, 0x1E) + pack("<HI", 1, 0)
"""Flags, and the formula =1."""


def record(kind: int, data: bytes = b"") -> bytes:
    """A record of a member."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    size = len(data)
    while size > 127:
        head += bytes([size & 127 | 128])
        size >>= 7
    return head + bytes([size]) + data


def xlsb(
    path: Path,
    rows: Sequence[Sequence[Value]],
    *,
    hidden: Collection[int] = (),
    merged: Sequence[Area] = (),
    since_1904: bool = False,
) -> Path:
    """A workbook with a sheet 花名册, and an empty one 隐藏 that is not shown."""
    names = (("花名册", 0), ("隐藏", 1))
    book = record(131) + record(153, pack("<III", since_1904, 0, 0)) + record(143)
    for n, (name, state) in enumerate(names, 1):
        book += record(156, pack("<II", state, n) + wide(f"rId{n}") + wide(name))
    book += record(144) + record(132)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.bin"/>' for n in (1, 2)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _content_types())
        start = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.bin"/>'
        archive.writestr("_rels/.rels", _relations(start))
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels", _relations(links))
        archive.writestr("xl/worksheets/sheet1.bin", b"".join(_sheet(rows, hidden, merged)))
        archive.writestr("xl/worksheets/sheet2.bin", b"".join(_sheet((), (), ())))
    return path


def wide(text: str) -> bytes:
    """A text with its length before it."""
    return pack("<I", len(text)) + text.encode("utf-16-le")


def _content_types() -> str:
    parts = [("workbook", f"{_KIND}.sheet.binary.macroEnabled.main")]
    parts += [(f"worksheets/sheet{n}", f"{_KIND}.worksheet") for n in (1, 2)]
    named = "".join(f'<Override PartName="/xl/{part}.bin" ContentType="{kind}"/>' for part, kind in parts)
    default = f'<Default Extension="rels" ContentType="{_KIND.replace("vnd.ms-excel", "vnd.openxmlformats-package.relationships+xml")}"/>'
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{default}{named}</Types>'


def _relations(links: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


def _sheet(rows: Sequence[Sequence[Value]], hidden: Collection[int], merged: Sequence[Area]) -> Iterator[bytes]:
    last, right = max(0, len(rows) - 1), max(0, max(map(len, rows), default=0) - 1)
    yield record(129) + record(148, pack("<4I", 0, last, 0, right)) + record(145)
    for n, row in enumerate(rows):
        yield record(0, pack("<IIHBBBI", n, 0, 300, 0, 0x10 if n in hidden else 0, 0, 1) + pack("<II", 0, right))
        for place, value in enumerate(row):
            yield record(*_cell(pack("<II", place, 0), value))
    yield record(146)
    if merged:
        yield record(177, pack("<I", len(merged)))
        for (top, left), (bottom, end) in merged:
            yield record(176, pack("<4I", top, bottom, left, end))
        yield record(178)
    yield record(130)


def _cell(place: bytes, value: Value) -> tuple[int, bytes]:
    match value:
        case None:
            return 1, place
        case bool():
            return 4, place + bytes([value])
        case str():
            return 6, place + wide(value)
        case Error(text):
            return 3, place + bytes([ERRORS[text]])
        case Formula(Error(text)):
            return 11, place + bytes([ERRORS[text]]) + _ONE
        case Formula(str() as text):
            return 8, place + wide(text) + _ONE
        case Formula(number):
            return 9, place + pack("<d", number or 0) + _ONE
        case number:
            return 5, place + pack("<d", number)
