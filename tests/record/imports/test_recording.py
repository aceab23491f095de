"""Whatever an import may write is undone, also what none does today."""

from sqlalchemy import select

from app.institution.unit.model import Unit
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
