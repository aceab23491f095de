"""Lists that count rosters: once, from the indexes, and no table is read of which nothing is asked."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, event

from app.desk.lists import LISTINGS
from app.record.listing import Filter, Listing, Query
from tests.bureau import Bureau

COUNTING = ("quotas", "indicators", "classes", "institutions", "deadlines")


def statements(connection: Connection, ask: Callable[[], object]) -> list[tuple[str, Any]]:
    """What is asked of the database meanwhile, with its parameters."""
    found: list[tuple[str, Any]] = []

    def heard(_: object, __: object, statement: str, parameters: Any, *___: object) -> None:
        found.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", heard)
    ask()
    event.remove(connection, "before_cursor_execute", heard)
    return found


def plan(connection: Connection, ask: Callable[[], object]) -> list[str]:
    """How the database goes about it."""
    asked = statements(connection, ask)
    rows = (connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", given) for text, given in asked)
    return [row[3] for found in rows for row in found]


def page(listing: Listing, connection: Connection) -> None:
    """The first page."""
    listing.page(connection, listing.uids(connection)[:200])


@pytest.mark.parametrize("name", COUNTING)
def test_rosters_are_counted_from_their_index(bureau: Bureau, name: str) -> None:
    listing = LISTINGS[name]
    with bureau.office.read() as read:
        asked = plan(read.connection, lambda: page(listing, read.connection))
        asked += plan(read.connection, lambda: listing.totals(read.connection))
    rosters = [line for line in asked if " enrolment" in line]
    assert rosters or name == "deadlines"
    assert all("USING COVERING INDEX ix_enrolment_results" in line for line in rosters), rosters


def test_rosters_are_counted_once_for_all_targets(bureau: Bureau) -> None:
    with bureau.office.read() as read:
        asked = plan(read.connection, lambda: page(LISTINGS["quotas"], read.connection))
        summed = plan(read.connection, lambda: LISTINGS["quotas"].totals(read.connection))
    for found in (asked, summed):
        assert len([line for line in found if " enrolment" in line]) == 1


def test_sums_of_the_plan_count_nobody_once(bureau: Bureau) -> None:
    assert "trainee_uid" not in totals(bureau, "quotas", Query())


def totals(bureau: Bureau, name: str, query: Query) -> str:
    """The statement that adds up a list."""
    with bureau.office.read() as read:
        ((text, _),) = statements(read.connection, lambda: LISTINGS[name].totals(read.connection, query))
    return text


@pytest.mark.parametrize("name", ["enrolments", "claim-lines", "quotas"])
def test_what_only_names_need_is_not_read_to_count_rows(bureau: Bureau, name: str) -> None:
    text = totals(bureau, name, Query())
    assert "JOIN trainee" not in text
    assert "JOIN office" not in text


def test_a_search_and_a_filter_read_the_tables_in_which_they_look(bureau: Bureau) -> None:
    assert "JOIN trainee" in totals(bureau, "enrolments", Query(search="王"))
    assert "JOIN office" in totals(bureau, "quotas", Query((Filter("origin", "=", "示例局"),)))
