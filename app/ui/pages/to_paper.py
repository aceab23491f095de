"""A document on its way out of the window: what is asked before, the printer, and its pages as pictures."""

from collections.abc import Callable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from app.kernel.texts import say
from app.ui import messages
from app.ui.jobs import Job
from app.ui.pages.papers import image

_PRINT_DPI = 300.0


def agree(parent: QWidget, open_points: str, then: Callable[[], None]) -> None:
    """Ask before a paper goes out to the public while something about it is still open; at once when nothing is."""
    if open_points:
        messages.ask(parent, say("printing.open_ask", open=open_points), say("printing.open_go"), then)
    else:
        then()


def ask_printer(parent: QWidget, name: str, pages: int) -> tuple[QPrinter, int, int] | None:
    """The printer, the first and the last page (from 1); None when it was called off.

    The margins are those of the form, not of the printer.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    printer.setDocName(name)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    return printer, printer.fromPage() or 1, printer.toPage() or pages


def print_pages(job: Job, printer: QPrinter, data: bytes, first: int, last: int) -> None:
    """The pages from one to another (from 1) as pictures, each as it lies."""
    from app.printing.preview import picture

    painter = QPainter()
    for number in range(first, last + 1):
        job.progress(number - first, last - first + 1)
        page = image(picture(data, number - 1, _PRINT_DPI))
        _face(printer, page)
        if number == first:
            painter.begin(printer)
        else:
            printer.newPage()
        painter.drawImage(QRectF(printer.paperRect(QPrinter.Unit.DevicePixel)), page)
    painter.end()


def _face(printer: QPrinter, page: QImage) -> None:
    wide = page.width() > page.height()
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)
