"""套打 in the print preview: the values alone, moved as the printer was measured on this machine."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.kernel.texts import say
from app.printing.offsets import Offset, offsets
from app.ui.pages.overprinting import Overprinting
from app.ui.pages.preview import Preview
from tests.bureau import CLERK, Bureau
from tests.printing.papers import text_of
from tests.ui.conftest import Desk


def _previews() -> list[Preview]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, Preview) and w.isVisible()]


def test_values_alone_are_shown_moved_as_the_printer_needs_it_and_the_offset_is_known_from_then_on(
    taught: Bureau, desk_of: Callable[[Bureau], Desk], tmp_path: Path
) -> None:
    taught.office.sign_in(CLERK)
    desk = desk_of(taught)
    desk.tab("classes").print_current()
    desk.rest()
    (preview,) = _previews()
    preview.forms.setCurrentText("职业技能培训学员花名册")
    desk.rest()
    assert preview.document is not None and "身份证号" in text_of(preview.document.data)
    preview.overprint()
    asked = desk.front(Overprinting)
    printer = asked.printer.currentText()
    asked.right.setValue(1.5)
    asked.down.setValue(-0.8)
    asked._go()
    desk.rest()
    assert "身份证号" not in text_of(preview.document.data)
    assert offsets(tmp_path / "home") == {printer: Offset(1.5, -0.8)}
    preview.overprint()
    asked = desk.front(Overprinting)
    assert (asked.right.value(), asked.down.value()) == (1.5, -0.8)
    asked._whole()
    desk.rest()
    assert "身份证号" in text_of(preview.document.data)
    preview.close()


def test_the_page_for_measuring_is_shown_to_be_printed(taught: Bureau, desk_of: Callable[[Bureau], Desk]) -> None:
    taught.office.sign_in(CLERK)
    desk = desk_of(taught)
    desk.tab("classes").print_current()
    desk.rest()
    (preview,) = _previews()
    preview._measure()
    desk.rest()
    (ruler,) = [each for each in _previews() if each is not preview]
    assert ruler.document is not None and ruler.document.prints == ()
    assert say("printing.ruler_title") in text_of(ruler.document.data)
    ruler.close()
    preview.close()


def test_the_list_in_front_is_printed_as_it_is_shown(taught: Bureau, desk_of: Callable[[Bureau], Desk]) -> None:
    taught.office.sign_in(CLERK)
    desk = desk_of(taught)
    desk.tab("trainees").print_list()
    desk.rest()
    (preview,) = _previews()
    assert preview.document is not None
    text = text_of(preview.document.data)
    assert "共3条" in text and "身份证号" in text and "户口所在地" not in text
    preview.close()
