"""What a verb's dialog needs, as data: a window draws it, another front end may as well. Loads no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.kernel.fields import Field
from app.kernel.kinds import BadValue, Value


@dataclass(frozen=True)
class Choices:
    """What fields may be filled with: the pack's lists, suggestions by key, and pinyin initials by text."""

    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    suggestions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    initials: Mapping[str, str] = field(default_factory=dict)
    captions: Mapping[str, str] = field(default_factory=dict)
    """What stands beside an option in the list: the name of a class beside its number."""
    free: frozenset[str] = frozenset()
    """Keys of fields whose text stays as it was typed unless an option is picked."""


def options(element: Field, choices: Choices) -> tuple[str, ...]:
    """The texts offered for a data element: its list, its kind's own words, or what was used before."""
    if element.choices:
        return tuple(choices.lists.get(element.choices, ()))
    try:
        element.kind.read("?")
    except BadValue as bad:  # a kind with a fixed list names it when it refuses
        if "choices" in bad.params:
            return tuple(str(bad.params["choices"]).split("、"))
    if element.kind.name == "flag":
        return ("是", "否")
    return tuple(choices.suggestions.get(element.key, ()))


@dataclass(frozen=True)
class FormData:
    """What a dialog needs, gathered in one job: fields, what they hold now, what they offer, and the revision read."""

    fields: tuple[Field, ...]
    values: Mapping[str, Value] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)
    revision: int | None = None
    hint: str = ""
    """Said above the lines."""
