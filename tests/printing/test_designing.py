"""A form as it is designed: its text is the same form again, names are free, signature columns fit, scans are kept."""

from dataclasses import replace
from pathlib import Path

import pytest
from papers import FORMS
from PIL import Image

from app.kernel.outcomes import Problems, Refused
from app.printing import design_columns, designing
from app.printing.form_text import text_of
from app.printing.formfile import load, read
from app.printing.forms import Box, Form
from app.printing.library import FORMS as SHIPPED
from app.printing.library import library_of


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_text_of_a_form_is_the_same_form_again(path: Path) -> None:
    form = load(path)
    again = read(text_of(form))
    assert _rounded(again) == _rounded(form)


def _rounded(form: Form) -> Form:
    """The form with its widths as far as a file tells them."""

    def rows(name: str) -> tuple[object, ...]:
        return tuple(
            replace(row, cells=tuple(replace(cell, width=round(cell.width, 2)) for cell in row.cells))
            for row in getattr(form, name)
        )

    table = form.table and replace(
        form.table, columns=tuple(replace(column, width=round(column.width, 2)) for column in form.table.columns)
    )
    parts = {name: rows(name) for name in ("head", "body", "tail")}
    return replace(form, table=table, **parts)  # type: ignore[arg-type]


def test_a_box_is_written_with_what_it_says_itself() -> None:
    form = Form("own", "表", "class", boxes=(Box("{name}\n“甲”", 40, x=20.25, y=30, height=8, frame=True, on="first"),))
    text = text_of(form)
    assert read(text) == form
    assert "valign" not in text and "x = 20.25" in text


def test_a_new_form_has_a_name_that_nothing_has(tmp_path: Path) -> None:
    first = designing.save(tmp_path, designing.beside(tmp_path, SHIPPED["roster"]))
    second = designing.beside(tmp_path, SHIPPED["roster"])
    assert (first.name, second.name) == ("roster-1", "roster-2")
    assert not first.composite and not designing.instead(SHIPPED["roster"]).composite
    assert designing.blank(tmp_path, "class", "表").name == "own-class-1"


def test_a_saved_form_is_the_offices_and_a_wrong_one_is_not_written(tmp_path: Path) -> None:
    form = replace(designing.blank(tmp_path, "class", "表"), boxes=(Box("{name}", 40, x=20, y=30, height=8),))
    assert designing.save(tmp_path, form) == form
    assert library_of(tmp_path).own == {"own-class-1"}
    off_the_page = replace(form, boxes=(replace(form.boxes[0], x=190),))
    with pytest.raises(Problems):
        designing.save(tmp_path, off_the_page)
    assert library_of(tmp_path).forms["own-class-1"] == form


def test_a_signature_column_takes_its_room_from_the_widest(tmp_path: Path) -> None:
    before = SHIPPED["roster"].table
    form = designing.signed(SHIPPED["roster"])
    assert before is not None and form.table is not None
    assert form.table.columns[-1].title == "签字"
    assert sum(column.width for column in form.table.columns) == pytest.approx(sum(c.width for c in before.columns))
    designing.save(tmp_path, form)
    crowded = form
    with pytest.raises(Refused) as refused:
        for _ in range(20):
            crowded = designing.signed(crowded)
    assert refused.value.code == "designer.no_room"


def test_a_form_without_a_table_gets_a_framed_box_to_sign_in(tmp_path: Path) -> None:
    form = designing.signed(designing.blank(tmp_path, "class", "表"))
    assert [(box.text, box.frame) for box in form.boxes] == [("签字：", True)]


def test_a_scan_is_kept_beside_the_form_and_written_by_its_name(tmp_path: Path) -> None:
    scan = tmp_path / "扫描件.PNG"
    Image.new("RGB", (21, 30), "white").save(scan)
    form = designing.save(tmp_path, designing.over(tmp_path, designing.blank(tmp_path, "class", "表"), scan))
    scan.unlink()
    assert Path(form.background) == tmp_path / "forms" / "own-class-1.png"
    assert 'background = "own-class-1.png"' in text_of(form)
    with pytest.raises(Refused):
        designing.over(tmp_path, form, tmp_path / "没有.png")


def test_fields_are_chosen_by_their_chinese_titles() -> None:
    offered = dict(designing.choices("class"))
    assert offered["班级名称"] == "name" and offered["培训机构"] == "institution_name"
    assert designing.spoken("班期：{name}", "class") == "班期：〔班级名称〕"


# --- columns ---


def test_columns_are_offered_that_the_rows_of_the_table_have() -> None:
    offered = {key for _, key in design_columns.choices(SHIPPED["roster"])}
    assert {"name", "hired_on", "theory_score", "blank"} <= offered
    assert not {"material", "days_attended"} & offered
    assert {"days_attended", "name"} <= {key for _, key in design_columns.choices(SHIPPED["attendance-summary"])}


def _widths(form: Form) -> float:
    return sum(column.width for column in design_columns.columns_of(form))


def test_a_column_is_added_moved_sized_and_taken_out_and_the_table_stays_as_wide_as_the_page(tmp_path: Path) -> None:
    form = design_columns.added(SHIPPED["roster"], "hired_on")
    assert (form.table.columns[-1].title, form.table.columns[-1].kind) == ("入职日期", "date")  # type: ignore[union-attr]
    last = len(design_columns.columns_of(form)) - 1
    form = design_columns.moved(form, last, -2)
    form = design_columns.changed(form, last - 2, "入职时间", 30)
    column = design_columns.columns_of(form)[last - 2]
    assert (column.key, column.title, column.width) == ("hired_on", "入职时间", 30)
    form = design_columns.removed(form, 0)
    assert "seq" not in form.columns()
    assert _widths(form) == pytest.approx(form.width)
    assert design_columns.moved(form, 0, -1) is form
    designing.save(tmp_path, designing.beside(tmp_path, form))


def test_an_empty_page_gets_a_table_with_its_first_column_and_loses_it_with_its_last(tmp_path: Path) -> None:
    form = design_columns.added(designing.blank(tmp_path, "class", "表"), "name")
    assert form.table is not None and _widths(form) == pytest.approx(form.width)
    assert design_columns.removed(form, 0).table is None


def test_a_column_wider_than_the_others_leave_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        design_columns.changed(SHIPPED["roster"], 0, "序号", 200)
    assert refused.value.code == "designer.no_room"
