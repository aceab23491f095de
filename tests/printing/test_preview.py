"""Pages as pictures."""

from collections.abc import Callable

import pypdfium2
import pytest
from papers import FONTS, Build

from app.printing.compose import Composed
from app.printing.forms import Form
from app.printing.pdf import render
from app.printing.preview import page_count, picture


@pytest.fixture
def pdf(form: Callable[[str], Form], data: Build, printed: Callable[..., Composed]) -> bytes:
    return render(printed(form("roster"), data("class", 40)), FONTS)


def test_a_picture_has_three_bytes_a_pixel_and_ink_on_white(pdf: bytes) -> None:
    shown = picture(pdf, 0, dpi=72)
    assert (shown.width, shown.height) == (842, 596)
    assert len(shown.rgb) == 3 * shown.width * shown.height
    assert shown.rgb[:3] == b"\xff\xff\xff"
    assert min(shown.rgb) < 64


def test_pages_are_counted_and_one_beyond_the_last_is_an_error(pdf: bytes) -> None:
    assert page_count(pdf) > 1
    with pytest.raises(IndexError):
        picture(pdf, page_count(pdf))


def test_what_is_no_pdf_is_an_error() -> None:
    with pytest.raises(pypdfium2.PdfiumError):
        page_count(b"hello")
