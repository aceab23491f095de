"""Reports on paper: legible, several pages wide where needed, and the workbook cut in the same places."""

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from app.desk.print_layout import FONT_SIZE
from app.exchange import report
from app.kernel.outcomes import Refused
from app.kernel.periods import parse_period
from app.plan.statistics import STATISTICS
from app.plan.summary import SUMMARIES
from app.printing import documents
from app.store.models import OfficeRow
from app.store.work import Office
from tests.exchange.senders import city

SUMMARY, COUNTIES = SUMMARIES[0], 40
SMALLEST = 8


@pytest.fixture(scope="module")
def above(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A city with many counties, none of which has sent."""
    with city(tmp_path_factory.mktemp("pages") / "city") as made:
        with made.work() as work:
            for n in range(1, COUNTIES + 1):
                known = {"name": f"第{n}区人力资源和社会保障局", "region": f"5001{n:02d}", "level": "county"}
                work.session.add(OfficeRow(uid=n, number=n, **known))
        yield made


def pages(office: Office, about: object = SUMMARY) -> list[str]:
    with office.read() as read:
        paper = documents.report(read, about, parse_period("2019-12"))  # type: ignore[arg-type]
    assert list(paper.problems) == []
    with pypdfium2.PdfDocument(io.BytesIO(paper.data)) as document:
        found = [page.get_textpage().get_text_range() for page in document]
    assert paper.pages == len(found)
    return found


def test_columns_are_dealt_over_pages_and_each_names_its_rows_and_its_number(above: Office) -> None:
    found = pages(above)
    assert len(found) == 4, "two pages wide, two high"
    for number, text in enumerate(found, 1):
        assert f"第 {number} 页　共 4 页" in text
        assert "单位" in text
    for left, right in (found[0:2], found[2:4]):
        names = [line for n in range(1, COUNTIES + 1) if (line := f"第{n}区人力资源和社会保障局") in left]
        assert names and all(name in right for name in names)
        assert "排名" not in left and "排名" in right
    assert sum(text.count("单位负责人") for text in found) == 1 and "单位负责人" in found[2]


def test_every_row_stands_once_on_each_page_of_its_width(above: Office) -> None:
    found = pages(above)
    for n in range(1, COUNTIES + 1):
        assert sum(f"第{n}区人" in text for text in found) == 2, n


@pytest.mark.parametrize("about", [SUMMARY, STATISTICS], ids=["summary", "statistics"])
def test_nothing_is_printed_smaller_than_eight_points(above: Office, about: object, tmp_path: Path) -> None:
    with above.read() as read:
        paper = documents.report(read, about, parse_period("2019-12"))  # type: ignore[arg-type]
        report.write(read, about, "2019-12", tmp_path / "r.xlsx")  # type: ignore[arg-type]
    with pypdfium2.PdfDocument(io.BytesIO(paper.data)) as document:
        sizes = {
            round(text.get_charbox(at)[3] - text.get_charbox(at)[1], 1)
            for page in document
            for text in [page.get_textpage()]
            for at in range(text.count_chars())
            if text.get_text_range(at, 1) == "局"
        }
    assert min(sizes) > 0.8 * SMALLEST
    for page in openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[: len(about.tables)]:  # type: ignore[attr-defined]
        assert page.page_setup.paperSize == 9
        fitted = page.sheet_properties.pageSetUpPr
        assert fitted is None or not fitted.fitToPage or not page.col_breaks.brk  # what has one page stays on it
        assert FONT_SIZE * (page.page_setup.scale or 100) / 100 >= SMALLEST


def test_the_workbook_is_cut_where_the_paper_is_and_repeats_headings_and_names(above: Office, tmp_path: Path) -> None:
    with above.read() as read:
        report.write(read, SUMMARY, "2019-12", tmp_path / "r.xlsx")
    page = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets[0]
    assert page.print_title_rows == "$3:$3" and page.print_title_cols == "$A:$A"
    (cut,) = page.col_breaks.brk
    headings = [cell.value for cell in page[3]]
    left, right = pages(above)[:2]
    first = headings[cut.id].replace("本期", "")[:2]
    assert first in right and headings[-1] in right and headings[-1] not in left
    assert "&P" in page.oddFooter.right.text and "&N" in page.oddFooter.right.text


def test_progress_is_drawn_beside_the_table_in_workbook_and_on_paper(tmp_path: Path) -> None:
    with city(tmp_path / "city") as office:
        found = pages(office)
        assert "累计完成率" in found[-1] and "%" in found[-1] or "–" in found[-1]
        with office.read() as read:
            report.write(read, SUMMARY, "2019-12", tmp_path / "r.xlsx")
        book = openpyxl.load_workbook(tmp_path / "r.xlsx")
        assert book.sheetnames == ["月报", "进度图"]
        (chart,) = book["进度图"]._charts
        assert all("&P" in page.oddFooter.right.text for page in book.worksheets)
        assert chart.ser[0].val.numRef.f.startswith("月报!$") or "月报" in chart.ser[0].val.numRef.f


def test_an_extract_that_is_no_paper_is_not_printed(above: Office) -> None:
    from app.fund.audit import AUDIT

    with above.read() as read, pytest.raises(Refused, match="没有纸质"):
        documents.report(read, AUDIT, parse_period("2019"))
