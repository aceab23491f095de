"""What a check of a table came to, in one sentence below the name of its file."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from app.kernel.texts import say
from app.ui.appearance import restyle
from app.ui.pages.problems import SHOWN

if TYPE_CHECKING:
    from app.record.imports.core import Checked


class Verdict(QLabel):
    """Hidden until there is something to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setObjectName("banner")
        self.hide()

    def judge(self, text: str, style: str) -> None:
        """Say something: good, refusal or banner."""
        restyle(self, style)
        self.setText(text)
        self.show()

    def tell(self, checked: "Checked") -> None:
        """Say what was found."""
        if checked.problems:
            text = say("importing.wrong", count=len(checked.problems) + checked.batch.more, rows=checked.refused)
            if len(checked.problems) > SHOWN:
                text += say("importing.shown", count=SHOWN)
            self.judge(text, "refusal")
        elif checked.already:
            differing = checked.new + checked.changed
            text = say("importing.already", at=checked.already)
            text += say("import.differing", count=differing) if differing else ""
            self.judge(text, "banner")
        else:
            counts = {"new": checked.new, "changed": checked.changed, "same": checked.same}
            self.judge(say("importing.clean", **counts), "good")
