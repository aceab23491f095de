"""The columns of a form's table as they are designed: chosen by title, ordered, sized; the widest gives and takes room."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.desk.nouns import NOUNS
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.printing.forms import Column, Form, Table
from app.printing.library import FORMS
from app.printing.values import BLANK, ROW_KINDS, ROW_VALUES

FIRST = 22.0
"""mm of a new column."""
LEAST = 8.0
"""mm that a column keeps when others take its room."""


def choices(form: Form) -> Iterator[tuple[str, str]]:
    """What a column may show, by title: what our forms about the noun show, and the list that its rows come from."""
    keys, rows = {BLANK}, form.table.rows if form.table else ""
    for other in (*FORMS.values(), form):
        if other.noun == form.noun and other.table and other.table.rows == rows:
            keys |= other.columns()
    lists = [
        {column.name for column in inner.columns if column.listed}
        for inner in NOUNS.values()
        if any(place.noun == form.noun and not place.by for place in inner.inside)
    ]
    keys |= max(lists, key=lambda names: len(names & form.columns()), default=set())
    yield from sorted((ROW_VALUES[key].title, key) for key in keys if key in ROW_VALUES)


def columns_of(form: Form) -> tuple[Column, ...]:
    """The columns of its table, none where it has no table."""
    return form.table.columns if form.table else ()


def added(form: Form, key: str) -> Form:
    """One more column at the end; the first one makes the table."""
    title = say("designer.sign") if key == BLANK else ROW_VALUES[key].title
    column = Column(key, title, FIRST, ROW_KINDS.get(key, "text"), font=form.font, size=form.size)
    columns = columns_of(form)
    return _with(form, (*columns, column), len(columns))


def removed(form: Form, at: int) -> Form:
    """Without one column; the last one takes the table with it."""
    columns = [column for n, column in enumerate(columns_of(form)) if n != at]
    return _with(form, columns) if columns else replace(form, table=None)


def moved(form: Form, at: int, by: int) -> Form:
    """One column so many places to the right, to the left with less than 0; unchanged at an end."""
    columns = list(columns_of(form))
    to = at + by
    if not 0 <= to < len(columns):
        return form
    columns.insert(to, columns.pop(at))
    return _with(form, columns, to)


def changed(form: Form, at: int, title: str, width: float) -> Form:
    """One column with another title and width."""
    columns = list(columns_of(form))
    columns[at] = replace(columns[at], title=title, width=width)
    return _with(form, columns, at)


def _with(form: Form, columns: Sequence[Column], keep: int = -1) -> Form:
    """The form with these columns as wide as the page, by the widest beside the one to keep; Refused without room."""
    found = list(columns)
    others = [n for n in range(len(found)) if n != keep] or [0]
    widest = max(others, key=lambda n: found[n].width)
    width = found[widest].width + form.width - sum(column.width for column in found)
    if width < LEAST:
        raise Refused("designer.no_room", title=found[widest].title)
    found[widest] = replace(found[widest], width=round(width, 2))
    table = form.table or Table(())
    return replace(form, table=replace(table, columns=tuple(found)))
