"""Files as they come: a workbook of a million formatted rows, a matrix of days, the child that reads them, undoing.

Each is measured to a bound in seconds, but for the roster: that is read and checked beside an openpyxl script with the
same checks.
"""

from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import xlsxwriter

from app.exchange import imports
from app.exchange.table import Wanted
from app.exchange.workbook_reader import open_workbook
from app.kernel import kinds as k
from app.record.imports.layout import NOTHING, Layout
from app.store.work import Office
from bench import import_roster
from bench.ratio import Result, seconds

ROUNDS, PEOPLE, DAYS, FORMATTED, WIDE = 3, 60, 60, 1_000_000, 6
EMPTY_S, MATRIX_S, START_S, UNDO_S, OPENPYXL_SHARE = 5.0, 0.5, 0.15, 2.0, 0.25
FIRST = date(2021, 9, 1)


def measure(folder: Path) -> list[Result]:
    """Seconds to their bounds, and reading with all checks to what an openpyxl script takes."""
    book = folder / f"roster-{import_roster.ROWS}.xlsx"
    if not book.exists():
        import_roster.make_workbook(book, import_roster.ROWS)
    undo, openpyxl_s, ours = _roster(book)
    return [
        Result("读 100 万行、每行六格只有格式的表", EMPTY_S, _empty(folder), 1.0),
        Result("读 60 人 × 60 天的考勤表", MATRIX_S, _matrix(folder), 1.0),
        Result("读表的子进程起动", START_S, _start(folder), 1.0),
        Result("撤销一次 10 万行的导入", UNDO_S, undo, 1.0),
        Result("10 万行读入并检查，比 openpyxl 脚本", openpyxl_s, ours, OPENPYXL_SHARE),
    ]


def _median(task: object) -> float:
    return median(seconds(task) for _ in range(ROUNDS))  # type: ignore[arg-type]


def _empty(folder: Path) -> float:
    path = folder / "formatted-cells.xlsx"
    if not path.exists():
        with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
            sheet, yellow = book.add_worksheet(), book.add_format({"bg_color": "#FFFF00"})
            for row, texts in enumerate((("姓名", "身份证号", "人员类别"), next(import_roster.rows(1))[1:4])):
                sheet.write_row(row, 0, texts)
            for row in range(2, FORMATTED):
                sheet.set_row(row, 15, yellow)
                for column in range(WIDE):
                    sheet.write_blank(row, column, None, yellow)
    wanted = Wanted(imports.KINDS["roster"].fields)
    return _median(lambda: imports.read_source(imports.source_of(path), wanted, NOTHING))


def _matrix(folder: Path) -> float:
    path, days = folder / "matrix.xlsx", [FIRST + timedelta(days=n) for n in range(DAYS)]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["姓名", "身份证号", *(f"{day.month}月{day.day}日" for day in days)])
        for row, one in enumerate(import_roster.rows(PEOPLE), 1):
            sheet.write_row(row, 0, [one[1], one[2], *["√"] * DAYS])
    wanted = Wanted(imports.KINDS["attendance"].fields, span=(days[0], days[-1]))
    layout = Layout(constants={"minutes": "45"}, values={"periods": {"√": "8"}})
    return _median(lambda: imports.read_source(imports.source_of(path), wanted, layout))


def _start(folder: Path) -> float:
    data = (folder / "matrix.xlsx").read_bytes()

    def start() -> None:
        with open_workbook(data, "matrix.xlsx"):
            pass

    return _median(start)


def _roster(book: Path) -> tuple[float, float, float]:
    """Seconds of undoing its import, of the openpyxl script, and of reading and checking it here."""
    from app.desk import import_log, import_undo

    kind = imports.KINDS["roster"]
    with TemporaryDirectory() as scratch:
        uid = import_roster.make_office(Path(scratch) / "office", import_roster.ROWS)
        with Office(Path(scratch) / "office") as office:
            clerk = office.person("经办")

            def checked() -> imports.Checked:
                with office.read() as read:
                    wanted = imports.wanted(read, kind, uid)
                table = imports.read_source(imports.source_of(book), wanted, NOTHING)
                with office.read() as read:
                    return imports.check(read, kind, table, uid)

            scripts, ours = (
                median(times) for times in zip(*(_both(book, checked) for _ in range(ROUNDS)), strict=True)
            )
            with office.work(clerk) as work:
                imports.apply(work, kind, checked())
            with office.read() as read:
                [made] = [one for one in import_log.imported(read) if one.number]

            def undo() -> None:
                with office.work(clerk) as work:
                    import_undo.undo(work, int(made.number))

            return seconds(undo), scripts, ours


def _both(book: Path, checked: object) -> tuple[float, float]:
    return seconds(lambda: _script(book)), seconds(checked)  # type: ignore[arg-type]


def _script(book: Path) -> int:
    """What a script would do: every cell read by its kind, identity numbers looked for twice."""
    import openpyxl

    readers = (k.NAME, k.ID, k.TEXT, k.PHONE, k.TEXT, k.TEXT, k.TEXT, k.FLAG, k.TEXT, k.ACCOUNT)
    seen: set[object] = set()
    sheet = openpyxl.load_workbook(book, read_only=True).active
    assert sheet is not None
    for number, *cells in sheet.iter_rows(min_row=2, values_only=True):
        values = [kind.read(str(cell)) for kind, cell in zip(readers, cells, strict=True)]
        assert number and values[1] not in seen
        seen.add(values[1])
    return len(seen)
