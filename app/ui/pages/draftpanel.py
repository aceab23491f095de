"""A tab of the draft editor: a grid with its buttons; a row is added, edited as a form, or taken out."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut, QUndoStack
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.desk.drafts.rows import Rows
from app.desk.drafts.sheet import Item, Sheet
from app.desk.drafts.targets import Targets
from app.desk.drafts.values import Values
from app.desk.formdata import Choices, FormData
from app.kernel.fields import Field
from app.kernel.kinds import BadValue, Value
from app.kernel.outcomes import Problem, Refused
from app.kernel.texts import say
from app.ui import messages
from app.ui.button_bar import ButtonBar
from app.ui.editgrid import Grid, block_of
from app.ui.editors import PickEdit
from app.ui.fieldform import FieldForm
from app.ui.pages.chooser import Chooser, Option
from app.ui.pages.draftgrid import DraftEditor, GridModel

_WIDTHS = {
    "key": 25, "content": 24, "unit": 8, "clause": 14, "document": 17, "quote": 28, "since": 11, "until": 11, "binding": 9,
    "note": 30, "item": 24, "value": 60, "number": 24, "title": 58, "issued": 12, "draft": 12, "place": 24, "count": 10,
    "axis": 14, "measure": 8, "years": 11, "target_unit": 34, "assigned": 11, "stretch": 11, "target_clause": 14,
    "name": 34, "case_clause": 14, "facts": 46, "granted": 7, "amount_yuan": 12,
    "row_scheme": 15, "row_kind": 8, "row_sentence": 42, "row_status": 9,
    "said": 34, "verified": 12, "unsupported": 30,
}  # fmt: skip
"""Of the columns, in digits."""


class Panel(QWidget):
    """One sheet of the draft."""

    changed = Signal()

    def __init__(self, sheet: Sheet, steps: QUndoStack) -> None:
        super().__init__()
        self.model = GridModel(sheet, steps)
        self.model.changed.connect(self._edited)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 6, 0, 0)
        self.grid = self._table()
        box.addLayout(self._bar())
        box.addWidget(self._below(), 1)

    def _below(self) -> QWidget:
        """What stands below the buttons."""
        return self.grid

    @property
    def sheet(self) -> Sheet:
        """What the grid shows."""
        return self.model.sheet

    def _bar(self) -> QHBoxLayout:
        row, bar = QHBoxLayout(), ButtonBar()
        if self.sheet.adding or isinstance(self.sheet, Values | Rows):
            self._action(bar, "add", "Ctrl+N", self.add)
            self._action(bar, "remove", "Ctrl+Delete", self.remove)
        self._action(bar, "edit", "Return", self.edit)
        self._further(bar)
        self.search = QLineEdit()
        self.search.setPlaceholderText(say("list.search"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(260)
        self.search.textChanged.connect(self.model.renew)
        row.addWidget(bar, 1)
        row.addWidget(self.search)
        find = QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return row

    def _further(self, bar: ButtonBar) -> None:
        """Buttons that only this grid has."""
        if isinstance(self.sheet, Targets):
            self._action(bar, "table", "Ctrl+T", self.paste_table)

    def _action(self, bar: ButtonBar, code: str, key: str, act: Callable[[], object]) -> None:
        action = QAction(say(f"policy_page.row_{code}"), self)
        bar.addAction(action)
        action.setToolTip(f"{action.text()}（{'Enter' if key == 'Return' else key}）")
        action.triggered.connect(lambda: act())
        where = self.grid if key == "Return" else self  # Enter within a cell only ends its editing
        for press in (key, "Enter") if key == "Return" else (key,):
            short = QShortcut(QKeySequence(press), where, act)
            alone, within = Qt.ShortcutContext.WidgetShortcut, Qt.ShortcutContext.WidgetWithChildrenShortcut
            short.setContext(alone if key == "Return" else within)

    def _table(self) -> Grid:
        grid = Grid()
        grid.setModel(self.model)
        grid.setItemDelegate(DraftEditor(grid))
        grid.setWordWrap(False)
        unit = self.fontMetrics().horizontalAdvance("0")
        for number, column in enumerate(self.sheet.columns):
            grid.setColumnWidth(number, _WIDTHS.get(column.key, 16) * unit + 16)
        grid.horizontalHeader().setStretchLastSection(True)
        grid.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)
        for key, act in (("Ctrl+C", self._copy), ("Ctrl+V", self._paste)):
            QShortcut(QKeySequence(key), grid, act).setContext(Qt.ShortcutContext.WidgetShortcut)
        return grid

    def _copy(self) -> None:
        """The selected cells, as Excel takes them."""
        rows: dict[int, list[str]] = {}
        for index in sorted(self.grid.selectedIndexes(), key=lambda one: (one.row(), one.column())):
            rows.setdefault(index.row(), []).append(index.data(Qt.ItemDataRole.EditRole) or "")
        QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows.values()))

    def _paste(self) -> None:
        """Into the cells from the cursor on, as if it were typed."""
        try:
            self.grid.paste(block_of(QGuiApplication.clipboard().mimeData()))
        except Refused as refusal:
            messages.refused(self, refusal)

    def paste_table(self) -> None:
        """A table of units by years that was copied in Excel, below the years that a form asks for."""
        sheet = self.sheet
        assert isinstance(sheet, Targets)
        block = QGuiApplication.clipboard().text()
        title = say("policy_page.row_table")
        self._ask(title, Item((), {}), sheet.pasting, {}, lambda given: self._show(sheet.paste(given, block)))

    def _edited(self) -> None:
        """A cell was edited: rows may have moved, the cursor stays where it is."""
        now = self.grid.currentIndex()
        item = self.model.items[now.row()] if now.isValid() else None
        self.model.renew()
        if item is not None:
            self.stand(self.model.row_of(item), now.column())
        self.changed.emit()

    def stand(self, row: int, column: int = 0) -> None:
        """Put the cursor on a cell."""
        if row >= 0:
            self.grid.setCurrentIndex(self.model.index(row, column))
            self.grid.scrollTo(self.grid.currentIndex())

    def show_problem(self, problem: Problem) -> bool:
        """Stand on the cell of a problem, if it is here; what was looked for is forgotten when it hides the cell."""
        if not self.model.spot(problem).isValid():
            self.search.clear()
        spot = self.model.spot(problem)
        if spot.isValid():
            self.grid.setCurrentIndex(spot)
        return spot.isValid()

    # --- rows ---

    def current(self) -> Item | None:
        """The row with the cursor."""
        now: QModelIndex = self.grid.currentIndex()
        return self.model.items[now.row()] if now.isValid() else None

    def edit(self) -> None:
        """The whole row as a form."""
        item = self.current()
        if item is None:
            return
        fields = self.sheet.fields(item)
        texts = {field.key: self.sheet.shown(item, field.key) for field in fields}
        title = self.sheet.shown(item, self.sheet.columns[0].key) or say("policy_page.row_edit")
        self._ask(title, item, fields, texts, lambda given: self._fill(item, given))

    def _fill(self, item: Item, texts: Mapping[str, str]) -> None:
        self.sheet.fill(item, texts)
        self._show(item)

    def _ask(
        self,
        title: str,
        item: Item,
        fields: Sequence[Field],
        texts: Mapping[str, str],
        then: Callable[[Mapping[str, str]], object],
    ) -> FieldForm:
        offered = {field.key: tuple(self.sheet.options(item, field.key)) for field in fields}
        values = {field.key: _value(field, texts.get(field.key, "")) for field in fields}
        choices = Choices(suggestions=offered, free=self.sheet.free)
        form = FieldForm(self.window(), title, FormData(tuple(fields), values, choices))

        def go(given: Mapping[str, str]) -> None:
            try:
                with self.model.one_step():
                    then(given)
            except (Refused, BadValue) as error:
                form.show_error(error)
            else:
                form.accept()

        form.submitted.connect(go)
        if isinstance(self.sheet, Values):
            form.lines["clause"].edit.editingFinished.connect(lambda: self._follow(form))
        form.open()
        return form

    def _follow(self, form: FieldForm) -> None:
        """A clause was given: its document stands beside it, its words are there to be picked."""
        assert isinstance(self.sheet, Values)
        texts, quote = form.texts(), form.lines["quote"].edit
        for key, text in self.sheet.follow(texts).items():
            form.lines[key].edit.setText(text)
        if isinstance(quote, PickEdit):
            quote.offer(self.sheet.quotes(texts["clause"]))

    def add(self) -> None:
        """A new row: of a policy key chosen from the list, or of what a form asks for."""
        if isinstance(self.sheet, Values):
            self._choose_key(self.sheet)
            return
        fields = self.sheet.adding
        self._ask(say("policy_page.row_add"), Item((), {}), fields, {}, lambda given: self._show(self.sheet.add(given)))

    def _choose_key(self, sheet: Values) -> None:
        def fitting(typed: str) -> dict[str, list[Option]]:
            found = {
                subject: [
                    Option(say("policy_page.already", title=title) if said else title, title)
                    for title, said in titles
                    if typed in title or typed in subject
                ]
                for subject, titles in sheet.subjects().items()
            }
            return {subject: options for subject, options in found.items() if options}

        words = [say(f"policy_page.{name}") for name in ("choose_key", "choose_hint", "narrow")]
        chooser = Chooser(self.window(), words, fitting)
        chooser.chosen.connect(self.add_value)
        chooser.open()

    def add_value(self, title: str) -> None:
        """A value of a policy key (its title), its form open."""
        self._show(self.sheet.add({"key": title}))
        self.edit()

    def _show(self, item: Item) -> None:
        """A row as a form has left it, with the cursor on it."""
        self.search.clear()
        self.model.renew()
        self.stand(self.model.row_of(item))
        self.grid.setFocus()
        self.changed.emit()

    def remove(self) -> None:
        """Take the row out, once asked."""
        item = self.current()
        if item is None:
            return
        name = self.sheet.shown(item, self.sheet.columns[0].key)
        messages.ask(
            self, say("policy_page.remove", name=name), say("policy_page.row_remove"), lambda: self._remove(item)
        )

    def _remove(self, item: Item) -> None:
        try:
            with self.model.one_step():
                self.sheet.drop(item)
        except Refused as refusal:
            messages.refused(self, refusal)
            return
        row = self.grid.currentIndex().row()
        self.model.renew()
        self.stand(min(row, self.model.rowCount() - 1))
        self.changed.emit()


def _value(field: Field, text: str) -> Value:
    """What a form line is to show of a text, which may be no value of its kind."""
    try:
        return field.kind.read(text) if text else None
    except BadValue:
        return text
