"""Signing: a maintainer's own command gets each program; without one nothing is signed."""

import sys
from pathlib import Path

import pytest

from installer.windows import signing


def test_each_program_is_handed_to_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = tmp_path / "a place" / "note.py"
    note.parent.mkdir()
    note.write_text("import sys; open(sys.argv[1], 'a').write(sys.argv[2] + '\\n')", "utf-8")
    monkeypatch.setenv(signing.VARIABLE, f"'{sys.executable}' '{note}' '{tmp_path / 'told'}'")
    signing.sign(tmp_path / "a.exe", tmp_path / "程序 b.exe")
    assert (tmp_path / "told").read_text().splitlines() == [str(tmp_path / "a.exe"), str(tmp_path / "程序 b.exe")]


def test_without_a_command_nothing_is_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(signing.VARIABLE, raising=False)
    signing.sign(Path("is not there.exe"))
    assert signing.command() == []
