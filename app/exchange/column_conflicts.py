"""Columns between which nobody can choose: two of one field, two of one heading, a column beside a constant, a clock beside one."""

from collections.abc import Collection, Mapping, Sequence

from app.exchange.clock_columns import Clock
from app.exchange.header import Header, plain
from app.exchange.references import letters
from app.kernel.fields import Field
from app.kernel.outcomes import Problem, Problems
from app.record.imports.layout import LEFT_OUT, Layout


def refuse_same(free: Mapping[int, str], samples: Mapping[int, Sequence[str]], row: int, left: int, sheet: str) -> None:
    """Two columns of one heading, of which nobody could say which is meant."""
    first: dict[str, int] = {}
    problems = []
    for place, title in free.items():
        if samples[place] and first.setdefault(plain(title), place) != place:
            where = {"sheet": sheet, "row": row, "column": letters(left + place)}
            problems.append(Problem("layout.same", {"title": title}, title=title, **where))  # type: ignore[arg-type]
    if problems:
        raise Problems(problems)


def refuse_twice(
    header: Header, named: Mapping[str, Sequence[int]], left: int, sheet: str, fields: Sequence[Field], layout: Layout
) -> None:
    """Two columns that could both be one field: nobody guesses which, unless a layout leaves the others out."""
    titles = {f.key: f.title for f in fields}
    problems = []
    for key, places in named.items():
        open_places = [p for p in places if layout.columns.get(plain(header.titles[p])) != LEFT_OUT]
        for place in open_places[1:]:
            where = {"sheet": sheet, "row": header.row, "column": letters(left + place)}
            first = {"first": letters(left + open_places[0]), "field": titles[key]}
            problems.append(Problem("header.repeated", first, key=key, title=header.titles[place], **where))  # type: ignore[arg-type]
    given = [(plain(title), key) for title, key in layout.columns.items() if key]
    for key in {key for _, key in given}:
        both = [t for t, k in given if k == key and t in header.headings]
        if len(both) > 1:
            problems.append(Problem("layout.twice", {"titles": "、".join(both)}, key=key, title=titles.get(key, key)))
    if problems:
        raise Problems(problems)


def refuse_constants(places: Collection[str], fields: Sequence[Field], layout: Layout) -> None:
    """What all rows are said to be, beside a column that says it for each."""
    both = [f for f in fields if f.key in places and f.key in layout.constants]
    if both:
        raise Problems(
            [Problem("layout.both", {"text": layout.constants[f.key]}, key=f.key, title=f.title) for f in both]
        )


def refuse_one_for_all(clock: Clock, layout: Layout) -> None:
    """What all rows are said to be, beside the columns of a clock that say who was absent."""
    if text := layout.constants.get(clock.of.key):
        titles = "、".join(clock.titles.values())
        told = Problem("layout.clock", {"text": text, "titles": titles}, key=clock.of.key, title=clock.of.title)
        raise Problems([told])
