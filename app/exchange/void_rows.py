"""Rows that a table itself says are void, in columns that are not imported: the bank failed, the person has left.

What becomes of them is asked: left out is proposed where something failed, and holds for the sender's next table too;
nothing is where somebody left, as of rows that are struck through, and that is asked of every file anew.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.exchange import gone, skipping
from app.exchange import questions as ask
from app.exchange.cell_text import text_of
from app.exchange.chosen_sheets import Block
from app.exchange.header import matches, plain
from app.exchange.questions import Question
from app.exchange.references import rows_counted
from app.exchange.wanted import Wanted
from app.kernel.texts import say
from app.record.imports.layout import FAILED, GONE, LEAVE, TAKE, Layout

_LONGEST, _GROUPS = 20, 5
"""Signs of a cell that are shown, and different cells that are."""


@dataclass(frozen=True)
class Mark:
    """Why a row is void: FAILED or GONE, by the heading and the text of a column; no text where it has a day of it."""

    why: str
    title: str
    text: str = ""


Found = Sequence[tuple[Block, Mapping[int, Mark]]]
"""The blocks with their void rows, by their number as people count."""


def find(blocks: Iterable[tuple[Block, Iterable[Sequence[Any]]]], wanted: Wanted, layout: Layout) -> Found:
    """The void rows of blocks, each with all its rows below the header; none where nobody comes in by such a table."""
    return [(block, _marks(block, rows, wanted, layout) if wanted.joins else {}) for block, rows in blocks]


def may_say(block: Block, wanted: Wanted, layout: Layout) -> bool:
    """Whether a column of a block that is not imported may say such a thing of a row."""
    return wanted.joins and bool(_titles(block, _read(block, wanted, layout)))


def questions(found: Found, layout: Layout, *, again: bool = False) -> list[Question]:
    """What is asked of void rows; `again` also what was answered."""
    asked = []
    for why in (FAILED, GONE):
        told = _told(found, why)
        if told and (again or why not in layout.void):
            options = tuple((answer, say(f"question.void_{answer}")) for answer in (LEAVE, TAKE))
            guess = layout.void.get(why, LEAVE if why == FAILED else "")
            asked.append(Question(ask.VOID, "", why, "", tuple(told), options, guess))
    return asked


def left_out(marks: Mapping[int, Mark], layout: Layout) -> Mapping[int, str]:
    """The numbers of the rows of a block that are not taken by the answers, with the reason."""
    return {number: mark.why for number, mark in marks.items() if layout.void.get(mark.why) == LEAVE}


def _read(block: Block, wanted: Wanted, layout: Layout) -> Mapping[str, int]:
    """The places of the columns that are imported, by the key of their field."""
    named = ((place, key) for key, found in matches(block.header, wanted.fields).items() for place in found)
    known = {place: layout.columns.get(plain(title)) for place, title in enumerate(block.header.titles) if title}
    told = {**dict(named), **{place: key for place, key in known.items() if key is not None}}
    return {key: place for place, key in told.items() if key}


def _titles(block: Block, read: Mapping[str, int]) -> dict[int, str]:
    """The headings of the columns that are not imported and may say such a thing."""
    told = ((place, plain(title)) for place, title in enumerate(block.header.titles) if place not in read.values())
    return {
        place: title
        for place, title in told
        if place in block.header.places and (gone.says(title) or gone.is_since(title) or gone.is_whether(title))
    }


def _marks(block: Block, rows: Iterable[Sequence[Any]], wanted: Wanted, layout: Layout) -> dict[int, Mark]:
    """The void rows of a block; a day on which somebody left says nothing where every row has one."""
    read = _read(block, wanted, layout)
    titles = _titles(block, read)
    if not titles:
        return {}
    required = [read[f.key] for f in wanted.fields if f.required and f.key in read]
    said, since = dict[int, Mark](), dict[int, Mark]()
    count = 0
    for number, row in enumerate(rows, block.header.last + 2):
        texts = {place: text_of(row[place]).strip() for place in titles if place < len(row)}
        if not any(row) or skipping.why(row, block.header, [*read.values()], required):
            continue
        count += 1
        if number - 1 in block.shape.struck:
            continue
        if mark := next(_of_words(titles, texts), None):
            said[number] = mark
        elif filled := [
            place for place, text in texts.items() if gone.is_since(titles[place]) and gone.is_filled(text)
        ]:
            since[number] = Mark(GONE, titles[filled[0]])
    return dict(sorted((said if len(since) == count else {**since, **said}).items()))


def _of_words(titles: Mapping[int, str], texts: Mapping[int, str]) -> Iterator[Mark]:
    for place, text in texts.items():
        if not text:
            continue
        title = titles[place]
        if gone.is_whether(title) and gone.is_yes(text):
            yield Mark(GONE, title, text)
        elif gone.says(title) and gone.has_failed(text):
            yield Mark(FAILED, title, text)
        elif gone.says(title) and gone.is_gone(text):
            yield Mark(GONE, title, text)


def _told(found: Found, why: str) -> list[str]:
    """The void rows by what stands in them, in their order."""
    groups: dict[Mark, dict[str, list[int]]] = {}
    for block, marks in found:
        for number, mark in marks.items():
            if mark.why == why:
                groups.setdefault(mark, {}).setdefault(block.name, []).append(number)
    several = len({block.name for block, _ in found}) > 1
    told = [
        say(
            f"question.void_{'of' if mark.text else 'since'}",
            title=mark.title,
            text=mark.text[:_LONGEST] + "…" * (len(mark.text) > _LONGEST),
            rows=rows_counted(rows, several=several),
        )
        for mark, rows in [*groups.items()][:_GROUPS]
    ]
    more = sum(len(numbers) for rows in [*groups.values()][_GROUPS:] for numbers in rows.values())
    return [*told, *([say("question.void_more", count=more)] if more else [])]
