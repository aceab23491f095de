"""Workbooks from outside are read in a child: whatever they do to it, the program goes on and says so in a sentence."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt

from app import LAUNCHED, PARSE_WORKBOOK
from app.exchange import workbook_reader
from app.exchange.workbook_reader import open_workbook
from app.kernel.outcomes import Refused
from tests.bureau import CLERK, Bureau
from tests.cli.shell import Shell
from tests.data.workbooks import ROSTER, roster_rows, write

_BOF = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_SST = b"\xfc\x00"


def old(path: Path, *cells: tuple[int, int, str]) -> Path:
    """A workbook of Excel 97."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("花名册")
    for row, column, text in cells or ((0, 0, "姓名"),):
        sheet.write(row, column, text)
    book.save(str(path))
    return path


def encrypted(path: Path) -> Path:
    """The record after the first one says that what follows is encrypted."""
    data = bytearray(old(path).read_bytes())
    at = data.find(_BOF) + 4 + int.from_bytes(_BOF[2:4], "little")
    data[at : at + 2] = b"\x2f\x00"
    path.write_bytes(bytes(data))
    return path


def panicking(path: Path) -> Path:
    """The flags of the first shared text promise more than is there, which calamine takes to be impossible."""
    data = bytearray(old(path).read_bytes())
    data[data.find(_SST, data.find(_BOF)) + 14] = 0xFF
    path.write_bytes(bytes(data))
    return path


def wide_and_high(path: Path) -> Path:
    """Two cells in the farthest corners, with nothing between them."""
    return old(path, (0, 0, "姓名"), (65535, 255, "x"))


def cells(path: Path) -> list[list[object]]:
    with open_workbook(path.read_bytes(), path.name) as book:
        return list(book.sheet(0).rows)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [(encrypted, "设有打开密码"), (panicking, "已损坏或不完整"), (wide_and_high, "在极远的行或列有内容")],
)
def test_a_workbook_that_breaks_its_reader_is_refused_in_a_sentence(
    bureau: Bureau, tmp_path: Path, make: Callable[[Path], Path], sentence: str
) -> None:
    path = make(tmp_path / "名单.xls")
    with pytest.raises(Refused) as told:
        cells(path)
    assert sentence in str(told.value) and "“名单.xls”" in str(told.value) and "没有写入任何数据" in str(told.value)
    bureau.office.close()
    shell = Shell(bureau.office.folder.parent, bureau.office.folder.name)
    shell.who = CLERK
    assert sentence in shell.run("import", "roster", path, status=2)


def test_a_workbook_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_reader, "SECONDS", 0.001)
    with pytest.raises(Refused, match="秒还没有读完"):
        cells(write(tmp_path / "a.xlsx", roster_rows(1, 3)))


@pytest.mark.parametrize(("end", "code"), [("abort()", "workbook.memory"), ("_exit(1)", "workbook.damaged")])
def test_a_reader_that_dies_takes_nothing_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str, code: str
) -> None:
    monkeypatch.setattr(workbook_reader, "_command", lambda: (sys.executable, "-c", f"import os; os.{end}"))
    with pytest.raises(Refused) as told:
        cells(write(tmp_path / "a.xlsx", roster_rows(1, 3)))
    assert told.value.code == code


def test_sheets_are_read_in_any_order_and_left_half_read(tmp_path: Path) -> None:
    rows = [[f"{n}", *row[1:]] for n, row in enumerate(roster_rows(1, 30))] * 80
    with open_workbook(write(tmp_path / "a.xlsx", rows).read_bytes(), "a.xlsx") as book:
        assert next(book.sheet(0).rows) == ROSTER
        assert len(list(book.sheet(0).rows)) == 1 + len(rows)
        with pytest.raises(KeyError):
            book.named("另一张")
    assert book._child.returncode is not None


def test_an_installed_program_starts_itself_to_read_a_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    assert workbook_reader._command() == (sys.executable, "-m", "app", PARSE_WORKBOOK)
    monkeypatch.setitem(sys._xoptions, LAUNCHED, True)
    assert workbook_reader._command() == (sys.executable, PARSE_WORKBOOK)


@pytest.mark.skipif(os.name == "nt", reason="there a job holds the limit")
def test_the_reader_holds_its_limit_of_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = (
        "import resource; from app.exchange import reader_process; reader_process.limit_memory();"
        "assert resource.getrlimit(resource.RLIMIT_AS) == (reader_process.MEMORY, reader_process.MEMORY);"
        "reader_process.serve()"
    )
    monkeypatch.setattr(workbook_reader, "_command", lambda: (sys.executable, "-c", asked))
    assert len(cells(write(tmp_path / "a.xlsx", roster_rows(1, 3)))) == 4
