"""A roster of a thousand pages, from its rows to the bytes, to bare text objects of the same strings in the same fonts."""

import io
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.kernel.texts import RESOURCES
from app.printing.compose import Composed, compose
from app.printing.layout import MM, Run
from app.printing.library import FORMS
from app.printing.pdf import render
from app.printing.values import FormData
from bench import data
from bench.ratio import Result, in_turns

PAGES, REACH, ROUNDS = 1000, 1.3, 3
_FONTS = RESOURCES / "fonts"
_ON = date(2021, 11, 1)


def measure(folder: Path) -> list[Result]:
    """Rows to pages to PDF; the floor is given every string with its place, and draws no lines."""
    sample = 2000
    roster = _roster(PAGES * sample // _composed(_roster(sample)).count)
    composed = _composed(roster)
    runs = [page.runs for page in composed.pages]
    size = (composed.width / MM, composed.height / MM)
    floor, ours = in_turns(lambda: _bare(runs, size), lambda: render(_composed(roster), _FONTS), ROUNDS)
    return [Result(f"{composed.count} 页花名册的 PDF", floor, ours, REACH)]


def _roster(heads: int) -> FormData:
    """A class of so many people, each another name, ID, address and account."""
    values: dict[str, object] = {
        **data.training_class(0, 0, heads),
        "institution_name": "示例职业培训学校",
        "enrolled_count": heads,
        "starts_on": _ON,
        "ends_on": _ON + timedelta(14),
        "leader": "示例班主任",
        "office.name": "示例区人力社保局",
    }
    rows = [{**data.enrolment(n, 0, n + 1, n), **data.trainee(n), "age": 20 + n % 40} for n in range(heads)]
    return FormData(values, rows)


def _composed(roster: FormData) -> Composed:
    return compose(FORMS["roster"], roster, _ON, _FONTS)


def _bare(pages: Sequence[Sequence[Run]], size: tuple[float, float]) -> bytes:
    """One text object a page, one call for each string."""
    out = io.BytesIO()
    for face in {run.face for page in pages for run in page}:
        pdfmetrics.registerFont(TTFont(face, str(_FONTS / f"{face}.ttf"), shapable=False))
    canvas = Canvas(out, pagesize=size, pageCompression=1)
    for page in pages:
        text = canvas.beginText()
        font = ("", 0.0)
        for x, y, words, face, points, _ in page:
            if font != (face, points):
                font = (face, points)
                text.setFont(face, points)
            text.setTextOrigin(x / MM, size[1] - y / MM)
            text.textOut(words)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
