"""Reads a form from TOML (resources/forms/*.toml) and says everything that is wrong with it."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import MISSING, fields, replace
from pathlib import Path
from typing import Any, TypeVar, get_args

from app.kernel.outcomes import Problem, Problems
from app.printing.fonts import ROLES
from app.printing.forms import Cell, Column, Form, Row, Table
from app.printing.values import INTERNAL, KINDS, ROW_VALUES, VALUES

ALIGNS = ("left", "center", "right", "justify")
_HAIR = 0.01
"""mm: less is arithmetic, not a fault."""
_T = TypeVar("_T", Form, Row, Cell, Table, Column)
_C = TypeVar("_C", Cell, Column)


def load(path: Path) -> Form:
    """The form in a file; Problems when it is not one."""
    return read(path.read_text(encoding="utf-8"))


def read(text: str) -> Form:
    """The form of a TOML text; Problems names everything that is wrong with it."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Problems([Problem("printing.not_toml", {"detail": str(error)})]) from None
    reader = _Reader()
    form = reader.form(raw)
    if form and not reader.problems:
        reader.problems += _faults(form)
    if reader.problems or form is None:
        raise Problems(reader.problems)
    return _shared_out(form)


class _Reader:
    """Builds the dataclasses from raw tables, collecting every problem with its place."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def form(self, raw: dict[str, Any]) -> Form | None:
        """The whole file; font and size of the form are those of its cells unless they say otherwise."""
        style: dict[str, Any] = {key: raw[key] for key in ("font", "size") if key in raw}
        parts: dict[str, Any] = {part: tuple(self.rows(raw, part, style)) for part in ("head", "body", "tail")}
        for table in self.tables(raw, "table", "表头"):
            columns = self.parts(Column, table, "columns", style, "[table]")
            parts["table"] = self.build(Table, table, "[table]", columns=columns)
        return self.build(Form, raw, "表头", **parts)

    def rows(self, raw: dict[str, Any], part: str, style: dict[str, Any]) -> Iterator[Row]:
        """The rows of head, body or tail."""
        for n, table in enumerate(self.tables(raw, part, "表头"), 1):
            place = f"[[{part}]] 第{n}个"
            if row := self.build(Row, table, place, cells=self.parts(Cell, table, "cells", style, place)):
                yield row

    def parts(self, cls: type[_C], raw: dict[str, Any], key: str, style: dict[str, Any], place: str) -> tuple[_C, ...]:
        """The cells of a row or the columns of the table; there is at least one."""
        tables = self.tables(raw, key, place)
        if not tables:
            self.problems.append(Problem("printing.missing_key", {"place": place, "key": key}))
        parts = (self.build(cls, style | table, f"{place} 第{n}格") for n, table in enumerate(tables, 1))
        return tuple(part for part in parts if part)

    def tables(self, raw: dict[str, Any], key: str, place: str) -> list[dict[str, Any]]:
        """What stands under a key, taken out: tables, one or many; anything else is a problem."""
        found = raw.pop(key, [])
        tables = found if isinstance(found, list) else [found]
        if all(isinstance(table, dict) for table in tables):
            return tables
        self.problems.append(Problem("printing.wrong_type", {"place": place, "key": key}))
        return []

    def build(self, cls: type[_T], raw: dict[str, Any], place: str, **made: Any) -> _T | None:
        """One dataclass from a raw table: unknown, missing and wrongly typed keys are problems."""
        known = {f.name: f for f in fields(cls) if f.name not in made}
        before = len(self.problems)
        for key, value in raw.items():
            if key not in known:
                self.problems.append(Problem("printing.unknown_key", {"place": place, "key": key}))
            elif not _suits(value, known[key].type):
                self.problems.append(Problem("printing.wrong_type", {"place": place, "key": key}))
        for key, spec in known.items():
            if spec.default is MISSING and key not in raw:
                self.problems.append(Problem("printing.missing_key", {"place": place, "key": key}))
        if len(self.problems) > before:
            return None
        given: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in raw.items()}
        return cls(**given, **made)


def _suits(value: object, kind: Any) -> bool:
    """Whether a TOML value is of a declared type; a whole number is a length too, a yes or no is not a number."""
    if inner := get_args(kind):
        return isinstance(value, list) and all(_suits(item, inner[0]) for item in value)
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    return isinstance(value, kind)


def _faults(form: Form) -> Iterable[Problem]:
    """What a well-typed form still gets wrong: unknown keys, fonts and kinds, and widths that do not add up."""
    if form.noun not in VALUES:
        yield Problem("printing.unknown_noun", {"noun": form.noun})
        return
    yield from _keys(form)
    columns = form.table.columns if form.table else ()
    styles: list[Cell | Column] = [*columns, *(cell for row in form.rows() for cell in row.cells)]
    for styled in styles:
        if styled.font not in ROLES:
            yield Problem("printing.unknown_word", {"word": styled.font, "known": "、".join(ROLES)})
        if styled.align not in ALIGNS:
            yield Problem("printing.unknown_word", {"word": styled.align, "known": "、".join(ALIGNS)})
    for column in columns:
        if column.kind not in KINDS:
            yield Problem("printing.unknown_word", {"word": column.kind, "known": "、".join(KINDS)})
        if column.total and column.kind != "fen":
            yield Problem("printing.total_of_text", {"title": column.title})
    yield from _widths(form)


def _keys(form: Form) -> Iterable[Problem]:
    """Values that nothing gives, and on a paper for the public those that are the office's own."""
    for key in sorted(form.values() - VALUES[form.noun].keys()) + sorted(form.columns() - ROW_VALUES.keys()):
        yield Problem("printing.unknown_value", {"key": key})
    for key in sorted((form.values() | form.columns()) & INTERNAL if form.public else ()):
        yield Problem("printing.internal", {"key": key})


def _widths(form: Form) -> Iterable[Problem]:
    """Rows that are wider than the paper, or that leave no room for a cell without width."""
    if len(form.margin) != 4 or len(form.footer) != 3:
        yield Problem("printing.margin_footer", {})
        return
    lines: list[tuple[Sequence[Cell | Column], float, str]] = [
        (row.cells, form.room(row), "".join(cell.text for cell in row.cells)[:12]) for row in form.rows()
    ]
    if form.table:
        lines.append((form.table.columns, form.width, "[table]"))
    for cells, room, place in lines:
        used = sum(cell.width for cell in cells)
        if used > room + _HAIR or (used > room - 1 and any(not cell.width for cell in cells)):
            yield Problem("printing.too_wide", {"place": place, "used": f"{used:g}", "room": f"{room:g}"})


def _shared_out(form: Form) -> Form:
    """The form with every width settled: cells without one share what their row leaves."""

    def rows(rows: Iterable[Row]) -> tuple[Row, ...]:
        return tuple(replace(row, cells=_shared(row.cells, form.room(row))) for row in rows)

    table = form.table and replace(form.table, columns=_shared(form.table.columns, form.width))
    return replace(form, head=rows(form.head), body=rows(form.body), tail=rows(form.tail), table=table)


def _shared(cells: tuple[_C, ...], room: float) -> tuple[_C, ...]:
    left = room - sum(cell.width for cell in cells)
    share = left / max(1, sum(not cell.width for cell in cells))
    return tuple(replace(cell, width=cell.width or share) for cell in cells)
