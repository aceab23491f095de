"""What a form says that cannot be printed: values and words that do not exist, rows too wide, boxes off the page."""

from collections.abc import Iterator, Sequence

from app.desk.hooks import hooks
from app.desk.lists import LISTINGS
from app.desk.nouns import NOUNS
from app.kernel.outcomes import Problem
from app.printing.fonts import ROLES
from app.printing.form_lines import Where
from app.printing.forms import PAGE_VALUES, Box, Cell, Column, Form, keys_in
from app.printing.values import INTERNAL, KINDS, ROW_VALUES, VALUES

ALIGNS = ("left", "center", "right", "justify")
VALIGNS = ("top", "middle", "bottom")
PAGES = ("all", "first", "last")
SMALLEST = 5.0
"""Points of the smallest letters that can be read."""
_HAIR = 0.01
"""mm: less is arithmetic, not a fault."""
Fault = tuple[Where, Problem]


def faults(form: Form, *, measured: bool) -> Iterator[Fault]:
    """Everything that a form of the right shape still gets wrong, and where; `measured` where its paper is known."""
    if form.noun not in VALUES:
        if form.noun:  # one that is missing or no text was told already
            yield ("noun",), Problem("printing.unknown_noun", {"noun": form.noun})
        return
    yield from _values(form)
    yield from _words(form)
    yield from _names(form)
    if measured:
        yield from _widths(form)
        yield from _boxes(form)


def _cells(form: Form) -> Iterator[tuple[Where, Cell]]:
    for part in ("head", "body", "tail"):
        for n, row in enumerate(getattr(form, part), 1):
            yield from (((part, n, "cells", m), cell) for m, cell in enumerate(row.cells, 1))
    yield from ((("boxes", n), box) for n, box in enumerate(form.boxes, 1))


def _columns(form: Form) -> Iterator[tuple[Where, Column]]:
    for n, column in enumerate(form.table.columns if form.table else (), 1):
        yield ("table", "columns", n), column


def _asked(form: Form) -> Iterator[tuple[Where, str]]:
    """Every value that a form asks for, with where it does."""
    yield from (((*where, "text"), key) for where, cell in _cells(form) for key in keys_in(cell.text))
    yield from (((*where, "title"), key) for where, column in _columns(form) for key in keys_in(column.title))
    yield from ((("footer",), key) for text in form.footer for key in keys_in(text))
    yield from ((("required",), key) for key in form.required)
    if form.when:
        yield ("when",), form.when
    for part in ("head", "body", "tail"):
        rows = enumerate(getattr(form, part), 1)
        yield from (((part, n, "when"), row.when) for n, row in rows if row.when)


def _values(form: Form) -> Iterator[Fault]:
    """Values that nothing gives, and on a paper for the public those that are the office's own."""
    of_record = frozenset(VALUES[form.noun]) | PAGE_VALUES
    asked = [(where, key, of_record) for where, key in _asked(form)]
    asked += [((*where, "key"), column.key, frozenset(ROW_VALUES)) for where, column in _columns(form) if column.key]
    for where, key, known in asked:
        if key not in known:
            yield where, Problem("printing.unknown_value", {"key": key})
        elif form.public and key in INTERNAL:
            yield where, Problem("printing.internal", {"key": key})


def _words(form: Form) -> Iterator[Fault]:
    parts: list[tuple[Where, Cell | Column]] = [*_columns(form), *_cells(form)]
    for where, styled in parts:
        yield from _known(where, "font", styled.font, ROLES)
        yield from _known(where, "align", styled.align, ALIGNS)
        if isinstance(styled, Cell):
            yield from _known(where, "valign", styled.valign, VALIGNS)
        if isinstance(styled, Box):
            yield from _known(where, "on", styled.on, PAGES)
        if styled.size < SMALLEST:
            yield (*where, "size"), Problem("printing.too_small", {"least": f"{SMALLEST:g}"})
    for where, column in _columns(form):
        yield from _known(where, "kind", column.kind, tuple(KINDS))
        if column.total and column.kind != "fen":
            yield (*where, "total"), Problem("printing.total_of_text", {"title": column.title})


def _names(form: Form) -> Iterator[Fault]:
    """Tables, lists, nouns and forms that it names."""
    tables = tuple(hooks(form.noun).tables)
    if form.each:
        yield from _known((), "each", form.each, tables)
    if form.inside:
        yield from _known((), "inside", form.inside, tuple(NOUNS))
    if form.table and form.table.rows:
        yield from _known(("table",), "rows", form.table.rows, (*tables, *LISTINGS))
    if form.table and form.table.where:
        yield from _known(("table",), "where", form.table.where, tuple(form.columns()))


def _known(where: Where, key: str, word: str, words: Sequence[str]) -> Iterator[Fault]:
    if word not in words:
        yield (*where, key), Problem("printing.unknown_word", {"word": word, "known": "、".join(words)})


def _widths(form: Form) -> Iterator[Fault]:
    """Rows that are wider than the paper, or that leave no room for a cell without width."""
    if len(form.margin) != 4 or len(form.footer) != 3:
        yield ("margin" if len(form.margin) != 4 else "footer",), Problem("printing.margin_footer", {})
        return
    lines: list[tuple[Where, Sequence[Cell | Column], float, str]] = [
        ((part, n), row.cells, form.room(row), "".join(cell.text for cell in row.cells)[:12])
        for part in ("head", "body", "tail")
        for n, row in enumerate(getattr(form, part), 1)
    ]
    if form.table:
        lines.append((("table",), form.table.columns, form.width, "[table]"))
    for where, cells, room, place in lines:
        used = sum(cell.width for cell in cells)
        if used > room + _HAIR or (used > room - 1 and any(not cell.width for cell in cells)):
            yield where, Problem("printing.too_wide", {"place": place, "used": f"{used:g}", "room": f"{room:g}"})


def _boxes(form: Form) -> Iterator[Fault]:
    """Boxes without a size, or that reach over the edge of the paper."""
    width, high = form.paper
    for n, box in enumerate(form.boxes, 1):
        named = {"box": n, "text": box.text[:12]}
        if not box.width or not box.height:
            yield ("boxes", n), Problem("printing.box_size", named)
        elif box.x + box.width > width + _HAIR or box.y + box.height > high + _HAIR:
            reach = {"right": f"{box.x + box.width:g}", "bottom": f"{box.y + box.height:g}"}
            yield (
                ("boxes", n),
                Problem("printing.box_outside", {**named, **reach, "width": f"{width:g}", "high": f"{high:g}"}),
            )
