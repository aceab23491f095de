"""Asking for a period: last month stands there, to be typed over."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.desk.formdata import FormData
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import Value
from app.kernel.texts import say
from app.ui.fieldform import FieldForm
from app.ui.jobs import Jobs

if TYPE_CHECKING:
    from app.store.work import Read


def _last_month(read: "Read") -> str:
    last = read.today.replace(day=1)
    return f"{last.year - (last.month == 1)}-{(last.month - 2) % 12 + 1:02d}"


def ask_period(
    page: QWidget,
    jobs: Jobs,
    title: str,
    help_code: str,
    then: Callable[[str], None],
    usual: Callable[["Read"], str] = _last_month,
) -> None:
    """Ask for the text of a period and go on with it; the `usual` one stands there."""
    field = Field("period", say("packages.period"), k.TEXT, True, say(help_code))
    ask(page, jobs, title, (field,), lambda texts: then(texts["period"].strip()), usual)


def ask(
    page: QWidget,
    jobs: Jobs,
    title: str,
    fields: tuple[Field, ...],
    then: Callable[[Mapping[str, str]], None],
    usual: Callable[["Read"], str] = _last_month,
    given: Mapping[str, Value] | None = None,
) -> None:
    """Ask for some texts, a period in which the `usual` one stands and others with what is given, and go on with them."""

    def show(month: str) -> None:
        form = FieldForm(page.window(), title, FormData(fields, {"period": month, **(given or {})}), title)

        def go(texts: dict[str, str]) -> None:
            form.accept()
            then(texts)

        form.submitted.connect(go)
        form.open()

    jobs.look(page, usual, show)
