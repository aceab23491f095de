"""文件 → 检查数据 is the check of the command line, and each finding leads to its record."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app import cli
from app.claim.claim.model import Claim
from app.desk.checking import check
from app.store import work
from app.training.enrolment.model import Enrolment
from app.ui import files
from app.ui.pages.office_check import OfficeCheck
from app.ui.pages.record import RecordPage
from tests.bureau import CLERK, Bureau
from tests.ui.conftest import Desk

DeskOf = Callable[[Bureau], Desk]


@pytest.fixture
def faulty(taught: Bureau) -> Bureau:
    """An office whose claim says another total than its lines, and one of whose people failed."""
    training = taught.first("class")
    taught.set(Enrolment, taught.enrolled(training)[0], result="failed")
    claim = taught.claim(training)
    taught.set(Claim, claim, total_fen=1)
    return taught


def checked(desk: Desk) -> OfficeCheck:
    desk.window.check_data()
    desk.rest()
    return next(page for page in QApplication.topLevelWidgets() if isinstance(page, OfficeCheck) and page.isVisible())


def test_the_window_finds_what_the_command_line_finds(
    faulty: Bureau, desk_of: DeskOf, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = faulty.office.clock()
    monkeypatch.setattr(
        work, "datetime", type("Fixed", (datetime,), {"now": classmethod(lambda kind, zone=None: moment)})
    )
    desk = desk_of(faulty)
    page = checked(desk)
    shown = [tuple(row[:4]) for row in page.model.rows]
    assert "处不一致" in page.verdict.text()
    folder = faulty.office.folder
    page.close()
    desk.window.close()
    capsys.readouterr()
    status = cli.run(cli.parse(["--office", str(folder), "--as", CLERK, "check", "--json"]))
    told = json.loads(capsys.readouterr().out)
    assert status == cli.FOUND
    assert len(told["faults"]) == 2
    assert told["faults"] == [text for *_, text in shown[:2]]
    assert [tuple(row[key] for key in ("heading", "clause", "record", "text")) for row in told["records"]] == shown


def test_a_policy_that_is_over_is_a_caution_and_no_fault(bureau: Bureau) -> None:
    bureau.today = date(2022, 1, 4)
    with bureau.office.read() as read:
        report = check(read)
    assert report.faults == []
    caution = report.findings[-1]
    assert (caution.heading, caution.clause) == ("政策包有待核实、已过期或久未核对的内容", "内部核对")
    assert "2021-12-31" in caution.text


def test_findings_are_grouped_by_heading_and_clause_and_open_their_records(faulty: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(faulty)
    page = checked(desk)
    kinds = [page.kinds.item(row).text() for row in range(page.kinds.count())]
    assert kinds[0] == f"全部（{len(page.model.rows)} 处）"
    failed = next(
        row for row, text in enumerate(kinds) if text.startswith("不予补贴：考核结果（1 处）\n綦江府办发〔2019〕39号")
    )
    page.kinds.setCurrentRow(failed)
    assert page.model.rowCount() == 1
    desk.qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    desk.rest()
    record = next(w for w in QApplication.topLevelWidgets() if isinstance(w, RecordPage) and w.isVisible())
    assert (record.spec.noun, record.uid) == ("claim-line", page.model.rows[0].uid)
    record.close()
    page.close()


def test_findings_go_to_excel_without_a_whole_number(
    faulty: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(faulty)
    page = checked(desk)
    monkeypatch.setattr(files, "to_save", lambda *_: tmp_path / "查出.xlsx")
    page.save.click()
    assert "查出.xlsx" in desk.box()
    desk.agree()
    rows = list(openpyxl.load_workbook(tmp_path / "查出.xlsx").active.iter_rows(values_only=True))
    assert rows[1] == ("问题", "依据", "记录", "说明")
    assert len(rows) == 2 + len(page.model.rows)
    ids = [str(faulty.record("trainee", faulty.first("trainee"))["id_number"])]
    assert not any(number in str(row) for row in rows for number in ids)
    page.close()


def test_an_office_in_order_says_what_was_checked(desk: Desk) -> None:
    page = checked(desk)
    assert "检查通过" in page.verdict.text()
    assert page.verdict.contentsRect().x() > 1, "words keep off the frame"
    assert "计划合计 42700 人次" in page.counted.text()
    assert not page.look.isEnabled()
    page.close()
