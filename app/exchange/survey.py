"""What the columns of a sheet leave open, as questions; and all that is known of them, to be looked at again."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.exchange import clock_columns, constants, legend, tick_columns, units
from app.exchange import questions as ask
from app.exchange.cell_text import text_of
from app.exchange.clock_columns import Clock
from app.exchange.column_conflicts import refuse_constants, refuse_one_for_all, refuse_same, refuse_twice
from app.exchange.columns import SAMPLES, Columns, is_like, people_of, places_of, samples_of, titles_of, wide_of
from app.exchange.day_headings import Known, day_of
from app.exchange.header import Header, matches, plain
from app.exchange.joined_cells import said_beside
from app.exchange.legend import is_absent
from app.exchange.questions import Question
from app.exchange.references import letters
from app.exchange.spread import Spread
from app.exchange.tick_columns import Ticks
from app.exchange.wanted import Wanted, is_day
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.imports.layout import LEFT_OUT, Layout

_SENTENCE = 6


def survey(
    header: Header, sample: Sequence[Sequence[Any]], left: int, sheet: str, wanted: Wanted, layout: Layout
) -> tuple[list[Question], Columns]:
    """What is open about the columns of a sheet, and which is which as far as it is known; Problems when it cannot be told."""
    named = matches(header, wanted.fields)
    refuse_twice(header, named, left, sheet, wanted.fields, layout)
    titles = titles_of(header, sample, left)
    places = places_of(header, named, titles, wanted, layout)
    free = {p: t for p, t in titles.items() if p not in places.values() and plain(t) not in layout.columns}
    given = {**wanted.lent.usual, **(layout.given if is_like(header, layout) else layout.constants)}
    lacking = [f for f in wanted.fields if f.required and f.key not in places and f.key not in given]
    must = [f for f in wanted.fields if f.required]
    wide = wide_of(header, free, [f for f in must if f.key not in places], sheet, wanted, layout)
    if wide and not is_day(wide.by):
        refuse_constants([wide.by.key], wanted.fields, layout)
    total = places.pop(wide.of.key, None) if wide else None
    lines = [*header.above.split("\n"), *_lines(sample)]
    if wide:
        wide = replace(wide, legend=legend.read(lines))
        free = {p: t for p, t in free.items() if p not in wide.texts}
        lacking = [f for f in lacking if f not in (wide.by, wide.of)]
    people = people_of(sample, header, [*places.values()], [places[f.key] for f in must if f.key in places])
    rest = {p: t for p, t in titles.items() if p not in places.values()} if not wide else {}
    untold = [f for f in wanted.fields if f.key not in places]
    ticked = tick_columns.find(rest, header, people, untold, wanted.lists, layout.columns)
    by_tick = [each.of for each in ticked.ticks]
    refuse_constants([f.key for f in by_tick], wanted.fields, layout)
    free = {p: t for p, t in free.items() if p not in ticked.places}
    samples = samples_of(people if places else people_of(sample, header, [*free]), free)
    empty = {p: t for p, t in free.items() if not samples[p]}
    refuse_same(free, samples, header.row, left, sheet)
    open_fields = [f for f in untold if not (wide and f in (wide.by, wide.of)) and f not in by_tick]
    asked = {t: samples[p] for p, t in free.items() if samples[p]}
    questions = ask.of_columns(asked, open_fields, wanted.lists)
    guessed = {question.guess: question.samples for question in questions}
    questions += tick_columns.questions(ticked.asked, open_fields, guessed, wanted.lists)
    guessed |= {question.guess: () for question in questions if question.guess not in guessed}
    if must and not wide and not any(f.key in places or f.key in guessed for f in must):
        raise Refused("header.nothing", sheet=sheet, titles="、".join(f.title for f in must))
    told = samples_of(people, places.values())
    counted = guessed.keys() | places.keys()
    clock = clock_columns.of_table(rest, people, wanted.fields, counted) if wanted.clocked and not wide else None
    if clock:
        refuse_one_for_all(clock, layout)
        questions = [q for q in questions if q.subject not in map(plain, clock.titles.values())]
    together: list[Clock | Ticks] = [*ticked.ticks, *([clock] if clock else [])]
    lacking = [f for f in lacking if f not in [each.of for each in together]]
    beside = said_beside(wanted.fields, guessed | {key: told[place] for key, place in places.items()})
    day = day_of(Known(wanted.span, f"{header.above}\n{sheet}")) if wanted.clocked else ""
    told_of = beside | guessed.keys() | places.keys()
    unsaid = [f for f in lacking if f.key not in told_of and wanted.instead.get(f.key) not in told_of]
    numbers = _numbers(people, places, free, questions, wanted)
    lacks = (_of_lacking(f, numbers, wanted, layout, day, lines) for f in unsaid)
    questions += [question for question in lacks if question]
    marks = layout.values.get(wide.of.key, {}) if wide else {}
    scales = _scales(header, places, wide, wanted)
    if wide:
        questions += (
            [ask.of_month(wide.by, [*wide.texts.values()][:SAMPLES], wide.outside, wanted.span)] if wide.open else []
        )
        questions += of_marks(wide, _marks(wide, people), marks, scales.get(wide.of.key, ""))
    used = {*places.values(), *(place for each in together for place in each.titles)}
    unread = [t for p, t in titles.items() if layout.columns.get(plain(t)) == LEFT_OUT and p not in used]
    unread += [group.called for group in ticked.left_out]
    notes = tuple(_notes(header, left, total, together))
    empty = {p: t for p, t in empty.items() if p not in used}
    each_time = wanted.clocked and not wide and clock_columns.has_each_time(rest, people, wanted.fields, counted)
    told_by = (wide, marks, scales, notes, together, ticked.groups, each_time, unread)
    return questions, Columns(places, wanted.fields, empty, *told_by)


def _scales(header: Header, places: Mapping[str, int], wide: Spread | None, wanted: Wanted) -> dict[str, str]:
    """What the numbers of each field are so many of, by its heading or the lines above."""
    headed = {f: header.titles[places[f.key]] for f in wanted.fields if f.key in places}
    headed |= {wide.of: ""} if wide else {}
    return {f.key: said for f, title in headed.items() if (said := units.scale(f, title, header.above))}


def _notes(header: Header, left: int, total: int | None, together: Sequence[Clock | Ticks]) -> Iterator[str]:
    """What is said of a sheet: which block it is, which columns tell one field."""
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


def _numbers(
    rows: Sequence[Sequence[Any]],
    places: Mapping[str, int],
    free: Mapping[int, str],
    questions: Sequence[Question],
    wanted: Wanted,
) -> list[str]:
    """What stands in the column of the identity numbers, the known one or the one that is guessed."""
    guessed = [question.subject for question in questions if question.guess == wanted.identity]
    found = [place for place, title in free.items() if plain(title) in guessed]
    place = places.get(wanted.identity, found[0] if found else None)
    return [text_of(row[place]) for row in rows if place < len(row)] if place is not None and wanted.identity else []


def _of_lacking(
    known: Field, numbers: Sequence[str], wanted: Wanted, layout: Layout, day: str, lines: Sequence[str]
) -> Question | None:
    """What is asked of a required field without a column. The guess is what the sheet says beside the table, of the day and of
    others; else what was said of an earlier, other table, but for what would change those who are known already.

    None of a field that stays as it is where `numbers` are of people who are there already, all of them."""
    if known.kind.name in constants.OWN:
        return ask.of_missing(known)
    said = next((found[1] for line in lines if known.stated and (found := re.search(known.stated, line))), "")
    usual = "" if known.key in wanted.kept else layout.usual.get(known.key, "")
    guess = day if day and is_day(known) else said or usual
    question = constants.asked(known, numbers, wanted)
    return question and replace(question, guess=guess)


def everything(
    header: Header, sample: Sequence[Sequence[Any]], left: int, sheet: str, wanted: Wanted, layout: Layout
) -> list[Question]:
    """All that is known or guessed of the columns of a sheet, to be looked at and changed."""
    questions, found = survey(header, sample, left, sheet, wanted, layout)
    field_at = {place: key for key, place in found.places.items()}
    groups = [group for group, _ in found.ticked.values()]
    wide = {*(found.spread.texts if found.spread else ()), *(p for each in found.together for p in each.titles)}
    wide |= {place for group in groups for place in group.titles}
    titles = titles_of(header, sample, left)
    people = people_of(sample, header, [*found.places.values()] or titles)
    told_at = samples_of(people, titles)
    marks = _marks(found.spread, people) if found.spread else {}
    named = {t: told_at[p] for p, t in titles.items() if p not in wide}
    known = {plain(t): field_at.get(p, LEFT_OUT) for p, t in titles.items()}
    told = {question.subject: question for question in questions}
    columns = ask.of_columns({t: s for t, s in named.items() if s}, wanted.fields, wanted.lists)
    columns += tick_columns.questions(groups, wanted.fields, (), wanted.lists)
    known |= {heading: key for heading, (_, key) in found.ticked.items()}
    given = layout.given
    told_keys = {question.key for question in questions if question.about == ask.CONSTANT}
    told_keys |= {each.of.key for each in found.together}
    by = found.spread.by if found.spread else None
    told_keys |= {by.key} if by and not is_day(by) else set()
    counted = found.spread.of.key if found.spread else ""
    constants = [f for f in wanted.fields if f.key in given and f.key not in {*found.places, *told_keys, counted}]
    shown = [told.get(q.subject) or replace(q, guess=known[q.subject], several=False) for q in columns]
    months = {by: ask.of_month(by, [header.called(p, left) for p in sorted(wide)[:SAMPLES]])} if by else {}
    shown += [replace(months.get(f) or ask.of_constant(f, wanted.lists), guess=given[f.key]) for f in constants]
    shown += [question for question in questions if question.about != ask.COLUMN]
    by_column = {*found.places, *(each.of.key for each in found.together), counted}
    by_column |= {question.guess for question in shown if question.about == ask.COLUMN}
    fields = {f.key: f for f in wanted.fields if f.key in by_column}
    for key, words in layout.values.items():
        if key in fields:
            shown += [
                replace(ask.of_known(fields[key], word, wanted.lists), guess=ask.AS_IT_STANDS if text == word else text)
                for word, text in words.items()
                if key != counted or word in marks
            ]
    return shown


def of_late(titles: Sequence[str], wanted: Wanted) -> list[Question]:
    """Columns that seemed empty and are not."""
    return ask.of_columns(dict.fromkeys(titles, ()), wanted.fields, wanted.lists)


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
