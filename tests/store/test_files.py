"""Writing a file: what Windows would not do is said in a sentence that names the cause, and nothing is lost."""

import os
from pathlib import Path

import pytest

from app.kernel.outcomes import Refused
from app.store import files
from app.store.files import atomic


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_PAUSE", 0)


def write(path: Path) -> None:
    with atomic(path) as place:
        place.write_text("新", "utf-8")


def test_a_path_that_windows_does_not_take_is_refused_by_its_length(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_LIMITED", True)
    deep = tmp_path.joinpath(*("很长的文件夹名称" * 4 for _ in range(8)))
    with pytest.raises(Refused, match=r"路径太长：连同文件名 \d{3} 个字符"):
        write(deep / "花名册.xlsx")
    with pytest.raises(Refused, match="不存在或不能写入"):
        write(tmp_path / "没有" / "花名册.xlsx")


def test_a_workbook_that_is_held_only_for_a_moment_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[object] = []
    really = os.replace

    def scanned(source: Path, place: Path) -> None:
        tries.append(place)
        if len(tries) < 3:
            raise PermissionError(13, "", str(place))
        really(source, place)

    monkeypatch.setattr(os, "replace", scanned)
    write(tmp_path / "班级.xlsx")
    assert (tmp_path / "班级.xlsx").read_text("utf-8") == "新"
