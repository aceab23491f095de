"""The way from a button to a verb on the selected records: ask, form, transaction, report."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.desk.formdata import FormData
from app.desk.nouns import NOUNS
from app.desk.screens import Screen
from app.desk.selection import Selected
from app.kernel.fields import Field
from app.kernel.kinds import FEN, Value
from app.kernel.noun import Sequel, TableImport
from app.kernel.outcomes import Asked
from app.kernel.texts import say
from app.kernel.workflow import CLERK, CORRECT, CREATE, EDIT, ROLES
from app.ui import messages
from app.ui.fieldform import FieldForm
from app.ui.jobs import Batch, Job, Jobs

if TYPE_CHECKING:
    from app.store.work import Read, Work


class Verbs(QObject):
    """The actions of one list or record page; they follow what is selected."""

    done = Signal(str, object)
    """What was done, for the status bar, and the uid of the record (None for many)."""
    made = Signal(str, object)
    """Noun and uid of a record made of the selected one, to be shown."""
    import_wanted = Signal(str, object, str)
    """Import kind, uid of the record it goes into (or None), and that record's name."""

    def __init__(self, page: QWidget, jobs: Jobs, screen: Screen, prefix: str = "") -> None:
        super().__init__(page)
        self._page, self._jobs, self._screen, self._prefix = page, jobs, screen, prefix
        self._noun = NOUNS.get(screen.noun)
        self.selected = Selected()
        self.given: Mapping[str, Value] = {}
        """What a new record has of the one on whose page it is made."""
        self.main: list[QAction] = []
        """Creating and importing: they need no selection."""
        self.moves: dict[str, QAction] = {}
        if screen.create:
            self.main.append(self._action(screen.create, "Ctrl+N", partial(self.begin, CREATE)))
        self._imports = {table.verb: table for table in screen.imports if table.into}
        for table in screen.imports:
            if not table.into:
                self.main.append(self._action(table.button, "Ctrl+I", partial(self._import, table)))
        self._add_moves()
        self.sequels: list[QAction] = []
        if screen.next and screen.next.sequel:
            made, sequel = screen.next.name, screen.next.sequel
            self.sequels.append(self._action(sequel.title, "Alt+N", partial(self._make_next, made, sequel)))
        self.follow(Selected())

    def _add_moves(self) -> None:
        free = (f"Alt+{shift}{digit}" for shift in ("", "Shift+") for digit in "1234567890")
        for move in self._noun.moves if self._noun else ():
            if table := self._imports.get(move.word):
                self.moves[move.word] = self._action(
                    move.title, move.shortcut or "Ctrl+I", partial(self._import, table)
                )
            else:
                key = "F2" if move.word == EDIT else move.shortcut or next(free)
                self.moves[move.word] = self._action(move.title, key, partial(self.begin, move.word))

    def _action(self, title: str, key: str, act: "partial[None]") -> QAction:
        action = QAction(title, self._page)
        keys = (key.replace("Return", "Enter"), key)  # the first is what the menus call it
        action.setShortcuts([QKeySequence(self._prefix + one) for one in dict.fromkeys(keys)])
        self._explain(action, "")
        action.triggered.connect(lambda: act())
        self._page.addAction(action)
        return action

    @property
    def actions(self) -> list[QAction]:
        """Every action, for the menu."""
        return [*self.main, *self.applied]

    @property
    def applied(self) -> list[QAction]:
        """Those that are done to the selected records."""
        return [*self.moves.values(), *self.sequels]

    def follow(self, selected: Selected) -> None:
        """Enable what the selected records allow; a button that is off says why."""
        self.selected = selected
        for word, action in self.moves.items():
            self._explain(action, self._obstacle(word))
            if self._noun is not None and self._noun.verb(word).foreign:
                action.setVisible(bool(selected.foreign))
        for action in self.main:
            needed = say("move.role", verb=action.text(), role=ROLES[CLERK])
            self._explain(action, "" if self._roles & self._makers(action) else needed)
        for action in self.sequels:
            action.setVisible(len(selected.begets) == len(selected.names) == 1 and CLERK in self._roles)

    def _makers(self, action: QAction) -> frozenset[str]:
        """The roles that enter new records, or bring them by a table."""
        enters = self._noun is not None and action.text() == self._noun.create
        return self._noun.verb(CREATE).roles if self._noun and enters else frozenset({CLERK})

    @staticmethod
    def _explain(action: QAction, reason: str) -> None:
        """Off, and why, when there is a reason."""
        action.setEnabled(not reason)
        key = action.shortcut().toString()
        action.setToolTip(f"{action.text()}（{key}）" + (f"\n{reason}" if reason else ""))

    def _fit(self, word: str) -> dict[int, str]:
        """The selected records that allow a verb."""
        assert self._noun is not None
        return self.selected.fit(self._noun, word, self._roles)

    @property
    def _roles(self) -> frozenset[str]:
        actor = self._jobs.actor
        return actor.roles if actor else frozenset()

    def _obstacle(self, word: str) -> str:
        assert self._noun is not None
        single = word in (EDIT, CORRECT, *self._imports)
        return self.selected.obstacle(self._noun, word, self._roles, single=single)

    def _import(self, table: TableImport) -> None:
        if not table.into:
            self.import_wanted.emit(table.name, None, "")
        for uid, name in list(self._fit(table.verb).items() if table.into else ())[:1]:
            self.import_wanted.emit(table.name, uid, name)

    def _make_next(self, noun: str, sequel: Sequel) -> None:
        """Ask once, make the next record of the selected one, and show it."""
        uid, value = next(iter(self.selected.begets.items()))

        def act(work: "Work") -> int:
            from app.desk import words

            return words.do(work, noun, CREATE, None, {sequel.key: value})

        def then(made: int) -> None:
            self.done.emit(say("verb.done", verb=sequel.title, name=""), None)
            self.made.emit(noun, made)

        def agreed() -> None:
            self._jobs.do(self, sequel.title, act, then)

        messages.ask(
            self._page, say("verb.ask_one", verb=sequel.title, name=self.selected.names[uid]), sequel.title, agreed
        )

    def begin(self, word: str) -> None:
        """Start a verb: with its form when it asks for something, else with a question."""
        noun, names = self._screen.noun, {} if word == CREATE else self._fit(word)
        if word != CREATE and not names:
            return
        if any(not field.asked for field in self._asks(word)):
            self._jobs.look(self, lambda read: _dialog(read, noun, word, list(names)), partial(self._fill, word, names))
        else:
            self._jobs.look(
                self, lambda read: _advice(read, noun, word, list(names)), partial(self._confirm, word, names)
            )

    def _confirm(self, word: str, names: dict[int, str], advised: str) -> None:
        title = self._title(word)
        text = say("verb.ask_one", verb=title, name=next(iter(names.values()))) + self._sum("money")
        if len(names) > 1 or len(self.selected.names) > 1:
            text = self._many(word, names)
        text = "\n".join(filter(None, (text, advised)))
        messages.ask(self._page, text, title, lambda: self._run(word, names, {}))

    def _many(self, word: str, names: Mapping[int, str]) -> str:
        left = len(self.selected.names) - len(names)
        text = say("verb.ask_many", verb=self._title(word), count=len(names))
        text += say("verb.ask_together") if self._together(word) else ""
        return text + (say("verb.ask_left", left=left) if left else self._sum("sum"))

    def _sum(self, kind: str) -> str:
        """The money of all that is selected; '' where a record has none."""
        total = self.selected.total_fen
        return "" if total is None else say(f"verb.ask_{kind}", total=FEN.show(total))

    def _asks(self, word: str) -> tuple[Field, ...]:
        assert self._noun is not None
        return self._noun.asks(self._noun.verb(word))

    def _title(self, word: str) -> str:
        return self._screen.create if word == CREATE or self._noun is None else self._noun.verb(word).title

    def _fill(self, word: str, names: dict[int, str], data: FormData) -> None:
        if word == CREATE:
            told = {key: value for key, value in self.given.items() if any(f.key == key for f in data.fields)}
            data = replace(data, values={**told, **{k: v for k, v in data.values.items() if v not in (None, "")}})
        title = self._title(word)
        self._reveal(title, names, data)
        name = next(iter(names.values()), "") if len(names) == 1 else ""
        many = self._many(word, names) if len(names) > 1 else ""
        hint = "\n".join(filter(None, (many, data.hint)))
        form = FieldForm(self._page.window(), " · ".join(filter(None, (title, name))), data, title, hint)
        form.submitted.connect(lambda texts: self._send(form, word, names, texts))
        form.open()

    def _reveal(self, title: str, names: Mapping[int, str], data: FormData) -> None:
        """A dialog that shows somebody's number or account in full is in the journal."""
        shown = [field.title for field in data.fields if field.kind.mask and data.values.get(field.key)]
        if not shown or len(names) != 1:
            return
        office, actor, about = self._jobs.office, self._jobs.actor, (self._screen.noun, next(iter(names)))

        def task(job: Job) -> None:
            from app.record import leaving

            told = say("leaving.dialog", title=title, fields="、".join(shown))
            leaving.keep(office, actor, leaving.REVEAL, told, about)

        self._jobs.run(self, title, task, aside=True)

    def _send(self, form: FieldForm, word: str, names: dict[int, str], texts: Mapping[str, str]) -> None:
        if word in (EDIT, CORRECT):
            texts = {key: text for key, text in texts.items() if text != form.before[key]}
            if not texts:
                form.accept()
                return
        if len(names) > 1 and not self._together(word):
            form.accept()
            self._run(word, names, texts)
            return
        self._one(word, names, texts, form.data.revision, form)

    def _run(self, word: str, names: dict[int, str], texts: Mapping[str, str]) -> None:
        if len(names) == 1 or self._together(word):
            self._one(word, names, texts, None, None)
            return
        title = self._title(word)
        self._jobs.run_each(self, self._screen.noun, word, names, texts, partial(self._report, title), title)

    def _one(
        self, word: str, names: dict[int, str], texts: Mapping[str, str], revision: int | None, form: FieldForm | None
    ) -> None:
        noun, title = self._screen.noun, self._title(word)

        def act(work: "Work") -> tuple[int, list[str]]:
            from app.desk import words
            from app.office.correction import requests as corrections

            before = corrections.waiting(work, noun, list(names))
            made = words.do_selected(work, noun, word, list(names), texts, revision)
            waiting = [told for told in corrections.waiting(work, noun, [made]) if told not in before]
            return made, [*waiting, *work.told]

        def then(done: tuple[int, list[str]]) -> None:
            if form is not None:
                form.accept()
            made, told = done
            self.done.emit(say("verb.done", verb=title, name=names.get(made, "")), made or None)
            if told:
                messages.tell(self._page, "\n".join(told))

        def failed(error: BaseException) -> None:
            if form is not None:
                form.show_error(error)
            if isinstance(error, Asked):
                self._ask(error, word, names, texts, form)
            elif form is None:
                self._jobs.failed.emit(error)

        self._jobs.do(form or self, title, act, then, failed)

    def _ask(
        self, asked: Asked, word: str, names: dict[int, str], texts: Mapping[str, str], before: FieldForm | None
    ) -> None:
        """Show what the verb asks, take the reason, and do it again with it; the form before stays till it is done."""
        fields = tuple(replace(f, required=True) for f in self._asks(word) if f.asked)
        data = FormData(fields, revision=before.data.revision if before else None)
        form = FieldForm(before or self._page.window(), self._title(word), data, say("ask.reason"), str(asked))
        if before is not None:
            form.accepted.connect(before.accept)
        form.submitted.connect(lambda given: self._one(word, names, {**texts, **given}, data.revision, form))
        form.open()

    def _together(self, word: str) -> bool:
        return self._noun is not None and word != CREATE and self._noun.verb(word).together

    def _report(self, title: str, batch: Batch) -> None:
        self.done.emit(f"{title}：{batch.report}", None)
        if batch.told:
            messages.tell(self._page, "\n".join(batch.told))
        if batch.refused:
            details = "\n".join(f"{name}：{reason}" for name, reason in batch.refused)
            messages.tell(self._page, f"{title}：{batch.report}\n\n{details[:600]}", details)


def _advice(read: "Read", noun: str, word: str, uids: Sequence[int]) -> str:
    from app.desk import cautions

    return cautions.before(read, noun, word, uids)


def _dialog(read: "Read", noun: str, word: str, uids: Sequence[int]) -> FormData:
    from app.desk import dialogs

    return dialogs.dialog(read, noun, word, uids)
