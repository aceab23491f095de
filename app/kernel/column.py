"""A column of a noun, declared once: its data element, and for each use whether it takes part."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from app.kernel.fields import Field
from app.kernel.kinds import Value


class Source(Enum):
    """Where the values of a column lie."""

    OWN = "own"
    """In the noun's own table."""
    NAMED = "named"
    """In another table, found by what people call it; the noun's table keeps its uid."""
    SHOWN = "shown"
    """In another table, or computed: only looked at."""


class Asked(Enum):
    """When people are asked for it."""

    NEVER = "never"
    NEW = "new"
    """Only when a record is entered: it is never edited."""
    ALWAYS = "always"


@dataclass(frozen=True)
class Column:
    """One column of a noun. `key` and `title` are given where they are not the element's own."""

    field: Field
    source: Source = Source.OWN
    key: str = ""
    title: str = ""
    asked: Asked = Asked.NEVER
    imported: bool = False
    sent: bool = True
    """Whether it is in the noun's sheet of a package: as data where the noun keeps it, else for the reader's eye."""
    listed: bool = True
    hidden: bool = False
    """Not on the screen until the user asks for it; still exported and printed."""
    total: bool = False
    """Whether the list adds it up; records that are void are not counted."""
    refers: str = ""
    """Of a named column: the column of the noun's table that keeps the uid, such as institution_uid."""
    refers_title: str = ""
    """Its heading in a package."""
    anywhere: bool = False
    """Whether the record that it names may be another office's."""
    unknown: str = ""
    """Code of the sentence that says there is no record of that name."""
    before: Callable[[Mapping[str, Value]], Value] | None = None
    """What a row of a package says, by its other values, when it comes from a program that did not have this column."""

    @property
    def name(self) -> str:
        """The key by which filters, JSON and forms know it."""
        return self.key or self.field.key

    @property
    def heading(self) -> str:
        """The Chinese title."""
        return self.title or self.field.title


def entered(
    field: Field,
    key: str = "",
    title: str = "",
    *,
    asked: Asked = Asked.ALWAYS,
    imported: bool = True,
    listed: bool = True,
    hidden: bool = False,
    total: bool = False,
    sent: bool = True,
) -> Column:
    """What people type: in the list, the dialogs, the import and the package, unless said otherwise."""
    return Column(
        field, Source.OWN, key, title, asked, imported=imported, sent=sent, listed=listed, hidden=hidden, total=total
    )


def recorded(
    field: Field,
    key: str = "",
    title: str = "",
    *,
    listed: bool = True,
    hidden: bool = False,
    total: bool = False,
    sent: bool = True,
    before: Callable[[Mapping[str, Value]], Value] | None = None,
) -> Column:
    """What the program writes into the noun's table: in the list and the package, never asked."""
    return Column(field, Source.OWN, key, title, sent=sent, listed=listed, hidden=hidden, total=total, before=before)


def named(
    field: Field,
    refers: str,
    refers_title: str,
    unknown: str = "",
    *,
    key: str = "",
    title: str = "",
    asked: Asked = Asked.NEW,
    anywhere: bool = False,
    imported: bool = True,
    sent: bool = True,
    listed: bool = True,
    hidden: bool = False,
) -> Column:
    """A record of another noun, called by its name or number; the package carries its uid, and the name to read."""
    return Column(
        field, Source.NAMED, key, title, asked, imported=imported, sent=sent, listed=listed, hidden=hidden,
        refers=refers, refers_title=refers_title, anywhere=anywhere, unknown=unknown,
    )  # fmt: skip


def shown(
    field: Field,
    key: str = "",
    title: str = "",
    *,
    listed: bool = True,
    hidden: bool = False,
    total: bool = False,
    imported: bool = False,
    sent: bool = False,
) -> Column:
    """What stands in another table or is computed: in the list, and in the package only to be read."""
    return Column(
        field, Source.SHOWN, key, title, imported=imported, sent=sent, listed=listed, hidden=hidden, total=total
    )
