"""Tables drawn as senders draw them, and read as the program reads them."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from app.exchange import imports
from app.exchange.questions import Asking, Question
from app.exchange.table import Table, Wanted, read_source, source_of
from app.record.imports.layout import NOTHING, Layout
from tests import people
from tests.data.workbooks import CATEGORY, write

LISTS = {
    "person_categories": (CATEGORY, "企业职工", "残疾人"),
    "localities": ("户籍地", "常住地"),
    "skill_levels": ("五级/初级工", "四级/中级工"),
}
ROSTER_FIELDS = imports.KINDS["roster"].fields
SHORT = ("姓名", "身份证号", "人员类别")


def short(first: int, last: int, category: str = CATEGORY) -> list[list[Any]]:
    return [[one.name, one.id_number, category] for one in map(people.person, range(first, last + 1))]


def read(path: Path, layout: Layout = NOTHING, kind: str = "roster", span: tuple[date, date] | None = None) -> Table:
    return read_source(source_of(path), Wanted(imports.KINDS[kind].fields, LISTS, span), layout)


def asked(path: Path, layout: Layout = NOTHING, **more: Any) -> tuple[Question, ...]:
    with pytest.raises(Asking) as told:
        read(path, layout, **more)
    return told.value.questions


Draw = Callable[[Any], object]


def drawn(path: Path, rows: Sequence[Sequence[Any]], draw: Draw = lambda sheet: None, name: str = "名单") -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet(name)
        for n, row in enumerate(rows):
            sheet.write_row(n, 0, row)
        draw(sheet)
    return path


DAYS = (date(2021, 10, 11), date(2021, 10, 15))


def attendance(path: Path, days: Sequence[str], marks: Sequence[Sequence[Any]]) -> Path:
    people_ = [people.person(n) for n in range(1, len(marks) + 1)]
    rows = [[n, one.name, one.id_number, *said] for n, (one, said) in enumerate(zip(people_, marks, strict=True), 1)]
    return write(path, rows, ["序号", "姓名", "身份证号", *days], ["考勤表"])
