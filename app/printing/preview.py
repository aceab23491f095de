"""PDF pages as pictures, for the window to show before anything is printed."""

from typing import NamedTuple

import pypdfium2

INCH = 72
SCREEN_DPI = 96.0


class Picture(NamedTuple):
    """A page as pixels: three bytes (red, green, blue) each, rows from the top without padding."""

    width: int
    height: int
    rgb: bytes


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has; pypdfium2.PdfiumError when it is none."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def picture(pdf: bytes, page: int, dpi: float = SCREEN_DPI) -> Picture:
    """One page (from 0) at a resolution; IndexError beyond the last."""
    with pypdfium2.PdfDocument(pdf) as document:
        if not 0 <= page < len(document):
            raise IndexError(page)
        bitmap = document[page].render(scale=dpi / INCH, rev_byteorder=True)
        pixels, line = bytes(bitmap.buffer), bitmap.width * bitmap.n_channels
        rows = (pixels[at : at + line] for at in range(0, bitmap.height * bitmap.stride, bitmap.stride))
        return Picture(bitmap.width, bitmap.height, b"".join(rows))
