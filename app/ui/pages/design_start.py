"""How a form of the office begins: in place of ours, as a copy beside it, as an empty page, or going on with its own."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.kernel.texts import say
from app.ui.layouts import Dialog

if TYPE_CHECKING:
    from app.printing.forms import Form


class DesignStart(Dialog):
    """Asks once."""

    chosen = Signal(object)
    """The form to be designed."""

    def __init__(self, parent: QWidget, folder: Path, name: str) -> None:
        from app.printing import designing
        from app.printing.library import library_of

        super().__init__(parent)
        self.setModal(True)
        self.setWindowTitle(say("designer.start"))
        library = library_of(folder)
        form = library[name]
        help_ = QLabel(say("designer.start_help"))
        help_.setWordWrap(True)
        self.box.addWidget(QLabel(form.title))
        self.box.addWidget(help_)
        self.box.addStretch()
        first = "own" if name in library.own else "instead"
        self.button(say(f"designer.{first}"), "Ctrl+1", lambda: self._open(designing.instead(form)))
        self.button(say("designer.beside"), "Ctrl+2", lambda: self._open(designing.beside(folder, form)))
        title = say("designer.blank_title")
        self.button(say("designer.blank"), "Ctrl+3", lambda: self._open(designing.blank(folder, form.noun, title)))
        self.button(say("form.leave"), "Esc", self.reject)
        self.measure(70, 12)

    def _open(self, form: "Form") -> None:
        self.chosen.emit(form)
        self.accept()
