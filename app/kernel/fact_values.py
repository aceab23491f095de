"""Facts that a policy pack asks for beyond the program's own: their keys, and their values as one JSON text of a record.

Each value stands in its kind: numbers and 分 as numbers, yes and no as 1 and 0, days as ISO text. What is not said is not
there: unknown is not no.
"""

import json
import re
from collections.abc import Mapping
from datetime import date

from app.kernel.column import recorded
from app.kernel.fields import Field
from app.kernel.kinds import BadValue, Kind, Value

FACT = "fact."
"""How the keys of such elements begin."""
FACTS = "fact.*"
"""Among the fields of a verb or of an import: all those that the pack in force asks for."""
COLUMN = "facts"
"""The column of a table that keeps them."""
_KEY = re.compile(r"[a-z][a-z0-9_]*")


def is_fact(key: str) -> bool:
    """Whether an element is a fact of a pack."""
    return key.startswith(FACT)


def unpacked(text: str | None) -> dict[str, str | int]:
    """The values that a record keeps, by the pack's key, as they are stored."""
    return json.loads(text) if text else {}


def by_element(text: str | None) -> dict[str, Value]:
    """The values that a record keeps, by the keys of their elements."""
    return {FACT + key: value for key, value in unpacked(text).items()}


def packed(values: Mapping[str, Value]) -> str | None:
    """One text of some values by the pack's key, the same for the same values; None for none."""
    known = {key: _stored(value) for key, value in values.items() if value is not None and value != ""}
    return json.dumps(known, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if known else None


def merged(text: str | None, said: Mapping[str, Value]) -> str | None:
    """What a record keeps once some facts, by the keys of their elements, say something else; a blank takes one away."""
    return packed({**unpacked(text), **{key.removeprefix(FACT): value for key, value in said.items() if is_fact(key)}})


def _stored(value: Value) -> str | int:
    return value.isoformat() if isinstance(value, date) else int(value) if isinstance(value, int) else str(value)


def _read(text: str) -> Value:
    """The text as a package has it; BadValue for anything else than plain values by keys."""
    try:
        known = json.loads(text)
    except ValueError:
        raise BadValue("facts.form") from None
    if not isinstance(known, dict) or not all(_KEY.fullmatch(key) and type(known[key]) in (str, int) for key in known):
        raise BadValue("facts.form")
    return packed(known)


KIND = Kind("raw", _read)
KEPT = recorded(Field(COLUMN, "政策另设的数据项", KIND), listed=False)
"""The column of all of them together, which a package carries; people see each by itself."""
