"""套打: the values alone onto preprinted paper, moved as far as the printer is off; measured once, kept on this machine."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QLabel, QWidget

from app.kernel.texts import say
from app.ui.layouts import Dialog

if TYPE_CHECKING:
    from app.printing.offsets import Offset

_MOST, _STEP = 50.0, 0.1
"""mm that anything may be moved by, and by one step."""


class Overprinting(Dialog):
    """Asks for the printer and its offset."""

    topic = "overprinting"

    def __init__(
        self, parent: QWidget, home: Path, chosen: "Callable[[Offset | None], None]", measure: Callable[[], None]
    ) -> None:
        from app.printing.offsets import offsets

        super().__init__(parent)
        self.setModal(True)
        self.setWindowTitle(say("overprint.title"))
        self._home, self._chosen = home, chosen
        self._known: Mapping[str, Offset] = offsets(home)
        self.printer, self.right, self.down = QComboBox(), QDoubleSpinBox(), QDoubleSpinBox()
        names = dict.fromkeys([*QPrinterInfo.availablePrinterNames(), *self._known])
        self.printer.addItems([*names] or [say("overprint.any")])
        rows = QFormLayout()
        for label, editor in (("printer", self.printer), ("right", self.right), ("down", self.down)):
            rows.addRow(say(f"overprint.{label}"), editor)
        for box in (self.right, self.down):
            box.setRange(-_MOST, _MOST)
            box.setSingleStep(_STEP)
            box.setDecimals(1)
            box.setSuffix(say("overprint.mm"))
        help_ = QLabel(say("overprint.help"))
        help_.setWordWrap(True)
        self.box.addLayout(rows)
        self.box.addWidget(help_)
        self.box.addStretch()
        self.button(say("overprint.go"), "Ctrl+Return", self._go)
        self.button(say("overprint.whole"), "Ctrl+W", self._whole)
        self.button(say("overprint.measure"), "Ctrl+M", measure)
        self.button(say("form.leave"), "Esc", self.reject)
        self.printer.currentTextChanged.connect(self._of_printer)
        self._of_printer(self.printer.currentText())
        self.measure(64, 16)

    def _of_printer(self, name: str) -> None:
        """What was measured of it."""
        known = self._known.get(name)
        self.right.setValue(known.right if known else 0)
        self.down.setValue(known.down if known else 0)

    def _go(self) -> None:
        from app.printing.offsets import Offset, keep_offset

        offset = Offset(round(self.right.value(), 1), round(self.down.value(), 1))
        keep_offset(self._home, self.printer.currentText(), offset)
        self.accept()
        self._chosen(offset)

    def _whole(self) -> None:
        self.accept()
        self._chosen(None)
