"""The only place that shows refusals, questions and crashes: what happened, whether the data is safe, what to do."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QScrollArea, QWidget

from app.kernel.outcomes import Cancelled, Problems
from app.kernel.texts import say
from app.store.system_errors import diagnosis, refusal_at, trace
from app.ui.helping import offer_help
from app.ui.layouts import available_area, fit

_Icon, _Role = QMessageBox.Icon, QMessageBox.ButtonRole
_TEXT = "qt_msgbox_label"
"""What Qt calls the label of a message."""
_SIDES, _DETAILS, _WIDE = 120, 130, 72
"""Beside the text its sign, below it the details, and its width in digits."""
_SHOWN = 12
"""Problems that a message lists itself; the rest stand under its details."""


def tell(parent: QWidget | None, text: str, details: str = "") -> QMessageBox:
    """Something that went well and is worth a stop."""
    return _show(parent, _Icon.Information, say("window.title"), text, details)


def refused(parent: QWidget | None, error: BaseException, folder: Path | None = None) -> QMessageBox:
    """Whatever a job raised: a refusal in its own words, a cancellation as such, anything else as a crash."""
    if isinstance(error, Problems):
        lines = [str(problem) for problem in error.problems]
        head = "\n".join([say(error.code, **error.params), *lines[:_SHOWN]])
        return _show(parent, _Icon.Warning, say("refusal.title"), head, "\n".join(lines) if len(lines) > _SHOWN else "")
    if isinstance(error, Cancelled):
        return _show(parent, _Icon.Information, say("window.title"), say("cancelled.done"))
    if found := refusal_at(error, folder):
        return _show(parent, _Icon.Warning, say("refusal.title"), str(found))
    return crashed(parent, error, folder)


def ask(parent: QWidget, text: str, yes: str, then: Callable[[], None], details: str = "") -> QMessageBox:
    """Ask once; `then` runs when the answer is yes. Enter says yes, Esc no."""
    return _question(parent, text, (yes, say("ask.no")), then, details)


def warn(parent: QWidget, text: str, yes: str, then: Callable[[], None]) -> QMessageBox:
    """Ask before work is thrown away: Enter and Esc both keep it."""
    return _question(parent, text, (yes, say("ask.keep")), then, eager=False)


def _question(
    parent: QWidget,
    text: str,
    answers: tuple[str, str],
    then: Callable[[], None],
    details: str = "",
    *,
    eager: bool = True,
) -> QMessageBox:
    box = _box(parent, _Icon.Question, say("ask.title"), text, details)
    agree, decline = (
        box.addButton(word, role) for word, role in zip(answers, (_Role.AcceptRole, _Role.RejectRole), strict=True)
    )
    box.setDefaultButton(agree if eager else decline)
    box.buttonClicked.connect(lambda button: then() if button is agree else None)
    box.open()
    return box


def crashed(parent: QWidget | None, error: BaseException, folder: Path | None) -> QMessageBox:
    """An error of the program itself: written to a masked diagnosis file that may be passed on."""
    told = trace(error)
    text = say("crash.text", path=diagnosis(told, folder) or say("crash.unwritten"))
    return _show(parent, _Icon.Critical, say("crash.title"), text, told)


def catch_crashes(parent: QWidget, folder: Callable[[], Path | None]) -> None:
    """Show whatever nobody caught, instead of a silent or a dead window."""

    def hook(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, at)
            return
        if sys.stderr:  # a window without a console has none
            sys.stderr.write(trace(error.with_traceback(at)))
        refused(parent, error, folder())

    sys.excepthook = hook


def _show(parent: QWidget | None, icon: QMessageBox.Icon, title: str, text: str, details: str = "") -> QMessageBox:
    box = _box(parent, icon, title, text, details)
    known = box.addButton(say("message.known"), _Role.AcceptRole)
    copy = box.addButton(say("message.copy"), _Role.ActionRole)
    copy.clicked.disconnect()  # the box would close on it
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(f"{text}\n{details}".strip()))
    box.setDefaultButton(known)
    box.setEscapeButton(known)
    box.open()
    return box


class _Box(QMessageBox):
    """A message whose text scrolls where the screen has no room for it."""

    topic = "message"

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """What stands around the text must stay in sight."""
        super().showEvent(event)
        free = available_area(self)
        label: Any = self.findChild(QLabel, _TEXT)
        if label and self.height() > free.height():
            around = self.height() - label.height() + (_DETAILS if self.detailedText() else 0)
            frame = QScrollArea()
            self.layout().replaceWidget(label, frame)
            frame.setWidget(label)
            frame.setWidgetResizable(True)
            wide = min(free.width() - _SIDES, self.fontMetrics().horizontalAdvance("0") * _WIDE)
            frame.setFixedSize(wide, max(free.height() - around, 2 * self.fontMetrics().height()))
            self.setText(self.text())  # it takes its size anew
        fit(self)


def _box(parent: QWidget | None, icon: QMessageBox.Icon, title: str, text: str, details: str) -> QMessageBox:
    front = QApplication.activeModalWidget() or QApplication.activeWindow()
    box = _Box(icon, title, text, parent=front if isinstance(front, QWidget) else parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    offer_help(box)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    if details:
        box.setDetailedText(details)
    return box
