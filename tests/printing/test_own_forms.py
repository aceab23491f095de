"""Forms of an office beside ours or in their place: what is wrong by file and line, boxes, scanned paper, values alone."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from papers import DAY, FONTS, Build, text_of
from PIL import Image

from app.kernel.identity import uid_text
from app.kernel.outcomes import Problems, Refused
from app.main import run
from app.printing import batches, documents
from app.printing.compose import Composed, compose
from app.printing.formfile import load, read
from app.printing.forms import Form
from app.printing.library import FORMS, copy_form, library_of
from app.printing.offsets import Offset, keep_offset, offsets, ruler
from app.printing.pdf import render
from app.printing.stamping import shifted
from app.printing.values import sample_data
from tests.bureau import CLERK, Bureau

HEAD = 'name = "own"\ntitle = "本单位开班表"\nnoun = "class"\n'
BOXES = """
[[boxes]]
text = "{name}"
x = 60
y = 80
width = 70
height = 8

[[boxes]]
text = "培训机构"
x = 20
y = 100
width = 30
height = 8
frame = true
on = "last"
"""


def _write(bureau: Bureau, name: str, text: str) -> Path:
    path = bureau.office.folder / "forms" / f"{name}.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _runs(composed: Composed) -> list[str]:
    return [run.text for page in composed.pages for run in page.runs]


# --- what is wrong ----------------------------------------------------------------------------------------------------------


def test_everything_wrong_with_a_file_is_told_at_once_by_file_and_line(tmp_path: Path) -> None:
    text = (
        HEAD
        + 'colour = "red"\n\n[[head]]\nheight = 9\ncells = [\n    { text = "a" },\n    { text = "{nickname}", widht = 3 },\n]\n'
        + '\n[[boxes]]\ntext = "{name}"\nx = 190\ny = 10\nwidth = 40\nheight = 8\n'
        + '\n[table]\nheight = "9"\n\n[[table.columns]]\nkey = "seq"\ntitle = "序号"\n\n[[table.columns]]\nkey = "shoe"\ntitle = "鞋"\n'
    )
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Problems) as refused:
        load(path)
    lines = text.split("\n")
    told = {(problem.code, lines[problem.row - 1].strip()) for problem in refused.value.problems}
    assert told == {
        ("printing.unknown_key", 'colour = "red"'),
        ("printing.unknown_key", '{ text = "{nickname}", widht = 3 },'),
        ("printing.unknown_value", '{ text = "{nickname}", widht = 3 },'),
        ("printing.box_outside", "[[boxes]]"),
        ("printing.wrong_type", 'height = "9"'),
        ("printing.unknown_value", 'key = "shoe"'),
    }
    assert all(problem.sheet == "own.toml" for problem in refused.value.problems)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("width = 70\n", ""), "printing.box_size"),
        (("x = 60", "x = 150"), "printing.box_outside"),
        (("y = 80", "y = 292"), "printing.box_outside"),
        (('on = "last"', 'on = "middle"'), "printing.unknown_word"),
        (("frame = true", 'frame = "yes"'), "printing.wrong_type"),
    ],
)
def test_a_box_that_cannot_be_printed_is_refused(change: tuple[str, str], code: str) -> None:
    assert read(HEAD + BOXES).boxes[0].width == 70
    with pytest.raises(Problems) as refused:
        read(HEAD + BOXES.replace(*change))
    assert [problem.code for problem in refused.value.problems] == [code]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('each = "years"\n', 'each = "years"'),
        ('inside = "dog"\n', 'inside = "dog"'),
        ('[table]\nrows = "people"\n[[table.columns]]\nkey = "seq"\ntitle = "序号"\n', 'rows = "people"'),
        ('[table]\nwhere = "paid"\n[[table.columns]]\nkey = "seq"\ntitle = "序号"\n', 'where = "paid"'),
        ('[[body]]\ncells = [{ text = "a", font = "comic" }]\n', 'cells = [{ text = "a", font = "comic" }]'),
        ('[[body]]\ncells = [{ text = "a", size = 0 }]\n', 'cells = [{ text = "a", size = 0 }]'),
        ('background = "没有.png"\n', 'background = "没有.png"'),
    ],
)
def test_what_a_form_names_must_be_there(tmp_path: Path, text: str, line: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    with pytest.raises(Problems) as refused:
        load(path)
    (problem,) = refused.value.problems
    assert (HEAD + text).split("\n")[problem.row - 1] == line
    assert "没有启用" in str(problem) or "数据没有改动" in str(problem)


def test_a_wrong_form_is_told_with_every_paper_and_ours_is_printed_meanwhile(taught: Bureau) -> None:
    _write(taught, "roster", 'name = "roster"\ntitle = "x"\nnoun = "class"\nsise = 3\n')
    with taught.office.read() as read_:
        document = batches.pdf(read_, "roster", [taught.first("class")])
    assert [str(problem) for problem in document.problems] == [
        "本单位的表样有错，没有启用，现在印的是程序自带的：roster.toml 第4行：表样表头：不认识“sise”。表样没有启用；请改正后再试。"
    ]
    assert "职业技能培训学员花名册" in text_of(document.data)


def test_a_form_is_called_like_its_file(taught: Bureau) -> None:
    _write(taught, "other", HEAD + BOXES)
    assert [problem.code for problem in library_of(taught.office.folder).problems] == ["printing.other_name"]


# --- in the place of ours, or beside it ---------------------------------------------------------------------------------------


def test_a_copied_form_takes_the_place_of_ours_and_is_not_called_our_layout(taught: Bureau) -> None:
    uid, path = taught.first("class"), copy_form(taught.office.folder, "roster")
    path.write_text(path.read_text(encoding="utf-8").replace("填表人（签字）", "制表人（签字）"), encoding="utf-8")
    with taught.office.read() as read_:
        text = text_of(documents.pdf(read_, "roster", uid).data)
        names = [form.name for form in documents.forms_of(read_, "class", uid)]
    assert "制表人（签字）" in text and "本系统拟制" not in text
    assert names.count("roster") == 1
    path.unlink()
    with taught.office.read() as read_:
        assert "填表人（签字）" in text_of(documents.pdf(read_, "roster", uid).data)


def test_a_copy_under_another_name_stands_beside_ours_and_is_never_written_over(taught: Bureau) -> None:
    copy_form(taught.office.folder, "roster", "town-roster")
    with taught.office.read() as read_:
        names = [form.name for form in documents.forms_of(read_, "class", taught.first("class"))]
    assert {"roster", "town-roster"} <= set(names)
    with pytest.raises(Refused) as refused:
        copy_form(taught.office.folder, "roster", "town-roster")
    assert refused.value.code == "printing.copied"


@pytest.mark.parametrize("name", FORMS)
def test_each_of_our_forms_can_be_copied_and_is_right_as_it_is(name: str, tmp_path: Path) -> None:
    copy_form(tmp_path, name, f"my-{name}")
    library = library_of(tmp_path)
    assert library.problems == []
    assert library.own == {f"my-{name}"}


# --- boxes and scanned paper --------------------------------------------------------------------------------------------------


def test_a_box_stands_where_it_says_on_the_pages_that_it_says(data: Build) -> None:
    table = '[table]\n[[table.columns]]\nkey = "seq"\ntitle = "序号"\nkind = "count"\n'
    composed = compose(read(HEAD + BOXES + table), data("class", 60, name="电工一班"), DAY, FONTS)
    pages = list(composed.pages)
    assert len(pages) > 1
    for page in pages:
        (run,) = [run for run in page.runs if run.text == "电工一班"]
        assert 60 < run.x < 70 and 80 < run.y < 88
    assert ["培训机构" in [run.text for run in page.runs] for page in pages] == [False] * (len(pages) - 1) + [True]
    assert any((line.x1, line.y1, line.x2) == (20, 100, 50) for line in pages[-1].lines)


def test_text_too_long_for_its_box_is_a_problem_and_still_printed_whole(data: Build) -> None:
    name = "二〇一九年綦江区文龙街道电工中级工培训班" * 5
    composed = compose(read(HEAD + BOXES), data("class", 0, name=name), DAY, FONTS)
    assert [problem.code for problem in composed.problems] == ["printing.no_room"]
    assert name in "".join(_runs(composed))


@pytest.fixture
def scanned(tmp_path: Path) -> Callable[[str], Form]:
    """The form on a grey page, as a file of a kind."""

    def made(kind: str) -> Form:
        Image.new("RGB", (210, 297), (120, 160, 200)).save(tmp_path / f"scan.{kind}")
        path = tmp_path / "own.toml"
        path.write_text(HEAD + f'background = "scan.{kind}"\n' + BOXES, encoding="utf-8")
        return load(path)

    return made


@pytest.mark.parametrize("kind", ["png", "jpg", "pdf"])
def test_a_scanned_form_lies_behind_the_values(scanned: Callable[[str], Form], data: Build, kind: str) -> None:
    composed = compose(scanned(kind), data("class", 0, name="电工一班"), DAY, FONTS)
    pdf = render(composed, FONTS)
    assert "电工一班" in text_of(pdf)
    with pypdfium2.PdfDocument(pdf) as document:
        red, green, blue = document[0].render().to_pil().convert("RGB").getpixel((20, 20))
    assert abs(red - 120) < 6 and abs(green - 160) < 6 and abs(blue - 200) < 6


def test_a_scan_that_is_gone_is_refused_in_words(scanned: Callable[[str], Form], data: Build) -> None:
    form = replace(scanned("png"), background="/nowhere/scan.png")
    with pytest.raises(Refused) as refused:
        render(compose(form, data("class", 0), DAY, FONTS), FONTS)
    assert "scan.png" in str(refused.value) and "数据没有改动" in str(refused.value)


# --- onto preprinted paper ----------------------------------------------------------------------------------------------------


def test_values_alone_leave_out_lines_headings_fixed_texts_and_the_scan(
    scanned: Callable[[str], Form], data: Build
) -> None:
    composed = compose(scanned("png"), data("class", 0, name="电工一班"), DAY, FONTS, values_only=True)
    assert _runs(composed) == ["电工一班"]
    assert composed.page(0).lines == [] and composed.background == ""


def test_values_of_a_table_stand_where_they_stand_with_its_lines() -> None:
    given = sample_data("class", 30)
    whole, alone = (compose(FORMS["roster"], given, DAY, FONTS, values_only=only) for only in (False, True))
    assert whole.count == alone.count
    assert set(alone.page(0).runs) < set(whole.page(0).runs)
    assert "职业技能培训学员花名册" not in _runs(alone) and "身份证号" not in _runs(alone)
    assert sum(run.text == given.rows[0]["id_number"] for run in alone.page(0).runs) > 5


def test_an_offset_moves_everything_on_a_page(data: Build) -> None:
    composed = compose(FORMS["class-application"], data("class", 0), DAY, FONTS)
    moved = shifted(composed, 1.5, -0.8).page(0)
    for before, after in zip(composed.page(0).runs, moved.runs, strict=True):
        assert (after.x - before.x, after.y - before.y) == pytest.approx((1.5, -0.8))
    assert moved.lines[0].x1 == pytest.approx(composed.page(0).lines[0].x1 + 1.5)
    assert moved.checks[0].y == pytest.approx(composed.page(0).checks[0].y - 0.8)


def test_offsets_are_kept_on_this_machine_by_printer(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert offsets(home) == {}
    keep_offset(home, "针式打印机", Offset(1.5, -0.8))
    keep_offset(home, "HP", Offset())
    assert offsets(home) == {"针式打印机": Offset(1.5, -0.8), "HP": Offset()}


def test_the_page_for_measuring_has_its_cross_where_it_says() -> None:
    page = ruler(FONTS).page(0)
    assert (40, 50, 60, 50, 0.5) in page.lines and (50, 40, 50, 60, 0.5) in page.lines
    assert all(0 < run.x < 210 and 0 < run.y < 297 for run in page.runs)


# --- on the command line ------------------------------------------------------------------------------------------------------


def test_forms_are_copied_checked_and_printed_onto_preprinted_paper_by_the_command_line(
    taught: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    uid, folder = uid_text(taught.first("class")), taught.office.folder
    taught.office.close()
    office = ["--office", str(folder), "--as", CLERK]
    assert run([*office, "forms", "copy", "roster"]) == 0
    assert run([*office, "forms", "check"]) == 0
    path = folder / "forms" / "roster.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("landscape", "landscepe"), encoding="utf-8")
    assert run([*office, "forms", "check"]) == 1
    told = capsys.readouterr().out
    line = path.read_text(encoding="utf-8").split("\n").index("landscepe = true") + 1
    assert f"roster.toml 第{line}行：表样表头：不认识“landscepe”" in told and "有错 1 处" in told
    path.unlink()
    assert run([*office, "forms", "printers", "HP", "1.5,-0.8"]) == 0
    assert run([*office, "print", "roster", uid, str(tmp_path / "a.pdf"), "--printer", "HP", "--reason", "报到"]) == 0
    assert "身份证号" not in text_of((tmp_path / "a.pdf").read_bytes())
    assert run([*office, "print", "roster", uid, str(tmp_path / "b.pdf"), "--printer", "别的"]) == 2
    assert run([*office, "print", "class-set", uid, str(tmp_path / "b.pdf"), "--values-only"]) == 2
    assert run([*office, "print", "roster", uid, str(tmp_path / "b.pdf"), "--offset", "左边"]) == 2
    assert not (tmp_path / "b.pdf").exists()
    assert run([*office, "forms", "ruler", str(tmp_path / "ruler.pdf")]) == 0
