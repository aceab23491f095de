"""A clock that runs behind what the office has done already is said before anybody works by it; nothing else is."""

from datetime import UTC, datetime, timedelta

import pytest

from app.store.computer_clock import clock_warning
from tests.bureau import Bureau

BEHIND = "请先校准电脑的日期和时间"


@pytest.mark.parametrize(("turned", "warned"), [(-400 * 24, True), (-2, True), (-0.5, False), (0, False), (48, False)])
def test_a_clock_is_warned_of_when_it_is_hours_behind_the_last_entry(
    turned: float, warned: bool, ready: Bureau
) -> None:
    with ready.office.read() as read:
        at = read.connection.exec_driver_sql("SELECT at FROM journal ORDER BY id DESC LIMIT 1").scalar_one()
        now = datetime.fromisoformat(at) + timedelta(hours=turned)
        read.office.clock = lambda: now
        assert (BEHIND in clock_warning(read)) is warned


def test_the_warning_names_both_times_as_the_clock_shows_them(ready: Bureau) -> None:
    with ready.office.read() as read:
        read.office.clock = lambda: datetime(2009, 1, 1, 8, 5, tzinfo=UTC)
        assert "2009-01-01 08:05" in clock_warning(read)
