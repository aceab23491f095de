"""The index of wordings (索引): from what a circular says to the row of a pack that carries it, or 人工核对, 仅供查阅, 暂不支持."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from app.kernel.texts import RESOURCES

FORMS: Mapping[str, str] = {
    "need": "条件 [[schemes.needs]]",
    "way": "情形 [[schemes.ways]]",
    "counts": "计数 [schemes.counts]",
    "past": "限额和重复 [[schemes.past]]",
    "amount": "金额 [[schemes.amount]]",
    "catalogue": "标准目录 [[catalogues]]",
    "scheme": "补贴项目 [[schemes]]",
    "rule": "办班的要求 [[rules]]",
    "sanction": "机构处理 [[sanctions]]",
    "value": "政策项",
    "hand": "人工核对",
    "reading": "仅供查阅",
    "unsupported": "暂不支持",
}
"""What a wording may be written as, and what that is called."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of circulars: its subject, what else it is called, its form (of FORMS), the words of the row, a piece to copy."""

    subject: str
    wording: str
    synonyms: tuple[str, ...]
    form: str
    words: tuple[str, ...]
    note: str
    example: str

    @property
    def written_as(self) -> str:
        """What it is written as, in Chinese."""
        return FORMS[self.form]


@cache
def wordings() -> tuple[Wording, ...]:
    """Every wording in the order of the index."""
    text = (RESOURCES / "policy" / "wordings.toml").read_text(encoding="utf-8")
    subjects = tomllib.loads(text)["subjects"]
    return tuple(_wording(subject["title"], **each) for subject in subjects for each in subject["wordings"])


def _wording(subject: str, *, synonyms: list[str], words: list[str], example: str, **more: str) -> Wording:
    return Wording(subject, synonyms=tuple(synonyms), words=tuple(words), example=example.strip(), **more)


def search(text: str) -> tuple[Wording, ...]:
    """The wordings that hold a text, or stand in it (a whole sentence), in themselves first, then in a synonym; all for ''.

    Numbers count for nothing: 每课时12元 finds 每课时…元.
    """
    asked = _plain(text)
    own = tuple(each for each in wordings() if _meets(asked, each.wording))
    other = (each for each in wordings() if each not in own and any(_meets(asked, word) for word in each.synonyms))
    return (*own, *other)


def _meets(asked: str, wording: str) -> bool:
    plain = _plain(wording)
    return asked in plain or plain in asked


def _plain(text: str) -> str:
    """A text in small letters without blanks, numbers and the … that stands for them."""
    return "".join(sign for sign in text.casefold() if not (sign.isspace() or sign.isdigit() or sign in "….,"))
