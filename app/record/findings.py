"""What a check of the office finds, one record each: what it is, the clause, whose it is, and the sentence."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.texts import say

FIELDS = (
    Field("heading", "问题", k.TEXT),
    Field("clause", "依据", k.TEXT),
    Field("record", "记录", k.TEXT),
    Field("text", "说明", k.LONG),
)
"""A finding as a row, on the screen and in Excel."""


class Finding(NamedTuple):
    """One thing that was found; `noun` and `uid` name the record to look at, where there is one."""

    heading: str
    clause: str
    record: str
    text: str
    noun: str = ""
    uid: int = 0


@dataclass(frozen=True)
class Group:
    """Findings of one kind under one clause, and how many."""

    heading: str
    clause: str
    count: int


def fault(code: str, record: str = "", of: tuple[str, int] = ("", 0), /, **params: object) -> Finding:
    """What does not agree with itself: the office's own check, no clause asks for it."""
    heading = say(f"check_heading.{code}")
    return Finding(heading, say("award.internal"), record, say(f"check.{code}", **params), *of)


def groups(findings: Iterable[Finding]) -> list[Group]:
    """How many there are of each kind under each clause, in their order."""
    count: Mapping[tuple[str, str], int] = Counter((found.heading, found.clause) for found in findings)
    return [Group(heading, clause, number) for (heading, clause), number in count.items()]
