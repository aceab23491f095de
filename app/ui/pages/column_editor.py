"""The columns of a form's table: chosen by their Chinese titles, in order, each with its heading and its width in mm."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.kernel.texts import say
from app.ui.layouts import Flow, pressed_by_enter

if TYPE_CHECKING:
    from app.printing.forms import Form

_MOST = 297.0


class ColumnEditor(QWidget):
    """Shows the columns; asks for the form to be changed, and is shown what came of it."""

    wanted = Signal(object)
    """A function from the form as it is to the form as it should be."""

    def __init__(self, form: "Form") -> None:
        from app.printing.design_columns import choices

        super().__init__()
        self.values, self.columns = QComboBox(), QListWidget()
        self.heading, self.width_mm = QLineEdit(), QDoubleSpinBox()
        for title, key in choices(form):
            self.values.addItem(title, key)
        self.values.setEditable(True)
        self.values.completer().setFilterMode(Qt.MatchFlag.MatchContains)
        self.values.completer().setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.width_mm.setRange(0, _MOST)
        self.width_mm.setDecimals(1)
        self.width_mm.setSuffix(say("designer.mm"))
        self._build()
        self.columns.currentRowChanged.connect(self._chosen)
        self.heading.editingFinished.connect(self._change)
        self.width_mm.editingFinished.connect(self._change)
        self._form = form
        self.show_form(form)

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.addWidget(self.values)
        buttons = Flow()
        for code, act in (
            ("add_column", self.add),
            ("to_left", lambda: self.move_by(-1)),
            ("to_right", lambda: self.move_by(1)),
            ("drop_column", self.drop),
        ):
            button = pressed_by_enter(QPushButton(say(f"designer.{code}")))
            button.clicked.connect(lambda _=False, act=act: act())
            buttons.addWidget(button)
        box.addLayout(buttons)
        box.addWidget(self.columns, 1)
        rows = QFormLayout()
        rows.addRow(say("designer.heading"), self.heading)
        rows.addRow(say("designer.width"), self.width_mm)
        box.addLayout(rows)

    def show_form(self, form: "Form") -> None:
        """The columns as they are now; the chosen place stays chosen."""
        from app.printing.design_columns import columns_of

        self._form, at = form, self.columns.currentRow()
        found = columns_of(form)
        self.columns.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.columns.clear()
        for number, column in enumerate(found, 1):
            title = column.title.replace("\n", "")
            self.columns.addItem(say("designer.column", number=number, title=title, width=f"{column.width:g}"))
        self.columns.setCurrentRow(min(at, len(found) - 1))
        self.columns.blockSignals(False)  # noqa: FBT003 - Qt's own
        self._chosen(self.columns.currentRow())

    def _chosen(self, at: int) -> None:
        from app.printing.design_columns import columns_of

        found = columns_of(self._form)
        inside = 0 <= at < len(found)
        for editor in (self.heading, self.width_mm):
            editor.setEnabled(inside)
        if inside:
            self.heading.setText(found[at].title.replace("\n", " "))
            self.width_mm.setValue(found[at].width)

    def _ask(self, change: "Callable[[Form], Form]", at: int) -> None:
        """Want a change; the place that is chosen after it."""
        self.columns.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.columns.setCurrentRow(at)
        self.columns.blockSignals(False)  # noqa: FBT003 - Qt's own
        self.wanted.emit(change)

    def add(self) -> None:
        """A column for the value of this title."""
        from app.printing.design_columns import added

        at = self.values.findText(self.values.currentText())
        if at >= 0:
            key = str(self.values.itemData(at))
            self._ask(lambda form: added(form, key), self.columns.currentRow())

    def move_by(self, places: int) -> None:
        """The chosen column further to the right, or to the left."""
        from app.printing.design_columns import moved

        at = self.columns.currentRow()
        if 0 <= at + places < self.columns.count():
            self._ask(lambda form: moved(form, at, places), at + places)

    def drop(self) -> None:
        """Without the chosen column."""
        from app.printing.design_columns import removed

        at = self.columns.currentRow()
        if at >= 0:
            self._ask(lambda form: removed(form, at), at)

    def _change(self) -> None:
        from app.printing.design_columns import changed, columns_of

        at, title, width = self.columns.currentRow(), self.heading.text(), round(self.width_mm.value(), 1)
        found = columns_of(self._form)
        if not 0 <= at < len(found):
            return
        same = title == found[at].title.replace("\n", " ")
        if not same or abs(width - found[at].width) >= 0.1:  # noqa: PLR2004 - what the box tells apart
            kept = found[at].title if same else title
            self._ask(lambda form: changed(form, at, kept, width), at)
