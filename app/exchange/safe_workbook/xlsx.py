"""Workbooks of Excel since 2007 (.xlsx, .xlsm): sheets of XML, scanned without parsing them.

A sheet may have hundreds of thousands of rows, so what is looked for is found by patterns over the whole text, and cells are
gone through one by one only where their places are not written.
"""

import io
import re
from collections.abc import Sequence

from app.exchange.references import place_of, reference, split_reference
from app.exchange.safe_workbook.archive import Members, elements, relations
from app.exchange.safe_workbook.seen import ERROR, UNCOMPUTED, Inspection, SheetSeen, most_area, refuse_sparse
from app.kernel.outcomes import Refused

_YES, _NO = ("1", "true"), ("0", "false")
_STYLES = "xl/styles.xml"
_PIECE = 1024 * 1024
_REFERENCE = re.compile(rb' r="([A-Za-z]{0,9})(\d{1,9})"')
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_PREFIXED = re.compile(rb"<\w+:c[\s/>]")
_ROW_END = re.compile(rb"</(?:\w+:)?row\s*>")
_UNCACHED = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ERROR = re.compile(rb"""<(?:\w+:)?c\b([^>]*\bt\s*=\s*["']e["'][^>]*)>""")
_HIDDEN = re.compile(rb"""hidden\s*=\s*["'](?:1|true)["']""")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>")
_ROW_NUMBER = re.compile(rb"""\br\s*=\s*["'](\d{1,9})["']""")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3}\d{1,7})["']""")
_ROW_ENDS = b"</row>"
_NUMBERED_ROW = re.compile(rb"""\s*<row\b[^>]*\sr\s*=""")
_WIDTHS = {rb"[A-Z]": 26, rb"[A-D]?[A-Z]": 130, rb"[A-Z]{1,2}": 702}
"""Patterns of a column's letters, and how many columns they take in."""
_SECTIONS = frozenset({"fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"})
"""Parts of the styles, in the order in which they stand."""
_VALUES = (b"v>", b"<f", b":f", b"is>")
"""Parts of the marks of a value, a formula and a text, one of which every cell has that holds anything."""


def look_through(members: Members, data: bytes, name: str) -> Inspection:
    """Its error cells, formulas never computed, rows hidden or struck through, without long runs of rows that are only formatted."""
    targets, sheets = relations(members, "workbook.xml"), list[str]()
    for tag, attributes in elements(members.whole("xl/workbook.xml")):
        if tag == "workbookPr" and attributes.get("date1904") in _YES:
            raise Refused("workbook.dates_1904", name=name)
        if tag == "sheet":
            sheets.append(targets.get(attributes.get("id", ""), ""))
    struck = _struck_styles(members.whole(_STYLES))
    seen, shorter = dict[str, SheetSeen](), dict[str, bytes]()
    for member in dict.fromkeys(sheets):
        xml, formatted = _without_formatted(members, member)
        if formatted:
            shorter[member] = xml
        _refuse_sparse(xml, formatted, name)
        seen[member] = SheetSeen(_faults(xml), _hidden_rows(xml), struck=_struck_rows(xml, struck))
    members.measure(".xml", ".rels", but=frozenset((*sheets, _STYLES)))
    return Inspection([seen[member] for member in sheets], members.with_contents(shorter) if shorter else data)


def _without_formatted(members: Members, member: str) -> tuple[bytes, int]:
    """A sheet without the long runs of rows that are only formatted, and how many cells these have.

    There are a million when somebody formats columns down to the bottom; they say nothing, and would take all memory.
    """
    kept, begun, formatted = io.BytesIO(), b"", 0
    for piece in members.pieces(member):
        rows, end, begun = (begun + piece).rpartition(_ROW_ENDS)
        if not end:  # what ends no row is no part of a run
            rows, begun = begun, b""
        rows += end
        nothing = _NUMBERED_ROW.match(rows) and not any(mark in rows for mark in _VALUES)
        if nothing and (cells := rows.count(b"<c ")):
            formatted += cells
            members.leave_out(len(rows))
        else:
            kept.write(rows)
    kept.write(begun)
    return kept.getvalue(), formatted


def _body(xml: bytes) -> tuple[int, int]:
    """From where to where the rows stand; the whole of a sheet that names them otherwise."""
    begin, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    return (begin + len(b"<sheetData"), end) if 0 <= begin < end else (0, len(xml))


def _has(xml: bytes, *signs: bytes) -> bool:
    """Whether all of some signs stand among the rows: most lists have no e, f or colon there, and that is seen at once."""
    body = _body(xml)
    return all(xml.find(sign, *body) >= 0 for sign in signs)


def _faults(xml: bytes) -> dict[str, str]:
    """Cells of a sheet not to be trusted."""
    marks: dict[int, tuple[bytes, str]] = {}
    for found in _ERROR.finditer(xml) if _has(xml, b"e") and (_has(xml, b't="e"') or _has(xml, b"'", b"'e'")) else ():
        marks[found.start()] = found[1], ERROR
    for found in _UNCACHED.finditer(xml) if _has(xml, b"f") and (_has(xml, b"<f") or _has(xml, b":", b":f")) else ():
        if b't="str"' not in found[1] or b"<v" not in found[0]:  # a text formula may well give an empty text
            marks[found.start()] = found[1], UNCOMPUTED
    named = {at: place[1].decode() for at, (tag, _) in marks.items() if (place := _PLACE.search(tag))}
    places = named if len(named) == len(marks) else _counted(xml)
    return {places[at]: code for at, (_, code) in marks.items()}


