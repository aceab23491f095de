"""Whom the rows of a table of a class name: by ID number, or by name alone where one on its roster is called so."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row

from app.kernel.texts import say
from app.record.imports.batch import Batch

_MASKED = re.compile(r"(?=.{18}$)\d+\*{4,}[\dX]+")


def name_people(batch: Batch, roster: Iterable[Row[Any]]) -> None:
    """Give each row without an ID number, or with one of which only some digits are shown, that of the one who is called so;
    namesakes and strangers are its problem.
    """
    numbers = defaultdict[str, list[str]](list)
    for person in roster:
        numbers[person.name].append(person.id_number)
    wrong = {problem.place for problem in batch.problems if problem.key == "id_number"}
    named = 0
    for place, (number, name) in enumerate(zip(batch.column("id_number"), batch.column("name"), strict=True)):
        called = numbers.get(str(name), [])
        if place in wrong and (shown := _shown(batch, place)):
            fitting = [known for known in called if shown.fullmatch(known)]
            if len(fitting) == 1:
                batch.excuse(place, "id_number", fitting[0])
                named += 1
            continue
        if number is not None or place in wrong:
            continue
        if name is None:
            batch.fail(place, "id_number", "field.required")
        elif len(called) == 1:
            batch.values["id_number"][place] = called[0]
            named += 1
        elif called:
            batch.fail(place, "id_number", "roster.namesakes", name=name, count=len(called))
        else:
            batch.fail(place, "name", "roster.no_such_name", name=name)
    if named:
        batch.notes.append(say("roster.named", count=named))


def _shown(batch: Batch, place: int) -> re.Pattern[str] | None:
    """What fits the digits that are shown of an ID number, as banks send it: 510223********9666; None where none is hidden."""
    text = "".join(batch.table.cells["id_number"][place].split()).upper().replace("＊", "*")
    return re.compile(text.replace("*", r"\d")) if _MASKED.fullmatch(text) else None
