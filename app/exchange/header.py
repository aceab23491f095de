"""The header of a clerk's table: where it stands, in one row or several, and what its columns are called."""

import re
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any

from app.exchange import units
from app.exchange.cell_text import bare, text_of
from app.exchange.day_headings import carry_dates, is_bare_day, is_half, is_month
from app.exchange.reader_process import Block, Shape
from app.exchange.references import letters
from app.kernel.fields import Field
from app.kernel.texts import say

WITHIN = 60
"""Rows in which a header is looked for."""
HELPERS = ("序号", "错误原因", "原表行号", "工作表")
"""Columns that come and go without meaning: never asked about."""
NUMBERING = ("", "编号", "No", "NO", "No.", "NO.")
"""Columns that are like them while they count 1, 2, 3: else a number of theirs may mean something."""
_TALLEST = 3
"""Rows that a header may have."""
_FEWEST = 3
"""Columns of a table whose headings say nothing to us."""
_LONGEST, _SHORT = 24, 8
_CLOSE = 3
"""Rows below a header of which one has an identity number where a table has them."""
IDENTITY = re.compile(r"\d{17}[\dXx]")
_MARKS = re.compile(r"[\s*＊:：]")
_SAID = re.compile(r"[:：]\s*\S")
"""What a line above a table says of all of it, 笔数:11."""
_BESIDE = re.compile(
    r"\((?:必填|选填|可不填|可空|\d+位|元|元/人|岁|分|人|课时|男/女|是/否|是或否|公章|盖章|签字|如有|没有不填)\)$"
)
"""What stands in brackets behind a heading and changes nothing, such as （18位）, （必填）, （元）; 联系电话（紧急联系人） is another."""

_SOMEBODY = re.compile(
    "经办|监护人|家长|父亲|母亲|父母|配偶|亲属|家属|联系人|担保人|代办人|代领人|法人|法定代表人|负责人|班主任|教师|讲师"
    "|介绍人|推荐人|委托人|户主|审核人|填表人|制表人|宿舍|寝室|工作单位"
)
"""Who or what else may have a name and a number than the person of the row."""

Cells = Sequence[Any]


@dataclass(frozen=True)
class Header:
    """The rows of a header (from 0, both included) and what each place of the cells is called."""

    first: int
    last: int
    titles: tuple[str, ...]
    groups: tuple[str, ...]
    """What stands above each title, '' where nothing does."""
    words: tuple[frozenset[str], ...]
    """What stands in each column of its rows, without blanks."""
    above: str = ""
    """The lines above it."""
    places: range = range(sys.maxsize)
    """The columns that it is of: not all of them where like tables stand side by side."""

    @property
    def row(self) -> int:
        """The last row of it as people count."""
        return self.last + 1

    @property
    def headings(self) -> tuple[str, ...]:
        """The plain titles that there are, in their order."""
        return tuple(plain(title) for title in self.titles if title)

    def called(self, place: int, left: int) -> str:
        """What a column is called: one without a heading by its letter."""
        return self.titles[place] or say("table.unnamed", letter=letters(left + place))

    def own(self, cells: Cells) -> Cells:
        """The cells of a row with those of its neighbours blank."""
        return [cell if place in self.places else "" for place, cell in enumerate(cells)]

    def own_columns(self, columns: Block) -> Block:
        """The columns of a block with those of its neighbours blank."""
        if self.places.stop == sys.maxsize and not self.places.start:
            return columns
        return [column if place in self.places else ("",) * len(column) for place, column in enumerate(columns)]


