"""A workbook from outside, looked through before anything parses it: what it is, how big, and which cells deceive.

calamine allocates the rectangle around all cells and aborts the process when that is absurd; it inflates without a
limit; it gives error cells and formulas without a cached value as blanks. So the bytes are scanned first.
"""

import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.kernel.outcomes import Refused

_LARGEST_INSIDE = 256 * 1024 * 1024
_PIECE = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DATEMODE_1904 = b"\x22\x00\x02\x00\x01\x00"
"""The BIFF record DATEMODE (0x0022, two bytes) with 1 in it."""
_BIFF_BEGINS = (b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00")
"""The record BOF of the globals of a workbook of Excel 97 and of Excel 95."""
_WRITE_PROTECT, _FILE_PASS = b"\x86\x00", b"\x2f\x00"
_SHEET = re.compile(r'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br?:?id="([^"]*)"')
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_REFERENCE = re.compile(rb' r="([A-Za-z]{0,9})(\d{1,9})"')
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW_END = re.compile(rb"</(?:\w+:)?row>")
_UNCACHED = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ERROR = re.compile(rb"""<(?:\w+:)?c\b([^>]*\bt\s*=\s*["']e["'][^>]*)>""")
_HIDDEN = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\bhidden\s*=\s*["'](?:1|true)["'][^>]*>""")
_ROW_NUMBER = re.compile(rb"""\br\s*=\s*["'](\d{1,9})["']""")
_ODS_TABLE = re.compile(rb'<table:table [^>]*?table:name="([^"]*)"[^>]*>(.*?)</table:table>', re.DOTALL)
_ODS_ROW = re.compile(rb"<table:table-row\b[^>]*>")
_ODS_HIDDEN = re.compile(rb'table:visibility="(?:filter|collapse)"')
_ODS_TIMES = re.compile(rb'number-rows-repeated="(\d{1,9})"')
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b[^>]*>")
_ODS_DOWN = re.compile(rb'number-rows-spanned="(\d{1,7})"')
_ODS_ACROSS = re.compile(rb'number-columns-spanned="(\d{1,5})"')
_ODS_BESIDE = re.compile(rb'number-columns-repeated="(\d{1,5})"')
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]+\d+)["']""")
_SMALL_AREA = 3_000_000
_SPARSE = 40
"""Cells of the rectangle per cell that is written, from which on a sheet is taken for an attack or an accident."""


Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Inspection:
    """What was seen before parsing, by sheet name: cells not to be trusted (reference to code) and rows not shown (from 0)."""

    faults: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    hidden: Mapping[str, frozenset[int]] = field(default_factory=dict)
    merged: Mapping[str, list[Range]] = field(default_factory=dict)
    """Merged cells of an OpenDocument, of which calamine says nothing: first and last place, from 0."""


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are those of a workbook of any format, and not of a text."""
    return data.startswith((b"PK", _OLE))


def inspect_workbook(data: bytes, name: str) -> Inspection:
    """What there is to know of a workbook beforehand; Refused when it is not fit to be parsed."""
    if data.startswith(b"PK"):
        return _look_through_zip(data, name)
    if _ENCRYPTED in data or _has_file_pass(data):
        raise Refused("workbook.password", name=name)
    if _DATEMODE_1904 in data:
        raise Refused("workbook.dates_1904", name=name)
    return Inspection()


def _has_file_pass(data: bytes) -> bool:
    """Whether an old .xls is encrypted: the record FILEPASS follows its first one, or the one that only says 只读推荐."""
    at = max(data.find(begin) for begin in _BIFF_BEGINS)
    if at < 0:
        return False
    for _ in range(2):
        at += 4 + int.from_bytes(data[at + 2 : at + 4], "little")
        if data[at : at + 2] != _WRITE_PROTECT:
            break
    return data[at : at + 2] == _FILE_PASS


def _look_through_zip(data: bytes, name: str) -> Inspection:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _look_through(_Members(archive, name), name)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise Refused("workbook.damaged", name=name) from error
    except zipfile.zlib.error as error:  # type: ignore[attr-defined]
        raise Refused("workbook.damaged", name=name) from error


class _Members:
    """The XML members of an archive, inflated within one allowance for all of them."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.archive, self.name, self.left = archive, name, _LARGEST_INSIDE
        self.infos = {info.filename.lower().lstrip("/"): info for info in archive.infolist()}
        if len(self.infos) != len(archive.infolist()):
            raise Refused("workbook.damaged", name=name)
        if any(info.flag_bits & 1 for info in self.infos.values()):
            raise Refused("workbook.password", name=name)

    def pieces(self, member: str) -> Iterator[bytes]:
        info = self.infos[member]
        info.file_size = _LARGEST_INSIDE + 2 * _PIECE  # the stream's own end counts, not what the header claims
        with self.archive.open(info) as stream:
            while piece := stream.read(_PIECE):
                self.left -= len(piece)
                if self.left < 0:
                    raise Refused("workbook.bomb", name=self.name, most=_LARGEST_INSIDE >> 20)
                yield piece

    def measure(self, member: str) -> None:
        """Inflate a member for its size alone."""
        for _ in self.pieces(member):
            pass

    def whole(self, member: str) -> bytes:
        return b"".join(self.pieces(member)) if member in self.infos else b""


