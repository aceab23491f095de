"""The one edit dialog: made of Fields, walked with Enter, with every problem beside its own line."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from app.desk.formdata import Choices, FormData
from app.kernel.fields import Field, read_values
from app.kernel.outcomes import Problem, Problems
from app.kernel.texts import say
from app.store.system_errors import refusal
from app.ui import messages
from app.ui.appearance import PROBLEM, restyle, sign
from app.ui.editors import EnterWalks, editor
from app.ui.layouts import Dialog, available_area, fit

_TWO_WIDE = 118
"""The width of two columns, in digits."""
_ONE_COLUMN = 7
"""Up to so many fields stand in one column."""


class _Line:
    """A field in the dialog: its editor and the note below it, which holds the help or the problem."""

    def __init__(self, element: Field, choices: Choices, parent: QWidget) -> None:
        self.element = element
        star = '　<span style="color:#a8201a">＊</span>' if element.required else ""
        self.title = QLabel(f"{element.title}{star}", parent)
        self.edit = editor(element, choices, parent)
        self.edit.setAccessibleName(element.title)
        self.edit.setToolTip(element.help)
        self.title.setBuddy(self.edit)
        self.icon, self.note = QLabel(parent), QLabel(parent)
        self.note.setWordWrap(True)
        self.icon.setFixedWidth(18)
        self.help()

    def help(self) -> None:
        """Nothing is wrong: show what the element is."""
        self._say(self.element.help, "faint", wrong=False)

    def blame(self, sentence: str) -> None:
        """Show what is wrong, by sign, word and colour."""
        self._say(sentence, "wrong", wrong=True)
        self.icon.setPixmap(sign(PROBLEM).pixmap(14, 14))

    def _say(self, text: str, style: str, *, wrong: bool) -> None:
        self.icon.clear()
        self.note.setObjectName(style)
        self.note.setText(text)
        self.edit.setProperty("wrong", wrong)
        for widget in (self.note, self.edit):
            widget.style().unpolish(widget)
            widget.style().polish(widget)


class FieldForm(Dialog):
    """Asks for the values of some fields; `submitted` carries their texts, the caller answers accept() or show_error()."""

    submitted = Signal(object)

    def __init__(self, parent: QWidget | None, title: str, data: FormData, send: str = "", hint: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.data = data
        self.lines = {f.key: _Line(f, data.choices, self) for f in data.fields}
        for key, line in self.lines.items():
            line.edit.setText(line.element.kind.show(data.values.get(key)))
            line.edit.setCursorPosition(0)
            line.edit.editingFinished.connect(partial(self._check, line))
        self.before = self.texts()
        self._refusal = QLabel(hint)
        self._refusal.setObjectName("banner")
        self._refusal.setWordWrap(True)
        self._refusal.setVisible(bool(hint))
        self._send = QPushButton(send or say("form.save"))
        self._row = QHBoxLayout()
        self._build()
        QShortcut(QKeySequence("Ctrl+Return"), self, self.send)
        QShortcut(QKeySequence("Ctrl+Enter"), self, self.send)
        edits = [line.edit for line in self.lines.values()]
        self._walk = EnterWalks(edits, self._send, self)
        if edits:
            edits[0].setFocus()

    def _build(self) -> None:
        unit, free = self.fontMetrics().horizontalAdvance("0"), available_area(self)
        self.box.addWidget(self._refusal)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(2)
        lines = list(self.lines.values())
        columns = 1 if len(lines) <= _ONE_COLUMN or free.width() < unit * _TWO_WIDE else 2
        for number, line in enumerate(lines):
            _place(grid, line, number // columns * 2, number % columns * 3)
        for column in range(columns):
            grid.setColumnStretch(column * 3 + 2, 1)
        self._row.addLayout(grid, 2)
        self.box.addLayout(self._row)
        self.box.addStretch(1)
        self._buttons()
        self.resize(unit * (66 if columns == 1 else _TWO_WIDE), self.height())
        self._fit_height()

    def beside(self, widget: QWidget, wide: int) -> None:
        """Something to look at beside the lines, so many digits wide as far as the screen has room."""
        self._row.addSpacing(12)
        self._row.addWidget(widget, 1)
        unit = self.fontMetrics().horizontalAdvance("0")
        self.resize(min(self.width() + unit * wide, available_area(self).width()), self.height())
        self._fit_height()

    def _fit_height(self) -> None:
        """As tall as what stands in it, as far as the screen has room."""
        self.box.activate()
        tall = self.box.totalHeightForWidth(self.width()) + self.foot.heightForWidth(self.width())
        self.resize(self.width(), min(tall, available_area(self).height()))

    def _buttons(self) -> None:
        keys = QLabel(say("form.keys"))
        keys.setObjectName("faint")
        keys.setWordWrap(True)
        self.box.addWidget(keys)
        self.foot.stretch()
        self._send.setDefault(True)
        self._send.setToolTip(say("form.send_key"))
        self._send.clicked.connect(self.send)
        leave = QPushButton(say("form.leave"))
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        self.foot.addWidget(self._send)
        self.foot.addWidget(leave)

    def texts(self) -> dict[str, str]:
        """What stands in the lines now."""
        return {key: line.edit.text() for key, line in self.lines.items()}

    def send(self) -> None:
        """Check what can be checked here, then hand the texts over; the dialog waits for the answer."""
        if not self._send.isEnabled():
            return
        _, problems = read_values(self.data.fields, self.texts(), self.data.choices.lists)
        if problems:
            self.show_problems(problems)
            return
        self._send.setEnabled(False)
        self._refusal.hide()
        self.submitted.emit(self.texts())

    def show_error(self, error: BaseException) -> None:
        """Why it was not done; what was typed stays."""
        self._send.setEnabled(True)
        if isinstance(error, Problems):
            self.show_problems(error.problems)
        elif found := refusal(error):
            self._complain(str(found))
        else:
            messages.refused(self, error)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Each beside its line, the first one in focus; what belongs to no line above them all."""
        for line in self.lines.values():
            line.help()
        for problem in problems:
            if problem.key in self.lines:
                self.lines[problem.key].blame(problem.reason)
        other = [str(p) for p in problems if p.key not in self.lines]
        self._complain("\n".join(other) if other else say("form.problems", count=len(problems)))
        wrong = next((p.key for p in problems if p.key in self.lines), None)
        if wrong:
            self.lines[wrong].edit.setFocus()

    def _complain(self, text: str) -> None:
        restyle(self._refusal, "refusal")
        self._refusal.setText(text)
        self._refusal.show()
        self._fit_height()
        fit(self)
        self.body.verticalScrollBar().setValue(0)

    def _check(self, line: _Line) -> None:
        """On leaving a line: its value in its usual form, or what is wrong with it. Blank lines wait for the end."""
        text = line.edit.text()
        if not text.strip():
            return
        values, problems = read_values([line.element], {line.element.key: text}, self.data.choices.lists)
        if problems:
            line.blame(problems[0].reason)
        else:
            line.edit.setText(line.element.kind.show(values[line.element.key]))
            line.help()

    def reject(self) -> None:
        """Leave; ask first when something was typed."""
        if self.texts() == self.before:
            super().reject()
        else:
            messages.warn(self, say("form.abandon"), say("form.abandon_yes"), super().reject)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter presses only the button in focus; a dialog must not close on a stray one."""
        stray = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        focus = self.focusWidget()
        if stray and isinstance(focus, QPushButton):
            focus.click()
        elif not stray:
            super().keyPressEvent(event)


def _place(grid: QGridLayout, line: _Line, row: int, column: int) -> None:
    grid.addWidget(line.title, row, column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    grid.addWidget(line.icon, row, column + 1)
    grid.addWidget(line.edit, row, column + 2)
    grid.addWidget(line.note, row + 1, column + 2)
