"""The text of the manual as a browser shows it: its pages from Markdown, pictures as wide as there is room."""

from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser

from app.desk.manual import FOLDER, MARKDOWN, Place, pages
from app.ui.appearance import BLUE, INK
from app.ui.timers import later

_SETTLING = 150
"""Milliseconds without another size until the pictures follow it."""
_MARGIN = 24
_SIZES = {"h1": 1.6, "h2": 1.3, "h3": 1.1}
"""Of headings, in sizes of the text."""
_STYLE = """
body {{ color: {ink}; }}
h1 {{ font-size: {h1}pt; color: {blue}; }}
h2 {{ font-size: {h2}pt; color: {blue}; margin-top: 22px; }}
h3 {{ font-size: {h3}pt; margin-top: 14px; }}
p, li {{ line-height: 150%; margin-bottom: 6px; }}
blockquote {{ background-color: #fff4d6; color: #6b4a00; margin-left: 0; margin-right: 0; }}
th {{ background-color: #e9eef5; }}
a {{ color: {blue}; }}
"""


class ManualText(QTextBrowser):
    """Its sources are names of pages, with a heading as fragment."""

    def __init__(self) -> None:
        super().__init__()
        self.document().setDocumentMargin(_MARGIN // 2)
        self._refit = later(self, _SETTLING, self._fit)
        self._width = 0

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802 - Qt's name
        """A page as HTML, or a picture."""
        if kind == QTextDocument.ResourceType.ImageResource.value:
            return self._picture(QUrl(name).path())
        self._width = self.viewport().width() - 2 * _MARGIN
        sizes = {tag: self.font().pointSizeF() * times for tag, times in _SIZES.items()}
        self.document().setDefaultStyleSheet(_STYLE.format(ink=INK, blue=BLUE, **sizes))
        return html(QUrl(name).path())

    def _picture(self, name: str) -> QImage:
        """No wider than the text, and as fine as the screen is."""
        picture, fine = QImage(str(FOLDER / name)), self.devicePixelRatioF()
        wide = min(picture.width(), self._width)
        smooth = Qt.TransformationMode.SmoothTransformation
        drawn = picture.scaledToWidth(round(wide * fine), smooth) if wide * fine < picture.width() else picture
        drawn.setDevicePixelRatio(drawn.width() / wide)
        return drawn

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The pictures follow."""
        super().resizeEvent(event)
        self._refit.start()

    def _fit(self) -> None:
        if self.source().isEmpty() or self.viewport().width() - 2 * _MARGIN == self._width:
            return
        bar = self.verticalScrollBar()
        share = bar.value() / max(bar.maximum(), 1)
        self.reload()
        bar.setValue(round(share * bar.maximum()))


def html(name: str) -> str:
    """A page for Qt's browser."""
    tokens = pages()[name].tokens
    for token, inside in zip(tokens, tokens[1:], strict=False):
        if token.type == "table_open":
            for key, value in (("border", "1"), ("cellspacing", "0"), ("cellpadding", "6")):
                token.attrSet(key, value)
        pieces = inside.children or ()
        if token.type == "paragraph_open" and [piece.type for piece in pieces] == ["image"]:
            token.attrSet("style", "line-height: 100%")  # of the picture
        for link in (piece for piece in pieces if piece.type == "link_open"):
            link.attrSet("href", str(Place.read(str(link.attrGet("href")))))
    return f"<body>{MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})}</body>"
