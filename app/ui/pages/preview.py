"""Print preview: the very pages that print, and the ways to paper and to a PDF file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QScrollArea, QWidget

from app.kernel.texts import say
from app.ui import files, messages
from app.ui.button_bar import ButtonBar, shortcut_action
from app.ui.jobs import Job, Jobs
from app.ui.layouts import Dialog
from app.ui.leaving import ask_reason
from app.ui.pages.papers import OfRecords, Papers, Ruler, image
from app.ui.pages.to_paper import agree, ask_printer, print_pages

if TYPE_CHECKING:
    from app.printing.documents import Document
    from app.printing.forms import Form
    from app.printing.offsets import Offset

_DPI = 96.0
_ZOOMS = (0.5, 0.7, 0.85, 1.0, 1.25, 1.5, 2.0)


class Preview(Dialog):
    """Shows the forms about one thing, a page at a time."""

    topic = "preview"

    def __init__(self, parent: QWidget, jobs: Jobs, papers: Papers, name: str, home: Path | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._jobs, self._papers, self._name, self._home = jobs, papers, name, home
        self.document: Document | None = None
        self.page, self._zoom, self._fitted = 0, 1.0, False
        self.setWindowTitle(say("print.title", name=name))
        box = self.box
        self.forms = QComboBox()
        self.forms.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.forms.setMinimumContentsLength(12)
        box.addLayout(self._bar())
        self.warning = QLabel()
        self.warning.setObjectName("banner")
        self.warning.setWordWrap(True)
        self.warning.hide()
        box.addWidget(self.warning)
        self.sheet = QLabel(say("print.making"))
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.frame = QScrollArea()
        self.frame.setWidget(self.sheet)
        self.frame.setWidgetResizable(True)
        self.frame.setStyleSheet("QScrollArea { background: #8d96a3; } QLabel { background: #8d96a3; }")
        box.addWidget(self.frame, 1)
        self.measure(124, 38)
        self.forms.currentIndexChanged.connect(self.make)
        self.renew()

    def renew(self) -> None:
        """List the forms anew, as when one was designed."""
        self._jobs.run(self, say("print.making"), self._list_forms, self._offer)

    def _bar(self) -> QHBoxLayout:
        row, bar = QHBoxLayout(), ButtonBar()
        row.addWidget(self.forms, 1)
        for code, key, act in (
            ("print.go", "Ctrl+P", lambda: self.agreed(self.print)),
            ("print.save", "Ctrl+S", lambda: self.agreed(self.save)),
            ("print.back", "PgUp", lambda: self.turn(-1)),
            ("print.on", "PgDown", lambda: self.turn(1)),
            ("print.closer", "Ctrl++", lambda: self.zoom(1)),
            ("print.away", "Ctrl+-", lambda: self.zoom(-1)),
        ):
            bar.addAction(shortcut_action(self, say(code), key, act))
        if self._home and isinstance(self._papers, OfRecords):
            bar.addAction(shortcut_action(self, say("print.values"), "Ctrl+T", self.overprint))
            bar.addAction(shortcut_action(self, say("print.design"), "Ctrl+E", self.design))
        self.place = QLabel()
        row.addWidget(bar, 3)
        row.addWidget(self.place)
        return row

    def _list_forms(self, job: Job) -> list[tuple[str, str]]:
        with self._jobs.office.read() as read:
            return self._papers.forms(read)

    def _offer(self, forms: list[tuple[str, str]]) -> None:
        chosen = self.forms.currentData()
        self.forms.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.forms.clear()
        for name, title in forms:
            self.forms.addItem(title, name)
        self.forms.setCurrentIndex(max(0, self.forms.findData(chosen)))
        self.forms.blockSignals(False)  # noqa: FBT003 - Qt's own
        if forms:
            self.make()
        else:
            self.sheet.setText(say("print.noform"))

    def make(self) -> None:
        """Compose the chosen form."""
        form = str(self.forms.currentData())
        self._jobs.run(self, say("print.making"), lambda job: self._compose(form), self._made)

    def _compose(self, form: str) -> "Document":
        with self._jobs.office.read() as read:
            return self._papers.compose(read, form)

    def _given_out(self, document: "Document") -> None:
        """What leaves the window next is a copy of what has just left it, where that was of a record."""
        if document.prints:
            form = str(self.forms.currentData())
            self._jobs.run(self, say("print.making"), lambda job: self._compose(form), self._look)

    def _made(self, document: "Document") -> None:
        self.page, self._zoom, self._fitted = 0, 1.0, False
        if document.whole:
            self._reveal(document)
        self._look(document)

    def _look(self, document: "Document") -> None:
        self.document = document
        wrong = document.problems
        texts = [say("print.problems", count=len(wrong), first=str(wrong[0]))] if wrong else []
        self.warning.setText("\n".join(filter(None, (*texts, document.open))))
        self.warning.setVisible(bool(self.warning.text()))
        self._draw()

    def _draw(self) -> None:
        document = self.document
        if document is None:
            return
        page, dpi = self.page, _DPI * self._zoom * self.devicePixelRatioF()

        def task(job: Job) -> QImage:
            from app.printing.preview import picture

            return image(picture(document.data, page, dpi))

        self._jobs.run(self, say("print.making"), task, self._show)

    def _show(self, drawn: QImage) -> None:
        drawn.setDevicePixelRatio(self.devicePixelRatioF())
        if not self._fitted and self._fit(drawn.deviceIndependentSize().width()):
            return
        self.sheet.setPixmap(QPixmap.fromImage(drawn))
        self.place.setText(
            "　" + say("print.page", page=self.page + 1, pages=self.document.pages if self.document else 0)
        )
        self.frame.verticalScrollBar().setValue(0)

    def _fit(self, width: float) -> bool:
        """A page wider than the window, one that lies on its side, starts as wide as the window."""
        self._fitted = True
        room = self.frame.viewport().width() - self.frame.verticalScrollBar().sizeHint().width()
        if width <= room:
            return False
        self._zoom *= room / width
        self._draw()
        return True

    def turn(self, by: int) -> None:
        """Another page."""
        if self.document and 0 <= self.page + by < self.document.pages:
            self.page += by
            self._draw()

    def zoom(self, by: int) -> None:
        """Larger or smaller."""
        further = [z for z in _ZOOMS if (z - self._zoom) * by > 0]
        if further:
            self._zoom = min(further, key=lambda z: abs(z - self._zoom))
            self._draw()

    def overprint(self) -> None:
        """Ask for the printer, then show the values alone as it will print them."""
        from app.ui.pages.overprinting import Overprinting

        assert self._home is not None
        Overprinting(self, self._home, self._overprint, self._measure).open()

    def _overprint(self, offset: "Offset | None") -> None:
        assert isinstance(self._papers, OfRecords)
        self._papers.overprint = offset
        self.make()

    def design(self) -> None:
        """Make the chosen form the office's own."""
        from app.printing.sets import SETS
        from app.ui.pages.design_start import DesignStart

        name = str(self.forms.currentData())
        if name in SETS:
            messages.tell(self, say("designer.no_set"))
        else:
            start = DesignStart(self, self._jobs.office.folder, name)
            start.chosen.connect(self._design)
            start.open()

    def _design(self, form: "Form") -> None:
        from app.ui.pages.form_designer import Designer

        designer = Designer(self, self._jobs, self._jobs.office.folder, form)
        designer.saved.connect(self.renew)
        designer.try_wanted.connect(self._try)
        designer.show()

    def _try(self, papers: Papers, name: str) -> None:
        """A form as it is being designed."""
        Preview(self, self._jobs, papers, name).show()

    def _measure(self) -> None:
        Preview(self, self._jobs, Ruler(), say("printing.ruler_title")).show()

    def agreed(self, then: Callable[[str], None]) -> None:
        """Ask about what is still open, and what whole numbers are for, before the document leaves the window."""
        document = self.document
        if document is None:
            return

        def reason() -> None:
            if document.whole:
                ask_reason(self, self._jobs, document.title, then)
            else:
                then("")

        agree(self, document.open, reason)

    def save(self, reason: str = "") -> None:
        """The same bytes as a PDF file."""
        document = self.document
        if document is None:
            return
        name = "".join(c for c in f"{self.forms.currentText()} {self._name}" if c not in '\\/:*?"<>|')
        path = files.to_save(self, say("print.save"), f"{name}.pdf", say("files.pdf"))
        if path is None:
            return

        office, actor = self._jobs.office, self._jobs.actor

        def task(job: Job) -> Path:
            from app.printing import documents

            documents.save(office, actor, document, path, reason)
            return path

        self._jobs.run(self, say("print.save"), task, lambda path: self._saved(document, path))

    def _saved(self, document: "Document", path: Path) -> None:
        messages.tell(self, say("print.saved", path=path))
        self._given_out(document)

    def print(self, reason: str = "") -> None:
        """To paper, as pictures of the same pages; margins are those of the form, not of the printer."""
        document = self.document
        if document is None:
            return
        chosen = ask_printer(self, f"{self.forms.currentText()} {self._name}", document.pages)
        if chosen is None:
            return
        printer, first, last = chosen
        keep = self._keep(document, reason)

        def task(job: Job) -> None:
            keep()
            print_pages(job, printer, document.data, first, last)

        self._jobs.run(self, say("print.go"), task, lambda _: self._given_out(document))

    def _keep(self, document: "Document", reason: str) -> Callable[[], None]:
        """What writes in the journal, in a job, what goes to paper and what for."""
        office, actor = self._jobs.office, self._jobs.actor

        def keep() -> None:
            from app.printing.prints import keep_prints
            from app.record import leaving

            if not document.prints:
                leaving.keep(office, actor, leaving.PRINT, say("leaving.paper", title=document.title))
                return
            with office.work(actor) as work:
                keep_prints(work, document.prints, reason)

        return keep

    def _reveal(self, document: "Document") -> None:
        """Whole numbers on the screen are in the journal, too."""
        office, actor, shown = self._jobs.office, self._jobs.actor, document.prints

        def task(job: Job) -> None:
            from app.record import leaving

            told = say("leaving.preview", title=document.title)
            leaving.keep(office, actor, leaving.REVEAL, told, (shown[0].noun, shown[0].uid))

        self._jobs.run(self, say("print.making"), task, aside=True)
