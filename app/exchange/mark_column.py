"""One column of marks in a table of one day, 签到 or 出勤 with √ and ×: what each mark is worth is asked, as of marks by day."""

from collections import Counter
from collections.abc import Collection, Mapping

from app.exchange import questions as ask
from app.exchange.legend import Legend
from app.exchange.questions import Question
from app.exchange.spread import timed
from app.exchange.wanted import Wanted
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.texts import say
from app.record.imports.layout import Layout
from app.record.imports.table import Table


def read(table: Table, wanted: Wanted, layout: Layout, of_clock: Collection[str] = ()) -> tuple[Table, list[Question]]:
    """The table with what its marks are worth, without rows that have no mark; and the marks of which nobody has said it.

    `of_clock` are the keys of fields whose marks are what the columns of a clock say together.
    """
    questions: list[Question] = []
    for known in wanted.fields:
        if known.kind is not k.COUNT or known.key not in table.columns or known.key in table.spread:
            continue
        words = Counter(filter(None, (timed(text.strip()) for text in table.cells[known.key])))
        marks = [word for word in words if not ask.fits(known, word, {})]
        if not marks or len(marks) > ask.MANY_WORDS or not (known.key in of_clock or ask.are_marks(marks)):
            continue
        worth = layout.values.get(known.key, {})
        questions += [
            ask.of_mark(known, mark, words[mark], Legend().worth(mark, half=False))
            for mark in marks
            if mark not in worth
        ]
        table = _with_worth(table, known, worth)
    return table, questions


def _with_worth(table: Table, known: Field, worth: Mapping[str, str]) -> Table:
    texts = [timed(text.strip()) for text in table.cells[known.key]]
    table.cells[known.key] = [worth.get(text, text) for text in texts]
    told = "、".join(f"{mark}→{worth[mark]}" for mark in dict.fromkeys(texts) if mark in worth)
    table.notes += [say("table.meant", title=known.title, told=told)] if told else []
    marked = [place for place, text in enumerate(texts) if text or (place, known.key) in table.faults]
    if len(marked) == len(texts):
        return table
    return table.only(marked, say("table.unmarked", title=known.title, count=len(texts) - len(marked)))
