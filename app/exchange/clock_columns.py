"""The columns of a punch clock, 上午上班 or 异常: what they say of a row together is one mark, and its worth is asked.

Else one number of periods would hold for all rows, also for who was absent on a day.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.exchange.cell_text import text_of
from app.kernel import kinds as k
from app.kernel.fields import Field

_FEWEST = 2
"""Columns of times that are those of a clock: one alone may be a list of every time that a card was shown."""
_TIME = re.compile(r"(?:次日)?\d{1,2}[:：]\d{2}.*", re.DOTALL)
_SAYS = re.compile("旷|缺|请假|病假|事假|未到|未打卡|早退|迟到")
"""What a remark says of somebody who was not there, or not for all the time."""
_HOW_LONG = re.compile(r"\d+(?:\.\d+)?(?:分钟|小时|分|时|次|天|h|min)?")
_NOTHING = frozenset({"", "无", "正常", "-", "—", "/", "√", "否"})
WHOLE, USUAL, NONE, LACKING = "打卡齐全", "没有异常", "没有打卡", "缺"
"""What a row says with all its times, without a remark where there are no times, without any time, and before those missing."""


@dataclass(frozen=True)
class Clock:
    """Which field the columns tell, the titles of those of times and of those of remarks, by place."""

    of: Field
    times: Mapping[int, str]
    remarks: Mapping[int, str]

    @property
    def titles(self) -> Mapping[int, str]:
        """All of them, from left to right."""
        return dict(sorted({**self.times, **self.remarks}.items()))

    def mark(self, cells: Sequence[Any]) -> str:
        """What a row says: its remarks, and which times are missing."""
        told = {place: _plain(cells[place]) for place in self.titles if place < len(cells)}
        missing = [title for place, title in self.times.items() if not _TIME.fullmatch(told.get(place, ""))]
        words = [
            _HOW_LONG.sub("", text) for text in told.values() if text not in _NOTHING and not _TIME.fullmatch(text)
        ]
        if missing and len(missing) == len(self.times):
            words.append(NONE)
        elif missing:
            words.append(LACKING + "、".join(missing))
        return "，".join(dict.fromkeys(word for word in words if word)) or (WHOLE if self.times else USUAL)


def find(titles: Mapping[int, str], rows: Sequence[Sequence[Any]], of: Field) -> Clock | None:
    """The columns of a clock among those that are nothing else; None where there are none."""
    times, remarks = dict[int, str](), dict[int, str]()
    for place, title in titles.items():
        texts = [text for row in rows if place < len(row) and (text := _plain(row[place])) not in _NOTHING]
        if _are_times(texts):
            times[place] = title
        elif any(_SAYS.search(text) for text in texts) or "异常" in title:
            remarks[place] = title
    return Clock(of, times, remarks) if len(times) >= _FEWEST or any(_says(rows, place) for place in remarks) else None


def _are_times(texts: Sequence[str]) -> bool:
    return 2 * sum(1 for text in texts if _TIME.fullmatch(text)) > len(texts)


def _says(rows: Sequence[Sequence[Any]], place: int) -> bool:
    return any(_SAYS.search(_plain(row[place])) for row in rows if place < len(row))


def _plain(cell: Any) -> str:
    return "".join(text_of(cell).split())


def of_table(
    titles: Mapping[int, str], rows: Sequence[Sequence[Any]], fields: Sequence[Field], known: Collection[str]
) -> Clock | None:
    """The columns of a punch clock, where no column of its own says how many periods there were."""
    counted = _uncounted(fields, known)
    return find(titles, rows, counted) if counted else None


def has_each_time(
    titles: Mapping[int, str], rows: Sequence[Sequence[Any]], fields: Sequence[Field], known: Collection[str]
) -> bool:
    """Whether there is a row for every time that a card was shown: one column tells it, and none says how many periods."""
    told = ([text for row in rows if place < len(row) and (text := _plain(row[place]))] for place in titles)
    return _uncounted(fields, known) is not None and sum(map(_are_times, told)) == 1


def _uncounted(fields: Sequence[Field], known: Collection[str]) -> Field | None:
    """How many periods there were, unless a column says it."""
    counted = next((f for f in fields if f.required and f.kind is k.COUNT), None)
    return None if counted is None or counted.key in known else counted
