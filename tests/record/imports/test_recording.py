"""Whatever an import may write is undone, also what none does today."""

import pytest
from sqlalchemy import select

from app.institution.unit.model import Unit
from app.kernel.outcomes import Cancelled, Refused
from app.plan.quota.model import Quota
from app.store.work import Work
from tests.bureau import Bureau
from tests.record.imports.importing import CASES, by_hand, dump, load, rows_of, undo


def test_a_row_that_is_changed_twice_gets_the_values_of_before_the_first_change(bureau: Bureau) -> None:
    load(bureau, "quotas", CASES["quotas"].before)
    before = dump(bureau)
    uid = rows_of(bureau, "quota")[-1].uid

    def act(work: Work) -> None:
        row = work.session.get_one(Quota, uid)
        for target, stretch, source in ((1, None, "甲"), (2, 7, "甲"), (2, 8, "乙")):
            row.target, row.stretch, row.source = target, stretch, source
            work.session.flush()

    by_hand(bureau, act)
    assert undo(bureau).restored == {"计划任务": 1}
    assert dump(bureau) == before


def test_a_row_that_is_changed_and_then_taken_out_comes_back_as_it_was(bureau: Bureau) -> None:
    load(bureau, "quotas", CASES["quotas"].before)
    before = dump(bureau)
    uid = rows_of(bureau, "quota")[-1].uid

    def act(work: Work) -> None:
        row = work.session.get_one(Quota, uid)
        row.target = 9
        work.session.flush()
        work.session.delete(row)

    by_hand(bureau, act)
    undo(bureau)
    assert dump(bureau) == before


def test_a_new_row_to_which_only_a_changed_one_refers_goes_when_that_gets_its_old_value(bureau: Bureau) -> None:
    load(bureau, "quotas", CASES["quotas"].before)
    before = dump(bureau)
    uid = rows_of(bureau, "quota")[-1].uid

    def act(work: Work) -> None:
        above = work.session.scalars(select(Unit)).first()
        assert above is not None
        made = work.add(Unit(seq=1, axis=above.axis, name="新科室", parent_uid=above.uid))
        work.session.get_one(Quota, uid).unit_uid = made.uid

    by_hand(bureau, act)
    told = undo(bureau)
    assert (told.removed, told.restored, told.kept) == ({"责任单位": 1}, {"计划任务": 1}, 0)
    assert dump(bureau) == before


def test_a_new_row_that_is_changed_while_it_is_made_goes_as_well(bureau: Bureau) -> None:
    before = dump(bureau)

    def act(work: Work) -> None:
        above = work.session.scalars(select(Unit)).first()
        assert above is not None
        made = work.add(Unit(seq=1, axis=above.axis, name="新科室", parent_uid=above.uid))
        made.name = "又一科室"

    by_hand(bureau, act)
    assert undo(bureau).removed == {"责任单位": 1}
    assert dump(bureau) == before


def test_new_rows_of_one_table_that_hold_each_other_stay_together(bureau: Bureau) -> None:
    def act(work: Work) -> None:
        above = work.session.scalars(select(Unit)).first()
        assert above is not None
        uid = above.uid
        for name in ("一科", "二科", "三科"):
            uid = work.add(Unit(seq=1, axis=above.axis, name=name, parent_uid=uid)).uid
        work.add(Unit(seq=1, axis=above.axis, name="四科", parent_uid=uid))

    by_hand(bureau, act)
    third = rows_of(bureau, "unit")[-2].uid
    bureau.set(Unit, third, name="三科室")
    told = undo(bureau)
    assert told.removed == {"责任单位": 1} and told.kept == 3
    assert [row.name for row in rows_of(bureau, "unit")][-3:] == ["一科", "二科", "三科室"]


def test_a_value_whose_place_was_taken_since_stays_out(bureau: Bureau) -> None:
    load(bureau, "quotas", CASES["quotas"].before)
    row = rows_of(bureau, "quota")[-1]

    def act(work: Work) -> None:
        work.session.get_one(Quota, row.uid).year = 2040

    by_hand(bureau, act)
    with bureau.office.work() as work:
        work.add(Quota(unit_uid=row.unit_uid, year=2030, until_year=2030, measure=row.measure, target=1))
    with pytest.raises(Refused, match="原来的内容已放不回去"):
        undo(bureau)
    assert [one.year for one in rows_of(bureau, "quota")][-2:] == [2040, 2030]


def test_a_value_that_names_what_is_gone_since_stays_out(bureau: Bureau) -> None:
    load(bureau, "quotas", CASES["quotas"].after)
    quota, unit = rows_of(bureau, "quota")[-1], rows_of(bureau, "unit")[-1]

    def act(work: Work) -> None:
        row = work.session.get_one(Quota, quota.uid)
        row.unit_uid, row.year = unit.parent_uid, 2050

    by_hand(bureau, act)
    with bureau.office.work() as work:
        work.session.delete(work.session.get_one(Unit, unit.uid))
    with pytest.raises(Refused, match="原来的内容已放不回去"):
        undo(bureau)


def test_an_import_that_fails_midway_leaves_no_recording_behind(bureau: Bureau) -> None:
    load(bureau, "quotas", CASES["quotas"].before)
    before = dump(bureau)

    def act(work: Work) -> None:
        work.session.get_one(Quota, rows_of(bureau, "quota")[-1].uid).target = 9
        work.session.flush()
        raise Cancelled

    with pytest.raises(Cancelled):
        by_hand(bureau, act)
    assert dump(bureau) == before
    with bureau.office.work() as work:
        assert work.connection.exec_driver_sql("SELECT count(*) FROM sqlite_temp_master").scalar_one() == 0
