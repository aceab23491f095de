"""Imports listed and undone on the command line."""

from hashlib import sha256
from pathlib import Path

import pytest

from app.record.imports import begun
from app.record.imports.begun import Begun
from app.record.imports.layout import NOTHING
from app.store.work import Office
from tests import people
from tests.bureau import CLERK, REVIEWER
from tests.cli.test_words import Desk
from tests.cli.test_words import desk as desk  # noqa: PLC0414 - a fixture
from tests.data import workbooks


@pytest.fixture
def school(desk: Desk, tmp_path: Path) -> str:
    """A register of one institution, imported."""
    header = ("机构名称", "统一社会信用代码", "机构类别", "培训职业及等级")
    rows = [["示例学校8", people.uscc(8), "社会培训机构", "电工 四级/中级工"]]
    path = workbooks.write(tmp_path / "机构.xlsx", rows, header)
    assert desk("import", "institutions", path)[0] == 0
    return str(path)


def test_imports_are_listed_with_whether_they_can_be_undone(desk: Desk, school: str) -> None:
    [one] = desk.json("imports")
    assert (one["number"], one["kind"], one["file"], one["actor"]) == (1, "institutions", "机构.xlsx", CLERK)
    assert (one["rows"], one["new"], one["changed"], one["can_undo"], one["obstacle"]) == (1, 1, 0, True, "")
    status, out, _ = desk("imports")
    assert status == 0 and "机构.xlsx" in out and "可以撤销：1 条" in out and out.splitlines()[0].startswith("序号")
    _, out, _ = desk("imports", who=REVIEWER)
    assert "须由经办岗位办理" in out


def test_undo_import_says_what_it_does_and_a_dry_run_does_nothing(desk: Desk, school: str) -> None:
    before = len(desk.json("list", "institutions"))
    would = desk.json("undo-import", 1, "--dry-run")
    assert (would["removed"], would["restored"], would["kept"], would["staying"]) == (1, 0, 0, [])
    assert len(desk.json("list", "institutions")) == before and len(desk.json("imports")) == 1
    status, out, _ = desk("undo-import", 1)
    assert status == 0 and "已撤销“机构.xlsx”的导入" in out and "培训机构 1 条" in out
    assert len(desk.json("list", "institutions")) == before - 1 and desk.json("imports") == []
    assert desk("import", "institutions", school)[0] == 0


def test_answers_are_asked_for_again_after_an_undo_and_a_file_of_answers_gives_them(desk: Desk, tmp_path: Path) -> None:
    header = ("单位全称", "统一社会信用代码", "培训职业及等级")
    rows = [["示例学校8", people.uscc(8), "电工 四级/中级工"]]
    path, answers = workbooks.write(tmp_path / "机构.xlsx", rows, header), tmp_path / "a.toml"
    assert desk("import", "institutions", path, "--map", answers)[0] == 2
    assert desk("import", "institutions", path, "--map", answers)[0] == 0
    assert desk("import", "institutions", path, "--dry-run")[0] == 0
    [number] = [one["number"] for one in desk.json("imports")]
    assert desk("undo-import", number)[0] == 0
    status, _, err = desk("import", "institutions", path)
    assert status == 2 and "“单位全称”这一列是哪一项？" in err and "建议：机构名称" in err
    assert desk("import", "institutions", path, "--map", answers)[0] == 0


def test_a_file_that_was_begun_at_the_window_is_begun_no_more_once_it_is_imported_here(
    desk: Desk, tmp_path: Path
) -> None:
    header = ("机构名称", "统一社会信用代码", "机构类别", "培训职业及等级")
    rows = [["示例学校8", people.uscc(8), "社会培训机构", "电工 四级/中级工"]]
    path = workbooks.write(tmp_path / "机构.xlsx", rows, header)
    content = path.read_bytes()
    with Office(desk.folder) as office, office.work(office.person(CLERK)) as work:
        begun.keep(work, Begun("institutions", 0, sha256(content).hexdigest(), path.name, path, content, NOTHING))
    assert desk("import", "institutions", path)[0] == 0
    with Office(desk.folder) as office, office.read() as read:
        assert begun.of_kind(read, "institutions") == []


def test_what_cannot_be_undone_is_refused_in_words(desk: Desk, school: str) -> None:
    for word, said in (("7", "没有第 7 次导入"), ("a", "不是导入记录的序号")):
        status, out, err = desk("undo-import", word)
        assert (status, out) == (2, "") and said in err
    status, _, err = desk("undo-import", 1, who=REVIEWER)
    assert status == 2 and "须由经办岗位办理" in err


def test_a_published_list_without_codes_is_taken_in_and_waits_for_them_in_the_list(desk: Desk, tmp_path: Path) -> None:
    rows = [["示例学校8", "电工（四级）"], ["示例学校9", "电工（四级）"]]
    path = workbooks.write(tmp_path / "名单.xlsx", rows, ("机构名称", "可开展的培训项目"))
    answers = tmp_path / "a.toml"
    assert desk("import", "institutions", path, "--map", answers)[0] == 2
    assert desk("import", "institutions", path, "--map", answers)[0] == 2  # left empty, it is asked again
    text = answers.read_text(encoding="utf-8")
    answers.write_text(text.replace('"统一社会信用代码" = ""', '"统一社会信用代码" = "逐行填写"'), encoding="utf-8")
    assert desk("import", "institutions", path, "--map", answers)[0] == 0
    assert [row["name"] for row in desk.json("list", "institutions") if row["state"] == "pending"] == [
        "示例学校8",
        "示例学校9",
    ]
