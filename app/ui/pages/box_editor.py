"""What is said of the chosen box of a form: its text, place and size in mm, letters, and on which pages it stands."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QFormLayout, QLineEdit, QWidget

from app.kernel.texts import say

if TYPE_CHECKING:
    from app.printing.forms import Box

_PLACES = ("x", "y", "width", "height")
_MOST, _SMALLEST, _LARGEST = 297.0, 5.0, 72.0
_BREAK = "↵"
"""A new line in a text of one line."""


class BoxEditor(QWidget):
    """Shows one box, and tells when it is changed."""

    edited = Signal(object)
    """The box as it is now."""

    def __init__(self, aligns: Sequence[str], pages: Sequence[str]) -> None:
        super().__init__()
        self._box: Box | None = None
        self.text = QLineEdit()
        self.numbers = {name: QDoubleSpinBox() for name in (*_PLACES, "size", "least")}
        self.align, self.on, self.frame = QComboBox(), QComboBox(), QCheckBox(say("designer.frame"))
        for box, codes in ((self.align, aligns), (self.on, pages)):
            for code in codes:
                box.addItem(say(f"designer.{code}"), code)
            box.activated.connect(self._tell)
        rows = QFormLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addRow(say("designer.box_text"), self.text)
        for name, number in self.numbers.items():
            number.setDecimals(1)
            number.setSingleStep(0.5)
            number.setRange(0, _MOST if name in _PLACES else _LARGEST)
            number.setSuffix(say("designer.mm") if name in _PLACES else "")
            number.valueChanged.connect(self._tell)
            rows.addRow(say(f"designer.{name}"), number)
        self.numbers["size"].setMinimum(_SMALLEST)
        rows.addRow(say("designer.align"), self.align)
        rows.addRow(say("designer.on"), self.on)
        rows.addRow("", self.frame)
        self.text.textEdited.connect(self._tell)
        self.frame.clicked.connect(self._tell)
        self.show_box(None)

    def show_box(self, box: "Box | None") -> None:
        """Another box, or the same one as it was moved; None for none."""
        self._box = None
        self.setEnabled(box is not None)
        if box is None:
            return
        if self.written != box.text:
            self.text.setText(box.text.replace("\n", _BREAK))
        for name, number in self.numbers.items():
            number.setValue(getattr(box, name))
        self.align.setCurrentIndex(self.align.findData(box.align))
        self.on.setCurrentIndex(self.on.findData(box.on))
        self.frame.setChecked(box.frame)
        self._box = box

    @property
    def written(self) -> str:
        """The text with its lines."""
        return self.text.text().replace(_BREAK, "\n")

    def _tell(self) -> None:
        if self._box is None:
            return
        told: dict[str, Any] = {name: number.value() for name, number in self.numbers.items()}
        told |= {"align": str(self.align.currentData()), "on": str(self.on.currentData())}
        self._box = replace(self._box, text=self.written, frame=self.frame.isChecked(), **told)
        self.edited.emit(self._box)
