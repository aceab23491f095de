"""What the marks of a sheet mean, as the sheet itself says it: √出勤 △病假 迟到不计课时, 每半天4课时; and what they are worth by it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from app.exchange import clock_columns

NONE = "0"
"""The text of a cell that makes no row."""
_SIGNS = "√✓✔☑×✕✖△▲○●◎⊙☆★◇◆□■/\\\\xX—-"
_TOLD = r"(?:[:：=＝]|为|表示|代表|是|即|[（(])"
_FIRST = re.compile(rf"([{_SIGNS}])\s*{_TOLD}?\s*([\u4e00-\u9fff]+)")
_LAST = re.compile(rf"([\u4e00-\u9fff]{{1,6}}?)\s*(?:[:：=＝]|用|打|记|以|为)?\s*[“\"（(]?([{_SIGNS}])")
_WORD = re.compile(
    r"(请假|迟到|早退|缺勤|缺课|旷课|公假)(?:为|按|是|记|算)?((?:不[计算]|[事病公]假|[计半]|\d)[^\s，,；;。、]*)"
)
_LEAD = re.compile(r"^\s*(?:说明|图例|备注|注|标记|符号|考勤符号|符号说明)\s*[:：]\s*")
_NAMED = re.compile(r"(.+)（(.+)）$")
_ABSENT = frozenset(
    {
        "△",
        "×",
        "x",
        "X",
        "✕",
        "缺",
        "缺勤",
        "假",
        "请假",
        "事",
        "事假",
        "病",
        "病假",
        "旷",
        "旷课",
        "旷工",
        clock_columns.NONE,
        "/",
        "-",
        "—",
        "○",
    }
)
"""Marks of somebody who was not there, where the sheet does not say what they are."""
_PRESENT = frozenset({"√", "✓", "✔", "☑", "到", "出勤", "打卡时间"})
_LESS = re.compile("迟|早退|半")
_AWAY = re.compile("不[计算]|缺|旷|假|未到|没到|未出|无课|没课|停课")
_THERE = re.compile("到|出勤|上课|签到|全勤|正常")
_NUMBER = re.compile(r"(\d{1,2})[个节]?(?:课时|学时|节)")
_HALF = re.compile(
    r"(?:每半[天日]|半[天日]为|上[、，,和及与]?下午|上午(?:[、，,和及与]?下午)?|每[次节]课)\D{0,3}(\d{1,2})\s*[个节]?\s*(?:课时|学时|节)"
)
_DAY = re.compile(r"每[天日]\D{0,3}(\d{1,2})\s*[个节]?\s*(?:课时|学时|节)")


@dataclass(frozen=True)
class Legend:
    """The meaning of each mark, and how many periods half a day and a day have; '' where nobody says it."""

    meanings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    half: str = ""
    day: str = ""

    def named(self, mark: str) -> str:
        """A mark with its meaning: the same mark is another on a sheet that means something else by it."""
        meaning = self.meanings.get(mark, "")
        return f"{mark}（{meaning}）" if meaning else mark

    def worth(self, named: str, *, half: bool) -> str:
        """What somebody with a mark most likely attended, in periods; '' where it cannot be told."""
        if is_absent(named):
            return NONE
        mark, meaning = _parted(named)
        if number := _NUMBER.fullmatch(meaning):
            return number[1]
        there = _THERE.search(meaning) and not _LESS.search(meaning) if meaning else mark in _PRESENT
        return (self.half if half else self.day) if there else ""


def read(lines: Iterable[str]) -> Legend:
    """The legend that stands in some lines beside a table."""
    meanings: dict[str, str] = {}
    half = day = ""
    for line in lines:
        told = _LEAD.sub("", line)
        signs = [(sign, word) for sign, word in _FIRST.findall(told)]
        if told[:1] not in _SIGNS and (last := _LAST.findall(told)):
            signs = [(sign, word) for word, sign in last]
        if len(signs) > 1 or told != line or (signs and told[:1] in _SIGNS):
            meanings.update(signs)
        meanings.update(_WORD.findall(told))
        half = half or next(iter(_HALF.findall(line)), "")
        day = day or next(iter(_DAY.findall(line)), "")
    return Legend(meanings, half, day)


def is_absent(named: str) -> bool:
    """Whether a mark says that there is nothing."""
    mark, meaning = _parted(named)
    if meaning:
        return bool(_AWAY.search(meaning)) and not _LESS.search(meaning)
    return all(part in _ABSENT for part in mark.split("，"))


def _parted(named: str) -> tuple[str, str]:
    match = _NAMED.fullmatch(named)
    return (match[1], match[2]) if match else (named, "")
