"""报送包 of 20,000 rows: building to writing the same sheets, taking in to bare reads and writes.

The floors are what cannot be left out: the rows selected and written by xlsxwriter; the workbook read by calamine, and
what was read put into the same tables with executemany.
"""

import io
import shutil
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import python_calamine
import xlsxwriter

from app.desk.founding import Charter, found_office
from app.exchange import merge, package
from app.exchange.manifest import DATA
from app.exchange.sheets import SHEETS
from app.store.work import DATABASE, Office
from bench import data
from bench.ratio import Result, as_at_work, medians, seconds

REACH, ROUNDS = 1.5, 3
_PEOPLE, _AWARDS, _CROWD = 8_000, 7_500, 100
PERIOD, _NOW = "2021-12", datetime(2021, 12, 31, 9, tzinfo=UTC)
_CLERK = "市经办"
HEADS = 2
"""Lines of a sheet above its rows."""
Rows = dict[str, list[tuple[object, ...]]]


def measure(folder: Path) -> list[Result]:
    """Both ways of one package."""
    as_at_work()
    make = partial(data.make, people=_PEOPLE, awards=_AWARDS, crowd=_CROWD)
    place = data.kept(folder, "county", (Path(__file__), Path(data.__file__), *data.TABLES), make)
    with TemporaryDirectory(dir=folder) as scratch, Office(place, clock=lambda: _NOW) as office:
        path = Path(scratch) / "a.zip"
        building = medians(lambda: seconds(lambda: _write(office)), lambda: _build(office, path), ROUNDS)
        _build(office, path, keep=True)
        empty = Path(scratch) / "city"
        charter = Charter("示例市人社局", "500100", "city", data.POLICY, [(_CLERK, ["clerk"])], sample=True)
        found_office(empty, charter, lambda: _NOW).close()
        turns = (Path(scratch) / "turn").joinpath
        rows = _taken(empty, turns("first"), path)
        taking = medians(
            lambda: _bare(path, empty, turns("bare"), rows), lambda: _apply(path, empty, turns("ours")), ROUNDS
        )
    return [
        Result(f"生成 {sum(map(len, rows.values())):,} 行的报送包，不附表格", *building, REACH),
        Result(f"接收 {sum(map(len, rows.values())):,} 行的报送包", *taking, REACH),
    ]


def _write(office: Office) -> None:
    """The same rows of the same sheets, cell by cell as numbers and texts."""
    with office.read() as read, xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True}) as book:
        for sheet in SHEETS:
            page = book.add_worksheet(sheet.title)
            for number, row in enumerate(sheet.rows(read.connection, read.own.uid, date(2021, 12, 31))):
                for column, value in enumerate(row):
                    if isinstance(value, int) and value < 1 << 31:
                        page.write_number(number, column, value)
                    elif value is not None:
                        page.write_string(number, column, str(value))


def _build(office: Office, path: Path, *, keep: bool = False) -> float:
    def task() -> None:
        with suppress(InterruptedError), office.work(office.person(data.CLERK)) as work:
            package.build(work, PERIOD, path)
            if not keep:
                raise InterruptedError

    return seconds(task)


def _read(path: Path) -> int:
    """Every cell of the workbook in a package, as calamine gives it; how many rows there are."""
    with zipfile.ZipFile(path) as file:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.read(DATA)))
    return sum(len(book.get_sheet_by_name(title).to_python()) - HEADS for title in book.sheet_names[1:-1])


def _taken(empty: Path, folder: Path, path: Path) -> Rows:
    """The rows of a package as the tables hold them once it was taken in."""
    _apply(path, empty, folder)
    with Office(folder, clock=lambda: _NOW) as office:
        bare = data.raw(office)
        found = {sheet.name: bare.execute(f"SELECT * FROM {sheet.name}").fetchall() for sheet in SHEETS}  # noqa: S608
        bare.close()
    return found


def _bare(path: Path, empty: Path, folder: Path, rows: Rows) -> float:
    """Read, then put as many rows into the same tables."""
    _fresh(empty, folder)
    with Office(folder, clock=lambda: _NOW) as office:
        bare = data.raw(office)

        def task() -> None:
            _read(path)
            bare.execute("PRAGMA foreign_keys = OFF")
            bare.execute("BEGIN IMMEDIATE")
            for name, found in rows.items():
                if found:
                    bare.execute(f"DELETE FROM {name}")  # noqa: S608 - its own plan
                    marks = ", ".join("?" * len(found[0]))
                    bare.executemany(f"INSERT INTO {name} VALUES ({marks})", found)  # noqa: S608
            bare.execute("COMMIT")

        taken = seconds(task)
        bare.close()
    return taken


def _apply(path: Path, empty: Path, folder: Path) -> float:
    """Take the package in."""
    _fresh(empty, folder)

    def task() -> None:
        with office.work(office.person(_CLERK)) as work:
            merge.apply(work, path)

    with Office(folder, clock=lambda: _NOW) as office:
        return seconds(task)


def _fresh(empty: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copyfile(empty / DATABASE, folder / DATABASE)