def _look_through(members: _Members, name: str) -> Inspection:
    if "content.xml" in members.infos:
        return _look_through_ods(members, name)
    if "xl/workbook.bin" in members.infos:
        return _look_through_xlsb(members, name)
    if "xl/workbook.xml" not in members.infos:
        raise Refused("workbook.other", name=name)
    book = members.whole("xl/workbook.xml")
    if re.search(rb"""date1904\s*=\s*["'](?:1|true)["']""", book):
        raise Refused("workbook.dates_1904", name=name)
    sheets = _sheet_members(book, members.whole("xl/_rels/workbook.xml.rels"))
    read = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    faults: dict[str, dict[str, str]] = {}
    hidden: dict[str, frozenset[int]] = {}
    for member in members.infos:
        if member in read or not member.endswith((".xml", ".rels")):
            continue
        if member.startswith("xl/worksheets/") and member.endswith(".xml"):
            xml = members.whole(member)
            found, unseen = _scan_sheet(xml, name), _hidden_rows(xml)
            titles = [title for title, target in sheets if target == member]
            faults.update(dict.fromkeys(titles, found))
            hidden.update(dict.fromkeys(titles, unseen))
        else:
            members.measure(member)
    return Inspection(faults, hidden)


def _look_through_xlsb(members: _Members, name: str) -> Inspection:
    """The binary form: only how big it is, and from which day it counts."""
    flags = re.search(rb"\x99\x01.(.)", members.whole("xl/workbook.bin"), re.DOTALL)
    if flags and flags[1][0] & 1:
        raise Refused("workbook.dates_1904", name=name)
    for member in members.infos:
        if member.endswith((".xml", ".rels", ".bin")):
            members.measure(member)
    return Inspection()


def _look_through_ods(members: _Members, name: str) -> Inspection:
    """A table of OpenDocument: which rows a filter or somebody hid."""
    if b"encryption-data" in members.whole("meta-inf/manifest.xml"):
        raise Refused("workbook.password", name=name)
    xml = members.whole("content.xml")
    hidden: dict[str, frozenset[int]] = {}
    merged: dict[str, list[Range]] = {}
    for table in _ODS_TABLE.finditer(xml):
        title = html.unescape(table[1].decode("utf-8", "replace"))
        unseen: set[int] = set()
        number, merged[title] = 0, []
        rows = list(_ODS_ROW.finditer(table[2]))
        ends = [*(row.start() for row in rows[1:]), len(table[2])]
        for row, end in zip(rows, ends, strict=True):
            count = _times(_ODS_TIMES, row[0])
            if _ODS_HIDDEN.search(row[0]) and count < _SMALL_AREA:
                unseen.update(range(number, number + count))
            merged[title] += _ods_merged(table[2][row.end() : end], number)
            number += count
        hidden[title] = frozenset(unseen)
    return Inspection({}, hidden, merged)


