"""The portable zip: the same tree gives the same bytes, whenever it was written and wherever it lies."""

import os
import zipfile
from pathlib import Path

from installer import archives


def tree(folder: Path, *, moment: int) -> Path:
    """A small program with a Chinese name in it, its files written in one order or the other."""
    names = ["程序/说明.txt", "程序/lib/a.pyc", "b.dll"]
    for name in names if moment % 2 else reversed(names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode() * 100)
        os.utime(path, (moment, moment))
    return folder


def test_two_zips_of_one_tree_are_the_same(tmp_path: Path) -> None:
    for name, moment in (("one", 1_500_000_000), ("two", 1_600_000_001)):
        archives.pack(tree(tmp_path / name, moment=moment), tmp_path / f"{name}.zip", "程序 1.0")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_everything_lies_below_one_folder(tmp_path: Path) -> None:
    archives.pack(tree(tmp_path / "one", moment=1), tmp_path / "one.zip", "程序 1.0")
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.namelist() == ["程序 1.0/b.dll", "程序 1.0/程序/lib/a.pyc", "程序 1.0/程序/说明.txt"]
        assert archive.testzip() is None


def test_a_tree_bears_one_time(tmp_path: Path) -> None:
    archives.set_times(tree(tmp_path / "one", moment=1))
    times = {path.stat().st_mtime for path in (tmp_path / "one").rglob("*")}
    assert times == {archives.epoch()}