def _hidden_rows(xml: bytes) -> frozenset[int]:
    """The rows (from 0) that a filter or somebody hid."""
    signs = _HIDDEN.finditer(xml, *_body(xml)) if _has(xml, b"e", b"hidden") else ()
    marks = (xml.rfind(b"<", 0, sign.start()) for sign in signs)
    rows = [row for mark in marks if (row := _ROW.match(xml, mark))]
    numbers = [int(number[1]) for row in rows if (number := _ROW_NUMBER.search(row[1]))]
    if len(numbers) < len(rows):
        places = _counted(xml)
        numbers = [split_reference(places[row.start()])[1] for row in rows]
    return frozenset(number - 1 for number in numbers)


def _struck_styles(xml: bytes) -> list[int]:
    """The numbers of the styles whose text is struck through."""
    fonts, struck, styles, section = -1, set[int](), list[int](), ""
    for tag, attributes in elements(xml) if b"strike" in xml else ():
        if tag in _SECTIONS:
            section = tag
        elif section == "fonts" and tag == "font":
            fonts += 1
        elif section == "fonts" and tag == "strike" and attributes.get("val") not in _NO:
            struck.add(fonts)
        elif section == "cellXfs" and tag == "xf":
            styles.append(int(attributes.get("fontId", 0)))
    return [number for number, font in enumerate(styles) if font in struck]


def _struck_rows(xml: bytes, styles: Sequence[int]) -> frozenset[int]:
    """The rows (from 0) with anything in them that somebody struck through."""
    if not styles:
        return frozenset()
    numbers = b"|".join(b"%d" % number for number in styles)
    cells = re.findall(rb"""<(?:\w+:)?c\b([^>]*\bs\s*=\s*["'](?:%s)["'][^>]*)(?<!/)>""" % numbers, xml)
    places = [place[1].decode() for cell in cells if (place := _PLACE.search(cell))]
    return frozenset(split_reference(place)[1] - 1 for place in places)


def _counted(xml: bytes) -> dict[int, str]:
    """The reference of each row and cell by where it stands in the text: what bears none follows the one before."""
    places: dict[int, str] = {}
    row, column = -1, -1
    for found in _ROW_OR_CELL.finditer(xml):
        if found[1] == b"row":
            number = _ROW_NUMBER.search(found[2])
            row, column = int(number[1]) - 1 if number else row + 1, -1
            places[found.start()] = str(row + 1)
        else:
            place = _PLACE.search(found[2])
            column = place_of(split_reference(place[1].decode())[0]) if place else column + 1
            places[found.start()] = place[1].decode() if place else reference(row, column)
    return places


def _regular(xml: bytes) -> bool:
    """Whether each cell begins `<c r="`, as spreadsheet programs write them."""
    body = _body(xml)
    return xml.count(b'<c r="', *body) == xml.count(b"<c", *body) and not _prefixed(xml)


def _prefixed(xml: bytes) -> bool:
    """Whether cells bear the prefix of a name space."""
    return _has(xml, b":", b":c") and bool(_PREFIXED.search(xml, *_body(xml)))


def _refuse_sparse(xml: bytes, formatted: int, name: str) -> None:
    """Measured closely only when a look at the last row's number and for far columns does not suffice; `formatted` were left out."""
    body = _body(xml)
    cells = 0 if _prefixed(xml) else xml.count(b"<c", *body)
    last = re.findall(rb'<row[^>]* r="(\d+)"', xml[-_PIECE:])
    first, further = (int(last[-1][:1]), len(last[-1]) - 1) if last else (9, 0)
    for letters, columns in _WIDTHS.items():
        near = rb'%b(?:\d{1,%d}|[1-%d]\d{%d})"' % (letters, max(further, 1), first or 1, further)
        area = columns * max((first + 1) * 10**further, 10)
        if area <= most_area(cells) and cells and not re.compile(rb'<c(?! r="%b)' % near).search(xml, *body):
            return
    if not _regular(xml):
        xml = re.sub(rb"""\sr\s*=\s*(["'])([^"']*)\1""", rb' r="\2"', xml)
    written = len(_CELL.findall(xml))
    refuse_sparse(_area(xml, written), written + formatted, name)


def _area(xml: bytes, written: int) -> int:
    """Cells in the rectangle around all that is written; cells without a reference follow the one before."""
    references = _REFERENCE.findall(xml)
    height = max((int(row) for _, row in references), default=0)
    columns = {letters for letters, _ in references if letters}
    width = max((place_of(letters.decode().upper()) + 1 for letters in columns), default=0)
    if sum(1 for letters, _ in references if letters) < written:
        width += max(len(_CELL.findall(row)) for row in _ROW_END.split(xml))
        height += len(_ROW_END.findall(xml))
    return width * height
