"""Asking for a new password: the first of a person, in place of a given one, or one's own by the menu."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from app.desk.formdata import Choices, FormData
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.outcomes import Problems
from app.kernel.texts import say
from app.office.user.password_fields import AGAIN, NEW
from app.ui import messages
from app.ui.fieldform import FieldForm
from app.ui.jobs import Job, Jobs

OLD = Field("old", "现在的密码", k.SECRET, True)
CODE = Field("code", "恢复码", k.TEXT, True, "封存在保险柜里的 16 位，例 abcd-2345-efgh-6789")
WITNESS = Field("witness", "在旁作证的同事", k.NAME, True, choices="people")
WITNESSED = Field("witnessed", "同事的密码", k.SECRET, True, "由他本人输入")


def ask_new(parent: QWidget, jobs: Jobs, name: str, old: str, then: Callable[[], None]) -> None:
    """In place of a password that somebody else gave."""
    _ask(
        parent,
        jobs,
        say("door.new_title", name=name),
        (NEW, AGAIN),
        lambda texts: _change(jobs, name, old, texts),
        then,
    )


def ask_own(parent: QWidget, jobs: Jobs, name: str) -> None:
    """One's own password, by the menu."""

    def done() -> None:
        messages.tell(parent, say("password.done"))

    title = say("door.new_title", name=name)
    _ask(parent, jobs, title, (OLD, NEW, AGAIN), lambda texts: _change(jobs, name, texts["old"], texts), done)


def ask_first(parent: QWidget, jobs: Jobs, name: str, secured: list[str], then: Callable[[str, str], None]) -> None:
    """The first password of a person who has none, beside a colleague who has one; `then` takes name and password."""
    chosen: list[str] = []

    def begin(texts: Mapping[str, str]) -> None:
        from app.office.user import recovery, sign_in

        witness = (texts["witness"], texts["witnessed"]) if secured else None
        chosen[:] = [texts["new"], sign_in.begin(jobs.office, name, texts["new"], witness, recovery.draw)]

    def done() -> None:
        tell_code(parent, chosen[1])
        then(name, chosen[0])

    fields = (NEW, AGAIN, *((WITNESS, WITNESSED) if secured else ()))
    hint = say("door.witness" if secured else "door.alone", name=name)
    choices = Choices({"people": tuple(secured)})
    _ask(parent, jobs, say("door.new_title", name=name), fields, begin, done, choices, hint)


def ask_code(parent: QWidget, jobs: Jobs, name: str, then: Callable[[str, str], None]) -> None:
    """A new password by the recovery code of the office."""
    chosen: list[str] = []

    def recover(texts: Mapping[str, str]) -> None:
        from app.office.user import recovery

        chosen[:] = [texts["new"], recovery.recover(jobs.office, name, texts["code"], texts["new"])]

    def done() -> None:
        tell_code(parent, chosen[1])
        then(name, chosen[0])

    title = say("door.new_title", name=name)
    _ask(parent, jobs, title, (CODE, NEW, AGAIN), recover, done, hint=say("recovery.hint"))


def tell_code(parent: QWidget, code: str) -> None:
    """The recovery code, once."""
    if code:
        messages.tell(parent, say("recovery.told", signs=code))


def _change(jobs: Jobs, name: str, old: str, texts: Mapping[str, str]) -> None:
    from app.office.user import sign_in

    sign_in.change(jobs.office, name, old, texts["new"])


def _ask(
    parent: QWidget,
    jobs: Jobs,
    title: str,
    fields: tuple[Field, ...],
    act: Callable[[Mapping[str, str]], None],
    then: Callable[[], None],
    choices: Choices | None = None,
    hint: str = "",
) -> None:
    """Ask for the fields, do `act` in a job, and go on with `then` once it is done."""
    form = FieldForm(parent, title, FormData(fields, choices=choices or Choices(), hint=hint), title, hint)

    def send(texts: Mapping[str, str]) -> None:
        if texts["new"] != texts["again"]:
            form.show_error(Problems([AGAIN.problem("password.differs")]))
            return

        def task(job: Job) -> None:
            act(texts)

        def done(_: None) -> None:
            form.accept()
            then()

        jobs.run(form, title, task, done, form.show_error)

    form.submitted.connect(send)
    form.open()
