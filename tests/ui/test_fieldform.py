from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from app.desk.formdata import Choices, FormData, options
from app.kernel.fields import Field
from app.kernel.kinds import Kind
from app.kernel.outcomes import Problem, Problems, Refused
from app.kernel.texts import say
from app.training.trainee.noun import TRAINEE
from app.training.training_class.noun import CLASS
from app.ui.editors import DateEdit, Dropped, PickEdit
from app.ui.fieldform import FieldForm

LISTS = {"skill_levels": ("五级/初级工", "四级/中级工"), "training_types": ("岗前培训", "就业技能培训")}
CHOICES = Choices(LISTS, {"occupation": ("电工", "保育员")}, {"电工": " dg", "保育员": " byy"})
FIELDS = tuple(CLASS[key] for key in ("name", "occupation", "level", "starts_on", "planned_count"))


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[FieldForm]:
    made = FieldForm(None, "新建班级", FormData(FIELDS, choices=CHOICES))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.deleteLater()


def key(qtbot: QtBot, what: Qt.Key, how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget(), what, how)


def write(qtbot: QtBot, text: str) -> None:
    """Keys for Latin letters; Chinese arrives whole, as an input method gives it."""
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    if text.isascii():
        qtbot.keyClicks(line, text)
    else:
        line.insert(text)
    if popup := QApplication.activePopupWidget():
        popup.hide()


def test_enter_walks_the_form_in_reading_order(qtbot: QtBot, form: FieldForm) -> None:
    sent: list[dict[str, str]] = []
    form.submitted.connect(sent.append)
    for typed in ("电工一班", "dg", "四级", "20191008", "40"):
        write(qtbot, typed)
        key(qtbot, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form._send
    key(qtbot, Qt.Key.Key_Return)
    assert sent == [
        {
            "name": "电工一班",
            "occupation": "电工",
            "level": "四级/中级工",
            "starts_on": "2019-10-08",
            "planned_count": "40",
        }
    ]


def test_ctrl_enter_sends_from_any_line(qtbot: QtBot, form: FieldForm) -> None:
    sent: list[dict[str, str]] = []
    form.submitted.connect(sent.append)
    for line, value in zip(form.lines.values(), ("一班", "电工", "五级/初级工", "2019-10-08", "40"), strict=True):
        line.edit.setText(value)
    key(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(sent) == 1


def test_each_problem_stands_beside_its_line(form: FieldForm) -> None:
    form.lines["planned_count"].edit.setText("四十")
    form.send()
    assert form.lines["name"].note.text() == say("field.required")
    assert form.lines["planned_count"].note.text() == say("count.form")
    assert not form.lines["planned_count"].icon.pixmap().isNull()
    assert form.focusWidget() is form.lines["name"].edit
    assert form._refusal.isVisible()


def test_problems_found_by_the_verb_come_back_to_their_lines(form: FieldForm) -> None:
    form.show_error(Problems([Problem("date.none", key="starts_on", title="开班日期", value="2019-02-30")]))
    assert form.lines["starts_on"].note.text() == say("date.none")
    form.show_error(Refused("record.changed"))
    assert form._refusal.text() == say("record.changed")
    assert form._send.isEnabled()


def test_leaving_a_line_shows_its_value_in_the_usual_form(qtbot: QtBot, form: FieldForm) -> None:
    line = form.lines["starts_on"]
    line.edit.setFocus()
    write(qtbot, "2019年10月8日")
    key(qtbot, Qt.Key.Key_Tab)
    assert line.edit.text() == "2019-10-08"


def test_what_was_typed_is_not_thrown_away_unasked(form: FieldForm) -> None:
    form.lines["name"].edit.setText("一班")
    form.reject()
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    assert form.isVisible()
    box.buttons()[0].click()
    assert not form.isVisible()


def test_a_date_line_has_a_calendar_and_a_choice_line_a_list(form: FieldForm) -> None:
    assert isinstance(form.lines["starts_on"].edit, DateEdit)
    assert isinstance(form.lines["level"].edit, PickEdit)


def test_a_fixed_kind_offers_its_own_words() -> None:
    assert options(TRAINEE["sex"], Choices()) == ("男", "女")
    assert options(TRAINEE["name"], Choices()) == ()


def test_alt_down_opens_the_list(qtbot: QtBot, form: FieldForm) -> None:
    line = form.lines["level"].edit
    line.setFocus()
    key(qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert line.completer().popup().isVisible()
    assert line.completer().completionCount() == 2
    line.completer().popup().hide()


@pytest.fixture
def lists(qtbot: QtBot) -> Iterator[FieldForm]:
    """A form with a list to tick and a date, the list open."""
    element = Field("tags", "人员类别", Kind("many", str), help="")
    data = FormData((element, CLASS["starts_on"]), choices=Choices(suggestions={"tags": ("农民", "企业职工")}))
    made = FieldForm(None, "登记", data)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    key(qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    yield made
    if popup := QApplication.activePopupWidget():
        popup.close()
    made.deleteLater()


NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
LEAVING = (
    *((Qt.Key.Key_Escape, NONE), (Qt.Key.Key_Return, NONE), (Qt.Key.Key_Tab, NONE), (Qt.Key.Key_F4, NONE)),
    (Qt.Key.Key_Up, ALT),
)


@pytest.mark.parametrize(("what", "how"), LEAVING)
def test_a_list_to_tick_closes_and_keeps_what_was_ticked(
    qtbot: QtBot, lists: FieldForm, what: Qt.Key, how: Qt.KeyboardModifier
) -> None:
    assert isinstance(QApplication.activePopupWidget(), Dropped)
    key(qtbot, Qt.Key.Key_Space)
    key(qtbot, what, how)
    line = lists.lines["tags"].edit
    assert QApplication.activePopupWidget() is None
    assert QApplication.focusWidget() is line
    assert (line.text(), lists.isVisible()) == ("农民；", True)


def test_a_list_to_tick_closes_with_a_click_beside_it(qtbot: QtBot, lists: FieldForm) -> None:
    popup = QApplication.activePopupWidget()
    assert popup is not None
    qtbot.mouseClick(popup, Qt.MouseButton.LeftButton, pos=QPoint(-40, -40))
    assert QApplication.activePopupWidget() is None


def test_the_calendar_closes_and_leaves_the_date_as_it_was(qtbot: QtBot, lists: FieldForm) -> None:
    key(qtbot, Qt.Key.Key_Escape)
    line = lists.lines["starts_on"].edit
    line.setFocus()
    key(qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert isinstance(QApplication.activePopupWidget(), Dropped)
    key(qtbot, Qt.Key.Key_Escape)
    assert (QApplication.activePopupWidget(), line.text()) == (None, "")


def test_a_form_is_as_tall_as_its_lines_and_no_taller_after_refusals(qtbot: QtBot, form: FieldForm) -> None:
    def needed() -> int:
        return form.box.totalHeightForWidth(form.width()) + form.foot.heightForWidth(form.width())

    assert form.height() == needed()
    for _ in range(2):
        form.show_error(Refused("verb.none"))
        assert form.height() == needed()
        form._refusal.hide()
