"""表样设计: boxes on the page of a form, fields by their Chinese titles, places to sign; saved as the office's own form."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.kernel.texts import say
from app.ui import files, messages
from app.ui.button_bar import ButtonBar, shortcut_action
from app.ui.jobs import Job, Jobs
from app.ui.layouts import Dialog
from app.ui.pages.box_editor import BoxEditor
from app.ui.pages.column_editor import ColumnEditor
from app.ui.pages.form_canvas import SCALE, Canvas
from app.ui.pages.papers import image

if TYPE_CHECKING:
    from app.printing.documents import Document
    from app.printing.forms import Form
    from app.store.work import Read

_DPI = SCALE * 25.4
_ROWS, _LINES = 3, 3
"""Of samples on the page; of the list of boxes that stay in sight on a small screen."""
_FIRST, _GAP = (20.0, 20.0, 60.0, 8.0), 2.0
"""Where the first box stands, how large it is, and how far below it the next one."""


class Sample:
    """A form filled with samples, for the print preview."""

    def __init__(self, form: "Form") -> None:
        self._form = form

    def forms(self, read: "Read") -> list[tuple[str, str]]:
        """It alone."""
        return [(self._form.name, self._form.title)]

    def compose(self, read: "Read", form: str) -> "Document":
        """Its pages."""
        return _sample(read, self._form)


def _sample(read: "Read", form: "Form") -> "Document":
    from app.printing.compose import compose
    from app.printing.documents import FONTS, joined
    from app.printing.values import sample_data

    return joined([compose(form, sample_data(form.noun, _ROWS), read.today, FONTS)], form.title)


class Designer(Dialog):
    """Changes one form; what is not saved is asked about before it closes."""

    topic = "form-designer"

    saved = Signal()
    try_wanted = Signal(object, str)
    """A form filled with samples, and its title, to be seen as it prints."""

    def __init__(self, parent: QWidget, jobs: Jobs, folder: Path, form: "Form") -> None:
        from app.printing.designing import choices, spoken
        from app.printing.form_faults import ALIGNS, PAGES

        super().__init__(parent, Qt.WindowType.Window)
        self._jobs, self._folder, self.form = jobs, folder, form
        self.dirty = False
        self.setWindowTitle(say("designer.title", title=form.title))
        self.called = QLineEdit(form.title)
        self.fields, self.boxes = QComboBox(), QListWidget()
        for title, key in choices(form.noun):
            self.fields.addItem(title, key)
        self.fields.setEditable(True)
        self.fields.completer().setFilterMode(Qt.MatchFlag.MatchContains)
        self.fields.completer().setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.canvas = Canvas(lambda text: spoken(text, form.noun))
        self.editor, self.columns = BoxEditor(ALIGNS, PAGES), ColumnEditor(form)
        self.status = QLabel(say("designer.help"))
        self._build()
        self.canvas.chosen.connect(self._chosen)
        self.canvas.changed.connect(self._moved)
        self.canvas.deleted.connect(self.delete)
        self.boxes.currentRowChanged.connect(self._picked)
        self.editor.edited.connect(self.canvas.put)
        self.columns.wanted.connect(self._change_columns)
        self.called.textEdited.connect(self._touch)
        self._show(-1)

    def _build(self) -> None:
        bar = ButtonBar()
        for code, key, act in (
            ("add_field", "Ctrl+I", self.add_field),
            ("add_text", "Ctrl+T", self.add_text),
            ("add_sign", "Ctrl+G", self.add_sign),
            ("delete", "Ctrl+D", self.delete),
            ("scan", "Ctrl+B", self.choose_scan),
            ("try", "Ctrl+P", self.try_print),
            ("save", "Ctrl+S", self.save),
        ):
            bar.addAction(shortcut_action(self, say(f"designer.{code}"), key, act))
        self.box.addWidget(bar)
        self.status.setWordWrap(True)
        self.status.setObjectName("faint")
        self.box.addWidget(self.status)
        self.boxes.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.boxes.setMinimumHeight(_LINES * self.fontMetrics().height())
        side = QVBoxLayout()
        caption = QLabel(say("designer.form_title"))
        caption.setBuddy(self.called)
        side.addWidget(caption)
        side.addWidget(self.called)
        parts = QTabWidget()
        parts.addTab(self._box_part(), say("designer.boxes"))
        parts.addTab(self.columns, say("designer.columns"))
        side.addWidget(parts, 1)
        area = QScrollArea()
        area.setWidget(self.canvas)
        row = QHBoxLayout()
        row.addWidget(area, 1)
        row.addLayout(side)
        self.box.addLayout(row, 1)
        self.measure(150, 40)

    def _box_part(self) -> QWidget:
        """What concerns the boxes: fields to choose from, the list of them, the chosen one."""
        part = QWidget()
        box = QVBoxLayout(part)
        box.addWidget(self.fields)
        box.addWidget(self.boxes, 1)
        box.addWidget(self.editor)
        return part

    # --- what is shown ---

    def _show(self, at: int) -> None:
        """The form as it is now, with one of its boxes chosen; the page behind them is drawn anew."""
        self.canvas.show_form(self.form.paper, list(self.form.boxes))
        self._list()
        self.canvas.choose(at)
        self.columns.show_form(self.form)
        bare = replace(self.form, boxes=())

        def task(job: Job) -> QImage:
            from app.printing.preview import picture

            with self._jobs.office.read() as read:
                return image(picture(_sample(read, bare).data, 0, _DPI))

        self._jobs.run(self, say("print.making"), task, lambda drawn: self.canvas.show_behind(QPixmap.fromImage(drawn)))

    def _list(self) -> None:
        from app.printing.designing import spoken

        self.boxes.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.boxes.clear()
        for number, box in enumerate(self.canvas.boxes, 1):
            text = spoken(box.text, self.form.noun).replace("\n", " ")
            self.boxes.addItem(f"{number}  {text}")
        self.boxes.setCurrentRow(self.canvas.at)
        self.boxes.blockSignals(False)  # noqa: FBT003 - Qt's own

    def _chosen(self, at: int) -> None:
        self.boxes.setCurrentRow(at)
        self.editor.show_box(self.canvas.boxes[at] if at >= 0 else None)

    def _picked(self, at: int) -> None:
        if at != self.canvas.at:
            self.canvas.choose(at)

    def _moved(self, at: int) -> None:
        self._take()
        self.editor.show_box(self.canvas.boxes[at])
        self._list()

    def _take(self) -> None:
        """The form with the boxes as they stand on the page."""
        self.form = replace(self.form, boxes=tuple(self.canvas.boxes))
        self._touch()

    def _touch(self) -> None:
        self.dirty = True

    # --- what is done ---

    def add_field(self) -> None:
        """A box for the field of this title."""
        at = self.fields.findText(self.fields.currentText())
        if at >= 0:
            self._add(f"{{{self.fields.itemData(at)}}}")

    def add_text(self) -> None:
        """A box with a text of its own, to be written beside the page."""
        self._add(say("designer.text"))
        self.editor.text.setFocus()
        self.editor.text.selectAll()

    def _add(self, text: str) -> None:
        from app.printing.forms import Box

        x, y, width, height = _FIRST
        across = (box for box in self.canvas.boxes if box.x < x + width and box.x + box.width > x)
        below = [box.y + box.height + _GAP for box in across]
        top = min(max([y, *below]), self.form.paper[1] - height)
        made = Box(text, width, self.form.font, self.form.size, x=x, y=top, height=height)
        self._become(replace(self.form, boxes=(*self.form.boxes, made)), len(self.form.boxes))
        self.canvas.setFocus()

    def add_sign(self) -> None:
        """A column of the table to be signed in, or a box where there is no table."""
        from app.printing.designing import signed

        form = self.form
        self._work(lambda: signed(form), lambda made: self._become(made, len(made.boxes) - 1))

    def _change_columns(self, change: "Callable[[Form], Form]") -> None:
        form = self.form
        self._work(lambda: change(form), lambda made: self._become(made, self.canvas.at))

    def delete(self) -> None:
        """The chosen box is gone."""
        at = self.canvas.at
        if at >= 0:
            boxes = [box for n, box in enumerate(self.form.boxes) if n != at]
            self._become(replace(self.form, boxes=tuple(boxes)), min(at, len(boxes) - 1))

    def choose_scan(self) -> None:
        """A picture or PDF behind the page."""
        from app.printing.designing import over

        scan = files.to_open(self, say("designer.scan"), say("designer.scans"))
        form = self.form
        if scan is not None:
            self._work(lambda: over(self._folder, form, scan), lambda made: self._become(made, self.canvas.at))

    def _work(self, make: "Callable[[], Form]", then: "Callable[[Form], None]") -> None:
        """Something that may be refused, which is told; else the form that came of it."""
        self._jobs.run(self, say("designer.save"), lambda job: make(), then)

    def _become(self, form: "Form", at: int) -> None:
        self.form = form
        self._touch()
        self._show(at)

    def try_print(self) -> None:
        """The form filled with samples, as it will be printed."""
        self.try_wanted.emit(Sample(self._titled()), self.form.title)

    def _titled(self) -> "Form":
        return replace(self.form, title=self.called.text().strip() or self.form.title)

    def save(self) -> None:
        """Into the folder of the office; what is wrong is told and nothing is written."""
        from app.printing import designing

        form = self._titled()
        self._work(lambda: designing.save(self._folder, form), self._written)

    def _written(self, form: "Form") -> None:
        self.form, self.dirty = form, False
        self.status.setText(say("designer.saved", file=self._folder / "forms" / f"{form.name}.toml"))
        self.saved.emit()

    def reject(self) -> None:
        """Esc and the frame ask about what is not saved."""
        if self.dirty:
            messages.warn(self, say("designer.leave"), say("designer.leave_yes"), super().reject)
        else:
            super().reject()
