"""Which column of a sheet is which field: by name, by layout, side by side; what is open is asked."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.exchange import clock_columns, legend, skipping, spread, tick_columns, units
from app.exchange import questions as ask
from app.exchange.cell_text import text_of
from app.exchange.clock_columns import Clock
from app.exchange.column_conflicts import refuse_constants, refuse_one_for_all, refuse_same, refuse_twice
from app.exchange.day_headings import Known, day_of, is_half, is_weekday
from app.exchange.header import HELPERS, NUMBERING, Header, matches, plain
from app.exchange.joined_cells import said_beside
from app.exchange.legend import is_absent
from app.exchange.questions import Question
from app.exchange.references import letters
from app.exchange.spread import Spread
from app.exchange.tick_columns import Ticks
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.imports.layout import LEFT_OUT, Layout

_SAMPLES, _SENTENCE = 3, 6
_OWN = frozenset({k.ID.name, k.USCC.name, k.NAME.name, k.PHONE.name, k.ACCOUNT.name, k.CODE.name})
"""Kinds of which no two rows have the same: they are filled in row by row."""


@dataclass(frozen=True)
class Wanted:
    """What is looked for: the fields, what they may be filled with, and the days of the record that it goes into."""

    fields: Sequence[Field]
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    span: tuple[date, date] | None = None
    clocked: bool = False
    """Whether it is about days on which people were there, so that times of one day are one day."""
    kept: Collection[str] = ()
    """Required fields that stay as they are for what is known already, where a row says nothing of them."""
    instead: Mapping[str, str] = field(default_factory=dict)
    """A field that may stand for another, by the key of that other: of people who are known, the name for the number."""


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
    each_time: bool = False
    """Whether somebody has a row for each time that the clock saw, not for each day."""

    def letters(self, left: int) -> dict[str, str]:
        """The column letter of each field; of what several columns tell together, that of the first."""
        first = {each.of.key: min(each.titles) for each in self.together}
        return {key: letters(left + place) for key, place in (first | dict(self.places)).items()}

    @property
    def read(self) -> list[Field]:
        """The fields that have a column, in their order."""
        return [f for f in self.fields if f.key in self.places]


def survey(
    header: Header, sample: Sequence[Sequence[Any]], left: int, sheet: str, wanted: Wanted, layout: Layout
) -> tuple[list[Question], Columns]:
    """What is open about the columns of a sheet, and which is which as far as it is known; Problems when it cannot be told."""
    named = matches(header, wanted.fields)
    refuse_twice(header, named, left, sheet, wanted.fields, layout)
    titles = _titles(header, sample, left)
    places = _places(header, named, titles, wanted, layout)
    free = {p: t for p, t in titles.items() if p not in places.values() and plain(t) not in layout.columns}
    given = layout.given if is_like(header, layout) else layout.constants
    lacking = [f for f in wanted.fields if f.required and f.key not in places and f.key not in given]
    must = [f for f in wanted.fields if f.required]
    wide = _wide(header, free, [f for f in must if f.key not in places], sheet, wanted, layout)
    if wide and not _is_day(wide.by):
        refuse_constants([wide.by.key], wanted.fields, layout)
    total = places.pop(wide.of.key, None) if wide else None
    lines = [*header.above.split("\n"), *_lines(sample)]
    if wide:
        wide = replace(wide, legend=legend.read(lines))
        free = {p: t for p, t in free.items() if p not in wide.texts}
        lacking = [f for f in lacking if f not in (wide.by, wide.of)]
    people = _people(sample, header, [*places.values()], [places[f.key] for f in must if f.key in places])
    rest = {p: t for p, t in titles.items() if p not in places.values()} if not wide else {}
    untold = [f for f in wanted.fields if f.key not in places]
    ticks = tick_columns.find(rest, header, people, untold, wanted.lists)
    if ticks:
        refuse_constants([ticks.of.key], wanted.fields, layout)
        free = {p: t for p, t in free.items() if p not in ticks.titles}
    samples = _samples(people if places else _people(sample, header, [*free]), free)
    empty = {p: t for p, t in free.items() if not samples[p]}
    refuse_same(free, samples, header.row, left, sheet)
    open_fields = [f for f in untold if not (wide and f in (wide.by, wide.of)) and not (ticks and f == ticks.of)]
    asked = {plain(t): samples[p] for p, t in free.items() if samples[p]}
    questions = ask.of_columns(asked, open_fields, wanted.lists)
    guessed = {question.guess: question.samples for question in questions}
    if must and not wide and not any(f.key in places or f.key in guessed for f in must):
        raise Refused("header.nothing", sheet=sheet, titles="、".join(f.title for f in must))
    told = _samples(people, places.values())
    counted = guessed.keys() | places.keys()
    clock = clock_columns.of_table(rest, people, wanted.fields, counted) if wanted.clocked and not wide else None
    if clock:
        refuse_one_for_all(clock, layout)
        questions = [q for q in questions if q.subject not in map(plain, clock.titles.values())]
    together = [each for each in (ticks, clock) if each]
    lacking = [f for f in lacking if f not in [each.of for each in together]]
    beside = said_beside(wanted.fields, guessed | {key: told[place] for key, place in places.items()})
    day = day_of(Known(wanted.span, f"{header.above}\n{sheet}")) if wanted.clocked else ""
    told_of = beside | guessed.keys() | places.keys()
    unsaid = [f for f in lacking if f.key not in told_of and wanted.instead.get(f.key) not in told_of]
    questions += [_of_lacking(f, wanted, layout, day, lines) for f in unsaid]
    marks = layout.values.get(wide.of.key, {}) if wide else {}
    scales = _scales(header, places, wide, wanted)
    if wide:
        questions += [ask.of_month(wide.by, [*wide.texts.values()][:_SAMPLES])] if wide.open else []
        questions += of_marks(wide, _marks(wide, people), marks, scales.get(wide.of.key, ""))
    used = {*places.values(), *(place for each in together for place in each.titles)}
    unread = [t for p, t in titles.items() if layout.columns.get(plain(t)) == LEFT_OUT and p not in used]
    notes = tuple(_notes(header, left, unread, total, together))
    empty = {p: t for p, t in empty.items() if p not in used}
    each_time = wanted.clocked and not wide and clock_columns.has_each_time(rest, people, wanted.fields, counted)
    return questions, Columns(places, wanted.fields, empty, wide, marks, scales, notes, together, each_time)


def _scales(header: Header, places: Mapping[str, int], wide: Spread | None, wanted: Wanted) -> dict[str, str]:
    """What the numbers of each field are so many of, by its heading or the lines above."""
    headed = {f: header.titles[places[f.key]] for f in wanted.fields if f.key in places}
    headed |= {wide.of: ""} if wide else {}
    return {f.key: said for f, title in headed.items() if (said := units.scale(f, title, header.above))}


def _notes(
    header: Header, left: int, unread: Sequence[str], total: int | None, together: Sequence[Clock | Ticks]
) -> Iterator[str]:
    """What is said of a sheet: columns that are not read, which block it is, which columns tell one field."""
    if unread:
        yield say("table.left_out", titles="、".join(unread))
    if total is not None:
        yield say("table.total_left", title=header.titles[total])
    if header.places.start:
        own = [letters(left + place) for place, title in enumerate(header.titles) if title]
        yield say("table.side_by_side", first=own[0], last=own[-1])
    for each in together:
        code = "table.of_clock" if isinstance(each, Clock) else "table.of_ticks"
        yield say(code, title=each.of.title, titles="、".join(each.titles.values()))


def _lines(sample: Sequence[Sequence[Any]]) -> list[str]:
    """What stands in rows as sentences, not as values."""
    return [cell for row in sample for cell in row if isinstance(cell, str) and len(cell) > _SENTENCE]


def is_like(header: Header, layout: Layout) -> bool:
    """Whether a table has the headings of that for which the usual constants were given."""
    return set(layout.like) == set(header.headings)


def _places(
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


def _of_lacking(known: Field, wanted: Wanted, layout: Layout, day: str, lines: Sequence[str]) -> Question:
    """What is asked of a required field without a column. The guess is what the sheet says beside the table, of the day and of
    others; else what was said of an earlier, other table, but for what would change those who are known already."""
    if known.kind.name in _OWN:
        return ask.of_missing(known)
    said = next((found[1] for line in lines if known.stated and (found := re.search(known.stated, line))), "")
    usual = "" if known.key in wanted.kept else layout.usual.get(known.key, "")
    guess = day if day and _is_day(known) else said or usual
    return replace(ask.of_constant(known, wanted.lists), guess=guess)


def everything(
    header: Header, sample: Sequence[Sequence[Any]], left: int, sheet: str, wanted: Wanted, layout: Layout
) -> list[Question]:
    """All that is known or guessed of the columns of a sheet, to be looked at and changed."""
    questions, found = survey(header, sample, left, sheet, wanted, layout)
    field_at = {place: key for key, place in found.places.items()}
    wide = {*(found.spread.texts if found.spread else ()), *(p for each in found.together for p in each.titles)}
    titles = _titles(header, sample, left)
    people = _people(sample, header, [*found.places.values()] or titles)
    told_at = _samples(people, titles)
    marks = _marks(found.spread, people) if found.spread else {}
    named = {plain(t): told_at[p] for p, t in titles.items() if p not in wide}
    known = {plain(t): field_at.get(p, LEFT_OUT) for p, t in titles.items()}
    told = {question.subject: question for question in questions}
    columns = ask.of_columns({t: s for t, s in named.items() if s}, wanted.fields, wanted.lists)
    given = layout.given
    told_keys = {question.key for question in questions if question.about == ask.CONSTANT}
    told_keys |= {each.of.key for each in found.together}
    by = found.spread.by if found.spread else None
    told_keys |= {by.key} if by and not _is_day(by) else set()
    wide_of = found.spread.of.key if found.spread else ""
    constants = [f for f in wanted.fields if f.key in given and f.key not in {*found.places, *told_keys, wide_of}]
    shown = [told.get(q.subject) or replace(q, guess=known[q.subject]) for q in columns]
    months = {by: ask.of_month(by, [header.called(p, left) for p in sorted(wide)[:_SAMPLES]])} if by else {}
    shown += [replace(months.get(f) or ask.of_constant(f, wanted.lists), guess=given[f.key]) for f in constants]
    shown += [question for question in questions if question.about != ask.COLUMN]
    fields = {f.key: f for f in wanted.fields}
    for key, words in layout.values.items():
        if key in fields:
            shown += [
                replace(ask.of_known(fields[key], word, wanted.lists), guess=ask.AS_IT_STANDS if text == word else text)
                for word, text in words.items()
                if key != wide_of or word in marks
            ]
    return shown


def of_late(titles: Sequence[str], wanted: Wanted) -> list[Question]:
    """Columns that seemed empty and are not."""
    return ask.of_columns({plain(title): () for title in titles}, wanted.fields, wanted.lists)


def _titles(header: Header, sample: Sequence[Sequence[Any]], left: int) -> dict[int, str]:
    """What each column is called that may mean something; one without a heading is called by its letter.

    What counts 1, 2, 3 does not, when nobody says what it counts.
    """
    people = _people(sample, header, ())
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


def _is_day(known: Field) -> bool:
    """Whether a field may stand as headings whose year and month are what was answered of it."""
    return known.kind is k.DATE


def _wide(
    header: Header, free: Mapping[int, str], open_fields: Sequence[Field], sheet: str, wanted: Wanted, layout: Layout
) -> Spread | None:
    """The columns side by side, by the year and month that the class, the lines above or an answer tell."""
    must = [f for f in wanted.fields if f.required]
    answer = next((layout.constants[f.key] for f in open_fields if _is_day(f) and f.key in layout.constants), "")
    known = Known(wanted.span, f"{header.above}\n{sheet}", answer)
    return spread.find(_whole(header, free), open_fields, must, wanted.lists, known)


def _whole(header: Header, places: Iterable[int]) -> dict[int, str]:
    """Headings with their groups where these tell them: 10月 above 11, a day above 上午 or a weekday, 下午 after 上午."""
    found, group = dict[int, str](), ""
    for place in sorted(places):
        title, above = header.titles[place], header.groups[place]
        group = above or (group if is_half(title) else "")
        if is_half(above):
            found[place] = title + above
        elif is_half(title) or (group.endswith("月") and title[:1].isdigit()):
            found[place] = group + title
        else:
            found[place] = group if group and is_weekday(title) else title
    return found


def _people(
    sample: Sequence[Sequence[Any]], header: Header, named: Collection[int], required: Sequence[int] = ()
) -> Sequence[Sequence[Any]]:
    """The rows that are somebody's."""
    return [row for row in sample if not skipping.why(row, header.titles, named, required)]


