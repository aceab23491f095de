"""The journal is a chain: an entry that was edited, removed or slipped in is found, with its place."""

import pytest

from app.store import journal
from app.store.backup import faults
from tests import people
from tests.bureau import INSTITUTION, Bureau

BREAKS = {
    "edited": ("UPDATE journal SET detail = '改' WHERE id = 2", 2),
    "an actor exchanged": ("UPDATE journal SET actor = '某某' WHERE id = 3", 3),
    "removed": ("DELETE FROM journal WHERE id = 2", 3),
    "the first removed": ("DELETE FROM journal WHERE id = 1", 2),
    "slipped in": (
        "INSERT INTO journal SELECT 99, at, actor, noun, verb, subject, detail, clause, digest FROM journal WHERE id = 1",
        99,
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_break_of_the_chain_is_located(name: str, ready: Bureau) -> None:
    statement, at = BREAKS[name]
    with ready.office.work() as work:
        work.connection.exec_driver_sql("DROP TRIGGER keep_journal_update")
        work.connection.exec_driver_sql("DROP TRIGGER keep_journal_delete")
        work.connection.exec_driver_sql(statement)
    with ready.office.read() as read:
        assert journal.broken_at(read.session) == at
        assert faults(read) == [f"操作日志自第 {at} 条起被改动"]


def test_a_journal_that_nobody_touched_is_whole(ready: Bureau) -> None:
    with ready.office.read() as read:
        assert journal.broken_at(read.session) is None
        assert faults(read) == []


def test_an_edit_is_journalled_with_both_values_and_accounts_masked(ready: Bureau) -> None:
    uid = ready.do("institution.create", **{**INSTITUTION, "name": "第二学校", "uscc": people.uscc(2)})
    ready.do("institution.edit", uid, leader="赵校长", account="6217000000001234")
    with ready.office.read() as read:
        detail = read.connection.exec_driver_sql("SELECT detail FROM journal ORDER BY id DESC LIMIT 1").scalar_one()
    assert "负责人：空 → 赵校长" in detail
    assert "************1234" in detail
    assert "6217000000001234" not in detail
