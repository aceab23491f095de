"""Facts that a policy asks, at the window: asked in dialogs, hidden in lists until asked for, shown on the page of a record."""

from collections.abc import Callable

from PySide6.QtWidgets import QLabel

from app.ui.fieldform import FieldForm
from app.ui.pages.record import RecordPage
from tests.bureau import Bureau
from tests.facts import asked, install
from tests.ui.conftest import Desk


def titles(desk: Desk) -> dict[str, bool]:
    """The columns of the list of classes, and whether each is hidden."""
    page = desk.tab("classes")
    return {c.heading: page.header.isSectionHidden(n) for n, c in enumerate(page.listing.columns)}


def test_a_fact_is_asked_listed_when_asked_for_and_on_the_page(
    ready: Bureau, desk_of: Callable[[Bureau], Desk]
) -> None:
    install(ready, asked())
    uid = ready.training(**{"fact.online_share": "30"})
    desk = desk_of(ready)
    assert titles(desk)["线上课时占比(%)"] and not titles(desk)["班级名称"]
    page = desk.tab("classes")
    number = [c.name for c in page.listing.columns].index("fact.online_share")
    page.view.show_column(number, True)
    desk.rest()
    assert page.model.data(page.model.index(0, number)) == "30"
    page.verbs.begin("edit")
    form = desk.front(FieldForm)
    form.lines["fact.online_share"].edit.setText("四成")
    form.send()
    assert (
        "线上课时占比" in form.lines["fact.online_share"].title.text() and form.lines["fact.online_share"].note.text()
    )
    form.lines["fact.online_share"].edit.setText("40")
    form.send()
    desk.rest()
    assert page.model.data(page.model.index(0, number)) == "40"
    shown = RecordPage(desk.window, desk.window.jobs, desk.window.memory, "class", uid, desk.window.serve)
    desk.qtbot.addWidget(shown)
    desk.rest()
    assert {"线上课时占比(%)", "40"} <= {label.text() for label in shown.findChildren(QLabel)}


def test_a_list_gets_the_columns_of_a_version_that_is_installed_while_it_is_open(
    ready: Bureau, desk_of: Callable[[Bureau], Desk]
) -> None:
    ready.training()
    desk = desk_of(ready)
    before = titles(desk)
    assert "实训场所" not in before
    install(ready, asked())
    desk.rest()
    after = titles(desk)
    assert after.pop("实训场所") and after.pop("线上课时占比(%)")
    assert after == before
