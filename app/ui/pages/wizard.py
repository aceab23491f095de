"""Where to start: an office that was open here, the example office, one that lies elsewhere, or a new one."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.desk.formdata import Choices, FormData
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import BadValue
from app.kernel.outcomes import Problem, Problems
from app.kernel.texts import say
from app.kernel.workflow import ROLES
from app.office.office.noun import OFFICE, PACK
from app.office.user.password_fields import AGAIN, NEW
from app.ui import files, messages, offices
from app.ui.fieldform import FieldForm
from app.ui.jobs import Job, Jobs
from app.ui.layouts import Dialog, Flow
from app.ui.memory import Machine

_WIDE = 90
"""Of the start page, in digits."""
_Person = tuple[str, list[str]]
_Packs = dict[str, tuple[str, str]]
"""By title: the id of a shipped pack or the name of a file, and the region."""


def _fields() -> tuple[Field, ...]:
    pack = Field("pack", PACK.title, k.TEXT, True, say("wizard.pack_help"), "packs")
    return (
        *(OFFICE[key] for key in ("name", "region", "level")),
        pack,
        Field("person", say("wizard.person"), k.NAME, True),
        Field("roles", say("wizard.roles"), k.TEXT, True, say("wizard.roles_help")),
        NEW,
        AGAIN,
        Field("second", say("wizard.second"), k.LONG, False, say("wizard.second_help")),
        *(OFFICE[key] for key in ("phone", "address")),
        Field("folder", say("wizard.folder"), k.TEXT, True),
        Field("backups", say("wizard.backups"), k.TEXT, False, say("wizard.backups_help")),
    )


def people(texts: Mapping[str, str]) -> list[_Person]:
    """Who works in the new office, roles as codes; Problems when they are written in no known way."""
    words = [(texts["person"], texts["roles"].replace("、", " ").replace("，", " ").split())]
    for part in texts.get("second", "").replace(",", "，").replace("；", "，").split("，"):
        if part.strip():
            name, *roles = part.replace("、", " ").split()
            words.append((name, roles))
    codes = {title: code for code, title in ROLES.items()}
    for number, (name, roles) in enumerate(words):
        if not roles or any(role not in codes for role in roles):
            key = "second" if number else "roles"
            text = f"{name} {' '.join(roles)}".strip()
            raise Problems([Problem("wizard.people_form", {"text": text}, key=key)])
    return [(str(k.NAME.read(name)), [codes[role] for role in roles]) for name, roles in words]


def founder_password(name: str, texts: Mapping[str, str]) -> str:
    """The password that whoever founds an office chose; Problems when it will not do."""
    from app.office.user.passwords import fault

    wrong = AGAIN.problem("password.differs") if texts["new"] != texts["again"] else fault(name, texts["new"])
    if wrong:
        raise Problems([wrong])
    return texts["new"]


class Wizard(Dialog):
    """Ends with an office in a folder; `founded` carries that folder."""

    topic = "wizard"

    founded = Signal(object)
    restoring = Signal()
    """An office is to be made of a backup."""

    def __init__(self, parent: QWidget, jobs: Jobs, machine: Machine) -> None:
        super().__init__(parent)
        self._jobs, self._machine, self._home = jobs, machine, machine.home
        self.setWindowTitle(say("wizard.title"))
        self.form: FieldForm | None = None
        self.recent = offices.Recent(self, machine)
        self.recent.chosen.connect(self._end)
        self._build()
        wide = self.fontMetrics().horizontalAdvance("0") * _WIDE
        self.resize(wide, self.box.heightForWidth(wide))

    def _build(self) -> None:
        box = self.box
        box.setContentsMargins(28, 24, 28, 24)
        box.setSpacing(14)
        title = QLabel(say("wizard.intro"))
        title.setObjectName("title")
        title.setWordWrap(True)
        choice = QLabel(say("wizard.choice"))
        choice.setWordWrap(True)
        box.addWidget(title)
        box.addLayout(self._known())
        box.addWidget(choice)
        row = Flow()
        self.sample = self._button("wizard.sample", self.open_sample)
        self.new = self._button("wizard.new", self.ask_new)
        self.draft = self._button("wizard.draft", self.draft_policy)
        self.other = self._button("wizard.other", self.open_other)
        self.restore = self._button("menu.restore", self.restoring.emit)
        for button in (self.sample, self.new, self.draft, self.other, self.restore):
            row.addWidget(button)
        row.setContentsMargins(0, 0, 0, 0)
        box.addLayout(row)
        (self.go_on if self.recent.count() else self.sample).setDefault(True)

    def _known(self) -> QVBoxLayout:
        """The offices that were open here; nothing at the first start."""
        box, row = QVBoxLayout(), Flow()
        row.setContentsMargins(0, 0, 0, 0)
        heading = QLabel(say("wizard.recent"))
        self.go_on = self._button("wizard.go_on", self.recent.choose)
        self.forget = self._button("wizard.forget", self.recent.forget)
        row.addWidget(self.go_on)
        row.addWidget(self.forget)
        box.addWidget(heading)
        box.addWidget(self.recent)
        box.addLayout(row)
        for widget in (heading, self.go_on, self.forget):
            widget.setVisible(bool(self.recent.count()))
        self.recent.currentItemChanged.connect(lambda *_: self._let())
        self._let()
        return box

    def _let(self) -> None:
        place = self.recent.place
        self.go_on.setEnabled(place is not None and place.is_there)
        self.forget.setEnabled(place is not None)

    def _button(self, code: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(say(code))
        button.clicked.connect(lambda: act())
        return button

    def open_sample(self) -> None:
        """The example office, made when it is asked for first."""
        offices.example(self, self._jobs, self._machine, self._end)

    def open_other(self) -> None:
        """An office that lies in some folder."""
        folder = files.folder(self, say("opening.choose"))
        if folder is not None:
            self._end(folder)

    def draft_policy(self) -> None:
        """Draft the policy of a region that no shipped pack is about; the office is then founded with it."""
        from app.ui.pages.newregion import NewRegion

        NewRegion(self, self._jobs, self.ask_new).begin()

    def ask_new(self, drafted: Path | None = None) -> None:
        """Ask for everything that a new office needs, on one page; a pack that was `drafted` is chosen already."""

        def task(job: Job) -> _Packs:
            from app.store.packs import bundled, parsed, read_file

            known = {parsed(text).title: (pack_id, parsed(text).region) for pack_id, text in bundled().items()}
            if drafted is not None:
                pack = parsed(read_file(drafted))
                known = {pack.title: (str(drafted), pack.region), **known}
            return known

        chosen = drafted is not None
        self._jobs.run(self, say("wizard.founding"), task, lambda packs: self._show_form(packs, chosen=chosen))

    def _show_form(self, packs: _Packs, *, chosen: bool) -> None:
        ids = {title: pack_id for title, (pack_id, _) in packs.items()}
        first = next(iter(packs))
        values = {
            **({"pack": first, "region": packs[first][1]} if chosen else {}),
            "level": "county", "roles": "经办",
            "folder": str(self._home / "office"), "backups": str(self._home / "backups"),
        }  # fmt: skip
        roles = ("经办", "复核", "负责人", "管理员", "经办、复核、负责人、管理员")
        choices = Choices({"packs": tuple(ids)}, {"roles": roles})
        form = self.form = FieldForm(self, say("wizard.new"), FormData(_fields(), values, choices), say("wizard.found"))
        for key in ("folder", "backups"):
            self._offer_folder(form, key)
        form.submitted.connect(lambda texts: self._found(form, {**texts, "pack": ids[texts["pack"]]}))
        form.open()

    def _offer_folder(self, form: FieldForm, key: str) -> None:
        edit = form.lines[key].edit
        action = edit.addAction(
            self.style().standardIcon(self.style().StandardPixmap.SP_DirIcon), edit.ActionPosition.TrailingPosition
        )
        action.setToolTip(say("wizard.choose"))

        def choose() -> None:
            folder = files.folder(form, say("wizard.choose"), edit.text())
            if folder is not None:
                edit.setText(str(folder))

        action.triggered.connect(choose)

    def _found(self, form: FieldForm, texts: Mapping[str, str]) -> None:
        try:
            staff = people(texts)
            own = founder_password(staff[0][0], texts)
            level = str(OFFICE["level"].read(texts["level"], {}))
        except (Problems, BadValue) as error:
            form.show_error(error)
            return
        folder = Path(texts["folder"]).expanduser()

        def task(job: Job) -> list[str]:
            from app.award.texts.unverified import blocked
            from app.desk.founding import Charter, found_with_passwords

            charter = Charter(
                texts["name"].strip(), texts["region"].strip(), level, texts["pack"], staff,
                texts["phone"].strip(), texts["address"].strip(), texts["backups"].strip(),
                passwords={staff[0][0]: own}, draw=True,
            )  # fmt: skip
            made, drawn, code = found_with_passwords(folder, charter)
            with made as office, office.read() as read:
                held = [*blocked(read.pack_on(read.today), read.today)]
            firsts = "\n".join(say("wizard.first", name=name, password=text) for name, text in drawn.items())
            safe = [say("recovery.told", signs=code)] if code else []
            return [*([say("wizard.firsts", passwords=firsts)] if drawn else []), *safe, *held]

        def then(told: list[str]) -> None:
            form.accept()
            self._end(folder)
            if told:
                messages.tell(self.parentWidget(), "\n\n".join([say("wizard.held"), *told]))

        self._jobs.run(form, say("wizard.founding"), task, then, form.show_error)

    def _end(self, folder: Path) -> None:
        self.accept()
        self.founded.emit(folder)
