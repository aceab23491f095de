"""A finished draft on its way into the office: from which day on it holds, what that changes, then its installation."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.desk.formdata import FormData
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.texts import say
from app.ui import messages
from app.ui.fieldform import FieldForm
from app.ui.jobs import Jobs

if TYPE_CHECKING:
    from datetime import date

    from app.policy.pack import Pack
    from app.store.work import Work


class DraftInstall:
    """Asks and works above its owner."""

    def __init__(self, owner: QWidget, jobs: Jobs) -> None:
        self._owner, self._jobs = owner, jobs

    def ask_day(self, known: "date | None", then: Callable[[k.Value], object]) -> None:
        """The day from which on the version holds; `then` is given it."""
        since = Field("since", say("head.since"), k.DATE, True, say("policy_page.since_help"))
        data = FormData((since,), {"since": known})
        form = FieldForm(self._owner, say("policy_page.install"), data, say("policy_page.foretell"))

        def go(texts: dict[str, str]) -> None:
            form.accept()
            then(k.DATE.read(texts["since"]))

        form.submitted.connect(go)
        form.open()

    def install(self, text: str, then: Callable[[], object]) -> None:
        """Install a pack file; `then` runs before it is told."""

        def act(work: "Work") -> "Pack":
            from app.desk import policies

            return policies.install(work, text)

        def done(pack: "Pack") -> None:
            then()
            known = {"pack": pack.title, "version": pack.version, "since": pack.begins, "cases": len(pack.cases)}
            messages.tell(self._owner.parentWidget(), say("packs.installed", **known))

        self._jobs.do(self._owner, say("policy_page.install"), act, done)
