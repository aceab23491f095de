"""What the command line says of an import: which word does what, how a question is answered and a row left out."""

import json
from pathlib import Path

import pytest

from app.kernel.identity import uid_text
from tests import people
from tests.bureau import Bureau
from tests.cli.test_words import Desk
from tests.data import workbooks
from tests.data.workbooks import CATEGORY

HEADER = ("姓名", "身份证号", "人员类别")


@pytest.fixture
def into(ready: Bureau) -> str:
    uid = ready.training()
    ready.office.close()
    return uid_text(uid)


@pytest.fixture
def there(ready: Bureau, into: str, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(ready.office.folder, capsys)


def _rows(*numbers: int) -> list[list[str]]:
    return [[one.name, one.id_number, CATEGORY] for one in map(people.person, numbers)]


@pytest.mark.parametrize("word", ["import", "list", "do", "template", "show", "print", "package", "receipt", "order"])
def test_every_argument_of_a_word_is_described(there: Desk, word: str) -> None:
    status, out, _ = there(word, "--help")
    lines = out.split("参数", 1)[1].splitlines()
    named = [line for line in lines if line.startswith("  ") and not line.startswith("   ")]
    bare = [
        line
        for line, after in zip(named, [*named[1:], ""], strict=True)
        if len(line.split()) < 2 and not _continued(lines, line)
    ]
    assert status == 0 and named and bare == []


def _continued(lines: list[str], line: str) -> bool:
    """Whether what is said of an argument stands below it, as it is long."""
    after = lines[lines.index(line) + 1 :]
    return bool(after and after[0].startswith("          "))


def test_the_help_of_import_names_the_kinds_and_that_for_accounts(there: Desk) -> None:
    out = "".join(there("import", "--help")[1].split())
    assert (
        "roster学员花名册" in out
        and "attendance考勤" in out
        and "accounts银行账号" in out
        and "银行的开户名单用accounts" in out
    )


def test_questions_say_how_they_are_answered(there: Desk, into: str, tmp_path: Path) -> None:
    path = workbooks.write(tmp_path / "a.xlsx", [row[:2] for row in _rows(1, 2)], HEADER[:2])
    status, _, err = there("import", "roster", path, "--into", into, "--dry-run")
    assert status == 2 and "没有认出“人员类别”" in err and "--map" in err


def test_a_row_that_cannot_be_brought_is_left_out_when_asked(there: Desk, into: str, tmp_path: Path) -> None:
    rows = _rows(1, 2, 3)
    rows[1][1] = "H1234567800"
    words = ("import", "roster", workbooks.write(tmp_path / "a.xlsx", rows, HEADER), "--into", into)
    status, out, _ = there(*words)
    assert status == 1 and "护照或通行证" in out and "不导入这一行" in out and "--skip-row" in out
    done = there.json(*words, "--skip-row", "3")
    assert done["new"] == 2 and "按经办人选择没有导入第 3 行" in done["notes"]


@pytest.mark.parametrize(("row", "said"), [("9", "没有读入第“9”行"), ("别的:3", "没有读入第“别的:3”行")])
def test_a_row_that_is_not_there_cannot_be_left_out(
    there: Desk, into: str, tmp_path: Path, row: str, said: str
) -> None:
    path = workbooks.write(tmp_path / "a.xlsx", _rows(1, 2), HEADER)
    status, _, err = there("import", "roster", path, "--into", into, "--skip-row", row, "--dry-run")
    assert status == 2 and said in err


def test_a_dry_run_shows_the_rows_that_would_be_written(there: Desk, into: str, tmp_path: Path) -> None:
    path = workbooks.write(tmp_path / "a.xlsx", _rows(*range(1, 26)), HEADER)
    _, out, _ = there("import", "roster", path, "--into", into, "--dry-run")
    lines = out.splitlines()
    assert lines[0].split() == ["行", "结果", *HEADER]
    number = people.id_number(1)
    assert lines[1].split() == ["2", "新增", people.person(1).name, f"{number[:6]}********{number[-4:]}", CATEGORY]
    assert lines[21] == "……另有 5 行" and "新增 25" in lines[-1]
    status, out, _ = there("import", "roster", path, "--into", into, "--dry-run", "--json")
    assert status == 0 and json.loads(out)["new"] == 25
