"""Rows that part a list of people and are nobody: 第一组, 王家沟村民小组, 机电一班, a line merged across; and who signs below it."""

import re
from collections.abc import Sequence

from app.exchange.skipping import DATED

_COUNTED = r"(?:[(（]?(?:共|计)?\d{1,4}[人名户][)）]?)?"
_PLACE = r"[\u4e00-\u9fffA-Za-z\d()（）·—-]"
_ORDINAL = re.compile(r"(?:第?[一二三四五六七八九十]{1,3}[、.．,，:：]|[(（][一二三四五六七八九十\d]{1,3}[)）])(?=.)")
"""How a part of a list begins, 一、 or （二）; no name does."""
_PART = re.compile(
    rf"(?:第?[一二三四五六七八九十百\d]{{1,4}}(?:村民)?(?:小组|[组队社班村批期片区部])|{_PLACE}{{0,16}}(?:小组|[组班]|生产队))"
    rf"{_COUNTED}[:：]?"
)
_NAMED = re.compile(
    rf"{_PLACE}{{2,16}}(?:自然村|社区|街道|片区|年级|专业|车间|工段|[村庄屯寨湾镇乡社系厂队]){_COUNTED}[:：]?"
)
"""A part by the name of a place: 李家庄 with a number before it may be somebody."""
_LED = re.compile(
    rf"{_COUNTED[:-1]}|(?:[组队村社班]?长|[小村]组长|负责人|联系人|班主任)[:：].*|[一二三四五六七八九十]{{1,3}}[、.．]?"
)
"""What may stand beside the name of a part: its people in number, its head, which part it is."""
_SIGNS = re.compile(
    rf"{_PLACE}{{2,}}(?:村民委员会|村委会|居委会|居民委员会|委员会|人民政府|办事处|学校|学院|中心|公司|合作社|[局厅处])"
    r"[(（]?(?:公?章|盖章)?[)）]?"
)
_FEWEST = 5
"""Signs of a body that signs: no person's name has as many."""
_SERIAL = re.compile(r"\d{1,3}")


def part(texts: Sequence[str], *, across: bool) -> str:
    """The name of some people that a row heads, by all that stands in it; '' for another row.

    `across`: whether one cell is merged over the row.
    """
    if across and len(texts) == 1:
        return texts[0]
    parts = [text for text in texts if _PART.fullmatch(_ORDINAL.sub("", text)) or _ORDINAL.match(text)]
    places = [] if parts else [text for text in texts if _NAMED.fullmatch(text)]
    beside = [text for text in texts if text not in (*parts, *places) and not _LED.fullmatch(text)]
    heads = len(parts) + len(places) == 1
    return [*parts, *places][0] if heads and all(parts and _SERIAL.fullmatch(text) for text in beside) else ""


def is_signed(texts: Sequence[str]) -> bool:
    """Whether nothing stands in a row but a day and the body that signs, or one of them."""
    signed = [bool(_SIGNS.fullmatch(text)) and len(text) >= _FEWEST for text in texts]
    return bool(texts) and all(sign or DATED.fullmatch(text) for sign, text in zip(signed, texts, strict=True))
