"""Which column of a sheet is which field, as far as its headings and the answers tell."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.exchange import skipping, spread
from app.exchange.cell_text import text_of
from app.exchange.clock_columns import Clock
from app.exchange.day_headings import Known, is_half, is_weekday
from app.exchange.header import HELPERS, NUMBERING, Header, plain
from app.exchange.references import letters
from app.exchange.spread import Spread
from app.exchange.tick_columns import Group, Ticks
from app.exchange.wanted import Wanted, is_day
from app.kernel.fields import Field
from app.record.imports.layout import Layout

SAMPLES = 3
"""Values of a column that are shown of it."""


@dataclass(frozen=True)
class Columns:
    """The place of each field among the cells; columns without a cell so far, by place; and those that stand side by side."""

    places: Mapping[str, int]
    fields: Sequence[Field]
    empty: Mapping[int, str] = field(default_factory=dict)
    spread: Spread | None = None
    marks: Mapping[str, str] = field(default_factory=dict)
    """What the marks below spread columns mean."""
    scales: Mapping[str, str] = field(default_factory=dict)
    """What the numbers of a column are so many of, 万 for 万元, by field."""
    notes: tuple[str, ...] = ()
    together: Sequence[Clock | Ticks] = ()
    """Columns that tell one field together."""
    ticked: Mapping[str, tuple[Group, str]] = field(default_factory=dict)
    """The columns of ticks below one heading, by it, and the key of the field that they are; LEFT_OUT for none."""
    each_time: bool = False
    """Whether somebody has a row for each time that the clock saw, not for each day."""
    unread: Sequence[str] = ()
    """The headings of columns that are not read."""

    def letters(self, left: int) -> dict[str, str]:
        """The column letter of each field; of what several columns tell together, that of the first."""
        first = {each.of.key: min(each.titles) for each in self.together}
        return {key: letters(left + place) for key, place in (first | dict(self.places)).items()}

    @property
    def told(self) -> set[str]:
        """The keys of all fields that the table tells, in one column or in several."""
        wide = {self.spread.by.key, self.spread.of.key} if self.spread else set()
        return {*self.places, *(each.of.key for each in self.together), *wide}

    @property
    def read(self) -> list[Field]:
        """The fields that have a column, in their order."""
        return [f for f in self.fields if f.key in self.places]


def is_like(header: Header, layout: Layout) -> bool:
    """Whether a table has the headings of that for which the usual constants were given."""
    return set(layout.like) == set(header.headings)


def titles_of(header: Header, sample: Sequence[Sequence[Any]], left: int) -> dict[int, str]:
    """What each column is called that may mean something; one without a heading is called by its letter.

    What counts 1, 2, 3 does not, when nobody says what it counts.
    """
    people = people_of(sample, header, ())
    asked = (p for p, title in enumerate(header.titles) if p in header.places and plain(title) not in HELPERS)
    return {
        place: header.called(place, left)
        for place in asked
        if plain(header.titles[place]) not in NUMBERING or not _counts(people, place, header)
    }


def _counts(rows: Sequence[Sequence[Any]], place: int, header: Header) -> bool:
    """Whether a column numbers its rows: from 1, or on from the table on its left."""
    texts = [text for row in rows if place < len(row) and (text := text_of(row[place]).strip())]
    numbers = [int(text) for text in texts if text.isdecimal()]
    return bool(texts) and len(numbers) == len(texts) and _run_on(numbers, header)


def _run_on(numbers: Sequence[int], header: Header) -> bool:
    first = numbers[0] if header.places.start else 1
    return list(numbers) == list(range(first, first + len(numbers)))


def places_of(
    header: Header, named: Mapping[str, Sequence[int]], titles: Mapping[int, str], wanted: Wanted, layout: Layout
) -> dict[str, int]:
    """The place of each field, by its name and by what was answered."""
    own = {key: [p for p in found if _meant(header, p, layout, key) == key] for key, found in named.items()}
    places = {key: found[0] for key, found in own.items() if found}
    for place, title in titles.items():
        key = layout.columns.get(plain(title))
        if key and key not in places and any(f.key == key for f in wanted.fields):
            places[key] = place
    return places


def _meant(header: Header, place: int, layout: Layout, key: str) -> str:
    return layout.columns.get(plain(header.titles[place]), key)


def wide_of(
    header: Header, free: Mapping[int, str], open_fields: Sequence[Field], sheet: str, wanted: Wanted, layout: Layout
) -> Spread | None:
    """The columns side by side, by the year and month that the class, the lines above or an answer tell."""
    must = [f for f in wanted.fields if f.required]
    answer = next((layout.constants[f.key] for f in open_fields if is_day(f) and f.key in layout.constants), "")
    known = Known(wanted.span, f"{header.above}\n{sheet}", answer)
    return spread.find(_whole(header, free), open_fields, must, wanted.lists, known)


def _whole(header: Header, places: Iterable[int]) -> dict[int, str]:
    """Headings with their groups where these tell them: 10月 above 11, a day above 上午 or a weekday, 下午 after 上午."""
    found, group = dict[int, str](), ""
    for place in sorted(places):
        title, above = header.titles[place], header.groups[place].removesuffix("份")
        group = above or (group if is_half(title) else "")
        if is_half(above):
            found[place] = title + above
        elif is_half(title) or (group.endswith("月") and title[:1].isdigit()):
            found[place] = group + title
        else:
            found[place] = group if group and is_weekday(title) else title
    return found


def people_of(
    sample: Sequence[Sequence[Any]], header: Header, named: Collection[int], required: Sequence[int] = ()
) -> Sequence[Sequence[Any]]:
    """The rows that are somebody's."""
    return [row for row in sample if not skipping.why(row, header, named, required)]


def samples_of(rows: Sequence[Sequence[Any]], places: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """What stands in columns."""
    found = {}
    for place in places:
        said = (row[place] for row in rows if place < len(row) and row[place] not in ("", None))
        texts = (text_of(value).strip() for value in said)
        found[place] = tuple(dict.fromkeys(text for text in texts if text))[:SAMPLES]
    return found
