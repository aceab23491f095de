"""Columns that are the words of one field, 就业困难人员 and 退役军人 side by side, with a tick below that which a person is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.exchange import questions as ask
from app.exchange.cell_text import text_of
from app.exchange.header import Header, plain
from app.kernel import kinds as k
from app.kernel.fields import Field

_FEWEST = 2
_TICKS = frozenset({"√", "✓", "✔", "☑", "是", "1", "●", "■", "V", "v", "Y", "y"})
_NO_TICKS = frozenset({"", "×", "否", "0", "□", "☐", "○", "无", "-", "—", "/"})
_IN_BRACKETS = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True)
class Ticks:
    """Which field the headings say, and the heading of each place."""

    of: Field
    titles: Mapping[int, str]

    def mark(self, cells: Sequence[Any]) -> str:
        """The headings with a tick below them; of several nobody can choose one, and they are asked about together."""
        return "、".join(title for place, title in self.titles.items() if place < len(cells) and _is_tick(cells[place]))


def find(
    titles: Mapping[int, str],
    header: Header,
    rows: Sequence[Sequence[Any]],
    fields: Sequence[Field],
    lists: Mapping[str, Sequence[str]],
) -> Ticks | None:
    """The columns of ticks for one of the fields; None where there are none."""
    texts = {place: {_plain(row[place]) for row in rows if place < len(row)} for place in titles}
    blank = {place for place, said in texts.items() if said <= _TICKS | _NO_TICKS}
    for known in fields:
        choices = ask.choices_of(known, lists) if known.kind is not k.FLAG else ()
        names = {plain(name) for name in (known.title, *known.aliases)}
        own = {
            place: title
            for place, title in titles.items()
            if place in blank
            and choices
            and (_IN_BRACKETS.sub("", plain(header.groups[place])) in names or ask.nearest(title, choices))
        }
        if len(own) >= _FEWEST and any(texts[place] & _TICKS for place in own):
            return Ticks(known, own)
    return None


def _is_tick(cell: Any) -> bool:
    return _plain(cell) in _TICKS


def _plain(cell: Any) -> str:
    return "".join(text_of(cell).split())
