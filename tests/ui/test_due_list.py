"""到期 in the menu 数据: what is due, and saying that it was done."""

from tests.ui.conftest import Desk


def test_what_is_due_is_a_list_of_the_menu_and_can_be_closed(desk: Desk) -> None:
    window = desk.window
    [entry] = [action for action in window.menus.data.actions() if action.text().endswith("到期")]
    entry.trigger()
    desk.rest()
    page = desk.list("deadlines")
    standing = [c.name for c in page.listing.columns].index("standing")
    assert page.listing.columns[standing].heading == "到期情况" and page.model.rowCount() > 0
    assert page.verbs.moves["done"].isEnabled() and not page.verbs.moves["reopen"].isEnabled()
