"""A policy for a region that no shipped pack is about: asked for its heading, then drafted, then an office is founded."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.domain import kinds as k
from app.domain.dictionary import Field
from app.domain.texts import say
from app.ui.editors import Choices
from app.ui.fieldform import FieldForm, FormData
from app.ui.jobs import Job, Jobs
from app.ui.pages.drafting import Drafting
from app.usecases.drafts import shelf
from app.usecases.drafts.draft import Draft, Heading, adapted, blank
from app.usecases.drafts.shelf import Volume

_BLANK = "policy_page.blank"
_NAMED = ("region_name", "region", "title", "number", "document")


class NewRegion:
    """Walks from the heading to the editor; `founded` is given the file that was written."""

    def __init__(self, parent: QWidget, jobs: Jobs, founded: Callable[[Path], None]) -> None:
        self._parent, self._jobs, self._founded = parent, jobs, founded

    def begin(self) -> None:
        """Ask which region, which document, and after which pack."""
        self._jobs.run(self._parent, say("policy_page.new_region"), lambda job: shelf.shipped(), self._ask)

    def _ask(self, volumes: list[Volume]) -> None:
        names = (say(_BLANK), *(volume.label for volume in volumes))
        fields = (
            Field("after", say("policy_page.after"), k.CHOICE, True, say("policy_page.after_help")),
            Field("region_name", say("head.region_name"), k.TEXT, True, say("policy_page.region_help")),
            Field("region", say("head.region"), k.TEXT, True, say("policy_page.code_help")),
            Field("title", say("head.title"), k.TEXT, True),
            Field("number", say("drafted.number"), k.TEXT, False, say("policy_page.number_help")),
            Field("document", say("policy_page.document"), k.TEXT, True),
            Field("issued", say("drafted.issued"), k.DATE),
        )
        data = FormData(fields, {"after": names[0]}, Choices(suggestions={"after": names}))
        form = FieldForm(self._parent, say("policy_page.new_region"), data, say("policy_page.begin"))
        form.submitted.connect(lambda texts: self._draft(form, texts, volumes))
        form.open()

    def _draft(self, form: FieldForm, texts: dict[str, str], volumes: list[Volume]) -> None:
        issued = k.DATE.read(texts["issued"]) if texts["issued"].strip() else None
        region_name, region, title, number, document = (texts[key].strip() for key in _NAMED)
        heading = Heading(region_name, region, title, number, document, issued if isinstance(issued, date) else None)
        after = next((volume for volume in volumes if volume.label == texts["after"]), None)

        def task(job: Job) -> tuple[Draft, dict[str, tuple[str, ...]]]:
            draft = adapted(after.text, heading) if after else blank(heading)
            return draft, shelf.offers(volumes)

        def then(found: tuple[Draft, dict[str, tuple[str, ...]]]) -> None:
            form.accept()
            editor = Drafting(self._parent, self._jobs, *found)
            editor.founding.connect(self._founded)
            editor.open()

        self._jobs.run(form, say("policy_page.new_region"), task, then, form.show_error)
