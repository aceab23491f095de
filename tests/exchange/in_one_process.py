"""Workbooks read without a child process, as nearly all tests read them: what they are about lies behind it.

The child costs a tenth of a second each time. It is tried by itself, with its limits and its deaths, in
`test_workbook_reader`, `test_safe_workbook` and `test_mutants`; and by every command line that a test starts.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.exchange import marked_table, pack_workbook, receipt_file, report_changes, table, workbook
from app.exchange.reader_process import _guarded, opened, receive
from app.exchange.workbook_reader import Workbook
from app.exchange.workbook_reader import open_workbook as in_a_child

READERS = (marked_table, pack_workbook, receipt_file, report_changes, table, workbook)


class _Here(Workbook):
    """A workbook that this process looks through and parses itself, asked and answered by the same messages."""

    def __init__(self, data: bytes, name: str) -> None:
        self._answers: list[bytes] = []
        self._book: Any = None
        self._ahead, self._left, self._name = 0, 0.0, name
        self.sheets, self.faults = self._ask((name, data))

    def _request(self, request: Any) -> None:
        answer = io.BytesIO()
        if isinstance(request, tuple):
            self._book = _guarded(answer, self._name, lambda: opened(*request))
        elif self._book is not None:
            _guarded(answer, self._name, lambda: self._book.answer(request))
        self._answers.append(answer.getvalue())
        self._ahead += 1

    def _answer(self) -> Any:
        return self._told(receive(io.BytesIO(self._answers.pop(0))))


@contextmanager
def open_workbook(data: bytes, name: str) -> Iterator[Workbook]:
    """As `app.exchange.workbook_reader.open_workbook`."""
    yield _Here(data, name)


def read_here(how: Any = open_workbook) -> None:
    """Have every part of the program read so from now on."""
    for module in READERS:
        module.open_workbook = how  # type: ignore[attr-defined]


def read_in_a_child() -> None:
    """As it is outside of tests."""
    read_here(in_a_child)
