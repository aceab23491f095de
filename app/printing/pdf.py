"""Composed pages become a PDF: one text object a page, embedded subset fonts, the same bytes for the same paper."""

import io
import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.printing.background import picture_behind
from app.printing.compose import Composed, Page
from app.printing.layout import MM, Check, Line, Run

rl_config.useA85 = 0  # binary streams: a quarter smaller than ASCII85, and faster
POINTS = 1 / MM
CREATOR = "县区职业技能提升行动业务系统"
_MARK_ROLE, _MARK_SIZE, _MARK_GRAY, _MARK_ANGLE = "hei", 96, 0.9, math.radians(35)
_CHECK_WEIGHT = 0.7
_WIDE = re.compile("<([0-9A-F]{5,6})>")


def render(composed: Composed, fonts_dir: Path, *others: Composed, bookmarks: Sequence[str] = ()) -> bytes:
    """The PDF of a paper, and of others after it; OSError when a font file is missing.

    `bookmarks` are the titles under which a reader finds them, one for each paper, '' for none.
    """
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=1, invariant=1)
    canvas.setTitle(composed.title)
    canvas.setCreator(CREATOR)
    for number, one in enumerate((composed, *others)):
        if bookmark := "".join(bookmarks[number : number + 1]):
            _bookmark(canvas, bookmark)
        pen = _Pen(canvas, fonts_dir, one)
        canvas.setPageSize((one.width * POINTS, one.height * POINTS))
        for at, page in enumerate(one.pages):
            if one.background:
                canvas.drawImage(picture_behind(one.background, at), 0, 0, one.width * POINTS, one.height * POINTS)
            pen.draw(page)
            canvas.showPage()
    canvas.save()
    return out.getvalue()


def _bookmark(canvas: Canvas, title: str) -> None:
    """An entry of the outline that leads to the page which is drawn next."""
    key = f"p{canvas.getPageNumber()}"
    canvas.bookmarkPage(key)
    canvas.addOutlineEntry(title, key)


class _Font(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A TrueType font whose ToUnicode map writes characters above U+FFFF as UTF-16 pairs, so that rare names copy."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                stream.content = _WIDE.sub(_pair, stream.content)


def _pair(found: re.Match[str]) -> str:
    return f"<{chr(int(found[1], 16)).encode('utf-16-be').hex().upper()}>"


@cache
def font(path: Path) -> _Font:
    """A bundled font, read once."""
    return _Font(path.stem, str(path), shapable=False)


class _Codes(dict[str, tuple[str, str]]):
    """Characters of one font in one document: the PDF name of the subset font that has it, and its code in hex."""

    def __init__(self, path: Path, document: Any) -> None:
        super().__init__()
        self._font, self._document = font(path), document

    def __missing__(self, char: str) -> tuple[str, str]:
        subset, code = self._font.splitString(char, self._document)[0]
        self[char] = found = (self._font.getSubsetInternalName(subset, self._document), code.hex())
        return found

    def pieces(self, text: str) -> list[tuple[str, str]]:
        """The text as pieces of one subset font each: its PDF name and the codes in hex."""
        subsets, codes = zip(*map(self.__getitem__, text), strict=True)
        if len(set(subsets)) == 1:
            return [(subsets[0], "".join(codes))]
        pairs = zip(subsets, codes, strict=True)
        return [(name, "".join([code for _, code in piece])) for name, piece in groupby(pairs, key=itemgetter(0))]


class _Pen:
    """Writes the operators of pages: mm from the top left corner become points from the bottom left."""

    def __init__(self, canvas: Canvas, folder: Path, composed: Composed) -> None:
        self._canvas, self._folder, self._composed = canvas, folder, composed
        self._codes: dict[str, _Codes] = {}

    def draw(self, page: Page) -> None:
        """Put one page on the canvas, the watermark below everything."""
        code = self._canvas._code  # reportlab's own operators cost a third more time on a long roster
        if self._composed.watermark:
            code.extend(self._watermark(self._composed.watermark))
        code.extend(self._lines(page.lines))
        code.extend(op for check in page.checks for op in self._check(check))
        code.append("BT")
        code.extend(self._texts(page.runs))
        code.append("ET")

    def _face(self, name: str) -> _Codes:
        if name not in self._codes:
            self._codes[name] = _Codes(self._folder / f"{name}.ttf", self._canvas._doc)
        return self._codes[name]

    def _texts(self, runs: list[Run]) -> Iterator[str]:
        height = self._composed.height
        font, spacing = "", 0.0
        for x, y, text, face, size, own_spacing in runs:
            if own_spacing != spacing:
                spacing = own_spacing
                yield f"{spacing:.3f} Tc"
            yield f"1 0 0 1 {x * POINTS:.2f} {(height - y) * POINTS:.2f} Tm"
            for subset, code in self._face(face).pieces(text):
                wanted = f"{subset} {size:g} Tf"
                if wanted != font:
                    font = wanted
                    yield font
                yield f"<{code}> Tj"

    def _lines(self, lines: list[Line]) -> Iterator[str]:
        height = self._composed.height
        for weight in sorted({line.weight for line in lines}):
            yield f"{weight:g} w"
            for x1, y1, x2, y2, own in lines:
                if own == weight:
                    yield f"{x1 * POINTS:.2f} {(height - y1) * POINTS:.2f} m"
                    yield f"{x2 * POINTS:.2f} {(height - y2) * POINTS:.2f} l"
            yield "S"

    def _check(self, check: Check) -> Iterator[str]:
        x, side = check.x * POINTS, check.side * POINTS
        y = (self._composed.height - check.y) * POINTS - side
        yield f"{_CHECK_WEIGHT} w {x:.2f} {y:.2f} {side:.2f} {side:.2f} re S"
        if check.ticked:
            yield f"{x + 0.2 * side:.2f} {y + 0.5 * side:.2f} m {x + 0.42 * side:.2f} {y + 0.25 * side:.2f} l"
            yield f"{x + 0.82 * side:.2f} {y + 0.8 * side:.2f} l S"

    def _watermark(self, text: str) -> Iterator[str]:
        """The word in large grey letters rising across the middle of the page."""
        codes = self._face(_MARK_ROLE)
        sine, cosine = math.sin(_MARK_ANGLE), math.cos(_MARK_ANGLE)
        half = len(text) * _MARK_SIZE / 2
        x = self._composed.width * POINTS / 2 - half * cosine
        y = self._composed.height * POINTS / 2 - half * sine
        yield f"q {_MARK_GRAY} g BT {cosine:.4f} {sine:.4f} {-sine:.4f} {cosine:.4f} {x:.2f} {y:.2f} Tm"
        for char in text:
            subset, code = codes[char]
            yield f"{subset} {_MARK_SIZE} Tf <{code}> Tj"
        yield "ET Q"
