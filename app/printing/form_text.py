"""A form as the text of its file: what it says itself, and nothing that would be so without it."""

import json
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Any

from app.printing.forms import Cell, Column, Form, Row

_PARTS = ("head", "body", "tail", "table", "boxes", "cells", "columns")
_STYLE = ("font", "size")


def text_of(form: Form) -> str:
    """The TOML of a form; read again it is the same form, its background by its name alone."""
    lines = [*_pairs(form, form)]
    for part in ("head", "body"):
        lines += _rows(part, getattr(form, part), form)
    if form.table:
        lines += ["", "[table]", *_pairs(form.table, form)]
        for column in form.table.columns:
            lines += ["", "[[table.columns]]", *_pairs(column, form)]
    lines += _rows("tail", form.tail, form)
    for box in form.boxes:
        lines += ["", "[[boxes]]", *_pairs(box, form)]
    return "\n".join(lines) + "\n"


def _rows(part: str, rows: tuple[Row, ...], form: Form) -> Iterator[str]:
    for row in rows:
        yield from ("", f"[[{part}]]", *_pairs(row, form), "cells = [")
        yield from (f"    {{ {', '.join(_pairs(cell, form))} }}," for cell in row.cells)
        yield "]"


def _pairs(part: Any, form: Form) -> Iterator[str]:
    """The keys of a part with their values, without those that are as they would be anyway."""
    for spec in fields(part):
        value = getattr(part, spec.name)
        if spec.name not in _PARTS and value != _usual(spec, part, form):
            told = Path(value).name if spec.name == "background" else value
            yield f"{spec.name} = {_written(told)}"


def _usual(spec: Field[Any], part: Any, form: Form) -> object:
    """What a key is where it is not written; None where it must be."""
    if spec.name in _STYLE and isinstance(part, Cell | Column):
        return getattr(form, spec.name)
    return None if spec.default is MISSING else spec.default


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_written(each) for each in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{round(value, 3):g}"
    return json.dumps(value, ensure_ascii=False)
