"""A policy for a region that no shipped pack is about: asked for its heading, then drafted, then an office is founded."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.desk.drafts import autosave, pack_sources
from app.desk.drafts.draft import Draft, blank, draft_for_region, opened
from app.desk.drafts.pack_sources import PackSource
from app.desk.drafts.start import heading_fields, heading_of
from app.desk.formdata import Choices, FormData
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.texts import say
from app.ui import files
from app.ui.fieldform import FieldForm
from app.ui.jobs import Job, Jobs
from app.ui.pages.drafting import Drafting

_Begun = tuple[Draft, dict[str, tuple[str, ...]]]
"""A draft, and what shipped packs list by policy key."""


class NewRegion:
    """Walks from the heading to the editor; `founded` is given the file that was written."""

    def __init__(self, parent: QWidget, jobs: Jobs, founded: Callable[[Path], None]) -> None:
        self._parent, self._jobs, self._founded = parent, jobs, founded

    def begin(self) -> None:
        """Ask after what to draft: nothing, a shipped pack, a draft that was saved."""
        self._jobs.run(self._parent, say("policy_page.new_region"), lambda job: pack_sources.shipped(), self._ask)

    def _ask(self, sources: list[PackSource]) -> None:
        names = (say("policy_page.blank"), say("policy_page.saved_draft"), *(source.label for source in sources))
        field = Field("after", say("policy_page.after"), k.CHOICE, True, say("policy_page.after_help"))
        data = FormData((field,), {"after": names[0]}, Choices(suggestions={"after": names}))
        form = FieldForm(self._parent, say("policy_page.new_region"), data, say("policy_page.begin"))

        def go(texts: dict[str, str]) -> None:
            form.accept()
            if texts["after"] == say("policy_page.saved_draft"):
                self._open(sources)
            else:
                self._ask_heading(sources, texts["after"])

        form.submitted.connect(go)
        form.open()

    def _open(self, sources: list[PackSource]) -> None:
        path = files.to_open(self._parent, say("policy_page.open"), say("files.pack"))
        if path is None:
            return

        def task(job: Job) -> tuple[_Begun, bool]:
            text, rescued = autosave.read(path)
            return (opened(text), pack_sources.items_of_lists(sources)), rescued

        def then(found: tuple[_Begun, bool]) -> None:
            begun, rescued = found
            self._edit(begun, path, rescued=rescued)

        self._jobs.run(self._parent, say("policy_page.open"), task, then)

    def _ask_heading(self, sources: list[PackSource], after: str) -> None:
        title = say("policy_page.new_region")
        form = FieldForm(self._parent, title, FormData(heading_fields()), say("policy_page.begin"))
        source = next((source for source in sources if source.label == after), None)
        form.submitted.connect(lambda texts: self._draft(form, texts, sources, source))
        form.open()

    def _draft(
        self, form: FieldForm, texts: dict[str, str], sources: list[PackSource], after: PackSource | None
    ) -> None:
        heading = heading_of(texts)

        def task(job: Job) -> _Begun:
            return draft_for_region(after.text, heading) if after else blank(heading), pack_sources.items_of_lists(
                sources
            )

        def then(begun: _Begun) -> None:
            form.accept()
            self._edit(begun)

        self._jobs.run(form, say("policy_page.new_region"), task, then, form.show_error)

    def _edit(self, begun: _Begun, path: Path | None = None, *, rescued: bool = False) -> None:
        editor = Drafting(self._parent, self._jobs, *begun, path=path, rescued=rescued)
        editor.founding.connect(self._founded)
        editor.open()
