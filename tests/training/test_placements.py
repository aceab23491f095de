"""Who found work after a class: brought as a table, counted by the day of it, and sent up."""

from datetime import date
from pathlib import Path

import pytest

from app.desk.reports import show
from app.exchange import imports, merge
from app.kernel.outcomes import Problems
from app.kernel.periods import parse_period
from app.plan.summary import summary
from app.record.imports.core import Checked
from app.record.imports.layout import NOTHING
from app.store.work import Read
from tests.agreement import disagreements
from tests.bureau import CLERK, Bureau
from tests.data.workbooks import write
from tests.exchange.senders import city, county, sent, trained
from tests.people import person

KIND = imports.KINDS["placements"]
HEADER = ("姓名", "身份证号", "就业日期", "用人单位")
AFTER = "2019-10-20"


def told(number: int, day: str = AFTER, employer: str = "示例制造有限公司") -> list[str]:
    return [person(number).name, person(number).id_number, day, employer]


def checked(bureau: Bureau, path: Path, into: int) -> Checked:
    bureau.office.sign_in(CLERK)
    with bureau.office.work() as work:
        table = imports.read_source(imports.source_of(path), imports.wanted(work, KIND, into), NOTHING)
        found = imports.check(work, KIND, table, into)
        imports.apply(work, KIND, found)
        return found


def class_of(bureau: Bureau) -> int:
    with bureau.office.read() as read:
        return int(read.connection.exec_driver_sql("SELECT uid FROM training_class").scalar_one())


def placed(read: Read, period: str = "2019") -> tuple[object, object, object]:
    """Of the first office and of all: who found work; and what does not agree in the table."""
    one, *_, whole = show(read, summary("office"), period).tables[0].rows
    return one["year_placed"], whole["year_placed"], disagreements(summary("office"), read, parse_period(period))


@pytest.fixture
def over(tmp_path: Path) -> Bureau:
    """A county whose only class, of two, was paid; its day is well after the class."""
    made = county(tmp_path / "county")
    trained(made)
    made.today = date(2019, 12, 20)
    return made


def test_who_found_work_is_counted_by_the_day_of_it_and_the_same_at_the_city(over: Bureau, tmp_path: Path) -> None:
    into = class_of(over)
    found = checked(over, write(tmp_path / "a.xlsx", [told(1)], HEADER), into)
    assert (found.new, found.changed) == (1, 0)
    again = checked(over, write(tmp_path / "b.xlsx", [told(1, employer="另一家示例公司"), told(2)], HEADER), into)
    assert (again.new, again.changed) == (1, 1)
    with over.office.read() as read:
        assert placed(read) == (2, 2, [])
        october, november = (
            show(read, summary("office"), m).tables[0].rows[0]["now_placed"] for m in ("2019-10", "2019-11")
        )
    assert (october, november) == (2, 0)
    above = city(tmp_path / "city")
    with above.work() as work:
        merge.apply(work, sent(over, tmp_path / "p.zip"))
    with above.read() as read:
        assert placed(read)[:2] == (2, 2)
        (one,) = (row for row in show(read, summary("level"), "2019").tables[0].rows if row["name"] == "四级/中级工")
        assert one["year_placed"] == 2
    over.office.close()
    above.close()


@pytest.mark.parametrize(
    ("day", "number", "code"),
    [("2019-01-05", 1, "placements.early"), ("2030-01-05", 1, "placements.ahead"), (AFTER, 9, "members.stranger")],
)
def test_a_day_before_the_class_or_to_come_and_who_is_not_in_it_are_refused(
    over: Bureau, tmp_path: Path, day: str, number: int, code: str
) -> None:
    with pytest.raises(Problems) as refused:
        checked(over, write(tmp_path / "a.xlsx", [told(number, day)], HEADER), class_of(over))
    assert [(p.row, p.code) for p in refused.value.problems] == [(2, code)]
    with over.office.read() as read:
        assert placed(read)[1] == 0
    over.office.close()
