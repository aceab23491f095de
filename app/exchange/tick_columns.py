"""Columns that are the words of one field, 就业困难人员 and 退役军人 side by side, with a tick below that which a person is.

Which field they tell is known by the heading above them or by themselves; where neither tells, the heading is asked about.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.exchange import questions as ask
from app.exchange.cell_text import text_of
from app.exchange.header import Header, plain
from app.exchange.questions import Question
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.texts import say
from app.record.imports.layout import LEFT_OUT

_FEWEST, _SHOWN = 2, "√"
_TICKS = frozenset({"√", "✓", "✔", "☑", "是", "1", "●", "■", "V", "v", "Y", "y"})
_NO_TICKS = frozenset({"", "×", "否", "0", "□", "☐", "○", "无", "-", "—", "/"})
_IN_BRACKETS = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True)
class Group:
    """The columns of ticks below one heading, by place."""

    heading: str
    """Plain, without what stands in brackets behind it: by it the field is answered."""
    titles: Mapping[int, str]

    @property
    def called(self) -> str:
        """The heading and what stands below it, as people see them."""
        return say("table.ticks", heading=self.heading, titles="、".join(self.titles.values()))


@dataclass(frozen=True)
class Ticks:
    """Which field the headings say, and the heading of each place."""

    of: Field
    titles: Mapping[int, str]
    heading: str = ""
    """What stands above all of them, '' where they have nothing in common."""

    def mark(self, cells: Sequence[Any]) -> str:
        """The headings with a tick below them; of several nobody can choose one, and they are asked about together."""
        return "、".join(title for place, title in self.titles.items() if place < len(cells) and _is_tick(cells[place]))


@dataclass(frozen=True)
class Found:
    """Fields that columns of ticks tell, and the groups of which nobody has said which field they are, or that they are none."""

    ticks: Sequence[Ticks]
    asked: Sequence[Group]
    left_out: Sequence[Group]

    @property
    def groups(self) -> Mapping[str, tuple[Group, str]]:
        """The groups by their heading, each with the key of the field that it is as far as anything tells."""
        told = {each.heading: (Group(each.heading, each.titles), each.of.key) for each in self.ticks if each.heading}
        return {**told, **{each.heading: (each, LEFT_OUT) for each in (*self.asked, *self.left_out)}}

    @property
    def places(self) -> frozenset[int]:
        """All columns of ticks."""
        titles = [each.titles for each in self.ticks] + [each.titles for each in (*self.asked, *self.left_out)]
        return frozenset(place for each in titles for place in each)


def find(
    titles: Mapping[int, str],
    header: Header,
    rows: Sequence[Sequence[Any]],
    fields: Sequence[Field],
    lists: Mapping[str, Sequence[str]],
    answers: Mapping[str, str],
) -> Found:
    """The columns of ticks for some of the fields; `answers` are the keys of fields by heading."""
    texts = {place: {_plain(row[place]) for row in rows if place < len(row)} for place in titles}
    blank = {place: title for place, title in titles.items() if texts[place] <= _TICKS | _NO_TICKS}
    ticks, left = list[Ticks](), dict(blank)
    for known in fields:
        if not (choices := ask.choices_of(known, lists)):
            continue
        names = {plain(name) for name in (known.title, *known.aliases)}
        own = {}
        for place, title in left.items():
            heading = heading_of(header, place)
            meant = answers.get(heading)
            near = known.kind is not k.FLAG and ask.nearest(title, choices)
            if meant == known.key if meant is not None else heading in names or near:
                own[place] = title
        if len(own) >= _FEWEST and any(texts[place] & _TICKS for place in own):
            above = {heading_of(header, place) for place in own}
            ticks.append(Ticks(known, own, above.pop() if len(above) == 1 else ""))
            left = {place: title for place, title in left.items() if place not in own}
    groups = _groups(left, header, texts) if any(ask.choices_of(f, lists) for f in fields) else []
    asked = [group for group in groups if group.heading not in answers]
    return Found(ticks, asked, [group for group in groups if group not in asked])


def questions(
    groups: Sequence[Group], fields: Sequence[Field], taken: Collection[str], lists: Mapping[str, Sequence[str]]
) -> list[Question]:
    """Which field each group is, of those whose words can be headings; nothing is guessed that is `taken`, by its key."""
    telling = [f for f in fields if ask.choices_of(f, lists)]
    options = ((LEFT_OUT, say("question.left_out")), *((f.key, f.title) for f in telling))
    words = {group.heading: tuple(group.titles.values()) for group in groups}
    guessed = ask.of_columns(words, [f for f in telling if f.key not in taken], lists)
    return [
        replace(question, title=group.called, samples=(_SHOWN,), options=options)
        for question, group in zip(guessed, groups, strict=True)
    ]


def heading_of(header: Header, place: int) -> str:
    """What stands above a heading, plain and without what stands in brackets behind it; '' where nothing does."""
    return _IN_BRACKETS.sub("", plain(header.groups[place]))


def _groups(titles: Mapping[int, str], header: Header, texts: Mapping[int, set[str]]) -> list[Group]:
    found: dict[str, dict[int, str]] = {}
    for place, title in titles.items():
        if heading := heading_of(header, place):
            found.setdefault(heading, {})[place] = title
    return [
        Group(heading, own)
        for heading, own in found.items()
        if len(own) >= _FEWEST and any(texts[place] & _TICKS for place in own)
    ]


def _is_tick(cell: Any) -> bool:
    return _plain(cell) in _TICKS


def _plain(cell: Any) -> str:
    return "".join(text_of(cell).split())
