"""Which sheets of a workbook are the table that is looked for, and each of the like blocks that stand side by side on one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from app.exchange import header as headers
from app.exchange import questions as ask
from app.exchange.gone import is_gone
from app.exchange.header import IDENTITY, WITHIN, Header
from app.exchange.questions import Asking, Question
from app.exchange.reader_process import Shape
from app.exchange.wanted import Wanted
from app.exchange.workbook_reader import Workbook
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.imports.layout import Layout

_ALSO, _SHARE = 2, 3
"""Fields that a further sheet must name, at least a third of those of the best, where it lists nobody by an identity number:
else it is an explanation or a summary."""
_UNNAMED = re.compile(r"(?:[Ss]heet|工作表|表)\s*\d*")
"""What a sheet is called that nobody has given a name."""


@dataclass(frozen=True)
class Block:
    """A sheet, or one of the like tables on it, with the rows below its header that are looked at first."""

    place: int
    """Of the sheet in its workbook."""
    name: str
    header: Header
    sample: Sequence[Sequence[Any]]
    shape: Shape

    @property
    def whole(self) -> bool:
        """Whether the sample is all that there is."""
        return self.header.row + len(self.sample) >= self.shape.height

    @property
    def filled(self) -> bool:
        """Whether anything stands below its header."""
        return any(cell not in ("", None) for row in self.sample for cell in row)


def blocks_of(
    place: int, name: str, header: Header, below: Sequence[Sequence[Any]], shape: Shape, fields: Sequence[Field]
) -> list[Block]:
    """The like tables that stand side by side on a sheet, from the left; else the one there is."""
    return [
        Block(place, name, beside, [beside.own(row) for row in below], shape)
        for beside in headers.side_by_side(header, fields)
    ]


@dataclass(frozen=True)
class Found:
    """What a workbook holds: the blocks that may be the table, and by name the other sheets that are not empty."""

    blocks: Sequence[Block]
    others: Sequence[str]


def find(book: Workbook, wanted: Wanted, layout: Layout, name: str) -> Found:
    """The visible sheets that may be such a table: not those that name few of its fields beside one that names many."""
    fields = with_their_names(wanted.fields, layout)
    found, others = list[Block](), dict[str, int]()
    for place, each in sorted(enumerate(book.sheets), key=lambda one: one[1].shown):  # the one to be read stays parsed
        if each.name == say("template.notes"):
            continue
        sheet = book.sheet(place)
        rows = list(islice(sheet.rows, 2 * WITHIN))
        header = headers.find(rows[:WITHIN], sheet.shape, fields) if each.shown else None
        if header is not None:
            found += blocks_of(place, each.name, header, rows[header.last + 1 :], sheet.shape, fields)
        elif any(cell not in ("", None) for row in rows for cell in row):
            others[each.name if each.shown else say("table.hidden_sheet", name=each.name)] = place
    if not found:
        titles = "、".join(f.title for f in wanted.fields if f.required)
        raise Refused("header.none", name=name, within=WITHIN, titles=titles)
    counts = [len(headers.matches(block.header, fields)) for block in found]
    most = max(counts)
    enough = max(_ALSO, most / _SHARE) if most > 1 else most
    kept = [block for n, block in zip(counts, found, strict=True) if n >= enough or _people(block, wanted)]
    others |= {block.name: block.place for block in found if block not in kept and block.filled}
    return Found(kept, sorted(others, key=lambda name: others[name]))


def with_their_names(fields: Sequence[Field], layout: Layout) -> list[Field]:
    """The fields by what their columns were answered to be called, too."""
    own = {f.key: [title for title, key in layout.columns.items() if key == f.key] for f in fields}
    return [replace(f, aliases=(*f.aliases, *own[f.key])) for f in fields]


def _people(block: Block, wanted: Wanted) -> set[str]:
    """The identity numbers in a block, where it is people that are looked for."""
    if not any(f.required and f.kind is k.ID for f in wanted.fields):
        return set()
    return {cell for row in block.sample for cell in row if isinstance(cell, str) and IDENTITY.fullmatch(cell.strip())}


def question(found: Found, wanted: Wanted, layout: Layout) -> Question | None:
    """Which sheets are read; None where there is nothing to choose from. What is guessed is what is known of the workbook."""
    names = _names(found)
    if len(names) < 2:  # noqa: PLR2004 - one alone
        return None
    known = [*_known(names, layout)]
    likely = known or _likely([block for block in found.blocks if block.name in names], wanted, layout)
    several = {tuple(some): None for some in (likely, names) if len(some) > 1}
    options = [("\n".join(some), say("question.all_sheets", names="、".join(some))) for some in several]
    options += [(name, name) for name in names]
    return Question(ask.SHEETS, "", "", "", tuple(names), tuple(options), "\n".join(likely))


def choose(found: Found, wanted: Wanted, layout: Layout) -> tuple[list[Block], list[str], Layout]:
    """What is read of them, the names of the sheets that are not, and the layout that says so.

    Asking when several have rows and nobody said which, of them or of another workbook whose sheets have the same names.
    """
    names = _names(found)
    blocks = [block for block in found.blocks if block.name in names]
    asked = question(found, wanted, layout)
    if asked is None:
        return blocks, [*found.others], layout
    sheets = _known(names, layout)
    if not sheets:
        raise Asking([asked], layout)
    if strange := [name for name in sheets if name not in names]:
        raise Refused("layout.no_sheet", names="、".join(strange), known="、".join(names))
    unread = [name for name in names if name not in sheets]
    chosen = {} if all(map(_UNNAMED.fullmatch, names)) else {"\n".join(names): "\n".join(sheets)}
    layout = replace(layout, sheets=sheets, chosen={**layout.chosen, **chosen})
    return [block for block in blocks if block.name in sheets], [*unread, *found.others], layout


def _names(found: Found) -> list[str]:
    """The names of the sheets that have rows, from the left; of the first where none has any."""
    filled = [block for block in found.blocks if block.filled]
    return list(dict.fromkeys(block.name for block in filled or found.blocks[:1]))


def _known(names: Sequence[str], layout: Layout) -> tuple[str, ...]:
    """The sheets that were chosen, of this workbook or of one before it; () while nobody has."""
    return layout.sheets or tuple(filter(None, layout.chosen.get("\n".join(names), "").split("\n")))


def _likely(found: Sequence[Block], wanted: Wanted, layout: Layout) -> list[str]:
    """The sheets that name all the required fields that any of them names, and those that list further people by other
    headings: a summary beside the lists does neither. One of people who are gone is none of them, where there are others."""
    found = [block for block in found if not is_gone(block.name)] or found
    must = {f.key for f in wanted.fields if f.required}
    fields = with_their_names(wanted.fields, layout)
    named, people = dict[str, set[str]](), dict[str, set[str]]()
    for block in found:
        numbers = _people(block, wanted)
        known = must & headers.matches(block.header, fields).keys()
        known |= {f.key for f in wanted.fields if f.required and f.kind is k.ID and numbers}
        named.setdefault(block.name, set()).update(known)
        people.setdefault(block.name, set()).update(numbers)
    most = max(named.values(), key=len)
    likely = [name for name, keys in named.items() if keys >= most]
    seen = set().union(*(people[name] for name in likely))
    return [name for name in named if name in likely or (people[name] and seen.isdisjoint(people[name]))]
