"""Templates for a class: its people stand in them, and what is left as it stood is neither imported nor in the way."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from app.exchange import class_template, imports
from app.kernel.outcomes import Refused
from app.training.enrolment.model import Enrolment
from tests import people
from tests.bureau import Bureau
from tests.tables import read_table

OF_PEOPLE = ("results", "attendance", "months")


def made(bureau: Bureau, kind: str, path: Path, into: int | None = None, *, by_day: bool = False) -> int:
    with bureau.office.read() as read:
        return class_template.write(read, imports.KINDS[kind], path, into, by_day=by_day)


def check(bureau: Bureau, kind: str, path: Path, into: int) -> imports.Checked:
    with bureau.office.read() as read:
        return imports.check(read, imports.KINDS[kind], read_table(path, imports.KINDS[kind].fields), into)


@pytest.mark.parametrize("kind", OF_PEOPLE)
def test_a_template_of_a_class_names_its_people_and_asks_the_rest(
    ended: tuple[Bureau, int], tmp_path: Path, kind: str
) -> None:
    bureau, into = ended
    assert made(bureau, kind, tmp_path / "a.xlsx", into) == 4
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    title, heading, *rows = book.active.values
    assert book.sheetnames == [imports.KINDS[kind].title, "填写说明"]
    assert bureau.record("class", into)["number"] in title[0]
    assert list(heading) == [field.title for field in imports.KINDS[kind].fields]
    known = [{k: v for k, v in zip(heading, row, strict=True) if v is not None} for row in rows]
    assert known == [{"姓名": people.person(n).name, "身份证号": people.person(n).id_number} for n in range(1, 5)]
    assert all(row[0].data_type == "s" and row[0].number_format == "@" for row in book.active.iter_rows(3, 6))


def test_who_has_left_the_class_does_not_stand_in_its_template(ready: Bureau, tmp_path: Path) -> None:
    into = ready.training()
    ready.enrol(into, 3)
    gone = ready.enrolled(into)[1]
    ready.set(Enrolment, gone, state="dropped")
    assert made(ready, "months", tmp_path / "a.xlsx", into) == 2
    said = str(list(openpyxl.load_workbook(tmp_path / "a.xlsx").active.values))
    assert people.person(2).name not in said and people.person(3).name in said


@pytest.mark.parametrize("kind", OF_PEOPLE)
def test_a_template_that_was_left_as_it_was_is_refused_in_words(
    ended: tuple[Bureau, int], tmp_path: Path, kind: str
) -> None:
    bureau, into = ended
    made(bureau, kind, tmp_path / "a.xlsx", into)
    with pytest.raises(Refused, match="只有姓名和身份证号"):
        check(bureau, kind, tmp_path / "a.xlsx", into)


def test_who_was_filled_in_is_imported_and_who_was_not_is_counted(ended: tuple[Bureau, int], tmp_path: Path) -> None:
    bureau, into = ended
    made(bureau, "results", tmp_path / "a.xlsx", into)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    column = [cell.value for cell in book.active[2]].index("评定") + 1
    book.active.cell(4, column).value = "合格"
    book.active.cell(5, column).value = "优"
    book.save(tmp_path / "b.xlsx")
    checked = check(bureau, "results", tmp_path / "b.xlsx", into)
    assert [(p.row, p.title) for p in checked.problems] == [(5, "评定")]
    book.active.cell(5, column).value = "不合格"
    book.save(tmp_path / "b.xlsx")
    checked = check(bureau, "results", tmp_path / "b.xlsx", into)
    assert (checked.problems, checked.new, checked.changed, checked.same) == ([], 2, 0, 0)
    assert [note for note in checked.notes if note.startswith("2 行只有姓名和身份证号")]
    with bureau.office.work() as work:
        imports.apply(work, imports.KINDS["results"], checked)
    with bureau.office.read() as read:
        results = [read.session.get_one(Enrolment, uid).result for uid in bureau.enrolled(into)]
    assert results == [None, "qualified", "failed", None]


def test_a_cell_that_cannot_be_trusted_is_not_taken_for_an_empty_one(ended: tuple[Bureau, int], tmp_path: Path) -> None:
    bureau, into = ended
    made(bureau, "results", tmp_path / "a.xlsx", into)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    column = [cell.value for cell in book.active[2]].index("评定") + 1
    book.active.cell(4, column).value = "=A1"
    book.save(tmp_path / "b.xlsx")
    assert [(p.row, p.code) for p in check(bureau, "results", tmp_path / "b.xlsx", into).problems] == [
        (4, "cell.formula")
    ]


def test_attendance_by_day_has_a_row_a_person_and_a_column_a_day(ended: tuple[Bureau, int], tmp_path: Path) -> None:
    bureau, into = ended
    training = bureau.record("class", into)
    first, last = training["starts_on"], training["ends_on"]
    assert isinstance(first, date) and isinstance(last, date)
    made(bureau, "attendance", tmp_path / "a.xlsx", into, by_day=True)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    title, heading, *rows = book.worksheets[0].values
    assert len(book.sheetnames) == 2 and any(training["name"] in str(cell) for cell in title)
    assert heading[:3] == ("序号", "姓名", "身份证号")
    assert len(heading) == 3 + (last - first).days + 1
    assert (heading[3], heading[-1]) == (f"{first.month}月{first.day}日", f"{last.month}月{last.day}日")
    ids = [people.person(n).id_number for n in range(1, 5)]
    assert [row[:3] for row in rows] == [(n, people.person(n).name, ids[n - 1]) for n in range(1, 5)]
    assert not any(value for row in rows for value in row[3:])
    marks = [row[0] for row in book.worksheets[1].values][1:]
    assert marks == ["√", "×", "△", "请假", "迟到", "不填"]


def test_only_what_is_about_days_is_filled_in_by_day(ended: tuple[Bureau, int], tmp_path: Path) -> None:
    bureau, into = ended
    with pytest.raises(Refused, match="没有按日填写的模板"):
        made(bureau, "results", tmp_path / "a.xlsx", into, by_day=True)
    with pytest.raises(Refused, match="要先选定培训班"):
        made(bureau, "attendance", tmp_path / "a.xlsx", by_day=True)
    with pytest.raises(Refused):
        made(bureau, "results", tmp_path / "a.xlsx", into + 1)
    assert not list(tmp_path.glob("*.xlsx"))


@pytest.mark.parametrize("by_day", [False, True])
def test_a_template_is_printed_so_that_it_can_be_read(ended: tuple[Bureau, int], tmp_path: Path, by_day: bool) -> None:
    bureau, into = ended
    made(bureau, "attendance", tmp_path / "a.xlsx", into, by_day=by_day)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert min(cell.font.size for row in sheet.iter_rows() for cell in row) * (sheet.page_setup.scale or 100) >= 800
    assert sheet.print_title_rows == "$2:$2" and sheet.page_setup.paperSize == 9


@pytest.mark.parametrize(("kind", "by_day"), [("roster", False), ("results", False), ("attendance", True)])
def test_each_sheet_of_a_template_says_whose_it_is_and_which_page_of_how_many(
    ended: tuple[Bureau, int], tmp_path: Path, kind: str, by_day: bool
) -> None:
    bureau, into = ended
    made(bureau, kind, tmp_path / "a.xlsx", into, by_day=by_day)
    for sheet in openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets:
        assert sheet.oddHeader.left.text.endswith("綦江区人力社保局")
        assert sheet.oddFooter.right.text.endswith("第 &P 页，共 &N 页")
        assert sheet.HeaderFooter.scaleWithDoc is False
