"""Which sheets of a workbook are the table that is looked for, and each of the like blocks that stand side by side on one."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from app.exchange import header as headers
from app.exchange import questions as ask
from app.exchange.columns import Wanted
from app.exchange.header import WITHIN, Header
from app.exchange.questions import Asking, Question
from app.exchange.reader_process import Shape
from app.exchange.workbook_reader import Workbook
from app.kernel.fields import Field
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.imports.layout import Layout

_ALSO, _SHARE = 2, 3
"""Fields that a further sheet must name, at least a third of those of the best: else it is an explanation or a summary."""


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


def find(book: Workbook, wanted: Wanted, name: str) -> list[Block]:
    """The visible sheets that may be such a table: not those that name few of its fields beside one that names many."""
    found: list[Block] = []
    for place, each in enumerate(book.sheets):
        if not each.shown:
            continue
        sheet = book.sheet(place)
        rows = list(islice(sheet.rows, 2 * WITHIN))
        header = headers.find(rows[:WITHIN], sheet.shape, wanted.fields)
        if header is not None:
            found += blocks_of(place, each.name, header, rows[header.last + 1 :], sheet.shape, wanted.fields)
    if not found:
        titles = "、".join(f.title for f in wanted.fields if f.required)
        raise Refused("header.none", name=name, within=WITHIN, titles=titles)
    counts = [len(headers.matches(block.header, wanted.fields)) for block in found]
    most = max(counts)
    enough = max(_ALSO, most / _SHARE) if most > 1 else most
    return [
        block
        for count, block in zip(counts, found, strict=True)
        if count >= enough and (most or block.place == found[0].place)
    ]


def choose(found: Sequence[Block], wanted: Wanted, layout: Layout) -> list[Block]:
    """What is read of them; Asking when several sheets have rows and nobody has said which."""
    filled = [block for block in found if block.filled]
    names = list(dict.fromkeys(block.name for block in filled or found[:1]))
    filled = [block for block in found if block.name in names]
    if len(names) < 2:  # noqa: PLR2004 - nothing to choose from
        return filled
    if not layout.sheets:
        likely = _likely(filled, wanted)
        several = [likely, *([names] if likely != names else [])]
        options = [
            ("\n".join(some), say("question.all_sheets", names="、".join(some))) for some in several if len(some) > 1
        ]
        options += [(name, name) for name in names]
        raise Asking([Question(ask.SHEETS, "", "", "", tuple(names), tuple(options), "\n".join(likely))], layout)
    if strange := [name for name in layout.sheets if name not in names]:
        raise Refused("layout.no_sheet", names="、".join(strange), known="、".join(names))
    return [block for block in filled if block.name in layout.sheets]


def _likely(found: Sequence[Block], wanted: Wanted) -> list[str]:
    """The sheets that name all the required fields that any of them names: a summary beside the lists does not."""
    must = {f.key for f in wanted.fields if f.required}
    named = {block.name: headers.matches(block.header, wanted.fields).keys() & must for block in found}
    most = max(named.values(), key=len)
    return [name for name, keys in named.items() if keys >= most]
