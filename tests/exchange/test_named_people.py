"""Tables of a class may name its people by name alone, where nobody else in it is called so."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from app.exchange import imports
from app.exchange.table import Table, read_source, source_of
from app.record.imports.layout import NOTHING, Layout
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from tests import people
from tests.bureau import Bureau
from tests.data.workbooks import write

HEADINGS = {
    "attendance": ("日期", "课时", "每课时分钟"),
    "results": ("评定", "理论成绩"),
    "months": ("在岗月份", "入职日期"),
}
SAID = {"attendance": ("2019-09-03", "8", "45"), "results": ("合格", "80"), "months": ("2019-09", "")}


@pytest.fixture
def alike(ended: tuple[Bureau, int]) -> tuple[Bureau, int]:
    """The class of four with its last two people called alike."""
    ready, into = ended
    with ready.office.work() as work:
        third, last = (work.session.get_one(Enrolment, uid).trainee_uid for uid in ready.enrolled(into)[2:])
        work.session.get_one(Trainee, last).name = work.session.get_one(Trainee, third).name
    return ready, into


def table(bureau: Bureau, kind: str, path: Path, into: int, layout: Layout = NOTHING) -> Table:
    with bureau.office.read() as read:
        return read_source(source_of(path), imports.wanted(read, imports.KINDS[kind], into), layout)


def check(bureau: Bureau, kind: str, path: Path, into: int) -> imports.Checked:
    found = table(bureau, kind, path, into)
    with bureau.office.read() as read:
        return imports.check(read, imports.KINDS[kind], found, into)


def sent(tmp_path: Path, kind: str, rows: Sequence[Sequence[Any]], who: Sequence[str] = ("姓名",)) -> Path:
    return write(tmp_path / "a.xlsx", [[*row, *SAID[kind]] for row in rows], [*who, *HEADINGS[kind]])


@pytest.mark.parametrize("kind", HEADINGS)
def test_a_name_that_one_alone_has_in_the_class_is_enough(alike: tuple[Bureau, int], tmp_path: Path, kind: str) -> None:
    bureau, into = alike
    found = check(bureau, kind, sent(tmp_path, kind, [[people.person(n).name] for n in (1, 2)]), into)
    assert (found.problems, found.new) == ([], 2)
    assert [note for note in found.notes if note.startswith("2 行没有身份证号，按姓名")]


@pytest.mark.parametrize("kind", HEADINGS)
def test_namesakes_and_strangers_are_problems_of_their_rows(
    alike: tuple[Bureau, int], tmp_path: Path, kind: str
) -> None:
    bureau, into = alike
    names = [people.person(1).name, people.person(3).name, people.person(77).name, ""]
    found = check(bureau, kind, sent(tmp_path, kind, [[name] for name in names]), into)
    wrong = [(p.row, p.key, p.code) for p in found.problems if p.key in ("name", "id_number")]
    assert wrong[:2] == [(3, "id_number", "roster.namesakes"), (4, "name", "roster.no_such_name")]
    found.table.rows[1].texts["id_number"] = people.person(3).id_number
    with bureau.office.read() as read:
        again = imports.check(read, imports.KINDS[kind], found.table, into)
    assert "roster.namesakes" not in [p.code for p in again.problems]


def test_a_number_that_cannot_be_read_is_not_passed_over_for_the_name(
    alike: tuple[Bureau, int], tmp_path: Path
) -> None:
    bureau, into = alike
    one = people.person(1)
    rows = [[one.name, people.wrong_check_digit(one.id_number)], [people.person(2).name, ""]]
    found = check(bureau, "results", sent(tmp_path, "results", rows, ("姓名", "身份证号")), into)
    assert [(p.row, p.key) for p in found.problems] == [(2, "id_number")]
    assert found.new == 1


def test_the_same_person_twice_is_said_also_by_name(alike: tuple[Bureau, int], tmp_path: Path) -> None:
    bureau, into = alike
    rows = [[people.person(1).name, people.person(1).id_number], [people.person(1).name, ""]]
    found = check(bureau, "results", sent(tmp_path, "results", rows, ("姓名", "身份证号")), into)
    assert [(p.row, p.code) for p in found.problems] == [(3, "row.repeated")]