def _samples(rows: Sequence[Sequence[Any]], places: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """What stands in columns."""
    found = {}
    for place in places:
        said = (row[place] for row in rows if place < len(row) and row[place] not in ("", None))
        texts = (text_of(value).strip() for value in said)
        found[place] = tuple(dict.fromkeys(text for text in texts if text))[:_SAMPLES]
    return found


def _marks(wide: Spread, rows: Sequence[Sequence[Any]]) -> Mapping[str, int]:
    """The marks below the headings, as often as they stand there in the rows that are looked at first."""
    said = ((place, row[place]) for row in rows for place in wide.texts if place < len(row))
    return Counter(mark for place, cell in said if (mark := wide.mark(place, cell)))


def of_marks(wide: Spread, counts: Mapping[str, int], known: Mapping[str, str], scale: str) -> list[Question]:
    """What each mark is worth, the same marks together; numbers, of the unit above them, say so themselves.

    A stroke is no sum of money.
    """
    said = {word: word + scale if units.BARE.fullmatch(word) else word for word in counts if word and word not in known}
    strange = [word for word, text in said.items() if not ask.fits(wide.of, text, {})]
    idle = wide.of.kind is k.FEN
    strange = [word for word in strange if not (idle and is_absent(word))]
    order = list(dict.fromkeys(wide.parted(word)[0] for word in strange))
    strange.sort(key=lambda word: order.index(wide.parted(word)[0]))
    return [ask.of_mark(wide.of, word, counts[word], wide.worth(word)) for word in strange]
