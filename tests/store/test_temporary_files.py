"""What a killed program leaves is gone after the next start; what a living one has under way stays."""

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store import temporary_files

_BUSY = """
import sys, tempfile, time
from pathlib import Path
from app.store import temporary_files
from app.store.files import atomic
temporary_files.begin()
folder = Path(sys.argv[1])
aside = folder / ".新建-未完成"
with temporary_files.unfinished(aside), atomic(folder / "报送包.zip") as unfinished:
    aside.mkdir()
    for each in (unfinished, aside / "office.db", Path(f"{unfinished}-wal"), Path(tempfile.mkstemp()[1])):
        each.write_text("half")
    print("busy", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's temporary folder of this test."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def busy(temporary: Path, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A program in the midst of making things in `data`."""
    (tmp_path / "data").mkdir()
    command = [sys.executable, "-c", _BUSY, str(tmp_path / "data")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "busy\n"
    yield process
    process.kill()
    process.communicate()


def all_below(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


def test_what_a_killed_program_had_not_finished_is_gone_after_the_next_start(
    busy: "subprocess.Popen[str]", temporary: Path, tmp_path: Path
) -> None:
    (tmp_path / "data" / "mine.tmp").write_text("somebody else's")
    (temporary / "tmp-of-another").write_text("somebody else's")
    busy.send_signal(signal.SIGKILL)
    busy.wait()
    assert len(all_below(tmp_path / "data")) == 5
    temporary_files.clear()
    assert all_below(tmp_path / "data") == [tmp_path / "data" / "mine.tmp"]
    assert all_below(temporary) == [temporary / "tmp-of-another"]


def test_what_a_living_program_has_under_way_stays(
    busy: "subprocess.Popen[str]", temporary: Path, tmp_path: Path
) -> None:
    before = (all_below(tmp_path / "data"), all_below(temporary))
    temporary_files.clear()
    assert busy.poll() is None
    assert (all_below(tmp_path / "data"), all_below(temporary)) == before
    assert len(before[0]) == 4


def test_a_program_that_ends_leaves_nothing_in_the_temporary_folder(temporary: Path) -> None:
    subprocess.run([sys.executable, "-m", "app", "words", "--json"], check=True, capture_output=True)
    assert all_below(temporary) == []


_AS_ON_WINDOWS = """
import os, shutil, sys, tempfile
from pathlib import Path
from app.store import temporary_files
really = shutil.rmtree
def rmtree(folder, **options):
    opened = {os.path.realpath(f"/proc/self/fd/{number}") for number in os.listdir("/proc/self/fd")}
    if any(Path(name).is_relative_to(folder) for name in opened):
        print("in use")
    else:
        really(folder, **options)
shutil.rmtree = rmtree
temporary_files.begin()
"""
"""A program that removes no folder in which a file is open."""


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs to know which files are open")
def test_folders_are_removed_where_no_open_file_can_be(busy: "subprocess.Popen[str]", temporary: Path) -> None:
    busy.send_signal(signal.SIGKILL)
    busy.wait()
    done = subprocess.run([sys.executable, "-c", _AS_ON_WINDOWS], check=True, capture_output=True)
    assert (done.stdout, all_below(temporary)) == (b"", [])


def test_a_full_temporary_folder_keeps_nobody_from_working(
    temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)
    monkeypatch.setattr(temporary_files, "_held", {})
    temporary_files.begin()
    with temporary_files.unfinished(tmp_path / "a"):
        (tmp_path / "a").write_text("half")
    assert not (tmp_path / "a").exists()


def test_a_program_that_begins_again_keeps_its_folder(temporary: Path) -> None:
    begun_twice = (
        "import tempfile; from app.store.temporary_files import begin; begin(); begin(); print(tempfile.gettempdir())"
    )
    done = subprocess.run([sys.executable, "-c", begun_twice], check=True, capture_output=True, text=True)
    assert Path(done.stdout.strip()).parent == temporary
