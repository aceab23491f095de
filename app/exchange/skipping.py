"""Rows of a clerk's sheet that are nobody's: totals, sign-offs, a header said again, numbers of columns, an example."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from app.exchange.cell_text import bare
from app.exchange.day_headings import HALVES, WEEKDAYS
from app.exchange.header import Header
from app.exchange.references import rows_counted, rows_told
from app.kernel.texts import say

TOTAL, SIGNED, REPEATED, NUMBERED, SAMPLE, PART = "total", "signed", "repeated", "numbered", "sample", "part"
BLANK = "blank"
"""Why a row below the first is nobody's where none of its fields says anything."""
_TOTAL = re.compile(
    r".{0,6}(合计|总计|小计|共计|累计|汇总)([:：（(].*|[\d,.]*[人次元]*)?|共[\d,]+[人笔户条]?"
    r"|(总|成功|失败|有效)(笔数|户数|件数|条数|人数|金额)[:：\d,.笔户件条人元]*"
    r"|(应到|实到|出勤|缺勤|请假|迟到|参训)?人数[:：\d人]*"
    r"|([当每本]日|[当每本]天)?(应到|实到|应出勤|实出勤|出勤|缺勤|到课|缺课|旷课|请假|迟到|早退|参训)(人数|人次|率)([(（].*|[:：\d.%％人次]*)"
)
_SIGNERS = (
    r"(?:制表|填表|填报|制单|造册|登记|统计|审核|审批|复核|校对|批准|核准|经办|负责|主管|报送)(?:人员|人|员|者|单位|领导)?"
    r"|(?:主任|校长|院长|书记|局长|科长|股长|所长|站长|经理|老师|教师|辅导员|领导)"
    r"|(?i:prepared|made|checked|reviewed|approved|confirmed|signed|submitted)by"
)
"""Who signs a table, by what stands before a colon, without blanks."""
_SIGNER = re.compile(rf".{{0,16}}(?:{_SIGNERS})(?:[（(].*[)）])?[:：].*")
_SIGNED = re.compile(rf".{{0,12}}({_SIGNERS}|备注|说明|注|签字|签名|盖章|签章|日期|时间|电话)([（(].*[)）])?[:：].*")
_LIKE_IDENTITY = re.compile(r"^[\dXx*]{6,}$|[\d*]{12}")
"""An identity number, also one cut short or masked; a telephone number behind a word is none."""
_NAMED = re.compile(r"[^:：\d]{1,12}[:：].*")
"""A word and what is filled in behind it, 考评员：; a row of nothing else is a sign-off."""
DATED = re.compile(
    r"(?:20)?\d\d年\d{1,2}月\d{1,2}日|20\d\d[-/.]\d{1,2}[-/.]\d{1,2}"
    r"|[二一][〇零○Oo０一二三四五六七八九]{3}年[一二三四五六七八九十元正]{1,3}月(?:[一二三四五六七八九十廿]{1,3}[日号])?"
)
"""A day, or a month in Chinese numerals, as it stands below a table."""
_TO_BE_DATED = re.compile(r"(?:(?:20)?\d{0,2}年)?\d{0,2}月\d{0,2}日")
_EMPTY = re.compile(r"以下(空白|无正文|无内容).*|第\d+页.*|共\d+页")
"""What fills the rest of a page, or numbers it."""
_STAMPED = re.compile(r".{0,12}[（(]?(签字|签名|盖章|签章)[)）]?.{0,4}")
_DIVIDING = WEEKDAYS.union(HALVES)
_SAMPLES = frozenset({"例", "示例", "样例", "举例", "填写示例", "范例"})
_LONG_NAME = 15
_FEW = 3
"""Cells that a sign-off fills at most; a header said again has more where one of them may be a word of its own."""
BEGINS = frozenset("第应实出缺到旷早当每本请迟参合总小共累汇成失有填制审经备说注负签盖例示样举范人")
"""How the first cell of such a row begins."""
COUNTS = frozenset("(（①1甲A")
"""How the cells of a row that counts the columns begin."""


