"""What a clerk's table is read for: the fields, what they may be filled with, and what it goes into."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.kernel import kinds as k
from app.kernel.fields import Field
from app.record.imports.layout import NOTHING, Layout


@dataclass(frozen=True)
class Wanted:
    """What is looked for: the fields, what they may be filled with, and the days of the record that it goes into."""

    fields: Sequence[Field]
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    span: tuple[date, date] | None = None
    clocked: bool = False
    """Whether it is about days on which people were there, so that times of one day are one day."""
    joins: bool = False
    """Whether its rows are people who come in or get something: who has left or failed by the table itself is asked about."""
    kept: Collection[str] = ()
    """Required fields that stay as they are for what is known already, where a row says nothing of them."""
    there: Collection[str] = ()
    """The identity numbers of the people who are in the record already that a table goes into."""
    instead: Mapping[str, str] = field(default_factory=dict)
    """A field that may stand for another, by the key of that other: of people who are known, the name for the number."""
    others: Sequence[Layout] = ()
    """How the tables of other senders are read, the latest first."""
    lent: Layout = NOTHING
    """What they say of the table that is read, where theirs has the same headings."""

    @property
    def identity(self) -> str:
        """The key of the identity number that every row has; '' where it is not about people."""
        return next((f.key for f in self.fields if f.kind is k.ID and f.required), "")


def is_day(known: Field) -> bool:
    """Whether a field may stand as headings whose year and month are what was answered of it."""
    return known.kind is k.DATE
