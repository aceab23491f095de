"""Every page and dialog is reachable at 1366×768, at each text size and from 100 to 200 %; see `reach`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from app.ui.button_bar import ButtonBar
from app.ui.layouts import Elided
from tests.bureau import Bureau
from tests.ui.reach import screen, unreachable

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("scale", "size"), [("1.25", "大"), ("2", "特大")])
def test_everything_is_reachable_on_a_small_screen(taught: Bureau, tmp_path: Path, scale: str, size: str) -> None:
    taught.claim(taught.first("class"), "paid")
    taught.office.close()
    home = {"QT_QPA_PLATFORM": screen(tmp_path), "QT_SCALE_FACTOR": scale}
    words = (sys.executable, "-m", "tests.ui.reach", str(taught.office.folder), size)
    done = subprocess.run(words, cwd=ROOT, env={**os.environ, **home}, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


def test_what_is_cut_or_outside_is_told(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    cut, out = QLabel("一句放不下的话", window), QLabel("外面", window)
    cut.resize(20, 20)
    out.move(500, 0)
    table = QTableWidget(1, 1, window)
    table.setHorizontalHeaderLabels(["一个放不下的标题"])
    table.setColumnWidth(0, 20)
    window.resize(200, 100)
    window.show()
    told = "\n".join(unreachable(window))
    assert "一句放不下的话 is cut" in told
    assert "heading 一个放不下的标题 is" in told
    assert "外面 at (500, 0" in told


def bar(qtbot: QtBot, wide: int) -> ButtonBar:
    made = ButtonBar()
    qtbot.addWidget(made)
    for text in ("新建班级", "提交", "撤回", "批准"):
        action = QAction(text, made)
        action.setEnabled(text != "提交")
        made.addAction(action)
    made.resize(wide, 40)
    made.show()
    qtbot.wait(5)
    return made


def shown(made: ButtonBar) -> list[str]:
    return [action.text() for action in made.actions() if made.widgetForAction(action).isVisible()]


def test_a_bar_with_room_shows_every_button(qtbot: QtBot) -> None:
    made = bar(qtbot, 800)
    assert shown(made) == ["新建班级", "提交", "撤回", "批准"]
    assert not made.more.isVisible()


def test_what_has_no_room_stands_in_the_menu_first_what_is_off(qtbot: QtBot) -> None:
    made = bar(qtbot, 800)
    made.resize(made.sizeHint().width() - 10, 40)
    assert "提交" not in shown(made)
    assert made.more.isVisible()
    made.more.menu().aboutToShow.emit()
    left = [action.text() for action in made.more.menu().actions()]
    assert sorted(left + shown(made)) == sorted(action.text() for action in made.actions())
    assert made.more.geometry().right() <= made.width()


def test_an_action_that_is_not_offered_has_neither_button_nor_entry(qtbot: QtBot) -> None:
    made = bar(qtbot, 100)
    hidden = made.actions()[3]
    hidden.setVisible(False)
    qtbot.wait(5)
    made.more.menu().aboutToShow.emit()
    assert "批准" not in shown(made) + [action.text() for action in made.more.menu().actions()]


def test_a_line_that_gives_way_keeps_the_whole_as_its_tooltip(qtbot: QtBot) -> None:
    label = Elided()
    qtbot.addWidget(label)
    label.setText("綦江区人力资源和社会保障局")
    assert label.minimumSizeHint().width() == 0
    assert label.toolTip() == "綦江区人力资源和社会保障局"
