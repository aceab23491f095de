from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.kernel.outcomes import Problems
from app.ui.fieldform import FieldForm
from app.ui.memory import Machine
from app.ui.pages.wizard import Wizard, people
from app.ui.window import Window
from tests.bureau import PASSWORD
from tests.ui.conftest import Desk

TEXTS = {
    "name": "綦江区人力资源和社会保障局", "region": "500110", "level": "区县", "person": "张经办", "roles": "经办",
    "second": "李复核 复核，王局长 负责人 复核",
    "new": PASSWORD, "again": PASSWORD, "pack": "綦江区职业技能提升行动（2019—2021年）",
}  # fmt: skip


@pytest.fixture
def fresh(qtbot: QtBot, undisturbed: None, tmp_path: Path) -> Iterator[Desk]:
    window = Window(Machine(tmp_path / "home"))
    qtbot.addWidget(window)
    window.show()
    window.begin(None, None)
    yield Desk(qtbot, window)
    window.close()


def ask(desk: Desk) -> FieldForm:
    wizard = desk.front(Wizard)
    wizard.new.click()
    form = desk.front(FieldForm)
    for key, text in TEXTS.items():
        form.lines[key].edit.setText(text)
    return form


def test_the_first_start_makes_an_office_and_opens_it(fresh: Desk, tmp_path: Path) -> None:
    form = ask(fresh)
    form.lines["folder"].edit.setText(str(tmp_path / "data"))
    form.lines["backups"].edit.setText(str(tmp_path / "safe"))
    form.send()
    fresh.rest()
    fresh.rest()
    told = fresh.front(QMessageBox)
    assert "企业新型学徒制补贴：有待核实的行（补贴标准）" in told.text() and "不能提交申请" in told.text()
    assert all(f"{name}　" in told.text() for name in ("李复核", "王局长")) and "张经办　" not in told.text()
    told.accept()
    fresh.sign_in()
    office = fresh.window.jobs.office
    assert office.folder == tmp_path / "data"
    assert office.people() == ["张经办", "李复核", "王局长"]
    assert "綦江区人力资源和社会保障局" in fresh.window.windowTitle()
    page = fresh.tab("quotas")
    assert page.model.rowCount() == 54
    assert fresh.window.keeper.backups == tmp_path / "safe"


def test_no_region_gets_the_policy_of_another_unasked(fresh: Desk) -> None:
    fresh.front(Wizard).new.click()
    form = fresh.front(FieldForm)
    assert form.texts()["pack"] == ""
    form.send()
    assert form.lines["pack"].note.text() == "必填项为空，请补填"


def test_a_wrong_region_code_is_refused_and_nothing_is_made(fresh: Desk, tmp_path: Path) -> None:
    form = ask(fresh)
    form.lines["region"].edit.setText("綦江")
    form.lines["folder"].edit.setText(str(tmp_path / "data"))
    form.send()
    fresh.rest()
    assert "行政区划代码应为6至12位数字" in form._refusal.text()
    assert not (tmp_path / "data").exists()
    assert form.lines["name"].edit.text() == TEXTS["name"]


def test_a_folder_that_has_an_office_is_not_overwritten(fresh: Desk, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "office.db").write_bytes(b"somebody's data")
    form = ask(fresh)
    form.lines["folder"].edit.setText(str(tmp_path / "data"))
    form.send()
    fresh.rest()
    assert "没有新建" in form._refusal.text()
    assert (tmp_path / "data" / "office.db").read_bytes() == b"somebody's data"


@pytest.mark.parametrize(("second", "key"), [("李复核", "second"), ("李复核 会计", "second")])
def test_people_written_in_no_known_way_are_pointed_out(second: str, key: str) -> None:
    with pytest.raises(Problems) as caught:
        people({"person": "张经办", "roles": "经办", "second": second})
    assert caught.value.problems[0].key == key


def test_people_may_have_several_roles() -> None:
    assert people({"person": "张三", "roles": "经办、复核", "second": ""}) == [("张三", ["clerk", "reviewer"])]


def test_calling_off_the_example_leaves_the_wizard_and_no_office(fresh: Desk, tmp_path: Path) -> None:
    wizard = fresh.front(Wizard)
    wizard.sample.click()
    fresh.qtbot.waitUntil(lambda: fresh.window.jobs._jobs[0].done > 0, timeout=20_000)
    fresh.window.jobs._jobs[0].cancel()
    assert "没有改变任何数据" in fresh.box()
    fresh.agree()
    assert fresh.front(Wizard) is wizard
    assert not (tmp_path / "home" / "example" / "county").exists()