def why(
    cells: Sequence[Any],
    header: Header,
    named: Collection[int],
    required: Sequence[int],
    person: int | None = None,
    identity: int | None = None,
) -> str:
    """Why a row is nobody's, '' when it is somebody's.

    `named` are the places of the fields, `required` of the required ones, `person` that of the name: who has a name there
    is somebody, whatever else the row says; but in a list of people, where `identity` is the place of the identity number,
    it may be the name of who signs.
    """
    told = [(place, str(cell).strip()) for place, cell in enumerate(cells) if cell not in ("", None)]
    texts = [text for _, text in told if text]
    if not texts:
        return ""
    if _repeats(told, header, named):
        return REPEATED
    if _numbered(texts) or (len(texts) > 1 and _DIVIDING.issuperset(map(bare, texts))):
        return NUMBERED
    first = texts[0]
    if bare(first) in _SAMPLES:
        return SAMPLE
    if identity is not None and _signs(cells, [bare(text) for text in texts], person, identity):
        return SIGNED
    if person is not None and _named(cells, person):
        return ""
    lacking = any(cells[place] in ("", None) for place in required) or any(_TOTAL.fullmatch(t) for t in texts[:2])
    if not lacking:
        return ""
    if any(_TOTAL.fullmatch(bare(text)) for text in texts):
        return TOTAL
    return SIGNED if len(texts) <= _FEW and _is_signed([bare(text) for text in texts]) else ""


def _repeats(told: Sequence[tuple[int, str]], header: Header, named: Collection[int]) -> bool:
    """Whether a row says words of any row of the header again: nearly all that stands in it, or the names of the fields."""
    words = header.words
    again = [place for place, text in told if place < len(words) and bare(text) in words[place]]
    enough = len(again) >= max(2, len(told) - (len(told) > _FEW))
    return enough or sum(place in named for place in again) >= max(2, len(named) - 1)


def _signs(cells: Sequence[Any], texts: Sequence[str], person: int | None, identity: int) -> bool:
    """Whether a row without an identity number says who signs: 制表人： before a name, or with it in a row without a name."""
    if _LIKE_IDENTITY.search(bare(cells[identity])):
        return False
    nameless = person is None or not bare(cells[person])
    asking = any(_SIGNER.fullmatch(text) and text.endswith((":", "：")) for text in texts)
    return asking or (nameless and bool(_SIGNER.fullmatch(texts[0])))


def _is_signed(texts: Sequence[str]) -> bool:
    """Whether what stands in a row is said of the table, by whoever signs it."""
    if any(pattern.fullmatch(text) for text in texts for pattern in (_SIGNED, _STAMPED, _EMPTY)):
        return True
    to_fill = [bool(_NAMED.fullmatch(text) or _is_open_date(text)) for text in texts]
    return all(to_fill) or (len(texts) == 1 and bool(DATED.fullmatch(texts[0])))


def _is_open_date(text: str) -> bool:
    """Whether a day is still to be written, 2021年  月  日."""
    return bool(_TO_BE_DATED.fullmatch(text)) and not DATED.fullmatch(text)


def _named(cells: Sequence[Any], person: int) -> bool:
    """Whether the cell of the name holds what can be one, and no word of a total or a sign-off."""
    text = bare(cells[person]) if person < len(cells) else ""
    strange = any(pattern.fullmatch(text) for pattern in (_TOTAL, _SIGNED, _STAMPED, _EMPTY, DATED))
    return 1 < len(text) < _LONG_NAME and not strange and not any(sign in text for sign in ":：()（）0123456789")


def _numbered(texts: Sequence[str]) -> bool:
    """Whether a row counts the columns: 1 2 3, (1)(2)(3), 甲 乙 1 2."""
    signs = [text.strip("()（）.、 ").removesuffix(".0") for text in texts]
    digits = [int(text) for text in signs if text.isdecimal() and len(text) < 3]  # noqa: PLR2004 - two digits
    letters = [text for text in signs if text in "甲乙丙丁戊ABCDEFGH" and len(text) == 1]
    counting = digits == list(range(digits[0], digits[0] + len(digits))) if digits else False
    return len(digits) >= 3 and counting and len(digits) + len(letters) == len(signs)  # noqa: PLR2004 - fewer may be a person


def told(rows: Mapping[str, Mapping[str, Sequence[str]]], *, several: bool) -> list[str]:
    """What was skipped, by reason and sheet, as sentences; the sheets are named where `several` are read."""
    return [
        say(f"skipped.{reason}", rows=(rows_counted if reason == BLANK else rows_told)(numbers, several=several))
        for reason, numbers in rows.items()
    ]
