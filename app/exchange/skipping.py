"""Rows of a clerk's sheet that are nobody's: totals, sign-offs, a header said again, numbers of columns, an example."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from app.kernel.texts import say

TOTAL, SIGNED, REPEATED, NUMBERED, SAMPLE = "total", "signed", "repeated", "numbered", "sample"
_TOTAL = re.compile(r".{0,6}(合计|总计|小计|共计)([:：（(].*|[\d,.]*[人次元]*)?|共[\d,]+人?")
_SIGNED = re.compile(
    r".{0,12}(填表人|制表人|审核人|经办人|负责人|填报人|填报单位|备注|说明|注|签字|签名|盖章|签章|日期|时间|电话)([（(].*[)）])?[:：].*"
)
_SAMPLES = frozenset({"例", "示例", "样例", "举例", "填写示例", "范例"})
_FEW = 3
"""Cells that a sign-off fills at most."""
BEGINS = frozenset("合总小共填制审经备说注负签盖例示样举范人")
"""How the first cell of such a row begins."""
COUNTS = frozenset("(（①1甲A")
"""How the cells of a row that counts the columns begin."""


def why(cells: Sequence[Any], titles: Sequence[str], named: Collection[int], required: Sequence[int]) -> str:
    """Why a row is nobody's, '' when it is somebody's; `named` are the places of the fields, `required` of the required ones."""
    told = [(place, str(cell).strip()) for place, cell in enumerate(cells) if cell not in ("", None)]
    texts = [text for _, text in told if text]
    if not texts:
        return ""
    if sum(
        1 for place, text in told if place < len(titles) and "".join(text.split()) == "".join(titles[place].split())
    ) >= max(2, len(named) - 1):
        return REPEATED
    if _numbered(texts):
        return NUMBERED
    first = texts[0]
    if "".join(first.split()) in _SAMPLES:
        return SAMPLE
    lacking = any(cells[place] in ("", None) for place in required) or any(_TOTAL.fullmatch(t) for t in texts[:2])
    if not lacking:
        return ""
    if any(_TOTAL.fullmatch("".join(text.split())) for text in texts):
        return TOTAL
    if len(texts) <= _FEW and any(_SIGNED.fullmatch("".join(text.split())) for text in texts):
        return SIGNED
    return ""


def _numbered(texts: Sequence[str]) -> bool:
    """Whether a row counts the columns: 1 2 3, (1)(2)(3), 甲 乙 1 2."""
    bare = [text.strip("()（）.、 ").removesuffix(".0") for text in texts]
    digits = [int(text) for text in bare if text.isdecimal() and len(text) < 3]  # noqa: PLR2004 - two digits
    letters = [text for text in bare if text in "甲乙丙丁戊ABCDEFGH" and len(text) == 1]
    counting = digits == list(range(digits[0], digits[0] + len(digits))) if digits else False
    return len(digits) >= 3 and counting and len(digits) + len(letters) == len(bare)  # noqa: PLR2004 - fewer may be a person


def told(rows: dict[str, list[int]]) -> list[str]:
    """What was skipped, as sentences."""
    return [say(f"skipped.{reason}", rows="、".join(map(str, numbers))) for reason, numbers in rows.items() if numbers]
