"""The scanned form behind a page: a picture, or the page of a PDF as a picture."""

import io
from functools import lru_cache
from pathlib import Path

import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader

from app.kernel.outcomes import Refused

_DPI, _INCH = 200, 72
KINDS = (".png", ".jpg", ".jpeg", ".pdf")


@lru_cache(maxsize=8)
def picture_behind(path: str, page: int) -> ImageReader:
    """What stands behind a page (from 0): a picture behind all of them, of a PDF its own page, then its last.

    Refused where there is no such file, or it is no picture.
    """
    try:
        return ImageReader(_of_pdf(path, page) if path.lower().endswith(".pdf") else _of_file(path))
    except (OSError, pypdfium2.PdfiumError, Image.DecompressionBombError):
        raise Refused("printing.background", file=Path(path).name) from None


def _of_file(path: str) -> Image.Image:
    """Read whole: a file that stays open could not be replaced on Windows."""
    return Image.open(io.BytesIO(Path(path).read_bytes()))


def _of_pdf(path: str, page: int) -> Image.Image:
    with pypdfium2.PdfDocument(path) as document:
        image: Image.Image = document[min(page, len(document) - 1)].render(scale=_DPI / _INCH).to_pil()
        return image
