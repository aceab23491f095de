"""Lists as workbooks: what is on the screen is what is in the file."""

import csv
import shutil
import subprocess
from datetime import date
from pathlib import Path
from string import printable

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.desk.lists import LISTINGS
from app.exchange.xlsx import Styles, atomic, cell_writer, export_listing
from app.kernel.fields import Field
from app.kernel.formula_guard import guarded
from app.kernel.kinds import ACCOUNT, COUNT, DATE, FEN, TEXT
from app.kernel.outcomes import Refused
from app.record.listing import Filter, Query
from app.store.models import Setting
from app.training.trainee.model import Trainee
from tests import people
from tests.bureau import Bureau
from tests.tables import read_table

FIELDS = (
    Field("text", "文字", TEXT),
    Field("account", "账号", ACCOUNT),
    Field("money", "金额", FEN),
    Field("day", "日期", DATE),
    Field("count", "数目", COUNT),
)


def export(bureau: Bureau, name: str, path: Path, query: Query = Query(), **more: object) -> int:  # noqa: B008
    with bureau.office.read() as read:
        return export_listing(read, LISTINGS[name], query, path, **more)  # type: ignore[arg-type]


def test_an_export_equals_the_filtered_list(ready: Bureau, tmp_path: Path) -> None:
    ready.enrol(ready.training(), 5)
    query = Query((Filter("id_number", "=", people.person(2).id_number),))
    assert (
        export(ready, "trainees", tmp_path / "a.xlsx", query, columns=["name", "id_number", "born"], masked=False) == 1
    )
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx").active.values)
    one = people.person(2)
    assert rows[0][0] == "学员" and rows[1] == ("姓名", "身份证号", "出生日期")
    assert rows[2][:2] == (one.name, one.id_number)
    assert rows[2][2].strftime("%Y%m%d") == one.id_number[6:14]


def test_an_export_masks_ids_accounts_and_phones_unless_told_otherwise(ready: Bureau, tmp_path: Path) -> None:
    ready.enrol(ready.training(), 2)
    export(ready, "enrolments", tmp_path / "a.xlsx")
    said = str(list(openpyxl.load_workbook(tmp_path / "a.xlsx").active.values))
    one = people.person(1)
    assert one.id_number not in said and one.account not in said
    assert f"{one.id_number[:6]}********{one.id_number[-4:]}" in said


def test_the_example_office_marks_its_exports(ready: Bureau, tmp_path: Path) -> None:
    with ready.office.work() as work:
        work.session.add(Setting(key="sample", value="1"))
    export(ready, "rates", tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").active["A1"].value.endswith("（示例数据）")


def test_money_is_a_number_of_two_decimals_and_the_header_stays(ready: Bureau, tmp_path: Path) -> None:
    export(ready, "rates", tmp_path / "a.xlsx", columns=["amount_fen"])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert (sheet["A3"].value, sheet["A3"].number_format) == (1200, "#,##0.00")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A3", "A2:A3")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "{=1}", "http://x"])
def test_no_text_becomes_a_formula_or_a_link(ready: Bureau, tmp_path: Path, text: str) -> None:
    ready.enrol(ready.training(), 1)
    with ready.office.read() as read:
        uid = read.session.query(Trainee).one().uid
    ready.set(Trainee, uid, address=text)
    export(ready, "trainees", tmp_path / "a.xlsx", columns=["address"])
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").active["A3"]
    assert cell.data_type == "s" and cell.hyperlink is None
    assert cell.value.replace("_x000D_", "\r") == guarded(text)


values = st.tuples(
    st.text(
        st.sampled_from(printable[:-5] + "张𬭎𠅤·（），") | st.characters(codec="utf-8", categories=["L", "N"]),
        max_size=30,
    ),
    st.integers(10**7, 10**32 - 1).map(str),
    st.integers(-(10**13) + 1, 10**13 - 1),
    st.dates(date(1955, 1, 1), date(2063, 12, 31)),
    st.integers(0, 10**9 - 1),
)


@given(st.lists(values, min_size=1, max_size=5))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_written_is_read_back_the_same(tmp_path: Path, rows: list[tuple[str, str, int, date, int]]) -> None:
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet, styles = book.add_worksheet(), Styles(book)
        for place, field in enumerate(FIELDS):
            sheet.write_string(0, place, field.title)
        for n, row in enumerate(rows, 1):
            for place, (field, value) in enumerate(zip(FIELDS, row, strict=True)):
                cell_writer(styles.of(field.kind), field.kind, field.title)(sheet, n, place, value)
    found = [tuple(field.read(row.texts[field.key], {}) for field in FIELDS) for row in read_table(path, FIELDS).rows]
    assert found == [(TEXT.read(row[0]) or None, *row[1:]) for row in rows]


def test_a_failure_midway_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), atomic(path) as draft:
        draft.write_text("new")
        raise ZeroDivisionError
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("a.txt", "old")]


def test_a_file_held_by_another_program_is_tried_again_then_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def held(source: Path, target: Path) -> None:
        tries.append(target)
        raise PermissionError(13, "held")

    monkeypatch.setattr("app.store.files.os.replace", held)
    monkeypatch.setattr("app.store.files._PAUSE", 0)
    with (
        pytest.raises(Refused, match="正被别的程序（如 WPS、Excel）打开。原文件没有改动"),
        atomic(tmp_path / "a.txt") as draft,
    ):
        draft.write_text("new")
    assert len(tries) == 5 and list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="没有写出任何文件"), atomic(tmp_path / "没有" / "a.txt"):
        pass


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_an_export_with_the_right_values(ready: Bureau, tmp_path: Path) -> None:
    export(ready, "rates", tmp_path / "rates.xlsx", columns=["occupation", "level", "amount_fen", "since"])
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", home, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "rates.xlsx")], check=True, capture_output=True)
    with (tmp_path / "rates.csv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows[1:3] == [
        ["职业(工种)", "技能等级", "补贴标准(元)", "执行日期"],
        ["电工", "四级/中级工", "1,200.00", "2019-01-01"],
    ]