def _ods_merged(cells: bytes, row: int) -> Iterator[Range]:
    """The merged cells that begin in a row."""
    column = 0
    for cell in _ODS_CELL.finditer(cells) if b"-spanned=" in cells else ():
        down, across = (_times(pattern, cell[0]) for pattern in (_ODS_DOWN, _ODS_ACROSS))
        if down > 1 or across > 1:
            yield (row, column), (row + down - 1, column + across - 1)
        column += _times(_ODS_BESIDE, cell[0])


def _times(pattern: re.Pattern[bytes], tag: bytes) -> int:
    found = pattern.search(tag)
    return int(found[1]) if found else 1


def _sheet_members(book: bytes, relations: bytes) -> list[tuple[str, str]]:
    """Sheet titles with the members that they name; a member's name is only compared, never used as a path."""
    targets: dict[str, str] = {}
    for relation in _RELATION.findall(relations.decode("utf-8", "replace")):
        found = dict(re.findall(r'(\w+)="([^"]*)"', relation))
        target = found.get("Target", "").lower()
        targets[found.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    sheets = _SHEET.findall(book.decode("utf-8", "replace"))
    return [(html.unescape(title), targets.get(identity, "")) for title, identity in sheets]


def _scan_sheet(xml: bytes, name: str) -> dict[str, str]:
    """Cells of a sheet not to be trusted; Refused when its rectangle is absurd for what is written in it."""
    _refuse_sparse(xml, name)
    faults: dict[str, str] = {}
    for found in _ERROR.finditer(xml) if b't="e"' in xml or b"'e'" in xml else ():
        faults[_place(found[1])] = "cell.error"
    for found in _UNCACHED.finditer(xml) if b"<f" in xml or b":f" in xml else ():
        if b't="str"' not in found[1] or b"<v" not in found[0]:  # a text formula may well give an empty text
            faults[_place(found[1])] = "cell.formula"
    return faults


def _hidden_rows(xml: bytes) -> frozenset[int]:
    """The rows (from 0) that a filter or somebody hid."""
    rows = _HIDDEN.findall(xml) if b"hidden" in xml else ()
    return frozenset(int(number[1]) - 1 for row in rows if (number := _ROW_NUMBER.search(row)))


def _place(attributes: bytes) -> str:
    found = _PLACE.search(attributes)
    return found[1].decode() if found else ""


def _regular(xml: bytes) -> int:
    """How many cells there are when each begins `<c r="`, as spreadsheet programs write them; else 0."""
    body = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    cells = xml.count(b'<c r="', *body)
    return cells if cells == xml.count(b"<c", *body) and xml.find(b":c", *body) < 0 else 0


def _refuse_sparse(xml: bytes, name: str) -> None:
    """Measured closely only when a look at the last row's number and for far columns does not suffice."""
    cells = _regular(xml)
    last = re.findall(rb'<row[^>]* r="(\d+)"', xml[-_PIECE:])
    digits = len(last[-1]) if last else 1
    far = rb'<c r="(?![A-Z]\d{1,%d}")' % digits
    if cells and 26 * 10**digits <= max(_SMALL_AREA, _SPARSE * cells) and not re.search(far, xml):
        return
    if not cells:
        xml = re.sub(rb"""\sr\s*=\s*(["'])([^"']*)\1""", rb' r="\2"', xml)
    written = max(cells, len(_CELL.findall(xml)))
    if _area(xml, written) > max(_SMALL_AREA, _SPARSE * written):
        raise Refused("workbook.sparse", name=name)


def _area(xml: bytes, written: int) -> int:
    """Cells in the rectangle around all that is written; cells without a reference follow the one before."""
    references = _REFERENCE.findall(xml)
    height = max((int(row) for _, row in references), default=0)
    width = max((_column(letters) for letters in {letters for letters, _ in references if letters}), default=0)
    if sum(1 for letters, _ in references if letters) < written:
        width += max(len(_CELL.findall(row)) for row in _ROW_END.split(xml))
        height += len(_ROW_END.findall(xml))
    return width * height


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
