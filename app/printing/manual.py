"""The manual as one PDF: contents with page numbers, bookmarks, links that lead from page to page, page numbers below."""

import io
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from markdown_it.tree import SyntaxTreeNode as Node
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    Image,
    ListFlowable,
    ListItem,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)
from reportlab.platypus.paragraph import ParaLines, cjkU, makeCJKParaLine
from reportlab.platypus.tableofcontents import TableOfContents

from app.desk.manual import FOLDER, Page, Place, pages
from app.kernel.texts import RESOURCES, say
from app.kernel.version import shown
from app.printing.pdf import CREATOR, font
from app.printing.wrap import units
from app.store.files import atomic

_FONTS = RESOURCES / "fonts"
_TEXT, _BOLD, _HEADING = "song", "song-bold", "hei"
_BLUE, _NOTE, _NOTE_INK, _LINE, _HEAD = map(HexColor, ("#1f4e8c", "#fff4d6", "#6b4a00", "#aab4c2", "#e9eef5"))
_MARGIN, _TALLEST = 20 * mm, 80 * mm
_ROOM = A4[0] - 2 * _MARGIN
_PIXEL = 0.75
"""Points of a pixel of a picture, where it has room."""
_INDENT = 20
_BELOW = 100
"""Points that must be left on a page for a heading and what begins below it."""

_style = partial(ParagraphStyle, "", fontName=_TEXT, wordWrap="CJK")
_BODY = _style(fontSize=11.5, leading=19, spaceAfter=5)
_CELL = _style(fontSize=10.5, leading=15)
_QUOTE = _style(
    fontSize=11, leading=17, backColor=_NOTE, textColor=_NOTE_INK, borderPadding=(4, 6, 5, 6), leftIndent=6,
    rightIndent=6, spaceBefore=8, spaceAfter=12,
)  # fmt: skip
_HEADINGS = {
    "h1": _style(fontName=_HEADING, fontSize=20, leading=28, textColor=_BLUE, spaceAfter=10, pageBreakBefore=1),
    "h2": _style(fontName=_HEADING, fontSize=15, leading=22, textColor=_BLUE, spaceBefore=12, spaceAfter=6),
    "h3": _style(fontName=_HEADING, fontSize=12.5, leading=19, spaceBefore=8, spaceAfter=4),
}
_LEVELS = {"h1": 0, "h2": 1}
"""Headings that stand in the contents and among the bookmarks."""
_TITLE = _style(fontName=_HEADING, fontSize=26, leading=40, textColor=_BLUE, spaceBefore=30, spaceAfter=4)
_CONTENTS = (
    _style(fontName=_HEADING, fontSize=11.5, leading=17, spaceBefore=4),
    _style(fontSize=10, leading=14, leftIndent=_INDENT),
)


def render() -> bytes:
    """The whole manual; the same bytes each time."""
    for name in (_TEXT, _BOLD, _HEADING):
        pdfmetrics.registerFont(font(_FONTS / f"{name}.ttf"))
    pdfmetrics.registerFontFamily(_TEXT, normal=_TEXT, bold=_BOLD, italic=_TEXT, boldItalic=_BOLD)
    out = io.BytesIO()
    contents = TableOfContents(levelStyles=list(_CONTENTS), dotsMinLevel=0)
    head = [_Text(say("manual.title"), _TITLE), _Text(say("manual.of", version=shown()), _BODY), Spacer(1, 12)]
    _Book(out).multiBuild([*head, contents, *(one for page in pages().values() for one in _Sheet(page).flowables())])
    return out.getvalue()


def save(path: Path) -> None:
    """The whole manual as a file, which is there whole or not at all."""
    with atomic(path) as unfinished:
        unfinished.write_bytes(render())


