"""What a table leaves open, asked on one page: each question with its samples and the best guess, Enter goes on."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QWidget

from app.exchange.questions import COLUMN, CONSTANT, MISSING, VALUE, Asking, Question, answered
from app.kernel.texts import say
from app.ui.appearance import restyle
from app.ui.editors import EnterWalks, PickEdit
from app.ui.layouts import Dialog

_QUESTION, _ANSWER = 3, 2
"""How the width is shared."""
_WIDE, _TALL, _LEAST = 110, 30, 6
"""In digits and lines: the page, and the least that is seen of the questions."""


class Mapping(Dialog):
    """The questions of a table; `answered` is given the layout. Looked at again, it says how the table is read."""

    topic = "mapping"

    answered = Signal(object)
    answering = Signal(object)
    """The layout by what was answered otherwise than proposed so far."""

    def __init__(self, parent: QWidget, asking: Asking, *, again: bool = False) -> None:
        super().__init__(parent)
        self._asking, self._proposed = asking, dict[PickEdit, str]()
        self.setWindowTitle(say("mapping.title"))
        count = len(asking.questions) - asking.folded
        code = "mapping.again" if again else "mapping.intro" if count else "mapping.only_idle"
        self.intro = QLabel(say(code, count=count))
        self.intro.setObjectName("banner")
        self.intro.setWordWrap(True)
        self.box.addWidget(self.intro)
        self.edits = [self._edit(question) for question in asking.questions]
        self.box.addWidget(self._grid(), 1)
        must = any(question.open for question in asking.questions)
        keys = QLabel(say("mapping.keys") + (say("mapping.must_key") if must else ""))
        keys.setObjectName("faint")
        self.box.addWidget(keys)
        self.foot.stretch()
        self.send = QPushButton(say("mapping.go"))
        self.send.setDefault(True)
        self.send.clicked.connect(self.take)
        self.foot.addWidget(self.send)
        leave = QPushButton(say("form.leave"))
        leave.setAutoDefault(False)
        leave.clicked.connect(self.reject)
        self.foot.addWidget(leave)
        for press in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(press), self, self.take)
        self._walk = EnterWalks(list(self.edits), self.send, self)
        self.measure(_WIDE, _TALL)
        (self.edits[0] if count else self.unfold).setFocus()

    def _edit(self, question: Question) -> PickEdit:
        """A line with what may be answered, filled with the best guess."""
        edit = PickEdit([shown for _, shown in question.options], {}, self, settles=bool(question.options))
        guessed = bool(question.guess) or not question.open
        edit.setText(question.shown(question.guess) if guessed else "")
        edit.setCursorPosition(0)
        edit.setAccessibleName(question.text)
        self._proposed[edit] = edit.text()
        edit.editingFinished.connect(self._follow)
        edit.editingFinished.connect(self._tell)
        return edit

    def _grid(self) -> QScrollArea:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setColumnStretch(0, _QUESTION)
        grid.setColumnStretch(1, _ANSWER)
        rest = QLabel(self._asking.rest)
        rest.setTextFormat(Qt.TextFormat.PlainText)
        rest.setWordWrap(True)
        self.unfold = QPushButton(say("mapping.unfold"))
        self.unfold.setAutoDefault(False)
        self.unfold.setAccessibleName(self._asking.rest)
        self.unfold.clicked.connect(self._unfold)
        self._folded = list[QWidget]()
        first = len(self.edits) - self._asking.folded
        for row, (question, edit) in enumerate(zip(self._asking.questions, self.edits, strict=True)):
            label = QLabel(say("mapping.must", question=question.text) if question.open else question.text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setBuddy(edit)
            grid.addWidget(label, row + (row >= first), 0)
            grid.addWidget(edit, row + (row >= first), 1)
            self._folded += [label, edit] if row >= first else []
        self._fold = (rest, self.unfold) if self._folded else ()
        for column, one in enumerate((rest, self.unfold)):
            grid.addWidget(one, first, column)
            one.setVisible(bool(self._folded))
        grid.setRowStretch(len(self.edits) + 1, 1)
        for part in self._folded:
            part.hide()
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored
        )  # it scrolls, the page around it does not
        area.setMinimumHeight(_LEAST * self.fontMetrics().height())
        for edit in self.edits:
            edit.installEventFilter(self)
        self._area = area
        return area

    def _unfold(self) -> None:
        """Each of the columns that are not read, by itself."""
        for one in self._fold:
            one.hide()
        for widget in self._folded:
            widget.show()
        self._folded[1].setFocus()
        self._folded.clear()

    def eventFilter(self, watched: object, event: object) -> bool:  # noqa: N802 - Qt's name
        """The line with the keyboard is in sight."""
        if event.type() == event.Type.FocusIn and isinstance(watched, QWidget):  # type: ignore[attr-defined]
            self._area.ensureWidgetVisible(watched)
        return False

    def _answers(self) -> list[tuple[Question, PickEdit, str | None]]:
        """Each question that still asks something, with its answer; None where that is none."""
        return [
            (question, edit, _answer(question, edit.text().strip()))
            for question, edit in zip(self._asking.questions, self.edits, strict=True)
            if not edit.isReadOnly()
        ]

    def _follow(self) -> None:
        """A field that one of the columns is after all is not asked for all rows any more, nor the words of one that none is."""
        columns = {answer: question.title for question, _, answer in self._answers() if question.about == COLUMN}
        for question, edit in zip(self._asking.questions, self.edits, strict=True):
            if question.about not in (CONSTANT, MISSING) or edit.isReadOnly() == (question.key in columns):
                continue
            edit.setReadOnly(question.key in columns)
            edit.setText(
                say("mapping.by_column", title=columns[question.key]) if edit.isReadOnly() else self._proposed[edit]
            )
        proposed = {question.guess for question in self._asking.questions if question.about == COLUMN}
        for question, edit in zip(self._asking.questions, self.edits, strict=True):
            gone = question.key in proposed and question.key not in columns
            if question.about == VALUE and edit.isReadOnly() != gone:
                edit.setReadOnly(gone)
                edit.setText(say("mapping.no_column", title=question.title) if gone else self._proposed[edit])

    def _tell(self) -> None:
        """What was answered so far, so that it is not asked again."""
        known = self._asking.known
        given = [
            (q, answer)
            for q, edit, answer in self._answers()
            if edit.text() != self._proposed[edit] and answer is not None
        ]
        if given:
            layout = known.with_answers(answered([q for q, _ in given], [answer for _, answer in given]))
            self.answering.emit(replace(layout, doubted=known.doubted))

    def take(self) -> None:
        """Go on with the answers, once each is one."""
        self._follow()
        given = self._answers()
        wrong = [(question, edit) for question, edit, answer in given if answer is None]
        if wrong:
            told = say("mapping.wrong", questions="\n".join(question.text for question, _ in wrong[:5]))
            self._refuse(told, wrong[0][1])
            return
        columns: dict[str | None, list[tuple[Question, PickEdit]]] = {}
        for question, edit, answer in given:
            if question.about == COLUMN and answer:
                columns.setdefault(answer, []).append((question, edit))
        twice = next((found for found in columns.values() if len(found) > 1), None)
        if twice:
            titles = "、".join(question.title for question, _ in twice)
            self._refuse(say("mapping.twice", titles=titles, field=twice[0][1].text()), twice[1][1])
            return
        self.accept()
        layout = answered([question for question, _, _ in given], [answer or "" for _, _, answer in given])
        self.answered.emit(self._asking.known.with_answers(layout))

    def _refuse(self, text: str, edit: PickEdit) -> None:
        """What is still to be said, with the cursor there."""
        restyle(self.intro, "refusal")
        self.intro.setText(text)
        if edit in self._folded:
            self._unfold()
        edit.setFocus()


def _answer(question: Question, text: str) -> str | None:
    """The answer that a text means; None when it is none."""
    if not question.options:
        return text or None
    return next((answer for answer, shown in question.options if text in (shown, answer) and text), None)
