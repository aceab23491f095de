"""What a clerk takes out of the window is in the journal; whole numbers ask what for, and remember it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from app.store.models import Journal
from app.ui import files
from app.ui.fieldform import FieldForm
from app.ui.pages.preview import OfRecords, Preview
from tests.bureau import CLERK, Bureau
from tests.ui.conftest import Desk

DeskOf = Callable[[Bureau], Desk]
REASON = "送银行发放"


def taken(bureau: Bureau) -> list[tuple[str, str, str]]:
    with bureau.office.read() as read:
        rows = read.session.query(Journal).filter(Journal.verb.in_(("print", "export", "reveal", "backup")))
        return [(row.actor, row.verb, row.detail) for row in rows.order_by(Journal.id)]


def test_the_list_with_whole_numbers_asks_what_for_and_remembers_it(
    taught: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(taught)
    monkeypatch.setattr(files, "to_save", lambda *_: tmp_path / "学员.xlsx")
    desk.tab("trainees")
    desk.window.export_all()
    form = desk.front(FieldForm)
    form.send()
    assert not (tmp_path / "学员.xlsx").exists() and taken(taught) == []
    form.lines["reason"].edit.setText(REASON)
    form.send()
    desk.rest()
    assert (tmp_path / "学员.xlsx").exists()
    assert taken(taught) == [(CLERK, "export", f"学员 全部列，完整号码，文件 学员.xlsx；用途：{REASON}")]
    desk.window.export_all()
    again = desk.front(FieldForm)
    assert again.lines["reason"].edit.text() == REASON
    again.reject()


def test_a_masked_list_is_journalled_without_a_question(
    taught: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(taught)
    monkeypatch.setattr(files, "to_save", lambda *_: tmp_path / "学员.xlsx")
    page = desk.tab("trainees")
    page.export()
    page.copy()
    desk.rest()
    assert [verb for _, verb, _ in taken(taught)] == ["export", "export"]


def test_a_paper_with_whole_numbers_is_journalled_when_it_is_shown_and_asks_before_it_goes_out(
    taught: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of(taught)
    monkeypatch.setattr(files, "to_save", lambda *_: tmp_path / "花名册.pdf")
    preview = Preview(desk.window, desk.window.jobs, OfRecords("class", [taught.first("class")]), "电工一班")
    preview.show()
    desk.rest()
    preview.forms.setCurrentIndex(preview.forms.findData("roster"))
    desk.rest()
    assert preview.document is not None and preview.document.whole
    assert [verb for _, verb, _ in taken(taught)][-1] == "reveal"
    preview.agreed(preview.save)
    form = desk.front(FieldForm)
    form.lines["reason"].edit.setText(REASON)
    form.send()
    desk.front(QMessageBox).accept()
    assert (tmp_path / "花名册.pdf").exists()
    actor, verb, detail = taken(taught)[-1]
    assert (actor, verb) == (CLERK, "print") and detail.endswith(f"用途：{REASON}")
    preview.close()


def test_a_dialog_that_shows_a_number_in_full_is_journalled(taught: Bureau, desk_of: DeskOf) -> None:
    desk = desk_of(taught)
    page = desk.tab("trainees")
    page.verbs.begin("edit")
    form = desk.front(FieldForm)
    ((actor, verb, detail),) = taken(taught)
    assert (actor, verb) == (CLERK, "reveal") and "联系电话" in detail
    form.reject()


def test_a_backup_bears_its_person(taught: Bureau, desk_of: DeskOf, tmp_path: Path) -> None:
    desk = desk_of(taught)
    desk.window.keeper.backups = tmp_path
    desk.window.keeper.back_up()
    desk.agree()
    ((actor, verb, _),) = taken(taught)
    assert (actor, verb) == (CLERK, "backup")
