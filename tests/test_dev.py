"""The command of the README on a machine without a screen."""

import sys
import zipfile
from pathlib import Path

import pytest

import dev


def test_run_without_a_screen_does_the_month_and_says_where_it_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(dev, "data_folder", lambda: tmp_path)
    dev.run_without_screen()
    output = tmp_path / "example-without-screen" / "output"
    assert "报送数据.xlsx" in zipfile.ZipFile(output / "package-2019-12.zip").namelist()
    assert sorted(p.name for p in output.glob("*.pdf")) == sorted(f"{form}.pdf" for form, *_ in dev.FORMS)
    assert str(output) in capfd.readouterr().out
