"""Undoing an import: the very rows of before come back, and whatever was done since stays and is named."""

import pytest

from app.kernel.outcomes import Refused
from tests.bureau import Bureau
from tests.record.imports.importing import CASES, Case, dump, load, newest, undo

each = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def stood(bureau: Bureau, case: Case) -> int | None:
    """The first table of a case imported; gives the record that it went into."""
    into = case.into(bureau)
    load(bureau, case.kind, case.before, into)
    return into


@each
def test_undo_gives_back_the_very_rows_of_before(ready: Bureau, case: Case) -> None:
    into = stood(ready, case)
    before = dump(ready)
    done = load(ready, case.kind, case.after, into)
    assert done.changed and dump(ready) != before
    told = undo(ready)
    assert dump(ready) == before
    assert told.kept == 0 and (told.removed or told.restored)


@each
def test_an_undone_file_can_be_imported_again(ready: Bureau, case: Case) -> None:
    into = stood(ready, case)
    first = load(ready, case.kind, case.after, into)
    undo(ready)
    again = load(ready, case.kind, case.after, into)
    assert not again.already and (again.new, again.changed) == (first.new, first.changed)


@each
def test_an_import_is_undone_once(ready: Bureau, case: Case) -> None:
    into = stood(ready, case)
    load(ready, case.kind, case.after, into)
    number = newest(ready)
    undo(ready, number)
    before = dump(ready)
    with pytest.raises(Refused, match=f"没有第 {number} 次导入"):
        undo(ready, number)
    assert dump(ready) == before


@each
def test_undo_of_an_import_after_which_everything_was_changed_is_refused_and_names_the_rows(
    ready: Bureau, case: Case
) -> None:
    into = stood(ready, case)
    load(ready, case.kind, case.after, into)
    with ready.office.work() as work:
        for table in (
            "enrolment",
            "trainee",
            "institution",
            "rate",
            "quota",
            "unit",
            "work_month",
            "attendance",
            "budget",
        ):
            work.connection.exec_driver_sql(f"UPDATE {table} SET revision = revision + 1")  # noqa: S608
        work.connection.exec_driver_sql(
            "DELETE FROM import_change WHERE revision IS NULL"
        )  # what was taken out is nowhere
    before = dump(ready)
    with pytest.raises(Refused, match="导入以后又改过"):
        undo(ready)
    assert dump(ready) == before
