from collections.abc import Callable

from PySide6.QtCore import Qt

from app.desk.lists import LISTINGS
from app.kernel.identity import id_check
from app.record.listing import Query
from app.ui.rowsmodel import KEPT, PAGE, RowsModel
from tests.bureau import Bureau
from tests.ui.conftest import Desk

MANY = 5_000
_COLUMNS = ("uid", "revision", "origin", "name", "id_number", "sex", "born", "initials", "state")


def fill(bureau: Bureau, count: int = MANY) -> None:
    with bureau.office.work() as work:
        first, own = work.uid(count), work.own.uid
        rows = []
        for n in range(count):
            number = f"50011019{70 + n % 30}0101{n % 1000:03d}"
            name = f"学员{n:05d}".translate({ord(str(d)): c for d, c in enumerate("零一二三四五六七八九")})
            rows.append(
                (first + n, 1, own, name, f"{number}{id_check(number)}{n}", "男", "1970-01-01", " xy", "active")
            )
        work.bulk("trainee", _COLUMNS, rows)


def text(model: RowsModel, row: int, column: int = 0) -> str:
    return str(model.data(model.index(row, column), Qt.ItemDataRole.DisplayRole))


def loaded(desk: Desk, query: Query = Query()) -> RowsModel:  # noqa: B008
    model = RowsModel(desk.window.jobs, LISTINGS["trainees"], query)
    model.load()
    desk.rest()
    return model


def test_only_the_pages_looked_at_are_fetched(desk: Desk, bureau: Bureau) -> None:
    fill(bureau)
    model = loaded(desk)
    assert model.rowCount() == MANY
    assert list(model._rows) == [0]
    assert text(model, MANY - 1) == "…"
    desk.rest()
    with bureau.office.read() as read:
        listing = LISTINGS["trainees"]
        wanted = listing.page(read.connection, [listing.uids(read.connection)[-1]])[0][1]
    assert text(model, MANY - 1) == wanted
    assert sorted(model._rows) == [0, (MANY - 1) // PAGE]


def test_the_cache_keeps_no_more_than_its_pages(desk: Desk, bureau: Bureau) -> None:
    fill(bureau, PAGE * (KEPT + 5))
    model = loaded(desk)
    for page in range(KEPT + 5):
        text(model, page * PAGE)
        desk.qtbot.waitUntil(lambda: not desk.window.jobs.pending)
    assert len(model._rows) == KEPT
    assert text(model, (KEPT + 4) * PAGE).startswith("学员")


def test_what_changed_is_served_as_it_was_until_the_new_has_come(desk: Desk, bureau: Bureau) -> None:
    fill(bureau, 30)
    model = loaded(desk)
    uid, name = model.uids[0], text(model, 0)
    bureau.do("trainee.edit", uid, phone="13912345678")
    model.load()
    assert text(model, 0) == name
    assert text(model, 0, 4) == ""
    desk.rest()
    assert text(model, 0, 4) == "139****5678"


def test_scrolling_past_a_page_does_not_wait_for_it(desk: Desk, bureau: Bureau) -> None:
    fill(bureau)
    model = loaded(desk)
    hold: list[Callable[[], None]] = []
    desk.window.jobs.look(model, lambda read: [None for _ in range(400_000)], lambda _: hold.append(lambda: None))
    for page in range(1, MANY // PAGE):
        text(model, page * PAGE)
    desk.rest()
    assert MANY // PAGE - 1 in model._rows
    assert len(model._rows) < MANY // PAGE


def test_states_show_a_sign_a_word_and_a_colour(desk: Desk, bureau: Bureau) -> None:
    bureau.institution()
    listing = LISTINGS["institutions"]
    model = RowsModel(desk.window.jobs, listing, Query())
    model.load()
    desk.rest()
    index = model.index(0, [c.name for c in listing.columns].index("state"))
    assert model.data(index) == "已公布"
    assert not model.data(index, Qt.ItemDataRole.DecorationRole).isNull()
    assert model.data(index, Qt.ItemDataRole.ForegroundRole).color().name() == "#1f4e8c"
