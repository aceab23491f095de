"""Every list of the window as data: its listing, its noun, what can be created, imported and opened from it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.desk.nouns import NOUNS
from app.kernel.noun import Noun, TableImport
from app.kernel.texts import RESOURCES


@dataclass(frozen=True)
class Part:
    """A list inside a record: rows that belong to it, or (`by` given) whose `by` equals the record's `own` value."""

    screen: str
    title: str
    by: str = ""
    own: str = ""
    known: tuple[str, ...] = ()
    """Columns that the record itself says already."""
    more: tuple[str, ...] = ()
    """Columns that come first here, though they are hidden or stand further right elsewhere."""
    where: tuple[tuple[str, str], ...] = ()
    """Further conditions: column and value."""


@dataclass(frozen=True)
class Screen:
    """One list: the listing's name, the words of its buttons, the keys that name a record, and its record page."""

    name: str
    title: str
    noun: str
    label: tuple[str, ...]
    create: str = ""
    imports: tuple[TableImport, ...] = ()
    parts: tuple[Part, ...] = ()
    prints: bool = False
    early: tuple[str, ...] = ("state",)
    """Columns that stand right after the name."""
    explained: str = ""
    """Title of the paragraphs that explain a record, '' for records that explain themselves."""
    next: Noun | None = None
    """What can be made of a record: a noun with this as its `sequel`."""


_HISTORY = Part("journal", "办理记录")
_ABOUT = re.compile(r'^noun = "(.+)"$', re.MULTILINE)
_PRINTED = frozenset(
    noun for path in (RESOURCES / "forms").glob("*.toml") for noun in _ABOUT.findall(path.read_text(encoding="utf-8"))
)
"""Nouns that a form is about; a window must not wait until all of them are read as forms."""

_SCREENS = (
    Screen(
        "indicators", "指标", "indicator", ("title",),
        early=("unit_name", "year", "until_year", "target", "unit", "done", "share", "progress", "met", "clause"),
    ),
    Screen("journal", "操作日志", "journal", ("at",)),
)  # fmt: skip


def _declared(noun: Noun) -> Screen:
    """The list and the page of a noun, without the lists inside."""
    imports = tuple(table for table in noun.imports if not table.into)
    return Screen(
        noun.plural,
        noun.tab_title or noun.list_title or noun.title,
        noun.name,
        noun.label,
        noun.create,
        imports,
        (_HISTORY,) if noun.history else (),
        noun.name in _PRINTED,
        noun.early,
        noun.explained,
    )


def _whole(screen: Screen) -> Screen:
    """A screen with what nouns declare of it: lists that stand on its page, imports into its records, what is made of them."""
    imports = [table for noun in NOUNS.values() for table in noun.imports if table.into == screen.noun]
    made = [noun for noun in NOUNS.values() if noun.sequel and noun.sequel.noun == screen.noun]
    return replace(screen, imports=(*screen.imports, *imports), parts=_parts(screen), next=made[0] if made else None)


def _parts(screen: Screen) -> tuple[Part, ...]:
    """The lists on the page of a record: each before the history, those that name another after that one."""
    parts = list(screen.parts)
    places = [(noun, place) for noun in NOUNS.values() for place in noun.inside if place.noun == screen.noun]
    for noun, place in sorted(places, key=lambda each: bool(each[1].after)):
        title = place.title or noun.list_title or noun.title
        part = Part(noun.plural, title, place.by, place.own, place.known, place.more, place.where)
        names = [known.screen for known in parts]
        history = names.index(_HISTORY.screen) if _HISTORY.screen in names else len(parts)
        parts.insert(names.index(place.after) + 1 if place.after in names else history, part)
    return tuple(parts)


SCREENS: Mapping[str, Screen] = {
    screen.name: _whole(screen) for screen in (*_SCREENS, *(_declared(noun) for noun in NOUNS.values() if noun.plural))
}
OF_NOUN: Mapping[str, Screen] = {screen.noun: screen for screen in SCREENS.values()}
TABLES: Mapping[str, TableImport] = {table.name: table for screen in SCREENS.values() for table in screen.imports}
"""The tables that clerks bring, as nouns declare them, by the names of the import kinds."""
IMPORTS: Mapping[str, str] = {name: table.button for name, table in TABLES.items()}
"""Titles of the import kinds."""
TABS = ("quotas", "institutions", "classes", "claims", "trainees", "packages")
"""The tabs that always stand there, Ctrl+1 to Ctrl+6."""
_FIRST = (
    "deadlines",
    "indicators",
    "workforce",
    "agreements",
    "tags",
    "equipment",
    "claim-lines",
    "overrides",
    "reductions",
    "notices",
    "objections",
    "hand-checks",
    "corrections",
    "disputes",
    "advances",
    "recoveries",
    "payments",
    "batches",
    "transfers",
    "funds",
    "statement-lines",
    "rates",
    "days",
    "offices",
    "users",
    "journal",
)
_REACHED = {*TABS, *_FIRST, *(part.screen for screen in SCREENS.values() for part in screen.parts)}
MORE = (
    *_FIRST,
    *(
        name
        for name, screen in SCREENS.items()
        if name not in _REACHED or screen.create and name not in (*TABS, *_FIRST)
    ),
)
"""Lists of the menu 数据, opened as further tabs: what is due, what is kept, money, the office itself; then whatever people
enter, or stands on no page."""
_MONEY, _OFFICE = ("app.fund.", "app.claim.rate"), ("app.office.", "app.institution.unit", "app.institution.contact")
"""Where the nouns of two parts of the menu are declared."""
_OF_OFFICE = ("journal", "plan-issues", "unit-plans")


def _part(name: str) -> str:
    """The part of the menu 数据 in which a list stands."""
    noun = NOUNS.get(SCREENS[name].noun)
    module = f"{noun.module}." if noun else ""
    if module.startswith(_MONEY):
        return "money"
    return "office" if name in _OF_OFFICE or module.startswith(_OFFICE) else "work"


DATA: Mapping[str, tuple[str, ...]] = {
    part: tuple(name for name in MORE[1:] if _part(name) == part) for part in ("work", "money", "office")
}
"""The same by the parts of the menu, after what is due."""
