"""The list of a million trainees, from the query to the painted rows, to the bare SQL for its ids."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QTableView

from app.desk.lists import LISTINGS
from app.record.listing import Filter, Query
from app.store.work import Office
from app.ui.jobs import Jobs
from app.ui.rowsmodel import RowsModel
from bench import data
from bench.ratio import Result, medians, seconds

REACH, SLACK, ROUNDS = 1.5, 0.2, 3
_CASES = (
    ("首页", Query(), "SELECT uid FROM trainee ORDER BY name, uid"),
    ("排序", Query(sort=(("born", True),)), "SELECT uid FROM trainee ORDER BY born DESC, uid"),
    (
        "筛选",
        Query(filters=(Filter("sex", "=", "女"), Filter("household", "=", "石角镇"))),
        "SELECT uid FROM trainee WHERE sex = '女' AND household = '石角镇' ORDER BY +name, uid",
    ),
)
_NOBODY = Query(search="查无此人")


def measure(folder: Path) -> list[Result]:
    """First page, sort and filter, each painted in a table of the window."""
    app = QApplication.instance() or QApplication([])
    window = _Window(data.million(folder))
    bare = data.raw(window.office)

    def floor(sql: str) -> Callable[[], object]:
        return lambda: bare.execute(sql).fetchall()

    try:
        return [_result(window, title, query, floor(sql)) for title, query, sql in _CASES]
    finally:
        window.close()
        app.processEvents()


def _result(window: "_Window", title: str, query: Query, floor: Callable[[], object]) -> Result:
    def ours() -> float:
        window.paint(_NOBODY)
        return seconds(lambda: window.paint(query))

    return Result(f"100 万名学员的列表：{title}", *medians(lambda: seconds(floor), ours, ROUNDS), REACH, SLACK)


class _Window:
    """A table with the program's own model and its own reader thread."""

    def __init__(self, office: Office) -> None:
        self.office, self._jobs, self._view = office, Jobs(), QTableView()
        self._jobs.use(office, office.person(office.people()[0]))
        self._model = RowsModel(self._jobs, LISTINGS["trainees"], _NOBODY)
        self._view.setModel(self._model)
        self._view.resize(1366, 700)
        self._view.show()

    def paint(self, query: Query) -> None:
        """Load the rows of a query and paint the first screen of them; the sums that come later are not waited for."""
        self._settle()
        loop = QEventLoop()
        self._model.filled.connect(loop.quit)
        self._model.load(query)
        loop.exec()
        self._model.filled.disconnect(loop.quit)
        self._view.viewport().repaint()

    def _settle(self) -> None:
        while self._jobs.pending:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def close(self) -> None:
        """Close the table and the office."""
        self._settle()
        self._view.close()
        self._jobs.close()
