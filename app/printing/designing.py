"""A form as it is designed: a new one, a copy beside ours, a signature column, a scan behind it; saved when it is right."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.printing import background, design_columns
from app.printing.form_text import text_of
from app.printing.formfile import load, read
from app.printing.forms import Box, Form
from app.printing.library import FORMS, library_of
from app.printing.values import BLANK, VALUES
from app.store.files import atomic
from app.store.own_files import FORMS as FOLDER


def beside(office: Path, form: Form) -> Form:
    """The same form under a name of its own, to stand beside ours."""
    return replace(form, name=_free(office, form.name), composite=False)


def instead(form: Form) -> Form:
    """The form to take the place of ours: the office's own layout from now on."""
    return replace(form, composite=False)


def blank(office: Path, noun: str, title: str) -> Form:
    """An empty page about a noun."""
    return Form(_free(office, f"own-{noun}"), title, noun)


def _free(office: Path, name: str) -> str:
    """A name with a number that no form has, and no file either."""
    taken = {*FORMS, *library_of(office).forms}
    return next(
        made
        for n in count(1)
        if (made := f"{name}-{n}") not in taken and not (office / FOLDER / f"{made}.toml").exists()
    )


def choices(noun: str) -> Iterator[tuple[str, str]]:
    """The values that a box about a noun may print: Chinese title and key, by title."""
    yield from sorted((value.title, key) for key, value in VALUES[noun].items())


def spoken(text: str, noun: str) -> str:
    """A text with its keys by their Chinese titles, as the page is drawn while it is designed."""
    for key, value in VALUES[noun].items():
        text = text.replace(f"{{{key}}}", f"〔{value.title}〕")
    return text


def signed(form: Form) -> Form:
    """The form with one more place to sign: a column of its table, to which the widest gives way, else a framed box."""
    if form.table is None:
        box = Box(say("designer.sign_here"), 60, x=20, y=250, height=14, frame=True, valign="top")
        return replace(form, boxes=(*form.boxes, box))
    return design_columns.added(form, BLANK)


def over(office: Path, form: Form, scan: Path) -> Form:
    """The form over a scan, which is kept beside its file; Refused where it is no picture."""
    if scan.suffix.lower() not in background.KINDS:
        raise Refused("printing.background", file=scan.name)
    background.picture_behind(str(scan), 0)
    kept = office / FOLDER / f"{form.name}{scan.suffix.lower()}"
    kept.parent.mkdir(exist_ok=True)
    if scan.resolve() != kept.resolve():
        shutil.copyfile(scan, kept)
    return replace(form, background=str(kept))


def save(office: Path, form: Form) -> Form:
    """Write a form into the folder of the office, once it reads without a problem; gives it as it is read again."""
    path, text = office / FOLDER / f"{form.name}.toml", text_of(form)
    read(text, path.name)
    path.parent.mkdir(exist_ok=True)
    with atomic(path) as unfinished:
        unfinished.write_text(text, encoding="utf-8", newline="\n")
    return load(path)
