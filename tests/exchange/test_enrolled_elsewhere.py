"""A roster whose people are in another class: the wrong class was chosen, or they would be trained twice."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from app.exchange import imports
from app.exchange.table import read_source, source_of
from app.record.imports.layout import NOTHING
from tests.bureau import CLERK, Bureau
from tests.data.workbooks import write
from tests.exchange.reading import SHORT, short
from tests.people import person

KIND = imports.KINDS["roster"]


def notes(bureau: Bureau, path: Path, into: int, *, write_it: bool = False) -> Sequence[str]:
    """What is said of the other classes of the people in a file."""
    bureau.office.sign_in(CLERK)
    with bureau.office.work() as work:
        table = read_source(source_of(path), imports.wanted(work, KIND, into), NOTHING)
        checked = imports.check(work, KIND, table, into)
        assert not checked.problems
        if write_it:
            imports.apply(work, KIND, checked)
    return [note for note in checked.notes if "的花名册里" in note]


@pytest.fixture
def first(ready: Bureau, tmp_path: Path) -> tuple[Bureau, Path]:
    """An office with a class whose roster came in as a file, and the file."""
    path = write(tmp_path / "a.xlsx", short(1, 4), SHORT)
    into = ready.training(name="电工甲班")
    assert notes(ready, path, into, write_it=True) == []
    assert notes(ready, path, into) == []
    return ready, path


def test_the_same_file_for_another_class_of_the_same_trade_and_level_is_said(first: tuple[Bureau, Path]) -> None:
    bureau, path = first
    second = bureau.training(bureau.today + timedelta(60), bureau.today + timedelta(80), name="电工乙班")
    [note] = notes(bureau, path, second)
    assert "本表有 4 人已经在“电工甲班”（" in note and "电工 四级/中级工" in note


def test_people_of_a_class_that_is_not_over_are_said_whatever_its_trade(
    first: tuple[Bureau, Path], tmp_path: Path
) -> None:
    bureau, _ = first
    other = bureau.training(occupation="焊工", level="五级/初级工", name="焊工班")
    [note] = notes(bureau, write(tmp_path / "b.xlsx", short(3, 9), SHORT), other)
    assert "本表有 2 人已经在“电工甲班”" in note


def test_people_of_a_class_that_is_over_are_said_for_its_own_trade_and_level_alone(
    ready: Bureau, tmp_path: Path
) -> None:
    held = ready.accepted([person(n) for n in (1, 2, 3)], name="电工旧班")
    path = write(tmp_path / "a.xlsx", short(1, 3, ready.lists("person_categories")[0]), SHORT)
    again, other = ready.training(name="电工新班"), ready.training(occupation="焊工", level="五级/初级工")
    assert ready.record("class", held)["state"] == "accepted"
    [note] = notes(ready, path, again)
    assert "本表有 3 人已经在“电工旧班”" in note
    assert notes(ready, path, other) == []


def test_who_has_left_a_class_is_not_in_it(first: tuple[Bureau, Path]) -> None:
    bureau, path = first
    for uid in bureau.enrolled(bureau.first("class")):
        bureau.do("enrolment.drop", uid, reason="转班")
    assert notes(bureau, path, bureau.training(name="电工乙班")) == []
