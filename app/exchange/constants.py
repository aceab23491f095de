"""What holds for all rows of a table that has no column for it; who is there already stays as he is known."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.exchange import questions as ask
from app.exchange.columns import Columns
from app.exchange.questions import Question
from app.exchange.wanted import Wanted
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import BadValue
from app.kernel.texts import say
from app.record.imports.layout import Layout
from app.record.imports.table import Table

OWN = frozenset({k.ID.name, k.USCC.name, k.NAME.name, k.PHONE.name, k.ACCOUNT.name, k.CODE.name})
"""Kinds of which no two rows have the same: they are filled in row by row."""


def asked(known: Field, numbers: Sequence[str], wanted: Wanted) -> Question | None:
    """What holds for all rows, said to be for those alone who are not there yet; None where a table names nobody else.

    `numbers` are the identity numbers of the rows that have no such column, as far as they were looked at.
    """
    question = ask.of_constant(known, wanted.lists)
    if known.key not in wanted.kept:
        return question
    there = [is_there(number, wanted) for number in numbers]
    if there and all(there):
        return None
    return replace(question, beside=say("question.only_new")) if any(there) else question


def is_there(number: str, wanted: Wanted) -> bool:
    """Whether the person of an identity number, as it was written, is in the record already that the table goes into."""
    try:
        return bool(wanted.there) and k.ID.read(number) in wanted.there
    except BadValue:
        return False


def fill(table: Table, starts: Sequence[tuple[int, Columns]], wanted: Wanted, layout: Layout) -> list[Question]:
    """Fill the constants into the rows of the sheets without such a column, which begin at `starts`, and say so.

    What nobody has said yet of rows of people who are not there is asked.
    """
    people, questions = _people(table, wanted), list[Question]()
    for known in wanted.fields:
        text = layout.given.get(known.key)
        if text is None and not (people and known.required):
            continue
        lacking = [*_lacking(known.key, starts, len(table.numbers))]
        kept = [place for place in lacking if people[place]] if people and known.key in wanted.kept else []
        new = sorted({*lacking} - {*kept})
        if text not in (None, ask.AS_IT_STANDS) and new:
            cells = table.cells.setdefault(known.key, [""] * len(table.numbers))
            for place in new:
                cells[place] = cells[place] or str(text)
            code = "table.constant" if known.key in layout.constants else "table.usual"
            told = say("table.constant_kept", new=len(new), count=len(kept)) if kept else ""
            table.notes.append(say(code, title=known.title, text=text) + told)
        elif text is None and known.required and kept and new and known.kind.name not in OWN:
            questions.append(replace(ask.of_constant(known, wanted.lists), beside=say("question.only_new")))
    return questions


def _people(table: Table, wanted: Wanted) -> list[bool]:
    """Of each row whether its person is there already; [] where nobody is."""
    key = wanted.identity
    if not wanted.there or key not in table.cells:
        return []
    return [is_there(text, wanted) for text in table.cells[key]]


def _lacking(key: str, starts: Sequence[tuple[int, Columns]], count: int) -> Iterable[int]:
    """The places of the rows of sheets that have no column for a field."""
    ends = [*(first for first, _ in starts[1:]), count]
    for (first, columns), end in zip(starts, ends, strict=True):
        if key not in columns.told:
            yield from range(first, end)
