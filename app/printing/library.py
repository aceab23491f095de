"""The forms that an office prints: those that are shipped, and its own in `forms/` beside office.db."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from app.desk.nouns import NOUNS
from app.kernel.outcomes import Problem, Problems, Refused
from app.kernel.texts import RESOURCES
from app.printing.formfile import load
from app.printing.forms import Form
from app.store.files import atomic
from app.store.own_files import FORMS as FOLDER

_SHIPPED = RESOURCES / "forms"
_COMPOSITE = "composite = true\n"


@cache
def shipped() -> Mapping[str, Form]:
    """Every form of the program by name, those of reports too."""
    return {path.stem: load(path) for path in sorted(_SHIPPED.glob("*.toml"))}


FORMS: Mapping[str, Form] = {name: form for name, form in shipped().items() if form.noun in NOUNS}
"""Those that a record may have."""


@dataclass(frozen=True)
class Library:
    """The forms of an office by name, its own in the place of ours that have the same; and what is wrong with its own."""

    forms: Mapping[str, Form]
    own: frozenset[str] = frozenset()
    problems: Sequence[Problem] = ()

    def __getitem__(self, name: str) -> Form:
        if name not in self.forms:
            raise Refused("cli.form", name=name, names="、".join(self.forms))
        return self.forms[name]


def library_of(office: Path) -> Library:
    """The forms of the office in a folder; a file of its own that is wrong is not used, and told."""
    files = sorted((office / FOLDER).glob("*.toml"))
    return _library(tuple((path, path.stat().st_mtime_ns) for path in files))


@lru_cache(maxsize=4)
def _library(files: tuple[tuple[Path, int], ...]) -> Library:
    own: dict[str, Form] = {}
    problems: list[Problem] = []
    for path, _ in files:
        try:
            own[path.stem] = own_form(path)
        except Problems as wrong:
            problems += wrong.problems
    return Library({**FORMS, **own}, frozenset(own), problems)


def own_form(path: Path) -> Form:
    """A form of an office: of a record, and called like its file; Problems when it is not one."""
    try:
        form = load(path)
    except UnicodeDecodeError:
        raise Problems([Problem("printing.not_utf8", sheet=path.name)]) from None
    wrong = []
    if form.name != path.stem:
        wrong.append(Problem("printing.other_name", {"name": form.name}, sheet=path.name))
    if form.noun not in NOUNS:
        wrong.append(Problem("printing.unknown_noun", {"noun": form.noun}, sheet=path.name))
    if wrong:
        raise Problems(wrong)
    return form


def copy_form(office: Path, name: str, new: str = "") -> Path:
    """Put one of our forms into the folder of an office, to be changed there: in its place, or under a new name beside it.

    Refused where there is no such form, or the office has one of that name already.
    """
    if name not in FORMS:
        raise Refused("cli.form", name=name, names="、".join(FORMS))
    path = office / FOLDER / f"{new or name}.toml"
    if path.exists():
        raise Refused("printing.copied", file=path)
    text = (_SHIPPED / f"{name}.toml").read_text(encoding="utf-8").replace(_COMPOSITE, "", 1)
    path.parent.mkdir(exist_ok=True)
    with atomic(path) as unfinished:
        named = text.replace(f'name = "{name}"', f'name = "{new or name}"', 1)
        unfinished.write_text(named, encoding="utf-8", newline="\n")
    return path
