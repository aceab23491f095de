"""The child process that looks through and parses one workbook from outside: what goes wrong in it goes wrong alone.

calamine panics on some damaged files and aborts when a file asks for more memory than there is; a scan may take for
ever. So the child holds a limit of memory, and `workbook_reader` its time. It is this program again, started for this alone; the
workbook and the requests come in by its standard input, the answers leave by its standard output.
"""

import gc
import io
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from typing import Any, BinaryIO, NamedTuple

from app.kernel.outcomes import Refused

MEMORY = 512 << 20
ROWS = 1000
"""Rows of one answer."""
_LENGTH = 8

Cells = Sequence[Any]
Block = list[tuple[Any, ...]]
"""Rows of one answer by their columns: a tenth of the objects to send and to sweep up after that they are by rows."""


class SheetName(NamedTuple):
    """A sheet of a workbook, not parsed yet."""

    name: str
    shown: bool
    """Whether it is a visible worksheet."""


class Shape(NamedTuple):
    """A parsed sheet without its rows: the column in which it begins, its height, merged ranges, rows hidden and rows
    struck through, all from 0."""

    left: int
    height: int
    merged: list[tuple[tuple[int, int], tuple[int, int]]]
    hidden: frozenset[int]
    struck: frozenset[int] = frozenset()


class Contents(NamedTuple):
    """What a workbook holds: its sheets, and by sheet name the cells not to be trusted, reference to code."""

    sheets: list[SheetName]
    faults: Mapping[str, Mapping[str, str]]


class Failure(NamedTuple):
    """Why a workbook is not read: the code and parameters of a Refused."""

    code: str
    params: dict[str, object]


def send(stream: BinaryIO, message: object) -> None:
    """Write one message."""
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(_LENGTH, "little"))
    stream.write(data)
    stream.flush()


def blocks(rows: Iterable[Cells]) -> Iterator[Block]:
    """Rows of one width as they are sent."""
    going = iter(rows)
    while block := list(zip(*islice(going, ROWS), strict=True)):
        yield block


def receive(stream: BinaryIO) -> Any:
    """Read one message; EOFError when the other side has gone."""
    head = stream.read(_LENGTH)
    data = stream.read(int.from_bytes(head, "little"))
    if len(head) < _LENGTH or not data:
        raise EOFError
    return pickle.loads(data)  # noqa: S301 - both sides are this program


# --- the child ----------------------------------------------------------------------------------------------------------


def serve() -> None:
    """Answer the requests about one workbook until its reader has gone."""
    limit_memory()
    gc.disable()  # what it makes goes as soon as it is sent: looking for garbage takes a tenth of the parse
    requests, answers = open(0, "rb", closefd=False), open(1, "wb", closefd=False)  # noqa: SIM115 - they live as long as the child
    with suppress(EOFError, BrokenPipeError):
        name, data = receive(requests)
        book = _guarded(answers, name, lambda: opened(name, data))
        while book:
            request = receive(requests)
            _guarded(answers, name, lambda: book.answer(request))  # noqa: B023 - called at once


def _guarded(answers: BinaryIO, name: str, ask: Callable[[], Any]) -> Any:
    """Send what is asked for, or why there is nothing; gives back what is to be asked further.

    Whatever else goes wrong, as a panic of calamine, ends the child, from which its reader knows as much.
    """
    import python_calamine as calamine

    try:
        found = ask()
        send(answers, found.contents if isinstance(found, _Book | _Text) else found)
    except Refused as refused:
        send(answers, Failure(refused.code, refused.params))
    except calamine.PasswordError:
        send(answers, Failure("workbook.password", {"name": name}))
    except MemoryError:
        send(answers, Failure("workbook.memory", {"name": name, "most": MEMORY >> 20}))
    except (calamine.CalamineError, ValueError, OSError):
        send(answers, Failure("workbook.damaged", {"name": name}))
    else:
        return found
    return None


