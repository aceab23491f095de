"""Forms, their data and their pages for the tests of paper."""

from collections.abc import Callable

import pypdfium2
import pytest
from papers import DAY, FONTS, RESOURCES, Build, made_id

from app.printing.compose import Composed, compose
from app.printing.formfile import load
from app.printing.forms import Form
from app.printing.pdf import render
from app.printing.values import FormData, sample_data


@pytest.fixture
def data() -> Build:
    """Builds rows with distinct IDs, and values in which the total is that of the rows."""

    def build(noun: str, count: int, *, fen: int = 150_000, **values: object) -> FormData:
        base = sample_data(noun, 1)
        rows = [
            {**base.rows[0], "seq": n, "name": f"学员{n}", "id_number": made_id(n), "amount_fen": fen}
            | {"institution_name": f"学员{n}", "published_fen": fen}
            for n in range(1, count + 1)
        ]
        return FormData({**base.values, "total_fen": fen * count, **values}, rows)

    return build


@pytest.fixture
def form() -> Callable[[str], Form]:
    return lambda name: load(RESOURCES / "forms" / f"{name}.toml")


@pytest.fixture
def printed() -> Callable[[Form, FormData], Composed]:
    return lambda form, data: compose(form, data, DAY, FONTS)


@pytest.fixture
def pages() -> Callable[[Composed], list[str]]:
    """The text of each page, as a reader of the PDF copies it."""

    def read(composed: Composed) -> list[str]:
        with pypdfium2.PdfDocument(render(composed, FONTS)) as document:
            return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]

    return read
