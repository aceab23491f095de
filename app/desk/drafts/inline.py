"""What a row holds that no column has words for: a table of tables, written as TOML on one line and read again."""

import re
import tomllib
from datetime import date
from typing import Any

import tomli_w

from app.kernel.kinds import BadValue

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def inline(value: Any) -> str:
    """A value of a pack file on one line."""
    if isinstance(value, dict):
        inner = ", ".join(f"{_name(str(name))} = {inline(one)}" for name, one in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(inline, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int | float) else _quoted(str(value))


def read_inline(text: str) -> Any:
    """The value of such a line; BadValue when it is none."""
    try:
        found = tomllib.loads(f"x = {text.strip()}")
    except (ValueError, RecursionError):
        raise BadValue("rows.inline") from None
    if len(found) != 1:
        raise BadValue("rows.inline")
    return found["x"]


def _name(name: str) -> str:
    return name if _BARE.fullmatch(name) else _quoted(name)


def _quoted(text: str) -> str:
    return tomli_w.dumps({"x": text}).removeprefix("x = ").rstrip("\n")
