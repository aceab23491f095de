"""Until when an import may be undone, and by whom."""

from copy import copy
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from app.desk import import_log
from app.exchange import adoption, package
from app.kernel.outcomes import Refused
from app.plan.quota.model import Quota
from app.store.backup import back_up, restore
from app.store.work import Work
from tests import people
from tests.bureau import CLERK, REVIEWER, Bureau
from tests.record.imports.importing import (
    CASES,
    RATES,
    by_hand,
    dump,
    ended,
    lines,
    load,
    rate,
    roster,
    rows_of,
    stood,
    undo,
)
from tests.seat import seat


def test_nothing_is_undone_that_a_package_told_of(ready: Bureau, tmp_path: Path) -> None:
    into = ended(ready)
    for kind in ("results", "attendance", "months"):
        load(ready, kind, CASES[kind].after, into)
    load(ready, "institutions", CASES["institutions"].after)
    load(ready, "rates", CASES["rates"].after)
    later = ready.training(date(2020, 1, 6), name="电工二班")
    load(ready, "roster", roster(11, 12), later)
    with ready.office.work() as work:
        package.build(work, "2019Q4", tmp_path / "a.zip")
    before, open_kinds = dump(ready), set()
    with ready.office.read() as read:
        listed = import_log.imported(read)
    for one in listed:
        assert one.number is not None
        if one.can_undo:
            open_kinds.add(one.kind)
            continue
        with pytest.raises(Refused, match="已随 2019年第4季度 第 1 号报送包报出.*下次报送时一并报出"):
            undo(ready, one.number)
    assert open_kinds == {"roster", "rates"}, "a class that begins later and the catalogue are not in the package"
    assert dump(ready) == before


def test_what_an_undo_needs_is_let_go_with_the_package_that_tells_of_it(ready: Bureau, tmp_path: Path) -> None:
    stood(ready, CASES["institutions"])
    load(ready, "institutions", CASES["institutions"].after)
    load(ready, "rates", CASES["rates"].before)
    load(ready, "rates", CASES["rates"].after)

    def kept() -> set[int]:
        with ready.office.read() as read:
            return set(read.connection.exec_driver_sql("SELECT number FROM import_change").scalars())

    assert kept() == {2, 4}
    with ready.office.work() as work:
        package.build(work, "2019Q3", tmp_path / "a.zip")
    assert kept() == {4}, "the catalogue is in no package"
    with pytest.raises(Refused, match="已随 2019年第3季度 第 1 号"):
        undo(ready, 2)
    undo(ready, 4)
    assert kept() == set()


def test_a_package_that_is_entered_after_a_restore_makes_its_imports_final_too(ready: Bureau, tmp_path: Path) -> None:
    load(ready, "institutions", CASES["institutions"].after)
    back_up(ready.office, tmp_path / "old.db")
    with ready.office.work() as work:
        package.build(work, "2019Q3", tmp_path / "a.zip")
    restored = copy(ready)
    restored.office = seat(restore(tmp_path / "old.db", tmp_path / "again", clock=ready.now), CLERK)
    with restored.office.work() as work:
        adoption.adopt(work, tmp_path / "a.zip")
    with pytest.raises(Refused, match="已随 2019年第3季度 第 1 号"):
        undo(restored)
    restored.office.close()


def test_a_package_of_before_does_not_hinder(ready: Bureau, tmp_path: Path) -> None:
    with ready.office.work() as work:
        package.build(work, "2019Q3", tmp_path / "a.zip")
    before = dump(ready)
    load(ready, "institutions", CASES["institutions"].after)
    undo(ready)
    assert dump(ready) == before


@pytest.mark.parametrize("rows", [2, 40])
def test_the_list_asks_as_much_for_many_imports_as_for_few(ready: Bureau, rows: int) -> None:
    asked: list[str] = []
    for n in range(rows):
        load(ready, "rates", lines(RATES, rate(f"工种{n}", 1000)))
    event.listen(ready.office.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with ready.office.read() as read:
        assert len(import_log.imported(read)) == rows
    assert sum(" package" in text for text in asked) == 1


def test_only_who_may_import_may_undo(ready: Bureau) -> None:
    load(ready, "institutions", CASES["institutions"].after)
    ready.office.sign_in(REVIEWER)
    with pytest.raises(Refused, match="须由经办岗位办理"):
        undo(ready)
    ready.office.sign_in(CLERK)
    undo(ready)


def test_the_class_must_still_take_the_import(ready: Bureau) -> None:
    into = ready.training()
    load(ready, "roster", roster(1, 2), into)
    ready.do("class.submit", into)
    with pytest.raises(Refused, match="不能导入花名册"):
        undo(ready)
    ready.do("class.withdraw", into)
    assert undo(ready).removed == {"学员": 2, "花名册": 2}


def test_an_import_of_an_earlier_program_is_listed_and_says_that_it_cannot_be_undone(ready: Bureau) -> None:
    load(ready, "institutions", CASES["institutions"].after)
    with ready.office.work() as work:
        work.connection.exec_driver_sql("DELETE FROM import_run")
    with ready.office.read() as read:
        [one] = import_log.imported(read)
    assert one.number is None and "升级前导入" in one.obstacle


def test_a_month_that_was_taken_out_is_gone_from_the_package_too(ready: Bureau, tmp_path: Path) -> None:
    case = CASES["months"]
    into = stood(ready, case)
    load(ready, "months", lines(("身份证号", "在岗月份"), (people.id_number(1), "2019-09")), into)
    with ready.office.work() as work:
        package.build(work, "2019Q4", tmp_path / "a.zip")
    with pytest.raises(Refused, match="报送包报出"):
        undo(ready)


def test_a_row_of_the_office_itself_that_was_taken_out_is_gone_from_the_package_too(
    ready: Bureau, tmp_path: Path
) -> None:
    load(ready, "quotas", CASES["quotas"].before)
    gone = rows_of(ready, "quota")[-1].uid

    def act(work: Work) -> None:
        work.session.delete(work.session.get_one(Quota, gone))

    by_hand(ready, act)
    with ready.office.work() as work:
        package.build(work, "2019Q3", tmp_path / "a.zip")
    with pytest.raises(Refused, match="报送包报出"):
        undo(ready)