class _Book:
    """A workbook that was found fit, and the rows of the sheet that is being read."""

    def __init__(self, name: str, data: bytes) -> None:
        import python_calamine as calamine

        from app.exchange.safe_workbook import inspect_workbook

        self._name, self._inspected = name, (seen := inspect_workbook(data, name))
        self._book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(seen.data))
        usual = (calamine.SheetVisibleEnum.Visible, calamine.SheetTypeEnum.WorkSheet)
        self._sheets = [
            SheetName(self._read(each.name), (each.visible, each.typ) == usual) for each in self._book.sheets_metadata
        ]
        faults = {sheet.name: known.faults for sheet, known in zip(self._sheets, seen.sheets, strict=True)}
        self.contents = Contents(self._sheets, faults)
        self._blocks: Iterator[Block] = iter(())
        self._sheet = lru_cache(1)(self._book.get_sheet_by_index)

    def answer(self, request: int | None) -> Shape | Block:
        """The shape of a sheet by its place, or the next rows of the last one asked for."""
        if request is None:
            return next(self._blocks, [])
        sheet = self._sheet(request)
        rows: Iterable[Cells] = sheet.iter_rows() if sheet.start else ()
        if self._inspected.letters:
            rows = ([self._read(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
        self._blocks = blocks(rows)
        seen = self._inspected.sheets[request]
        height = sheet.total_height + 1 if sheet.start else 0  # what calamine calls so is the place of the last row
        hidden, struck = (frozenset(row for row in rows if row < height) for rows in (seen.hidden, seen.struck))
        merged = [*(sheet.merged_cell_ranges or seen.merged)]
        return Shape((sheet.start or (0, 0))[1], height, merged, hidden, struck)

    def _read(self, text: str) -> str:
        try:
            return self._inspected.read(text)
        except UnicodeDecodeError:
            raise Refused("workbook.excel95", name=self._name) from None


class _Text:
    """A table that came as text: a workbook of one sheet, named like the file."""

    def __init__(self, name: str, data: bytes) -> None:
        from app.exchange.text_sheet import text_fault, text_rows

        if code := text_fault(data):
            raise Refused(code, name=name)
        self._all = text_rows(data, name)
        self._blocks: Iterator[Block] = iter(())
        self.contents = Contents([SheetName(name.rpartition(".")[0] or name, shown=True)], {})

    def answer(self, request: int | None) -> Shape | Block:
        """As of a workbook."""
        if request is None:
            return next(self._blocks, [])
        self._blocks = blocks(self._all)
        return Shape(0, len(self._all), [], frozenset())


def opened(name: str, data: bytes) -> _Book | _Text:
    """A workbook or a table of text that was looked through; Refused, or an error of calamine, for anything else."""
    from app.exchange.safe_workbook import is_workbook

    return (_Book if is_workbook(data) else _Text)(name, data)


def limit_memory() -> None:
    """Let the system refuse this process more than MEMORY; where it cannot, the reader's time limit is all there is."""
    if sys.platform == "win32":
        _limit_job()
        return
    import resource

    with suppress(ValueError, OSError):  # macOS knows the limit and does not keep it
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if sys.platform == "win32":
    import ctypes

    _EXTENDED, _PROCESS_MEMORY = 9, 0x100

    class _Limits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

        _fields_ = (
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", ctypes.c_uint32),
            ("least_set", ctypes.c_size_t),
            ("most_set", ctypes.c_size_t),
            ("processes", ctypes.c_uint32),
            ("affinity", ctypes.c_size_t),
            ("priority", ctypes.c_uint32),
            ("scheduling", ctypes.c_uint32),
            ("io", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process", ctypes.c_size_t),
            ("peak_job", ctypes.c_size_t),
        )

    def _limit_job() -> None:
        """A job of its own, with a limit; before Windows 8 a process that is in a job already stays without."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        for function in (kernel.CreateJobObjectW, kernel.GetCurrentProcess):
            function.restype = ctypes.c_void_p
        job, limits = kernel.CreateJobObjectW(None, None), _Limits(flags=_PROCESS_MEMORY, process_memory=MEMORY)
        if job:
            size = ctypes.sizeof(limits)
            kernel.SetInformationJobObject(ctypes.c_void_p(job), _EXTENDED, ctypes.byref(limits), size)
            process = kernel.GetCurrentProcess()
            kernel.AssignProcessToJobObject(ctypes.c_void_p(job), ctypes.c_void_p(process))
