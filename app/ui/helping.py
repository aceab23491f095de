"""F1: the manual at the page that belongs to the window in front."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

HELP_KEY = "F1"


@runtime_checkable
class Guide(Protocol):
    """The main window, which opens the manual."""

    def show_manual(self, topics: Sequence[str], above: QWidget) -> None:
        """At the first of these topics that the manual knows, above a window that may be modal."""


def help_with(widget: QWidget) -> None:
    """Open the manual at what a widget, or what stands behind it, is called there (`topic`)."""
    topics: list[str] = []
    at: QWidget | None = widget
    while at is not None:
        topics.append(str(getattr(at, "topic", "")))
        if isinstance(at, Guide):
            at.show_manual([topic for topic in topics if topic], widget)
            return
        at = at.parentWidget()


def offer_help(dialog: QWidget) -> None:
    """F1 in a dialog: the menus of the main window cannot be reached while it is open."""
    QShortcut(QKeySequence(HELP_KEY), dialog, lambda: help_with(dialog))
