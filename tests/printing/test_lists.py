"""A list on paper: the columns that are shown, not below 8 points, several pages wide where it must be."""

from pathlib import Path

import pypdfium2
import pytest
from papers import text_of

from app.desk.lists import LISTINGS
from app.kernel.outcomes import Refused
from app.main import run
from app.printing import lists
from app.printing.documents import Document
from app.record.listing import Query
from tests import people
from tests.bureau import CLERK, Bureau

SHOWN = ("name", "id_number", "class_number", "phone")


def _print(bureau: Bureau, name: str, columns: tuple[str, ...], query: Query = Query()) -> Document:  # noqa: B008
    with bureau.office.read() as read:
        return lists.pdf(read, LISTINGS[name], query, columns)


def test_a_list_has_the_columns_that_are_shown_with_masked_numbers_and_its_count(taught: Bureau) -> None:
    text = text_of(_print(taught, "enrolments", SHOWN).data)
    one = people.person(1)
    assert "姓名身份证号班级编号联系电话" in text and "人员类别" not in text
    assert one.name in text and one.id_number not in text and one.id_number[:6] in text
    assert f"共3条，截至{taught.today.isoformat()}" in text


def test_sums_stand_above_the_rows(taught: Bureau) -> None:
    text = text_of(_print(taught, "classes", ("number", "name", "planned_count")).data)
    assert "共1条" in text and "计划人数50" in text


def test_a_wide_list_is_several_pages_wide_and_names_its_rows_on_each_in_no_less_than_8_points(taught: Bureau) -> None:
    columns = tuple(column.name for column in LISTINGS["enrolments"].columns)
    document = _print(taught, "enrolments", columns)
    assert document.pages > 1 and document.problems == []
    with pypdfium2.PdfDocument(document.data) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
        sizes = [
            pypdfium2.raw.FPDFText_GetFontSize(text.raw, n)
            for text in (page.get_textpage() for page in pdf)
            for n in range(text.count_chars())
        ]
    assert all(people.person(1).name in page for page in pages)
    assert min(size for size in sizes if size > 1) >= 8


def test_a_list_without_rows_is_refused(taught: Bureau) -> None:
    with pytest.raises(Refused) as refused:
        _print(taught, "enrolments", SHOWN, Query(search="没有这个人"))
    assert refused.value.code == "list_paper.empty"


def test_a_list_too_long_for_paper_is_refused(taught: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "_MOST", 2)
    with pytest.raises(Refused) as refused:
        _print(taught, "enrolments", SHOWN)
    assert refused.value.code == "list_paper.too_long"


def test_a_list_is_printed_by_the_command_line(taught: Bureau, tmp_path: Path) -> None:
    folder, path = taught.office.folder, tmp_path / "名册.pdf"
    taught.office.close()
    words = [
        "--office",
        str(folder),
        "--as",
        CLERK,
        "list",
        "enrolments",
        "--columns",
        "name,phone",
        "--pdf",
        str(path),
    ]
    assert run(words) == 0
    assert "姓名联系电话" in text_of(path.read_bytes())