class _Book(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """Notes where each heading stands, until the contents agree with the pages."""

    def __init__(self, out: io.BytesIO) -> None:
        super().__init__(out, pagesize=A4, title=say("manual.title"), creator=CREATOR, invariant=1)
        frame = Frame(_MARGIN, _MARGIN, _ROOM, A4[1] - 2 * _MARGIN, 0, 0, 0, 0)
        self.addPageTemplates(PageTemplate(frames=[frame], onPage=self._foot))
        self._count = 0

    def _foot(self, canvas: Any, _: Any) -> None:
        """Below each page its number, and how many the build before this one had."""
        canvas.setFont(_TEXT, 9)
        canvas.drawCentredString(A4[0] / 2, _MARGIN / 2, say("report.page", page=self.page, pages=self._count))

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab's name
        """A heading goes into the contents and the bookmarks."""
        self._count = max(self._count, self.page)
        key = getattr(flowable, "key", "")
        if not key:
            return
        self.canv.bookmarkPage(key)
        if flowable.level is not None:
            text = flowable.getPlainText()
            self.canv.addOutlineEntry(text, key, flowable.level, closed=flowable.level == 0)
            self.notify("TOCEntry", (flowable.level, escape(text), self.page, key))


class _Text(Paragraph):  # type: ignore[misc]
    """Broken into lines by the same rules as the program's other papers."""

    def breakLinesCJK(self, maxWidths: Sequence[float]) -> ParaLines:  # noqa: N802, N803 - reportlab's names
        """The lines, none wider than its room."""
        if hasattr(self, "blPara") and getattr(self, "_splitpara", False):
            return self.blPara  # the part on the next page
        glyphs = [cjkU(char, part, "utf8") for part in self.frags for char in part.text]
        room = maxWidths[0]
        lines, begin, at, used = [], 0, 0, 0.0

        def end(line: int) -> None:
            lines.append(makeCJKParaLine(glyphs[begin:line], room, used, room - used, False, False))  # noqa: FBT003

        for unit in units("".join(glyphs)):
            need = sum(glyph.width for glyph in glyphs[at : at + len(unit)])
            if used and used + need > room:
                end(at)
                begin, used = at + len(unit) * unit.isspace(), -need * unit.isspace()
            at, used = at + len(unit), used + need
        end(at)
        return ParaLines(kind=1, lines=lines)


def _key(place: Place) -> str:
    """What a place is called inside the PDF, which knows plain letters only."""
    return f"{place.page}-{place.heading}".encode().hex()


class _Sheet:
    """A page of the manual on its way to paper."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def flowables(self) -> Iterator[Flowable]:
        """All of it, in order."""
        for node in Node(self._page.tokens).children:
            yield from self._block(node, _BODY)

    def _block(self, node: Node, style: ParagraphStyle) -> Iterator[Flowable]:
        if node.type == "heading":
            yield CondPageBreak(_BELOW)
            yield self._heading(node)
        elif node.type == "paragraph":
            yield self._paragraph(node, style)
        elif node.type == "blockquote":
            for child in node.children:
                yield from self._block(child, _QUOTE)
        elif node.type == "table":
            yield self._table(node)
        else:
            yield self._list(node)

    def _heading(self, node: Node) -> Flowable:
        made = _Text(_inline(node.children[0]), _HEADINGS[node.tag])
        made.level = _LEVELS.get(node.tag)
        made.key = _key(Place(self._page.name, "" if node.tag == "h1" else str(node.attrs["id"])))
        return made

    def _paragraph(self, node: Node, style: ParagraphStyle) -> Flowable:
        inside = node.children[0].children
        if [one.type for one in inside] == ["image"]:
            return _picture(FOLDER / str(inside[0].attrs["src"]))
        return _Text(_inline(node.children[0]), style)

    def _list(self, node: Node) -> Flowable:
        items = [
            ListItem([one for child in item.children for one in self._block(child, _BODY)]) for item in node.children
        ]
        numbered = {
            "bulletType": "1",
            "bulletFormat": "%s.",
            "bulletFontSize": 11.5,
            "start": node.attrs.get("start", 1),
        }
        dotted = {"bulletType": "bullet", "start": "●", "bulletFontSize": 5.5, "bulletOffsetY": -3}
        look = numbered if node.type == "ordered_list" else dotted
        return ListFlowable(items, leftIndent=_INDENT, bulletFontName=_TEXT, **look)

    def _table(self, node: Node) -> Flowable:
        rows = [row for part in node.children for row in part.children]
        cells = [[_Text(_inline(cell.children[0]), _CELL) for cell in row.children] for row in rows]
        longest = [max(len(cell.getPlainText()) for cell in column) for column in zip(*cells, strict=True)]
        shares = [min(max(length, 8), 40) for length in longest]
        return Table(
            cells,
            colWidths=[_ROOM * share / sum(shares) for share in shares],
            repeatRows=1,
            spaceAfter=8,
            style=[
                ("GRID", (0, 0), (-1, -1), 0.5, _LINE),
                ("BACKGROUND", (0, 0), (-1, 0), _HEAD),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ],
        )


def _picture(path: Path) -> Flowable:
    """As large as it is on the screen, as far as the page has room."""
    image = Image(path)
    scale = min(_PIXEL, _ROOM / image.imageWidth, _TALLEST / image.imageHeight)
    image.drawWidth, image.drawHeight = image.imageWidth * scale, image.imageHeight * scale
    image.hAlign, image.spaceBefore, image.spaceAfter = "LEFT", 4, 10
    return image


def _inline(node: Node) -> str:
    """Text in reportlab's own marks."""
    return "".join(map(_piece, node.children))


def _piece(node: Node) -> str:
    if node.type == "strong":
        return f"<b>{_inline(node)}</b>"
    if node.type == "link":
        return f'<a href="#{_key(Place.read(str(node.attrs["href"])))}" color="#1f4e8c">{_inline(node)}</a>'
    if node.type == "code_inline":
        return f'<font face="{_HEADING}">{escape(node.content)}</font>'
    return escape(node.content) if node.type == "text" else " "
