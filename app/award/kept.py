"""How facts are kept as JSON beside a line, and read back as they were."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.award.view import Facts


def _plain(value: object) -> object:
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, frozenset | set):
        return {"set": sorted(value)}
    raise TypeError(value)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)


def written(facts: Mapping[str, object]) -> str:
    """Facts as JSON; what is not known is left out."""
    return _ENCODER.encode({name: value for name, value in facts.items() if value is not None})


def read(text: str) -> Facts:
    """The facts of a kept text: days, sets and tuples as they were."""
    return restored(json.loads(text or "{}"))


def restored(data: Mapping[str, Any]) -> Facts:
    """The same from what the text says."""
    return {name: _value(value) for name, value in data.items()}


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return date.fromisoformat(value["day"]) if "day" in value else frozenset(value["set"])
    return tuple(_value(each) for each in value) if isinstance(value, list) else value
