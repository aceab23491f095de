"""The sign-in page: who it is, and the password. It stands in the window before an office is entered and while it is locked."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from app.kernel.texts import say
from app.store.system_errors import refusal
from app.ui import messages
from app.ui.appearance import restyle
from app.ui.door import Door
from app.ui.jobs import Job, Jobs
from app.ui.pages.new_password import ask_code, ask_first, ask_new
from app.ui.password_line import PasswordLine

if TYPE_CHECKING:
    from app.office.user.sign_in import Entry
    from app.store.work import Actor

_NAME = Qt.ItemDataRole.UserRole
_WIDE, _SHOWN = 46, 6
"""Width in digits; people seen at once."""


class SignInPage(QWidget):
    """Names to choose from with ↑ and ↓, and one line for the password; Enter signs in."""

    passed = Signal(object)
    """The Actor who proved himself."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs, self._door = jobs, Door()
        self._owner = self._warning = ""
        self.setObjectName("page")
        self.heading, self.hint, self.told, self.sample = (QLabel() for _ in range(4))
        self.names, self.line = QListWidget(), PasswordLine()
        self.enter = QPushButton(say("door.enter"))
        self.begin = QPushButton(say("door.begin"))
        self.recover = QPushButton(say("recovery.button"))
        self.capitals = QLabel(say("door.capitals"))
        self._build()
        self.names.currentItemChanged.connect(lambda *_: self._turned())
        self.names.itemActivated.connect(lambda _: self.send())
        self.line.turned.connect(self._turn)
        self.line.capitals.connect(self.capitals.setVisible)
        self.line.returnPressed.connect(self.send)
        self.enter.clicked.connect(self.send)
        self.begin.clicked.connect(self.send)
        self.recover.clicked.connect(lambda: ask_code(self, self._jobs, self.name, self._prove))

    def _build(self) -> None:
        self.heading.setObjectName("title")
        for label, style in ((self.capitals, "banner"), (self.told, "refusal"), (self.sample, "banner")):
            label.setObjectName(style)
        for label in (self.heading, self.hint, self.told, self.sample, self.capitals):
            label.setWordWrap(True)
        self.sample.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.names.setAccessibleName(say("door.who"))
        self.line.setAccessibleName(say("door.password"))
        self.line.setPlaceholderText(say("door.password"))
        self.forgotten = QLabel(say("door.forgotten"))
        self.forgotten.setObjectName("faint")
        self.forgotten.setWordWrap(True)
        for button in (self.enter, self.begin):
            button.setObjectName("main")
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addStretch(1)
        for widget in (
            self.heading,
            self.hint,
            self.names,
            self.line,
            self.capitals,
            self.told,
            self.enter,
            self.begin,
        ):
            column.addWidget(widget)
        column.addWidget(self.forgotten)
        column.addWidget(self.recover)
        column.addWidget(self.sample)
        column.addStretch(2)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(column)
        row.addStretch(1)
        self._measure()

    def _measure(self) -> None:
        """A large line, for who types with one finger."""
        unit, large = self.fontMetrics(), self.font()
        large.setPointSizeF(large.pointSizeF() * 1.35)
        for widget in (self.names, self.line, self.enter, self.begin):
            widget.setStyleSheet(f"font-size: {large.pointSizeF()}pt")
        wide = unit.horizontalAdvance("0") * _WIDE
        for widget in (self.names, self.line, self.enter, self.begin, self.recover):
            widget.setFixedWidth(wide)
        for label in (self.heading, self.hint, self.capitals, self.told, self.forgotten, self.sample):
            label.setFixedWidth(wide)

    def show_door(self, door: Door, name: str = "", hint: str = "", owner: str = "", warning: str = "") -> None:
        """Ask who it is, with a name chosen already; everybody but the owner of what is open is warned."""
        self._door, self._owner, self._warning = door, owner, warning
        self.heading.setText(door.office)
        self.hint.setText(hint or say("door.hint"))
        self.names.clear()
        for one, caption in door.people.items():
            item = QListWidgetItem(caption, self.names)
            item.setData(_NAME, one)
        names = list(door.people)
        self.names.setCurrentRow(names.index(name) if name in names else 0)
        rows = min(max(len(names), 1), _SHOWN)
        self.names.setFixedHeight(rows * max(self.names.sizeHintForRow(0), 1) + 2 * self.names.frameWidth() + 4)
        shown = "\n".join(f"{one}　{password}" for one, password in door.shown.items())
        self.sample.setText(say("door.sample", passwords=shown))
        self.sample.setVisible(bool(shown))
        self.capitals.hide()
        self._turned()

    @property
    def name(self) -> str:
        """Who is chosen."""
        item = self.names.currentItem()
        return str(item.data(_NAME)) if item else ""

    @property
    def shown_password(self) -> str:
        """That of whoever is chosen, where an example office shows it."""
        return self._door.shown.get(self.name, "")

    def _turn(self, rows: int) -> None:
        row = self.names.currentRow() + rows
        self.names.setCurrentRow(max(0, min(row, self.names.count() - 1)))

    def _turned(self) -> None:
        """Another person: his password, or his first one."""
        secured = self.name in self._door.secured
        self.line.clear()
        for widget in (self.line, self.enter):
            widget.setVisible(secured)
        self.begin.setVisible(not secured)
        self.recover.setVisible(secured and self.name in self._door.recoverable)
        leaving = "" if self.name == self._owner else self._warning
        self._say("\n".join(filter(None, (self._door.note, leaving))), "banner")
        (self.line if secured else self.begin).setFocus()

    def _say(self, text: str, style: str = "refusal") -> None:
        restyle(self.told, style)
        self.told.setText(text)
        self.told.setVisible(bool(text))

    def send(self) -> None:
        """Try the password; who has none yet sets one."""
        if not self.enter.isEnabled():
            return
        if self.name not in self._door.secured:
            ask_first(self, self._jobs, self.name, sorted(self._door.secured), self._prove)
        elif self.line.text():
            self._prove(self.name, self.line.text())

    def _prove(self, name: str, password: str) -> None:
        self.enter.setEnabled(False)

        def task(job: Job) -> "Entry":
            from app.office.user.sign_in import sign_in

            return sign_in(self._jobs.office, name, password)

        def then(entry: "Entry") -> None:
            self.enter.setEnabled(True)
            if entry.given:
                self._say(say("door.given"), "banner")
                ask_new(self, self._jobs, name, password, lambda: self._pass(entry.actor))
            else:
                self._pass(entry.actor)

        self._jobs.run(self, say("door.title"), task, then, self._failed)

    def _pass(self, actor: "Actor") -> None:
        self.line.clear()
        self.passed.emit(actor)

    def _failed(self, error: BaseException) -> None:
        self.enter.setEnabled(True)
        self.line.clear()
        self.line.setFocus()
        if found := refusal(error):
            self._say(str(found))
        else:
            messages.refused(self, error)
