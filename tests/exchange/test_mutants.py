"""Mutated workbooks of every format through the child that reads them: a table or a sentence, and nothing is written.

Each format is tried with 15 mutants, which are the same each time. `MUTANTS=500` in the environment tries so many,
and `-s` shows what became of them.
"""

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.exchange import imports
from app.exchange.table import Source, Wanted, read_source
from app.exchange.workbook_reader import open_workbook
from app.kernel.outcomes import Refused
from app.kernel.texts import sentences
from app.record.imports.layout import NOTHING
from app.store.models import Base
from tests.bureau import CLERK, Bureau
from tests.data.cell_values import Error, Formula, Value
from tests.data.formats import WRITERS, text
from tests.data.mutants import mutant
from tests.data.workbooks import ROSTER, roster_rows

COUNT = int(os.environ.get("MUTANTS", "15"))
IMPORTED = 10
FORMATS = (*WRITERS, "csv")
READ = "read"


def roster(folder: Path, ending: str) -> bytes:
    """A roster of thirty that can be imported."""
    path, rows = folder / f"名单.{ending}", [[*ROSTER], *roster_rows(1, 30)]
    return (text(path, rows) if ending == "csv" else WRITERS[ending](path, rows)).read_bytes()


def deceiving(folder: Path, ending: str) -> bytes:
    """The same with whatever is looked for in a workbook before it is parsed."""
    if ending == "csv":
        return roster(folder, ending)
    rows: list[list[Value]] = [[*ROSTER], *roster_rows(1, 30)]
    rows[3][5], rows[4][5], rows[5][5] = Formula("示例路"), Formula(Error("#REF!")), Error()
    path = folder / f"名单.{ending}"
    return WRITERS[ending](path, rows, hidden=(7,), merged=[((9, 8), (11, 8))]).read_bytes()


def outcome(data: bytes, name: str) -> str:
    """What becomes of a file when all its sheets are read: the code of the refusal, or that it was read."""
    try:
        with open_workbook(data, name) as book:
            for place in range(len(book.sheets)):
                for row in book.sheet(place).rows:
                    assert isinstance(row, tuple)
    except Refused as refused:
        assert "没有写入任何数据" in str(refused) and name in str(refused), refused
        return refused.code
    return READ


@pytest.mark.parametrize("ending", FORMATS)
def test_a_mutated_workbook_is_read_or_refused_in_a_known_sentence(tmp_path: Path, ending: str) -> None:
    data, name = deceiving(tmp_path, ending), f"名单.{ending}"
    assert outcome(data, name) == READ
    with ThreadPoolExecutor(2) as pool:
        outcomes = Counter(pool.map(lambda number: outcome(mutant(data, number), name), range(COUNT)))
    known = {code for code in sentences() if code.startswith("workbook.")}
    print(ending, dict(outcomes))
    assert outcomes.keys() <= known | {READ} and len(outcomes) > 1


def contents(bureau: Bureau) -> Mapping[str, Sequence[object]]:
    """Every row of every table."""
    with bureau.office.read() as read:
        return {
            name: [*map(tuple, read.connection.exec_driver_sql(f'SELECT * FROM "{name}"'))]  # noqa: S608
            for name in Base.metadata.tables
        }


@pytest.mark.parametrize("ending", FORMATS)
def test_an_import_that_is_refused_writes_nothing(ready: Bureau, tmp_path: Path, ending: str) -> None:
    kind, into = imports.KINDS["roster"], ready.training()
    ready.office.sign_in(CLERK)
    data, refusals = roster(tmp_path, ending), Counter[str]()
    for number in range(IMPORTED):
        before = contents(ready)
        try:
            table = read_source(Source(tmp_path / f"名单.{ending}", mutant(data, number)), Wanted(kind.fields), NOTHING)
            with ready.office.work() as work:
                imports.apply(work, kind, imports.check(work, kind, table, into))
        except Refused as refused:
            refusals[refused.code] += 1
            assert contents(ready) == before, refused
    print(ending, dict(refusals))
    assert refusals
