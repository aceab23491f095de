"""关于: which version this is, what it runs on, and the licences of all its parts."""

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget

from app.kernel.texts import RESOURCES, say
from app.kernel.version import shown
from app.ui.layouts import Dialog

_LICENCES = RESOURCES / "licences.txt"
"""Made with a package."""


class About(Dialog):
    """The version above, the licences below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("help.about_title"))
        head = QLabel(f"{say('help.about', version=shown())}\n{runs_on()}")
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head.setWordWrap(True)
        self.box.addWidget(head)
        self.parts = QPlainTextEdit(licences())
        self.parts.setReadOnly(True)
        self.box.addWidget(self.parts, 1)
        leave = QPushButton(say("importing.close"))
        leave.clicked.connect(self.accept)
        self.foot.stretch()
        self.foot.addWidget(leave)
        self.measure(110, 28)


def runs_on() -> str:
    """What whoever helps over the telephone asks for."""
    from app.store.engine import SQLITE

    system = f"{platform.system()} {platform.version()}" if platform.system() == "Windows" else platform.platform()
    return say("help.runs_on", python=platform.python_version(), qt=qVersion(), sqlite=SQLITE, system=system)


def licences() -> str:
    """The licences as they were put into the package."""
    return _LICENCES.read_text("utf-8") if _LICENCES.exists() else say("help.licences_elsewhere")
