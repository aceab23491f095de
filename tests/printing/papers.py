"""What the tests of paper share: places, a day, and generated data; no person in it exists."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2

from app.kernel.identity import id_check
from app.printing.values import FormData

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FONTS = RESOURCES / "fonts"
FORMS = sorted((RESOURCES / "forms").glob("*.toml"))
DAY = date(2019, 12, 6)
Build = Callable[..., FormData]


def made_id(n: int) -> str:
    """A resident ID with a right check digit."""
    first = f"500110{1960 + n % 40}01{1 + n % 28:02d}{n % 1000:03d}"
    return first + id_check(first)


def with_names(data: FormData, *names: str) -> FormData:
    """The data with the first rows' names replaced."""
    named = [{**row, "name": name} for row, name in zip(data.rows, names, strict=False)]
    return replace(data, rows=[*named, *data.rows[len(named) :]])


def text_of(pdf: bytes) -> str:
    """All the text of a document, without blanks."""
    with pypdfium2.PdfDocument(pdf) as document:
        return re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in document))
