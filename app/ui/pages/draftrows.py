"""The rows of a policy at the window: a grid of sentences, a form of pick-lists, an example that follows each keystroke."""

import re
from collections.abc import Iterator, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QSplitter, QWidget

from app.desk.drafts import trial, worded
from app.desk.drafts.row_kinds import Kind, kind_of
from app.desk.drafts.rows import Rows
from app.desk.drafts.sheet import Item
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.texts import say
from app.policy.wordings import Wording, search, wordings
from app.ui.button_bar import ButtonBar
from app.ui.editors import ManyEdit, PickEdit
from app.ui.fieldform import FieldForm
from app.ui.pages.chooser import Chooser, Option
from app.ui.pages.draft_trial import Example
from app.ui.pages.draftpanel import Panel
from app.ui.timers import later

_SETTLING = 120
"""Milliseconds after a keystroke until the example is decided again."""
_SHARE, _ALL = 620, 1000
"""Of the width, the grid's part."""
_LINES = 22
"""Of the example beside a form, seen at once."""
_WIDE = 56
"""Of the example beside a form, in digits."""
_WORD_OF_FILE = re.compile("[a-z_]{2,}")


class RowsPanel(Panel):
    """The grid of rows with the example beside it."""

    elsewhere = Signal(object)
    """A wording that is written in another grid: as a value, 仅供查阅 or 暂不支持."""

    def __init__(self, sheet: Rows, steps: QUndoStack) -> None:
        self.example = Example(trial.names_of_cases(sheet.draft))
        super().__init__(sheet, steps)
        self.rows = sheet
        self._settled = later(self, _SETTLING, self._try)
        self.example.chosen.connect(self._settled.start)
        self.grid.selectionModel().currentRowChanged.connect(lambda *_: self._settled.start())
        self.model.modelReset.connect(self._settled.start)
        self.model.dataChanged.connect(self._settled.start)

    def _below(self) -> QWidget:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.grid)
        split.addWidget(self.example)
        split.setSizes([_SHARE, _ALL - _SHARE])
        split.setChildrenCollapsible(False)
        return split

    def _try(self) -> None:
        """The chosen case by the draft as it stands; under the scheme of the row for the common situation."""
        if not self.isVisible():
            return
        self.example.offer(trial.names_of_cases(self.rows.draft), self.example.number)
        self.example.show_lines(trial.tried(self.rows.draft, self.example.number, self.current()))

    def showEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """What other grids changed is seen when this one comes to the front."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._settled.start()

    # --- a row as a form ---

    def edit(self) -> None:
        """The parts of the row, each from its list."""
        item = self.current()
        if item is None:
            return
        texts = {field.key: self.sheet.shown(item, field.key) for field in self.sheet.fields(item)}
        title = f"{self.sheet.shown(item, 'row_scheme')} · {kind_of(item).title}"
        form = self._ask(title, item, self.sheet.fields(item), texts, lambda given: self._fill(item, given))
        self._accompany(form, item, new=False)

    def add(self) -> None:
        """Which kind of row, below which scheme; then its parts."""
        schemes, now = list(self.rows.names.schemes.values()), self.current()
        below = self.sheet.shown(now, "row_scheme") if now else ""
        kinds = {title: title for title in self.rows.kinds()}
        fields = [
            Field("kind", say("rows.add_kind"), k.coded("kind", kinds), True),
            Field("scheme", say("rows.add_to"), k.coded("scheme", {one: one for one in schemes})),
        ]
        texts = {"kind": kind_of(now).title if now else "", "scheme": below if below in schemes else ""}
        self._ask(say("rows.add"), Item((), {}), fields, texts, self._begin)

    def _begin(self, given: Mapping[str, str]) -> None:
        kind: Kind = self.rows.kinds()[given["kind"]]
        item = self.rows.begin(given["scheme"], kind, self._way())
        fields = self.rows.fields(item)
        title = " · ".join(filter(None, (given["scheme"] if len(kind.path) > 1 else "", kind.title)))
        form = self._ask(title, item, fields, {}, lambda texts: self._show(self.rows.put_in(item, texts)))
        self._accompany(form, item, new=True)

    # --- rows from the index of wordings ---

    def _further(self, bar: ButtonBar) -> None:
        self._action(bar, "worded", "Ctrl+I", self.add_worded)

    def add_worded(self) -> None:
        """What the circular says, looked up in the index; then the rows that carry it."""
        found = {each.wording: each for each in wordings()}

        def fitting(typed: str) -> dict[str, list[Option]]:
            by_subject: dict[str, list[Option]] = {}
            for each in search(typed):
                shown = f"{each.wording}　→ {each.written_as.partition(' ')[0]}"
                by_subject.setdefault(each.subject, []).append(Option(shown, each.wording, _said(each)))
            return by_subject

        words = [say(f"rows.{name}") for name in ("by_wording", "wording_hint", "wording_like")]
        chooser = Chooser(self.window(), words, fitting)
        chooser.chosen.connect(lambda one: self._write(found[one]))
        chooser.open()

    def _write(self, wording: Wording) -> None:
        """As its rows, below the scheme of the cursor or, when there are several, the one that is asked for."""
        if not worded.is_row(wording):
            self.elsewhere.emit(wording)
            return
        schemes, now = list(self.rows.names.schemes.values()), self.current()
        below = self.sheet.shown(now, "row_scheme") if now else ""
        if not worded.below_scheme(wording) or len(schemes) < 2:  # noqa: PLR2004 - nothing to choose from
            self._go_on(worded.begun(self.rows, wording, schemes[0] if schemes else ""))
            return
        asked = Field("scheme", say("rows.add_to"), k.coded("scheme", {one: one for one in schemes}), True)
        texts = {"scheme": below if below in schemes else ""}

        def go(given: Mapping[str, str]) -> None:
            self._go_on(worded.begun(self.rows, wording, given["scheme"]))

        self._ask(wording.wording, Item((), {}), [asked], texts, go)

    def _go_on(self, waiting: Iterator[tuple[Item, dict[str, str], bool]]) -> None:
        """The next row to be filled in, until there is none; leaving a form leaves the rest."""
        found = next(waiting, None)
        if found is None:
            return
        item, texts, new = found

        def take(given: Mapping[str, str]) -> None:
            if new:
                self._show(self.rows.put_in(item, given))
            else:
                self._fill(item, given)
            self._go_on(waiting)

        form = self._ask(kind_of(item).title, item, self.rows.fields(item), texts, take)
        self._accompany(form, item, new=new)
        for line in reversed(form.lines.values()):
            if worded.OPEN in line.edit.text():
                line.edit.setFocus()
                line.edit.setSelection(line.edit.text().index(worded.OPEN), len(worded.OPEN))

    def _way(self) -> str:
        """The way that the cursor is on or in."""
        now = self.current()
        if now is None or now.path[2:3] != ("ways",):
            return ""
        table = self.rows.draft.data["schemes"][now.path[1]]["ways"][now.path[3]]
        return str(table.get("title") or table.get("key", ""))

    def _accompany(self, form: FieldForm, item: Item, *, new: bool) -> None:
        """The example beside a form, decided again after each keystroke; the fact decides what may be picked."""
        example = Example(trial.names_of_cases(self.rows.draft), self.example.number)
        example.setMinimumHeight(self.fontMetrics().height() * _LINES)
        form.beside(example, _WIDE)

        def decide() -> None:
            example.show_lines(trial.foreseen(self.rows, example.number, item, form.texts(), new=new))

        def follow() -> None:
            for key, offered in self.rows.offered(item, form.texts()).items():
                edit = form.lines[key].edit
                if isinstance(edit, PickEdit | ManyEdit):
                    edit.offer(tuple(offered))

        settled = later(form, _SETTLING, decide)
        example.chosen.connect(settled.start)
        example.chosen.connect(lambda: self.example.choice.setCurrentIndex(example.number))
        for key, line in form.lines.items():
            line.edit.textChanged.connect(settled.start)
            if key in ("fact", "test", "test1"):
                line.edit.textChanged.connect(follow)
        decide()


def _said(wording: Wording) -> str:
    """The word on a wording, unless it speaks of the file to who writes none."""
    return "" if _WORD_OF_FILE.search(wording.note) else wording.note
