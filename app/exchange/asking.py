"""A question that a table leaves open, all of them together, and the layout of their answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.exchange import units
from app.kernel.masking import masked
from app.kernel.multiples import SCALES
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.imports.layout import LEFT_OUT, Layout

COLUMN, CONSTANT, MISSING, VALUE = "column", "constant", "missing", "value"
SHEETS, ROWS, VOID = "sheets", "rows", "void"
AS_IT_STANDS = "="
"""The answer that a word stays as it is, to be corrected row by row."""
_LISTED, _FEW = 12, 4
"""Questions that a refusal lists, and how many columns that nothing speaks for are told one by one."""


@dataclass(frozen=True)
class Question:
    """One thing that a table leaves open: `subject` is a heading, a field or a word of theirs, of the field `key`."""

    about: str
    subject: str
    key: str
    title: str
    """Of the heading or field, as people see it."""
    samples: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    """Answers with what people see of them; a text is wanted where there are none."""
    guess: str = ""
    """The best guess among the answers; of a text '' where there is none."""
    several: bool = False
    """Whether nothing is guessed as other columns may as well be what it may be."""
    beside: str = ""
    """What is said behind it."""
    heading: str = ""
    """Of a word of theirs, what they call its column where that is not the field's name."""
    sentence: str = ""
    """The question where it is not the usual one."""

    @property
    def text(self) -> str:
        """The question as a sentence."""
        if self.sentence:
            return self.sentence
        name = "mark" if self.about == VALUE and not self.options else self.about
        name = "month" if self.about == CONSTANT and self.samples else name
        samples = "、".join(map(masked, self.samples))
        if self.about == VALUE:
            samples = samples and say("question.samples", samples=samples)
        name = "value_below" if name == VALUE and self.heading else name
        told = {"title": self.title, "subject": masked(self.subject), "heading": self.heading}
        asked = say(f"question.{name}", **told, samples=samples)
        asked += say("question.several") if self.several else self.beside
        unit = units.named(self.title) if self.about == COLUMN else ""
        return asked + say("question.unit", unit=unit) if any(word in unit for word in SCALES) else asked

    @property
    def open(self) -> bool:
        """Whether somebody must answer, as there is no guess."""
        return self.several or (not self.guess and self.about in (CONSTANT, MISSING, VALUE, ROWS, VOID))

    @property
    def idle(self) -> bool:
        """Whether it is about a column that nothing speaks for."""
        return self.about == COLUMN and self.guess == LEFT_OUT and not self.open

    def shown(self, answer: str) -> str:
        """An answer as people see it."""
        return dict(self.options).get(answer, answer)


class Asking(Refused):
    """A table is not read before its questions are answered; `known` is the layout as far as it is known.

    What must be answered stands first, then what is proposed, last the columns that nothing speaks for.
    """

    def __init__(self, questions: Sequence[Question], known: Layout) -> None:
        self.questions = tuple(sorted(questions, key=lambda question: (question.idle, not question.open)))
        self.known = known
        idle = sum(question.idle for question in questions)
        self.folded = idle if idle > _FEW else 0
        """How many of the last are told in one line."""
        count = len(questions) - self.folded
        super().__init__("question.open" if count else "question.only_idle", count=count)

    @property
    def rest(self) -> str:
        """That line; '' where each is told by itself."""
        titles = "、".join(question.title for question in self.questions if question.idle)
        return say("question.rest", count=self.folded, titles=titles) if self.folded else ""

    def __str__(self) -> str:
        asked = self.questions[: len(self.questions) - self.folded]
        told = [q.text + ("" if q.open else say("question.guess", guess=q.shown(q.guess))) for q in asked]
        more = [say("question.more", count=len(told) - _LISTED)] if len(told) > _LISTED else []
        return "\n".join([say(self.code, **self.params), *told[:_LISTED], *more, *filter(None, [self.rest])])


def answered(questions: Sequence[Question], answers: Sequence[str]) -> Layout:
    """The layout of some answers, in the order of the questions."""
    columns: dict[str, str] = {}
    constants: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    sheets: tuple[str, ...] = ()
    rows = ""
    void: dict[str, str] = {}
    for question, answer in zip(questions, answers, strict=True):
        if question.about == COLUMN:
            columns[question.subject] = answer
        elif question.about in (CONSTANT, MISSING):
            constants[question.key] = answer
        elif question.about == VALUE:
            values.setdefault(question.key, {})[question.subject] = (
                question.subject if answer == AS_IT_STANDS else answer
            )
        elif question.about == SHEETS:
            sheets = tuple(answer.split("\n"))
        elif question.about == VOID:
            void[question.key] = answer
        else:
            rows = answer
    return Layout(columns, constants, values, sheets, rows=rows, void=void)


def guessed(questions: Sequence[Question]) -> Layout:
    """The layout of the best guesses."""
    return answered(questions, [question.guess for question in questions])
