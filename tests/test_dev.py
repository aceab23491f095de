"""The command of the README on a machine without a screen."""

import sys
import zipfile
from pathlib import Path

import pytest

import dev
from app.ui.memory import Machine


def test_run_without_a_screen_does_the_month_and_says_where_it_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(dev, "data_folder", lambda: tmp_path)
    dev.run_without_screen()
    output = tmp_path / "example-without-screen" / "output"
    assert "报送数据.xlsx" in zipfile.ZipFile(output / "package-2019Q4.zip").namelist()
    assert sorted(p.name for p in output.glob("*.pdf")) == sorted(f"{form}.pdf" for form, *_ in dev.FORMS)
    assert str(output) in capfd.readouterr().out


def test_run_leaves_it_to_the_program_which_office_to_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[object, ...]] = []
    monkeypatch.setattr(dev, "data_folder", lambda: tmp_path)
    monkeypatch.setattr(dev, "app", lambda *words: said.append(words))
    dev.run_window()
    (tmp_path / "example" / "county").mkdir(parents=True)
    dev.run_window()
    assert said == [("demo", tmp_path / "example"), (), ()]
    assert Machine(tmp_path).example.folder == tmp_path / "example" / "county"


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What is called, without calling it: the program's name and its words."""
    told: list[tuple[str, ...]] = []
    monkeypatch.setattr(dev, "setup", lambda word: told.append(("setup", word)))
    monkeypatch.setattr(dev, "call", lambda tool, *words, **_: told.append((Path(str(tool)).name, *words)))
    return told


def test_test_alone_runs_every_check_and_all_tests(called: list[tuple[str, ...]]) -> None:
    dev.main(["test"])
    assert called == [("setup", "test"), *(command for _, command in dev.CHECKS)]


@pytest.mark.parametrize("part", [["tests/fund"], ["-k", "advance and not share"], ["tests/fund", "-k", "advance"]])
def test_test_with_a_part_runs_only_these_tests(called: list[tuple[str, ...]], part: list[str]) -> None:
    dev.main(["test", *part])
    assert called == [("setup", "test"), ("pytest", "-q", *part)]


@pytest.mark.parametrize("words", [[], ["tests/fund"], ["run", "tests/fund"]])
def test_other_words_are_told_how_to_say_it(called: list[tuple[str, ...]], words: list[str]) -> None:
    with pytest.raises(SystemExit, match=r"dev\.py test \["):
        dev.main(words)
    assert called == []
