"""Asking what whole identity numbers or accounts are taken out for; what was said last stands there, so that Enter will do."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from app.desk.formdata import Choices, FormData
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.texts import say
from app.ui.fieldform import FieldForm
from app.ui.jobs import Jobs
from app.ui.memory import Memory

_REASON = Field("reason", "用途", k.LONG, True, "可以从列表里选，也可以自己写；记入操作日志")


def ask_reason(parent: QWidget, jobs: Jobs, title: str, then: Callable[[str], None]) -> None:
    """Ask once and go on with the reason."""
    memory = Memory(jobs.office.folder, jobs.actor.name if jobs.actor else "")
    choices = Choices(suggestions={"reason": say("leaving.usual").split("、")}, free=frozenset({"reason"}))
    data = FormData((_REASON,), {"reason": memory.reason}, choices)
    form = FieldForm(parent, title, data, say("leaving.go"), say("leaving.hint"))

    def go(texts: Mapping[str, str]) -> None:
        reason = texts["reason"].strip()
        memory.keep_reason(reason)
        form.accept()
        then(reason)

    form.submitted.connect(go)
    form.open()
