"""What may come of asking: a refusal, a cancellation, or problems found in what was given."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.kernel.texts import say

_IN_DETAIL = 300
"""Problems that are said one by one; of the rest their number."""
_SHOWN = 12
"""Questions that a sentence lists; the journal has them all."""


class Refused(Exception):
    """The program will not do it, for a reason that the user can read; nothing was changed."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return say(self.code, **self.params)


class Asked(Refused):
    """Done only by somebody who has read these questions and says why: the verb's `confirmation` takes the reason."""

    def __init__(self, questions: Sequence[str]) -> None:
        lines, left = [*questions[:_SHOWN]], len(questions) - _SHOWN
        if left > 0:
            lines.append(say("ask.more", count=left))
        super().__init__("ask.confirmation", count=len(questions), questions="\n".join(lines))


class Cancelled(Exception):
    """The user stopped a piece of work; its transaction is rolled back."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with what was given, and where: sheet, row (1-based), column letter, title and value."""

    code: str
    params: dict[str, object] = field(default_factory=dict)
    key: str = ""
    title: str = ""
    value: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    place: int = -1
    """Of the row among those that were read, from 0; -1 where it is of none."""

    @property
    def reason(self) -> str:
        """The Chinese sentence alone."""
        return say(self.code, **self.params)

    def __str__(self) -> str:
        place = f"{self.sheet} " if self.sheet else ""
        place += f"第{self.row}行" if self.row else ""
        place += f"{self.column}列" if self.column else ""
        parts = [p for p in (place.strip(), f"“{self.title}”" if self.title else "") if p]
        value = f"“{self.value}”：" if self.value else ""
        return "，".join(parts) + ("：" if parts else "") + value + self.reason


class Problems(Refused):
    """Everything that is wrong with what was given, at once; nothing was written."""

    def __init__(self, problems: list[Problem], more: int = 0) -> None:
        """`more`: how many there are beside these."""
        super().__init__("input.problems", count=len(problems) + more)
        self.problems, self.more = problems, more

    def __str__(self) -> str:
        left = len(self.problems) + self.more - _IN_DETAIL
        rest = [say("input.more", count=left)] if left > 0 else []
        return "\n".join([say(self.code, **self.params), *map(str, self.problems[:_IN_DETAIL]), *rest])
