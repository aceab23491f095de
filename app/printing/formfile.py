"""Reads a form from TOML (resources/forms/*.toml, forms/ of an office) and says everything that is wrong with it, by line."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args

from app.kernel.outcomes import Problem, Problems
from app.printing.background import KINDS as SCANS
from app.printing.form_faults import faults
from app.printing.form_lines import Where, line_of, lines_of
from app.printing.forms import Box, Cell, Column, Form, Row, Table

_T = TypeVar("_T", Form, Row, Cell, Table, Column, Box)
_C = TypeVar("_C", Cell, Column)
_S = TypeVar("_S", Cell, Column, Box)


def load(path: Path) -> Form:
    """The form in a file, its background by its whole path; Problems when it is not one."""
    text = path.read_text(encoding="utf-8")
    form = read(text, path.name)
    if not form.background:
        return form
    scan = path.parent / form.background
    if not scan.is_file() or scan.suffix.lower() not in SCANS:
        line = line_of(lines_of(text), ("background",))
        raise Problems([Problem("printing.background", {"file": scan.name}, sheet=path.name, row=line)])
    return replace(form, background=str(scan))


def read(text: str, name: str = "") -> Form:
    """The form of a TOML text; Problems names everything that is wrong with it, with the file and the line."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Problems([Problem("printing.not_toml", {"detail": str(error)}, sheet=name)]) from None
    reader = _Reader()
    form = reader.form(raw)
    wrong = [*reader.wrong, *faults(form, measured=not any(_of_paper(where) for where, _ in reader.wrong))]
    if wrong:
        lines = lines_of(text)
        raise Problems([_placed(problem, where, name, lines) for where, problem in wrong])
    return _shared_out(form)


def _of_paper(where: Where) -> bool:
    """Whether a key, as it is or misspelt, says how large the paper is: then nothing on it can be measured."""
    return len(where) == 1 and bool(get_close_matches(str(where[0]), ("landscape", "margin"), n=1))


def _placed(problem: Problem, where: Where, name: str, lines: Mapping[Where, int]) -> Problem:
    return replace(problem, sheet=name, row=line_of(lines, where)) if name else problem


class _Reader:
    """Builds the dataclasses from raw tables, collecting every problem with its place; what is wrong is left out."""

    def __init__(self) -> None:
        self.wrong: list[tuple[Where, Problem]] = []

    def form(self, raw: dict[str, Any]) -> Form:
        """The whole file; font and size of the form are those of its cells unless they say otherwise."""
        style: dict[str, Any] = {key: raw[key] for key in ("font", "size") if key in raw}
        parts: dict[str, Any] = {part: tuple(self.rows(raw, part, style)) for part in ("head", "body", "tail")}
        parts["boxes"] = tuple(self.listed(Box, raw, "boxes", style, ()))
        for table in self.tables(raw, "table", ()):
            columns = self.parts(Column, table, "columns", style, ("table",))
            parts["table"] = self.build(Table, table, ("table",), columns=columns)
        return self.build(Form, raw, (), **parts)

    def rows(self, raw: dict[str, Any], part: str, style: dict[str, Any]) -> Iterator[Row]:
        """The rows of head, body or tail."""
        for n, table in enumerate(self.tables(raw, part, ()), 1):
            where = (part, n)
            yield self.build(Row, table, where, cells=self.parts(Cell, table, "cells", style, where))

    def parts(
        self, cls: type[_C], raw: dict[str, Any], key: str, style: dict[str, Any], where: Where
    ) -> tuple[_C, ...]:
        """The cells of a row or the columns of the table; there is at least one."""
        found = tuple(self.listed(cls, raw, key, style, where))
        if not found:
            self.told("missing_key", where, key)
        return found

    def listed(self, cls: type[_S], raw: dict[str, Any], key: str, style: dict[str, Any], where: Where) -> Iterator[_S]:
        """Each part under a key, in the style of the form where it has none of its own."""
        for n, table in enumerate(self.tables(raw, key, where), 1):
            yield self.build(cls, style | table, (*where, key, n))

    def tables(self, raw: dict[str, Any], key: str, where: Where) -> list[dict[str, Any]]:
        """What stands under a key, taken out: tables, one or many; anything else is a problem."""
        found = raw.pop(key, [])
        tables = found if isinstance(found, list) else [found]
        if all(isinstance(table, dict) for table in tables):
            return tables
        self.told("wrong_type", where, key)
        return []

    def build(self, cls: type[_T], raw: dict[str, Any], where: Where, **made: Any) -> _T:
        """One dataclass from a raw table: unknown, missing and wrongly typed keys are problems."""
        known = {f.name: f for f in fields(cls) if f.name not in made}
        given: dict[str, Any] = {}
        for key, value in raw.items():
            if key not in known:
                self.told("unknown_key", where, key)
            elif not _suits(value, known[key].type):
                self.told("wrong_type", where, key)
            else:
                given[key] = tuple(value) if isinstance(value, list) else value
        for key, spec in known.items():
            if spec.default is MISSING and key not in given:
                given[key] = ""
                if key not in raw:
                    self.told("missing_key", where, key)
        return cls(**given, **made)

    def told(self, code: str, where: Where, key: str) -> None:
        """One problem more, about a key of a part."""
        self.wrong.append(((*where, key), Problem(f"printing.{code}", {"place": _spoken(where), "key": key})))


def _spoken(where: Where) -> str:
    """A part as people call it: [[head]] 第2个 第3格; 表头 of the form itself."""
    if not where:
        return "表头"
    part, *rest = where
    numbers = [each for each in rest if isinstance(each, int)]
    name = f"[{part}]" if part == "table" else f"[[{part}]]"
    units = ("格",) if part == "table" else ("个", "格")
    return " ".join([name, *(f"第{n}{unit}" for n, unit in zip(numbers, units, strict=False))])


def _suits(value: object, kind: Any) -> bool:
    """Whether a TOML value is of a declared type; a whole number is a length too, a yes or no is not a number."""
    if inner := get_args(kind):
        return isinstance(value, list) and all(_suits(item, inner[0]) for item in value)
    if kind is float:
        return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
    return isinstance(value, kind) and (kind is bool or not isinstance(value, bool))


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
