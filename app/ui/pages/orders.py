"""下发: what goes down to the offices below, and what came from the one above, beside the packages that go up."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.desk.formdata import FormData
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.texts import say
from app.ui import files, messages
from app.ui.fieldform import FieldForm
from app.ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from app.exchange.order import Effect
    from app.store.work import Work


def build_order(page: QWidget, jobs: Jobs) -> None:
    """Write what this office sets for those below it, by a document that is asked."""
    title = say("order.build")
    form = FieldForm(page.window(), title, FormData((Field("document", say("order.document"), k.TEXT, True),)), title)

    def go(texts: dict[str, str]) -> None:
        form.accept()
        _build(page, jobs, texts["document"].strip())

    form.submitted.connect(go)
    form.open()


def _build(page: QWidget, jobs: Jobs, document: str) -> None:
    path = files.to_save(page, say("order.build"), f"下发-{document}.zip", say("order.file_out"))
    if path is None:
        return

    def act(work: "Work") -> int:
        from app.exchange import order

        return len(order.build(work, path, document).members)

    def then(count: int) -> None:
        messages.tell(page, say("order.built", path=path, count=count))

    jobs.do(page, say("order.build"), act, then)


def take_order(page: QWidget, jobs: Jobs) -> None:
    """Show what an order would change here, then take it."""
    path = files.to_open(page, say("order.take"), say("order.file"))
    if path is not None:
        look_at_order(page, jobs, path)


def look_at_order(page: QWidget, jobs: Jobs, path: Path) -> None:
    """What an order would change here; it is taken when that is wanted."""

    def task(job: Job) -> "Effect":
        from app.exchange import order

        with jobs.office.read() as read:
            return order.preview(read, path)

    def ask(effect: "Effect") -> None:
        messages.ask(page, say("order.ask", text=effect.text()), say("order.take"), lambda: _take(page, jobs, path))

    jobs.run(page, say("order.take"), task, ask)


def _take(page: QWidget, jobs: Jobs, path: Path) -> None:
    def act(work: "Work") -> str:
        from app.exchange import order

        return order.apply(work, path).text()

    def then(text: str) -> None:
        messages.tell(page, say("order.taken", text=text))

    jobs.do(page, say("order.take"), act, then)


def go_back(page: QWidget, jobs: Jobs) -> None:
    """Show what going back behind the order taken last would undo, then do it."""

    def task(job: Job) -> str:
        from app.exchange import order_back

        return order_back.look(jobs.office, jobs.actor).text()

    def ask(text: str) -> None:
        messages.ask(page, say("order.back_ask", text=text), say("order.back"), lambda: _go_back(page, jobs))

    jobs.run(page, say("order.back"), task, ask)


def _go_back(page: QWidget, jobs: Jobs) -> None:
    def act(work: "Work") -> str:
        from app.exchange import order_back

        return order_back.go_back(work).text()

    def then(text: str) -> None:
        messages.tell(page, say("order.back_done", text=text))

    jobs.do(page, say("order.back"), act, then)
