"""What a pack quotes and the program does not act on: for reading (仅供查阅), and what it cannot carry (暂不支持)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.policy.source import Source, sourced
from app.policy.toml_table import Table


@dataclass(frozen=True, slots=True)
class Reading:
    """Something that people read, check or do by themselves: what it says is a list, a text, or its title alone."""

    title: str
    items: tuple[str, ...]
    text: str
    source: Source
    since: date | None = None
    until: date | None = None
    note: str = ""

    @property
    def content(self) -> str:
        """What it says beside its title, '' when the title says all."""
        return "、".join(self.items) or self.text


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A rule that this program has no words for; the note says what the document wants and why it cannot be carried."""

    title: str
    source: Source
    note: str


def read_reading(root: Table, clauses: Mapping[str, Source]) -> tuple[Reading, ...]:
    """The `[[reading]]` of a pack file."""
    return tuple(_reading(table, clauses) for table in root.tables("reading"))


def _reading(table: Table, clauses: Mapping[str, Source]) -> Reading:
    source = sourced(table, clauses, required=False)
    if table.has("items") and table.has("text"):
        table.blame("policy.items_or_text", "text")
    reading = Reading(
        title=table.text("title"),
        items=table.texts("items", required=False),
        text=table.text("text", required=False),
        source=source,
        since=table.day("since", required=False),
        until=table.day("until", required=False),
        note=table.text("note", required=not table.has("clause")),  # what no clause says tells where it comes from
    )
    if reading.since and reading.until and reading.until < reading.since:
        table.blame("policy.period", "until", since=reading.since, until=reading.until)
    table.close()
    return reading


def read_unsupported(root: Table, clauses: Mapping[str, Source]) -> tuple[Unsupported, ...]:
    """The `[[unsupported]]` of a pack file."""
    found = []
    for table in root.tables("unsupported"):
        found.append(Unsupported(table.text("title"), sourced(table, clauses), table.text("note")))
        table.close()
    return tuple(found)
