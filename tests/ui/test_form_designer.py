"""表样设计: boxes by mouse and keyboard, fields by their titles, saved as the office's own form."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from shiboken6 import isValid

from app.kernel.texts import say
from app.printing import designing
from app.printing.forms import Box
from app.printing.library import FORMS, library_of
from app.ui import files
from app.ui.pages.design_start import DesignStart
from app.ui.pages.form_canvas import SCALE
from app.ui.pages.form_designer import Designer
from app.ui.pages.preview import Preview
from tests.bureau import CLERK, Bureau
from tests.printing.papers import text_of
from tests.ui.conftest import Desk

DeskOf = Callable[[Bureau], Desk]
Design = Callable[[], Designer]


@pytest.fixture
def desk(taught: Bureau, desk_of: DeskOf) -> Desk:
    taught.office.sign_in(CLERK)
    return desk_of(taught)


@pytest.fixture
def design(desk: Desk, taught: Bureau) -> Design:
    """The designer on an empty page about a class."""

    def made() -> Designer:
        folder = taught.office.folder
        designer = Designer(desk.window, desk.window.jobs, folder, designing.blank(folder, "class", "本县表样"))
        designer.show()
        desk.rest()
        return designer

    return made


def _box(designer: Designer) -> Box:
    return designer.form.boxes[designer.canvas.at]


def test_a_form_is_designed_and_printed_by_the_keyboard_alone(desk: Desk, taught: Bureau, design: Design) -> None:
    designer, keys = design(), desk.qtbot.keyClick
    designer.fields.setCurrentText("班级名称")
    keys(designer, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    desk.rest()
    assert (_box(designer).text, _box(designer).x, _box(designer).y) == ("{name}", 20, 20)
    for key, held in (
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier),
    ):
        keys(designer.canvas, key, held)
    assert (_box(designer).x, _box(designer).y, _box(designer).width) == (21, 20.1, 61)
    keys(designer, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    desk.rest()
    designer.editor.text.clear()
    desk.qtbot.keyClicks(designer.editor.text, "Class:")
    assert [box.text for box in designer.form.boxes] == ["{name}", "Class:"]
    assert designer.form.boxes[1].y > 28
    keys(designer.canvas, Qt.Key.Key_Backtab)
    assert designer.canvas.at == 0
    keys(designer, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    desk.rest()
    assert not designer.dirty
    assert library_of(taught.office.folder).forms["own-class-1"] == designer.form
    designer.close()


def test_a_box_is_dragged_and_sized_at_its_corner_and_stays_on_the_paper(desk: Desk, design: Design) -> None:
    designer = design()
    designer.add_field()
    desk.rest()
    canvas, mouse = designer.canvas, desk.qtbot

    def at(x: float, y: float) -> QPoint:
        return QPoint(round(x * SCALE), round(y * SCALE))

    mouse.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at(30, 24))
    mouse.mouseMove(canvas, at(40, 44))
    mouse.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at(40, 44))
    assert (_box(designer).x, _box(designer).y) == pytest.approx((30, 40), abs=0.6)
    corner = (_box(designer).x + _box(designer).width, _box(designer).y + _box(designer).height)
    mouse.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at(corner[0] - 0.5, corner[1] - 0.5))
    mouse.mouseMove(canvas, at(corner[0] + 9.5, corner[1] + 4.5))
    mouse.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at(0, 0))
    assert (_box(designer).width, _box(designer).height) == pytest.approx((70, 13), abs=0.6)
    mouse.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at(35, 44))
    mouse.mouseMove(canvas, at(400, 44))
    assert _box(designer).x + _box(designer).width == pytest.approx(210)
    designer.dirty = False
    designer.close()


def test_the_numbers_beside_the_page_are_those_of_the_chosen_box(desk: Desk, design: Design) -> None:
    designer = design()
    designer.add_field()
    desk.rest()
    designer.editor.numbers["x"].setValue(55.5)
    designer.editor.frame.click()
    assert (_box(designer).x, _box(designer).frame) == (55.5, True)
    desk.qtbot.keyClick(designer.canvas, Qt.Key.Key_Left)
    assert designer.editor.numbers["x"].value() == 54.5
    desk.qtbot.keyClick(designer.canvas, Qt.Key.Key_Delete)
    desk.rest()
    assert designer.form.boxes == () and not designer.editor.isEnabled()
    designer.dirty = False
    designer.close()


def test_a_scan_and_a_place_to_sign_are_put_on_the_page(
    desk: Desk, taught: Bureau, design: Design, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    designer = design()
    Image.new("RGB", (210, 297), (200, 220, 240)).save(tmp_path / "表.png")
    monkeypatch.setattr(files, "to_open", lambda *_: tmp_path / "表.png")
    designer.choose_scan()
    desk.rest()
    designer.add_sign()
    desk.rest()
    designer.save()
    desk.rest()
    kept = library_of(taught.office.folder).forms["own-class-1"]
    assert Path(kept.background).is_file() and kept.boxes[0].text == "签字："
    designer.close()


def test_what_is_not_saved_is_asked_about(desk: Desk, design: Design) -> None:
    designer = design()
    designer.add_field()
    desk.rest()
    designer.close()
    asked = desk.front(QMessageBox)
    assert "还没有保存" in asked.text() and designer.isVisible()
    next(button for button in asked.buttons() if button.text() == say("designer.leave_yes")).click()
    desk.rest()
    assert not isValid(designer)


def test_the_preview_prints_what_was_designed(desk: Desk, taught: Bureau) -> None:
    desk.tab("classes").print_current()
    desk.rest()
    preview = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible())
    preview.forms.setCurrentText("职业技能培训学员花名册")
    desk.rest()
    preview.design()
    start = desk.front(DesignStart)
    start.findChildren(type(start.button("", "", lambda: None)))[0].click()
    desk.rest()
    designer = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Designer) and w.isVisible())
    assert designer.form.name == "roster"
    designer.add_sign()
    designer.add_text()
    desk.rest()
    designer.try_print()
    desk.rest()
    tried = [w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible() and w is not preview]
    assert tried[0].document is not None and "示例姓名" in text_of(tried[0].document.data)
    tried[0].close()
    designer.save()
    desk.rest()
    assert preview.forms.currentText() == "职业技能培训学员花名册"
    assert preview.document is not None and "签字" in text_of(preview.document.data)
    assert library_of(taught.office.folder).own == {"roster"}
    designer.close()
    preview.close()


def test_columns_of_a_table_are_designed_beside_the_page(desk: Desk, taught: Bureau) -> None:
    folder = taught.office.folder
    designer = Designer(desk.window, desk.window.jobs, folder, designing.instead(FORMS["roster"]))
    designer.show()
    desk.rest()
    columns = designer.columns
    count = columns.columns.count()
    columns.values.setCurrentText("入职日期")
    columns.add()
    desk.rest()
    assert columns.columns.count() == count + 1
    columns.columns.setCurrentRow(count)
    columns.move_by(-1)
    desk.rest()
    assert columns.columns.currentRow() == count - 1 and columns.heading.text() == "入职日期"
    columns.heading.setText("入职时间")
    columns.width_mm.setValue(24)
    columns.width_mm.editingFinished.emit()
    desk.rest()
    columns.columns.setCurrentRow(0)
    columns.drop()
    desk.rest()
    designer.save()
    desk.rest()
    table = library_of(folder).forms["roster"].table
    assert table is not None
    assert [(c.title, c.width) for c in table.columns if c.key == "hired_on"] == [("入职时间", 24)]
    assert "seq" not in [c.key for c in table.columns]
    designer.close()
