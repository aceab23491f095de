"""Forms as data: those that are shipped, and what is said about a wrong one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from papers import DAY, FONTS, FORMS

from app.kernel.outcomes import Problems
from app.printing.compose import Composed, compose
from app.printing.formfile import load, read
from app.printing.forms import Form
from app.printing.values import KINDS, ROW_VALUES, SUMS, VALUES, sample_data

HEAD = 'name = "x"\ntitle = "x"\nnoun = "class"\n'
ROW = '[[body]]\ncells = [{ text = "{name}" }]\n'


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_shipped_form_is_named_like_its_file_and_asks_only_for_registered_values(path: Path) -> None:
    form = load(path)
    assert form.name == path.stem
    assert form.values() <= VALUES[form.noun].keys()
    assert form.columns() <= ROW_VALUES.keys()


def test_what_is_put_up_for_everybody_is_declared_public_and_masks_every_number() -> None:
    public = {form.name: form for form in map(load, FORMS) if form.public}
    assert public.keys() == {"notice", "notice-names", "disclosure"}
    columns = [column for form in public.values() if form.table for column in form.table.columns]
    assert all(column.mask for column in columns if KINDS[column.kind].mask)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
@pytest.mark.parametrize("rows", [0, 1, 60])
def test_a_shipped_form_takes_its_sample_without_problems(path: Path, rows: int) -> None:
    form = load(path)
    composed = compose(form, sample_data(form.noun, rows), DAY, FONTS)
    assert [str(problem) for problem in composed.problems] == []
    assert composed.watermark == "示例"


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_everything_on_a_shipped_form_stands_inside_the_paper(path: Path) -> None:
    form = load(path)
    composed = compose(form, sample_data(form.noun, 60), DAY, FONTS)
    for page in composed.pages:
        assert all(0 < line.y1 <= line.y2 < composed.height - form.margin[2] + 0.1 for line in page.lines)
        assert all(0 < run.x < composed.width and 0 < run.y < composed.height for run in page.runs)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("name = ", "printing.not_toml"),
        (HEAD + "public = true\n" + ROW.replace("name", "unsettled"), "printing.internal"),
        (HEAD + 'colour = "red"\n' + ROW, "printing.unknown_key"),
        ('name = "x"\ntitle = "x"\n' + ROW, "printing.missing_key"),
        (HEAD + "size = -1\n" + ROW, "printing.wrong_type"),
        (HEAD + "landscape = 1\n" + ROW, "printing.wrong_type"),
        (HEAD + "body = 3\n", "printing.wrong_type"),
        (HEAD + "[[body]]\nheight = 3\n", "printing.missing_key"),
        (HEAD.replace("class", "dog") + ROW, "printing.unknown_noun"),
        (HEAD + ROW.replace("{name}", "{nickname}"), "printing.unknown_value"),
        (HEAD + 'font = "comic"\n' + ROW, "printing.unknown_word"),
        (HEAD + "margin = [1, 2]\n" + ROW, "printing.margin_footer"),
        (HEAD + '[[body]]\ncells = [{ text = "a", width = 500 }]\n', "printing.too_wide"),
        (HEAD + '[table]\n[[table.columns]]\nkey = "shoe"\ntitle = "鞋"\n', "printing.unknown_value"),
        (HEAD + '[table]\n[[table.columns]]\nkey = "age"\ntitle = "龄"\nkind = "star"\n', "printing.unknown_word"),
        (HEAD + '[table]\n[[table.columns]]\nkey = "age"\ntitle = "龄"\ntotal = true\n', "printing.total_of_text"),
    ],
)
def test_a_wrong_form_is_refused_with_a_sentence(text: str, code: str) -> None:
    with pytest.raises(Problems) as refused:
        read(text)
    assert {problem.code for problem in refused.value.problems} == {code}
    assert "数据没有改动" in str(refused.value) or "没有启用" in str(refused.value)


def test_cells_without_width_share_what_the_row_leaves() -> None:
    form = read(HEAD + '[[body]]\ncells = [{ text = "a", width = 74 }, { text = "b" }, { text = "c" }]\n')
    assert [cell.width for cell in form.body[0].cells] == [74, 50, 50]


def test_a_form_names_the_values_of_its_rows_footer_and_requirements(form: Callable[[str], Form]) -> None:
    assert {"basis", "office.name", "term_text"} <= form("notice").values()
    assert "printed_on" not in form("notice").values()
    assert "id_number" in form("roster").columns()


LONG_NAME = "阿卜杜热合曼·麦麦提吐尔逊·买买提依明江·" * 2 + "努尔买买提"
RARE = "李\U0003134a"
"""A character that none of the fonts has."""


def _with_name(form: Form, name: str, rows: int) -> Composed:
    sample = sample_data(form.noun, rows)
    named = [{**row, "name": name, **dict.fromkeys(SUMS, 0)} for row in sample.rows]
    sums = dict.fromkeys(SUMS.values(), 0)
    given = replace(sample, rows=named, values={**sample.values, **sums, "name": name})
    return compose(without_filter(form), given, DAY, FONTS)


def without_filter(form: Form) -> Form:
    """The form with every row shown, whatever its amount."""
    return replace(form, table=form.table and replace(form.table, where=""))


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_name_of_47_characters_stands_whole_wherever_a_form_prints_a_name(path: Path) -> None:
    form = load(path)
    composed = _with_name(form, LONG_NAME, 2)
    assert [str(problem) for problem in composed.problems] == []
    if "name" in form.values() | form.columns():
        text = "".join(run.text for page in composed.pages for run in page.runs)
        assert LONG_NAME in text


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_character_that_no_font_has_is_reported_by_every_form_that_prints_a_name(path: Path) -> None:
    form = load(path)
    printed = "name" in form.columns() or any("{name}" in cell.text for row in form.rows() for cell in row.cells)
    found = [problem.code for problem in _with_name(form, RARE, 1).problems]
    assert found == (["printing.no_glyph"] if printed else [])


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_thousand_rows_stand_each_once_on_numbered_pages(path: Path) -> None:
    form = load(path)
    if not form.table or "seq" not in form.columns():
        return
    composed = _with_name(form, "示例", 1000)
    at = next(n for n, column in enumerate(form.table.columns) if column.key == "seq")
    left = form.margin[3] + sum(column.width for column in form.table.columns[:at])
    right = left + form.table.columns[at].width
    counted = [run.text for page in composed.pages for run in page.runs if left < run.x < right and run.text.isdigit()]
    assert composed.problems == []
    assert counted == [str(n) for n in range(1, 1001)]
