"""What a draft was at a moment, to be put back in place: its grids know a row by the very table that they edit."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from app.desk.drafts.draft import Draft

Memento: TypeAlias = Sequence[tuple[Any, Any]]
"""Each table and list of the draft with what it held."""


def taken(draft: Draft) -> Memento:
    """What it is now."""
    return [(part, part.copy()) for part in (draft.faults, *_parts(draft.data))]


def put_back(memento: Memento) -> None:
    """What it was then."""
    for part, held in memento:
        part.clear()
        part.update(held) if isinstance(part, dict) else part.extend(held)


def _parts(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _parts(inner)
