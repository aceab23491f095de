"""下发: what goes down to the offices below, and what came from the one above, beside the packages that go up."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QInputDialog, QWidget

from app.kernel.texts import say
from app.ui import files, messages
from app.ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from app.exchange.order import Effect
    from app.store.work import Work


def build_order(page: QWidget, jobs: Jobs) -> None:
    """Write what this office sets for those below it, by a document that is asked."""
    document, given = QInputDialog.getText(page, say("order.build"), say("order.document"))
    if not given or not document.strip():
        return
    path = files.to_save(page, say("order.build"), f"下发-{document.strip()}.zip", say("order.file"))
    if path is None:
        return

    def act(work: "Work") -> int:
        from app.exchange import order

        return len(order.build(work, path, document.strip()).members)

    def then(count: int) -> None:
        messages.tell(page, say("order.built", path=path, count=count))

    jobs.do(page, say("order.build"), act, then)


def take_order(page: QWidget, jobs: Jobs) -> None:
    """Show what an order would change here, then take it."""
    path = files.to_open(page, say("order.take"), say("order.file"))
    if path is not None:
        _look(page, jobs, path)


def _look(page: QWidget, jobs: Jobs, path: Path) -> None:
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