def plain(title: object) -> str:
    """A heading without what does not distinguish it: blanks, line breaks, marks, the width of brackets."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", str(title)))


def names(title: str, group: str) -> tuple[str, ...]:
    """What a heading may be known by, the fullest first: with its group, as it stands, without what is in brackets."""
    whole = plain(title)
    both = (plain(group) + whole,) if group else ()
    return tuple(dict.fromkeys((*both, whole, _BESIDE.sub("", whole))))


def known_names(fields: Sequence[Field]) -> Mapping[str, str]:
    """The key of each field by its title and its other names, with and without what is in brackets."""
    told = [(plain(title), f.key) for f in fields for title in (f.title, *f.aliases)]
    short = [(_BESIDE.sub("", title), key) for title, key in told]
    return {**dict(short), **dict(told)}


def find(rows: Sequence[Cells], shape: Shape, fields: Sequence[Field]) -> Header | None:
    """The header that names most of the fields; else that of whatever table there is; None when there is none.

    A line with one cell, such as a title 补贴标准, is one only where no row of several headings names as many.
    """
    shape = shape._replace(merged=[each for each in shape.merged if each[0][0] < len(rows)])
    best, most, lower = None, (0, False), 0
    for at in range(len(rows)):
        if at < lower:
            continue
        header = _at(rows, shape, at)
        count = len(matches(header, fields))
        if count or sum(first[0] == at < last[0] for first, last in shape.merged) > 1:
            lower = header.last + 1  # the lower rows of a header say nothing without the upper ones
        told = count, count > 0 and len(header.headings) > 1
        if told > most:
            best, most = header, told
    best = best or _by_shape(rows, shape)
    return best and _whole(best, rows)


def _by_shape(rows: Sequence[Cells], shape: Shape) -> Header | None:
    """The header of a table that we know nothing of: above a column of identity numbers; else the first that may be one."""
    found = [header for at in range(len(rows) - 1) if _may_be(header := _at(rows, shape, at), rows)]
    return next((header for header in found if _somebody_below(header, rows)), found[0] if found else None)


def _somebody_below(header: Header, rows: Sequence[Cells]) -> Cells | None:
    """The first row with an identity number below one of its titles, close below; None where there is none."""
    named = [place for place, title in enumerate(header.titles) if title]
    close = rows[header.row : header.row + _CLOSE]
    return next((row for row in close for p in named if p < len(row) and IDENTITY.fullmatch(str(row[p]).strip())), None)


def _whole(header: Header, rows: Sequence[Cells]) -> Header:
    """A header as wide as the rows, with the lines above it."""
    above = (text for row in rows[: header.first] for cell in row if (text := text_of(cell).strip()))
    wider = max(map(len, rows)) - len(header.titles)
    more, words = ("",) * wider, header.words + (frozenset[str](),) * wider
    return replace(
        header, titles=header.titles + more, groups=header.groups + more, words=words, above="\n".join(above)
    )


def side_by_side(header: Header, fields: Sequence[Field]) -> list[Header]:
    """The headers of like tables that stand beside each other to save paper, from the left; else the one there is."""
    filled = [place for place, title in enumerate(header.titles) if title]
    first = header.headings[0] if filled else ""
    starts = [place for place in filled if plain(header.titles[place]) == first]
    ends = [*starts[1:], sys.maxsize]
    found = [_part(header, start, end) for start, end in zip([0, *starts[1:]], ends, strict=True)] if filled else []
    alike = len(found) > 1 and all(part.headings == found[0].headings for part in found)
    enough = alike and (len(found[0].headings) >= _FEWEST or len(matches(found[0], fields)) > 1)
    return found if enough else [header]


def _part(header: Header, start: int, end: int) -> Header:
    titles = tuple(title if start <= place < end else "" for place, title in enumerate(header.titles))
    return replace(header, titles=titles, places=range(start, end))


def is_somebody_else(title: str, fields: Sequence[Field]) -> bool:
    """Whether a heading names somebody whom no field is about."""
    said = _SOMEBODY.search(title)
    return said is not None and not any(said[0] in name for f in fields for name in (f.title, *f.aliases, *f.hints))


def matches(header: Header, fields: Sequence[Field]) -> dict[str, list[int]]:
    """The places of the columns that have the name of a field and not another unit, by its key."""
    found: dict[str, list[int]] = {}
    known, field_of = known_names(fields), {f.key: f for f in fields}
    for place, (title, group) in enumerate(zip(header.titles, header.groups, strict=True)):
        key = next((known[name] for name in names(title, group) if name in known), None) if title else None
        if key is not None and not units.is_other(field_of[key], title):
            found.setdefault(key, []).append(place)
    return found


def _at(rows: Sequence[Cells], shape: Shape, at: int) -> Header:
    """The header that begins in a row: as tall as the cells that are merged downwards from it, below groups merged sideways."""
    begun = [(first, last) for first, last in shape.merged if first[0] == at]
    last = min(max((last[0] for _, last in begun), default=at), at + _TALLEST - 1, len(rows) - 1)
    last += last + 1 < len(rows) and last - at + 1 < _TALLEST and _has_days(rows[last], rows[last + 1])
    last += last + 1 < len(rows) and last - at + 1 < _TALLEST and _divides(rows, shape, last)
    parted = last == at and at + 1 < len(rows) and _parts(rows[at], rows[at + 1])
    last += parted
    wide = max(map(len, rows[at : last + 1]), default=0)
    texts = [
        [" ".join(text_of(cell).split()) for cell in row] + [""] * (wide - len(row)) for row in rows[at : last + 1]
    ]
    for first, end in shape.merged:
        if at <= first[0] <= last and end[1] > first[1] and end[0] < last:
            left, line = first[1] - shape.left, texts[first[0] - at]
            for place in range(left + 1, min(end[1] - shape.left + 1, wide)):
                line[place] = line[left]
    words = tuple(frozenset(map(bare, filter(None, column))) for column in zip(*texts, strict=True))
    carry_dates(texts)
    for place in range(1, wide) if parted else ():
        if texts[1][place] and not texts[0][place]:
            texts[0][place] = texts[0][place - 1]
    columns = [[text for text in column if text] for column in zip_longest(*texts, fillvalue="")]
    titles = [column[-1] if column else "" for column in columns]
    groups = ["".join(dict.fromkeys(column[:-1])) if len(column) > 1 else "" for column in columns]
    others = _somebody_above(rows, shape, at)
    for place, group in enumerate(groups):
        other = group if _SOMEBODY.search(group) else others.get(place, "") if titles[place] else ""
        if other:  # the agent's phone is not the person's
            titles[place], groups[place] = other + titles[place], ""
    return Header(at, last, tuple(titles), tuple(groups), words)


def _somebody_above(rows: Sequence[Cells], shape: Shape, at: int) -> dict[int, str]:
    """Whom the row above a header names over its columns: beside other groups, or over some of them, as no title stands."""
    told = {place: text for place, cell in enumerate(rows[at - 1] if at else ()) if (text := text_of(cell).strip())}
    wide = {first[1] - shape.left: end[1] - shape.left for first, end in shape.merged if first[0] == end[0] == at - 1}
    found = dict[int, str]()
    for place, text in told.items():
        group = _SOMEBODY.search(text) and len(text) <= _SHORT and not _MARKS.search(text)
        if group and (len(told) > 1 or (place in wide and any(rows[at][:place]))):
            end = wide.get(place) or next((other for other in told if other > place), len(rows[at - 1])) - 1
            found |= dict.fromkeys(range(place, end + 1), text)
    return found


def _has_days(above: Cells, row: Cells) -> bool:
    """Whether a row has bare days below months, each over the columns on its right, and words only where nothing is above."""
    upper, lower = (
        {p: text for p, cell in enumerate(cells) if (text := text_of(cell).strip())} for cells in (above, row)
    )
    months = {place for place, text in upper.items() if is_month(text)}
    days = {place for place, text in lower.items() if is_bare_day(text)}
    over = {place: max((left for left in upper if left <= place), default=-1) for place in lower}
    below = all(over[place] in months if place in days else place not in upper for place in lower)
    return bool(months) and months <= days and below and are_words([lower[place] for place in lower.keys() - days])


def _divides(rows: Sequence[Cells], shape: Shape, above: int) -> bool:
    """Whether a row only says what parts the headings above it have: 上午 and 下午 of a day, or titles below merged groups."""
    texts = {place: text_of(cell).strip() for place, cell in enumerate(rows[above + 1])}
    texts = {place: text for place, text in texts.items() if text}
    if len(texts) > 1 and all(map(is_half, texts.values())):
        return True
    groups = {
        place - shape.left
        for first, end in shape.merged
        if first[0] == end[0] == above
        for place in range(first[1], end[1] + 1)
    }
    told = {place for place, cell in enumerate(rows[above]) if text_of(cell).strip()}
    return bool(texts) and groups.issuperset(texts) and not groups.issuperset(told)


def _parts(above: Cells, row: Cells) -> bool:
    """Whether a row has the titles below the groups of a header whose cells are not merged, as in a text file.

    It says nothing below a heading of one column, and begins below each group.
    """
    upper, lower = ({p for p, cell in enumerate(cells) if str(cell or "").strip()} for cells in (above, row))
    groups = {place for place in upper if place + 1 in lower - upper}
    below = all(place in groups or place not in upper for place in lower) and groups <= lower
    split = all(place in groups or place - 1 in lower for place in lower)
    said = any(_SAID.search(str(cell)) for cell in (*above, *row) if cell)
    return bool(groups and upper - groups) and below and split and not said and are_words(above) and are_words(row)


def are_words(row: Cells) -> bool:
    """Whether all that stands in a row may be headings: short, and no numbers."""
    told = [str(cell).strip() for cell in row if str(cell or "").strip()]
    return all(
        len(text) <= _LONGEST and not re.fullmatch(r"[\d.,%/-]+", text) and not IDENTITY.fullmatch(text)
        for text in told
    )


def _may_be(header: Header, rows: Sequence[Cells]) -> bool:
    """Whether a header may be that of a table that we know nothing of: short words above a row of data."""
    if header.row >= len(rows):
        return False
    told = [(group, title) for group, title in zip(header.groups, header.titles, strict=True) if title]
    below = _somebody_below(header, rows) or rows[header.row]
    filled = sum(1 for cell in below if str(cell or "").strip())
    once = len(set(told))  # all of them, or of each of the like tables that stand beside each other
    blocks = told == told[:once] * (len(told) // once) if once else False
    wide = len(told) <= 2 * filled and filled <= 2 * len(told)
    own = rows[header.first : header.row]
    said = any(_SAID.search(str(cell)) for row in own for cell in row if cell)
    return once >= _FEWEST and blocks and wide and all(map(are_words, own)) and not said
