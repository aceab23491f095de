"""What holds for all rows of a table that has no column for it; who is there already stays as he is known."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.exchange import questions as ask
from app.exchange.columns import Columns
from app.exchange.questions import Question
from app.exchange.references import rows_counted
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
    questions = list[Question]()
    for known in wanted.fields:
        text = layout.given.get(known.key)
        keeps = known.key in wanted.kept and bool(wanted.there) and known.kind.name not in OWN
        lacking = [*_lacking(known.key, starts, len(table.numbers))] if keeps or text is not None else []
        kept = _there(table, lacking, wanted) if keeps else set[int]()
        new = [place for place in lacking if place not in kept]
        if not new:
            continue
        if kept and known.key not in layout.constants:  # what was said of others does not bring these in
            beside = say("question.only_these", rows=_rows(table, new))
            questions.append(replace(ask.of_constant(known, wanted.lists), beside=beside))
        elif text not in (None, ask.AS_IT_STANDS):
            cells = table.cells.setdefault(known.key, [""] * len(table.numbers))
            for place in new:
                cells[place] = cells[place] or str(text)
            code = "table.constant" if known.key in layout.constants else "table.usual"
            told = say("table.constant_kept", new=len(new), count=len(kept)) if kept else ""
            table.notes.append(say(code, title=known.title, text=text) + told)
    return questions


def _rows(table: Table, places: Sequence[int]) -> str:
    """Which rows of the sender's sheets some are."""
    rows: dict[str, list[int | str]] = {}
    for sheet, row, _ in (table.where(place, "") for place in places):
        rows.setdefault(sheet, []).append(row)
    return rows_counted(rows, several=len(rows) > 1)


def _there(table: Table, places: Sequence[int], wanted: Wanted) -> set[int]:
    """Those of some rows whose people are there already."""
    numbers = table.cells.get(wanted.identity)
    return {place for place in places if is_there(numbers[place], wanted)} if numbers else set()


def of_all(starts: Sequence[tuple[int, Columns]], count: int, wanted: Wanted) -> dict[str, set[int]]:
    """The places where fields that stay as they are have no column: what is filled in there changes with who is known."""
    return {key: set(_lacking(key, starts, count)) for key in wanted.kept}


def _lacking(key: str, starts: Sequence[tuple[int, Columns]], count: int) -> Iterable[int]:
    """The places of the rows of sheets that have no column for a field."""
    ends = [*(first for first, _ in starts[1:]), count]
    for (first, columns), end in zip(starts, ends, strict=True):
        if key not in columns.told:
            yield from range(first, end)
