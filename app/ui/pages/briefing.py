"""Something to read before deciding: a heading and its lines, and perhaps one thing to go on with."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QTextBrowser, QWidget

from app.kernel.texts import say
from app.ui.appearance import BACK, GOOD
from app.ui.layouts import Dialog

_TONES = {"✓": GOOD, "✗": BACK}
"""Of the marks that a line begins with."""


class Briefing(Dialog):
    """Lines, each a sentence; one that begins with blanks explains the one above it."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        lines: Sequence[str],
        *,
        head: str = "",
        style: str = "banner",
        go: str = "",
        then: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        box = self.box
        if head:
            label = QLabel(head)
            label.setObjectName(style)
            label.setWordWrap(True)
            box.addWidget(label)
        self.lines = QTextBrowser()
        self.lines.setHtml("".join(map(paragraph, lines)))
        box.addWidget(self.lines, 1)
        row = self.foot
        row.stretch()
        if go:
            self.go = QPushButton(go)
            self.go.setDefault(True)
            self.go.clicked.connect(self.accept)
            self.accepted.connect(lambda: then())
            QShortcut(QKeySequence("Ctrl+Return"), self, self.go.click)
            row.addWidget(self.go)
        leave = QPushButton(say("ask.no") if go else say("importing.close"))
        leave.setAutoDefault(not go)
        leave.clicked.connect(self.reject)
        row.addWidget(leave)
        self.measure(108, 28)

    def text(self) -> str:
        """What it says."""
        return self.lines.toPlainText()


def paragraph(text: str) -> str:
    """A line as it is shown: in the colour of the mark that it begins with, or a little to the right."""
    indent = 24 if text.startswith(" ") else 0
    if tone := _TONES.get(text[:1]):
        return f"<p style='margin: 3px 0; color: {tone.colour}'>{escape(text)}</p>"
    return f"<p style='margin: 3px 0 3px {indent}px'>{escape(text.strip())}</p>"
