"""Packages of programs before and after this one: columns and sheets are known by their keys, what is strange is said."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from app.exchange import headings, merge, package, receipt, receipt_file
from app.exchange import manifest as m
from app.exchange.sheets import SHEETS
from app.kernel.outcomes import Refused
from app.store.models import Package
from app.store.work import Office
from app.training.attendance.model import Attendance
from tests.bureau import Bureau
from tests.cli.shell import Shell
from tests.exchange.otherwise import more, otherwise
from tests.exchange.senders import everything, packages, sent

BEFORE_KEYS = Path(__file__).parents[1] / "data" / "package-0001.zip"
"""Made by the program that wrote headings alone."""


def take(office: Office, path: Path) -> merge.MergePlan:
    with office.work() as work:
        return merge.apply(work, path)


def renamed(book: Workbook) -> None:
    """Every heading and title put otherwise, and the columns in another order."""
    for page in [page for page in book if page.title not in ("封面", "季报")]:
        columns = list(page.iter_cols(values_only=True))[::-1]
        for place, (key, heading, *values) in enumerate(columns, 1):
            for row, value in enumerate((key, f"新{heading}", *values), 1):
                page.cell(row, place).value = value
        page.title = f"{page.title}表"


def test_a_package_from_before_there_were_keys_is_read_and_taken(above: Office) -> None:
    opened = package.load(BEFORE_KEYS)
    assert (opened.manifest.version, opened.left_out) == (1, ())
    assert {title: len(rows) for title, rows in opened.rows.items()} == opened.manifest.counts
    assert len(opened.rows) == 18
    plan = take(above, BEFORE_KEYS)
    assert (plan.new, plan.notes) == (opened.manifest.row_count, ())
    assert take(above, BEFORE_KEYS).already


def test_a_column_and_a_sheet_that_are_not_known_are_left_out_and_said(
    sender: Bureau, above: Office, tmp_path: Path
) -> None:
    everything(sender)
    known = package.load(sent(sender, tmp_path / "a.zip"))
    later = otherwise(tmp_path / "a.zip", tmp_path / "b.zip", more, {"将来的名册": 2})
    opened = package.load(later)
    assert opened.rows == known.rows
    sheet, column = "将来的名册", "社保卡号"
    assert [next(word for word in (sheet, column) if word in said) for said in opened.left_out] == [column, sheet]
    assert "补贴明细" in opened.left_out[0]
    assert "只给人看的一列" not in opened.text()
    assert all(said in opened.text() for said in opened.left_out)
    with above.read() as read:
        assert merge.preview(read, later).notes == opened.left_out
    plan = take(above, later)
    assert plan.notes == opened.left_out
    [row] = packages(above, "received")
    with above.work() as work:
        receipt.build(work, row.uid, tmp_path / "回执.xlsx")
    cover = openpyxl.load_workbook(tmp_path / "回执.xlsx")[receipt_file.COVER]
    assert any(column in str(value) and sheet in str(value) for _, value in cover.iter_rows(values_only=True))


def test_the_command_line_answers_with_what_was_left_out(sender: Bureau, above: Office, tmp_path: Path) -> None:
    later = otherwise(sent(sender, tmp_path / "a.zip"), tmp_path / "b.zip", more, {"将来的名册": 2})
    notes = list(package.load(later).left_out)
    above.close()
    city = Shell(tmp_path, "city")
    city.today = sender.today
    assert city.json("package", "verify", later)["notes"] == notes
    assert city.json("package", "apply", later, "--dry-run")["notes"] == notes
    for word in ("verify", "apply"):
        assert city.run("package", word, later, *(("--dry-run",) if word == "apply" else ())).splitlines()[1:] == notes


def test_what_is_left_out_is_said_in_few_words_however_much_it_is(sender: Bureau, tmp_path: Path) -> None:
    def much(book: Workbook) -> None:
        for number in range(100):
            book["考勤"].cell(1, 20 + number, f"attendance.more_{number}")
            book["考勤"].cell(2, 20 + number, f"{number}" * 1000)
            book.create_sheet(f"多余的表{number}")

    opened = package.load(otherwise(sent(sender, tmp_path / "a.zip"), tmp_path / "b.zip", much))
    assert len(opened.left_out) == 2
    assert all("等100" in said and len(said) < 600 for said in opened.left_out)


def test_a_sheet_that_is_not_known_is_counted_all_the_same(sender: Bureau, tmp_path: Path) -> None:
    sent(sender, tmp_path / "a.zip")
    with pytest.raises(Refused, match="行数"):
        package.load(otherwise(tmp_path / "a.zip", tmp_path / "b.zip", more, {"将来的名册": 3}))


def test_other_titles_headings_and_another_order_change_nothing(sender: Bureau, tmp_path: Path) -> None:
    everything(sender)
    known = package.load(sent(sender, tmp_path / "a.zip"))
    counts = dict.fromkeys(known.manifest.counts)
    named = {f"{title}表": rows for title, rows in known.manifest.counts.items()}
    opened = package.load(otherwise(tmp_path / "a.zip", tmp_path / "b.zip", renamed, {**counts, **named}))
    assert opened.rows == known.rows
    assert opened.left_out == ()


def test_a_column_that_is_missing_is_blank_or_refused_in_words(sender: Bureau, tmp_path: Path) -> None:
    sent(sender, tmp_path / "a.zip")

    def without(key: str) -> Callable[[Workbook], None]:
        def change(book: Workbook) -> None:
            page = next(page for page in book if key in [cell.value for cell in page[1]])
            page.delete_cols([cell.value for cell in page[1]].index(key) + 1)

        return change

    opened = package.load(otherwise(tmp_path / "a.zip", tmp_path / "b.zip", without("claim.paid_by")))
    place = next(sheet for sheet in SHEETS if sheet.name == "claim").at("paid_by")
    assert [row.values[place] for row in opened.rows["补贴申请"]] == [None]
    with pytest.raises(Refused, match="“补贴明细”缺少“核定金额"):
        package.load(otherwise(tmp_path / "a.zip", tmp_path / "c.zip", without("claim_line.amount_fen")))
    with pytest.raises(Refused, match="金额合计与清单不符"):
        package.load(otherwise(tmp_path / "a.zip", tmp_path / "d.zip", without("claim.total_fen")))


def test_a_sheet_that_is_missing_says_nothing_unless_sums_rest_on_it(
    sender: Bureau, above: Office, tmp_path: Path
) -> None:
    everything(sender)
    take(above, sent(sender, tmp_path / "a.zip"))
    sent(sender, tmp_path / "b.zip")

    def without(title: str, target: str) -> Path:
        return otherwise(tmp_path / "b.zip", tmp_path / target, lambda book: book.remove(book[title]), {title: None})

    plan = take(above, without("考勤", "c.zip"))
    assert (plan.new, plan.changed) == (0, 0)
    assert "考勤" not in plan.counts
    with above.read() as read:
        assert read.session.query(Attendance).count() == 2
        assert read.session.query(Package).count() == 2
    with pytest.raises(Refused, match="“补贴明细”缺少"):
        package.load(without("补贴明细", "d.zip"))
    with pytest.raises(Refused, match="所指的记录不在包内"):
        package.load(without("学员名册", "e.zip"))


def test_a_sheet_that_is_missing_removes_nothing_even_when_its_sender_went_back(
    sender: Bureau, above: Office, tmp_path: Path
) -> None:
    everything(sender)
    take(above, sent(sender, tmp_path / "a.zip"))
    sent(sender, tmp_path / "b.zip")
    later = otherwise(tmp_path / "b.zip", tmp_path / "c.zip", lambda book: book.remove(book["考勤"]), {"考勤": None})
    stated, members = m.open_archive(later)
    later.write_bytes(m.archive(replace(stated, previous="0" * 64), members))
    plan = take(above, later)
    assert (plan.went_back, plan.new, plan.changed) == (True, 0, 0)
    with above.read() as read:
        assert read.session.query(Attendance).count() == 2


def test_people_see_headings_that_stay_in_sight_and_filter(sender: Bureau, tmp_path: Path) -> None:
    everything(sender)
    _, members = m.open_archive(sent(sender, tmp_path / "a.zip"))
    book = openpyxl.load_workbook(io.BytesIO(members[m.DATA]))
    for sheet in SHEETS:
        page = book[sheet.title]
        assert page.row_dimensions[headings.KEYS + 1].hidden
        assert not page.row_dimensions[headings.HEADINGS + 1].hidden
        assert [cell.value for cell in page[headings.HEADINGS + 1]] == [cell.field.title for cell in sheet.cells]
        assert page.freeze_panes == "A3"
        assert page.auto_filter.ref == f"A2:{page.cell(page.max_row, page.max_column).coordinate}"


def test_no_two_columns_of_a_sheet_have_one_key() -> None:
    for sheet in SHEETS:
        assert len({cell.key for cell in sheet.cells}) == len(sheet.cells), sheet.title
        assert len({cell.field.title for cell in sheet.cells}) == len(sheet.cells), sheet.title
