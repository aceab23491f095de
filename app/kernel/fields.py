"""What a data element is, how the texts of a form are read by it, and the elements that many records carry."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import floor

from app.kernel import kinds as k
from app.kernel.kinds import BadValue, Kind, Value
from app.kernel.outcomes import Problem

YEARS = frozenset({"year", "until_year", "counted_year"})
"""Keys of numbers that are years: shown without separators, never added."""
_HUNDREDTHS = 10_000


@dataclass(frozen=True)
class Field:
    """One data element: key, Chinese title, kind; `choices` names the list of the policy pack that holds its values."""

    key: str
    title: str
    kind: Kind = k.TEXT
    required: bool = False
    help: str = ""
    choices: str = ""
    aliases: tuple[str, ...] = ()
    """Other headers under which clerks' workbooks carry it."""
    hints: tuple[str, ...] = ()
    """Headers that may mean it: it is guessed by them and asked about, as they may mean something else."""
    never: tuple[str, ...] = ()
    """Words (patterns) in a heading by which it is another thing: it is never guessed there."""
    unlike: tuple[str, ...] = ()
    """Words (whole patterns) below a heading that say another thing: a column of nothing else is never guessed to be it."""
    stated: str = ""
    """A pattern by which a sentence beside a table says it for every row; its first group is the text."""
    least: int | None = None
    """The least sum, in 分, that may be entered; None where any may."""
    asked: bool = False
    """Whether it is for an answer: a dialog shows it only once its verb has a question (`outcomes.Asked`)."""

    def read(self, text: str, lists: Mapping[str, Sequence[str]]) -> Value:
        """The value of a text; None when it is blank and may be; BadValue otherwise."""
        if not text or not text.strip():
            if self.required:
                raise BadValue("field.required")
            return None
        value = k.choose(text, lists[self.choices]) if self.choices else self.kind.read(text)
        if value == "":  # nothing but characters that cannot be seen, or a word in place of a number
            if self.required:
                raise BadValue("field.unnumbered" if self.kind in (k.CODE, k.PROOF) else "field.required")
            return None
        if self.least is not None and isinstance(value, int) and value < self.least:
            raise BadValue("money.least", least=self.kind.show(self.least))
        return value

    def shown(self, value: Value | float) -> str:
        """A value as a cell shows it: counts with separators, years without, an exact share rounded down."""
        if isinstance(value, float):
            return k.PERCENT.show(floor(value * _HUNDREDTHS))
        if self.kind is k.COUNT and isinstance(value, int) and self.key not in YEARS:
            return f"{value:,}"
        return self.kind.shown(value)

    def problem(self, code: str, shown: str = "", **params: object) -> Problem:
        """What is wrong with a value of it, beside the place where it is entered."""
        return Problem(code, params, key=self.key, title=self.title, value=shown)

    def optional(self) -> "Field":
        """The same element where it may be left out."""
        return replace(self, required=False)


def read_values(
    fields: Iterable[Field], texts: Mapping[str, str], lists: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Value], list[Problem]]:
    """The values of a form and all its problems."""
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for field in fields:
        text = texts.get(field.key, "")
        try:
            values[field.key] = field.read(text, lists)
        except BadValue as bad:
            value = field.kind.mask(text) if field.kind.mask else text
            problems.append(field.problem(bad.code, value, **bad.params))
    return values, problems


ORIGIN = Field("origin", "来源单位", k.TEXT)
CONFIRMATION = Field(
    "confirmation",
    "确认说明",
    k.LONG,
    help="程序要求核对时填写：核对了什么、为什么仍然办理，将记入操作日志",
    asked=True,
)
LATE = Field("late_reason", "补录原因", k.LONG, help="日期填早于今天的，写明为什么今天才录入")
REASON = Field("reason", "原因", k.LONG, True, "写明原因，将记入操作日志")
