"""What goes wrong around a command: damaged files, a full disk, Ctrl+C, a second program; each in a process of its own."""

import resource
import shutil
import signal
import struct
import subprocess
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from app.desk import words as verbs
from app.desk.checking import check
from app.desk.lists import LISTINGS
from app.kernel.identity import uid_text
from app.store.backup import back_up
from app.store.work import BACKUPS, DATABASE, Office
from tests.bureau import CLASS, CLERK, Bureau
from tests.cli.shell import ROOT, Shell
from tests.data import workbooks
from tests.exchange import senders
from tests.seat import seat

HEADS = 5_000
USER_VERSION_AT = 60


@pytest.fixture
def shell(held: Bureau, tmp_path: Path) -> Shell:
    """A county after its first class, in a folder whose name has blanks and Chinese."""
    made = Shell(tmp_path, "綦江 区县/office 一")
    folder = tmp_path / made.office
    folder.mkdir(parents=True)
    shutil.copyfile(held.office.folder / DATABASE, folder / DATABASE)
    made.today, made.who = held.today, CLERK
    return made


@pytest.fixture(scope="module")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A roster that takes a while."""
    return workbooks.write(tmp_path_factory.mktemp("big") / "花名册.xlsx", workbooks.roster_rows(10, HEADS))


def database(shell: Shell) -> Path:
    return shell.folder / shell.office / DATABASE


def new_class(shell: Shell) -> str:
    """A draft without a roster."""
    dates = {"starts_on": "2019-12-02", "ends_on": "2019-12-29"}
    with seat(Office(database(shell).parent)) as office:
        office.sign_in(CLERK)
        with office.work() as work:
            return uid_text(verbs.do(work, "class", "create", None, {**CLASS, **dates}))


def enrolled(shell: Shell) -> int:
    """How many stand on rosters, each once among the trainees, in an office where everything agrees."""
    with Office(database(shell).parent) as office, office.read() as read:
        count = len(LISTINGS["enrolments"].uids(read.connection))
        assert len(LISTINGS["trainees"].uids(read.connection)) == count
        assert check(read).faults == []
        return count


def test_an_office_of_a_newer_program_is_left_as_it_is(shell: Shell) -> None:
    path = database(shell)
    data = bytearray(path.read_bytes())
    struct.pack_into(">I", data, USER_VERSION_AT, 999)
    path.write_bytes(data)
    for words in (["list", "classes"], ["check"], ["do", "rate.create"]):
        assert "由更新版本的程序建立（数据版本 999" in shell.refused(*words)
    assert path.read_bytes() == bytes(data)
    assert [p.name for p in path.parent.iterdir()] == [DATABASE]


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0" + bytes(4000)])
def test_a_file_that_is_no_database_is_refused(shell: Shell, content: bytes) -> None:
    database(shell).write_bytes(content)
    assert "数据库文件打不开" in shell.refused("list", "classes")
    assert database(shell).read_bytes() == content


def test_a_second_program_on_the_same_office_is_refused(shell: Shell) -> None:
    with Office(database(shell).parent):
        assert "正被另一个程序使用" in shell.refused("list", "classes")
    assert len(shell.rows("classes")) == 1


def interrupted(shell: Shell, roster: Path, training: str, sent: signal.Signals, when: Callable[[], bool]) -> str:
    """An import that is sent a signal in its midst; what it said."""
    process = shell.start("import", "roster", roster, "--into", training)
    while process.poll() is None and not when():
        time.sleep(0.002)
    assert process.poll() is None, "it ended before it could be broken off"
    process.send_signal(sent)
    _, err = process.communicate()
    assert process.returncode == (2 if sent == signal.SIGINT else -sent), err.decode()
    return err.decode()


def writing(shell: Shell) -> Callable[[], bool]:
    """Whether rows are on their way into the log."""
    log = database(shell).with_name(f"{DATABASE}-wal")
    return lambda: log.exists() and log.stat().st_size > 0


def opened(shell: Shell) -> Callable[[], bool]:
    """Whether the office is open."""
    return database(shell).with_name(f"{DATABASE}-shm").exists


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("moment", [opened, writing])
def test_an_import_that_is_broken_off_is_never_half_done(
    shell: Shell, roster: Path, sent: signal.Signals, moment: Callable[[Shell], Callable[[], bool]]
) -> None:
    training = new_class(shell)
    before = enrolled(shell)
    said = interrupted(shell, roster, training, sent, moment(shell))
    if sent == signal.SIGINT:
        assert said.splitlines()[-1].startswith("已中断") and "Traceback" not in said
    assert enrolled(shell) - before in ((0,) if moment is opened else (0, HEADS - 9))


def limited(shell: Shell, size: int, *words: object) -> "subprocess.CompletedProcess[bytes]":
    """A command that may write no file beyond a size, as on a full disk."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    environment = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        shell.command(*words), env=environment, cwd=shell.folder, capture_output=True, preexec_fn=limit
    )


def test_on_a_full_disk_nothing_is_half_written(shell: Shell, roster: Path) -> None:
    training, size = new_class(shell), 1_000_000
    before = enrolled(shell)
    for words in (["import", "roster", roster, "--into", training], ["backup", "copy.db"], ["restore", "a.db", "copy"]):
        (shell.folder / "a.db").write_bytes(database(shell).read_bytes())
        done = limited(shell, size if words[0] == "import" else 100_000, *words)
        assert done.returncode == 2 and "Traceback" not in done.stderr.decode(), (words, done.stderr.decode())
        assert "数据完好" in done.stderr.decode() or "没有改变" in done.stderr.decode()
    assert not (shell.folder / "copy.db").exists() and not (shell.folder / "copy" / DATABASE).exists()
    assert enrolled(shell) == before


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_any_encoding_of_the_terminal_is_written_without_an_error(shell: Shell, encoding: str) -> None:
    environment = {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT), "LC_ALL": "C"}
    for words, status in ((["list", "classes"], 0), (["list", "classes", "--json"], 0), (["list", "bogus"], 2)):
        done = subprocess.run(shell.command(*words), env=environment, cwd=shell.folder, capture_output=True)
        assert (done.returncode, b"Traceback" in done.stderr) == (status, False)
        said = done.stderr if status else done.stdout
        read = said.decode("utf-8" if encoding == "ascii" else encoding)
        assert ("电工一班" in read if not status else "没有“bogus”这个列表" in read) or "\\u7535" in read


@pytest.fixture
def packages(tmp_path: Path) -> list[Path]:
    """Two packages of a county in their order."""
    county = senders.county(tmp_path / "sender")
    back_up(county.office, tmp_path / "before.db")
    first = senders.sent(county, tmp_path / "1.zip")
    county.today = date(2019, 12, 30)
    second = senders.sent(county, tmp_path / "2.zip")
    county.office.close()
    return [first, second]


def test_a_package_that_may_not_come_in_changes_nothing(packages: list[Path], tmp_path: Path) -> None:
    city, other = Shell(tmp_path, "city"), Shell(tmp_path, "other")
    senders.city(tmp_path / "city").close()
    senders.city(tmp_path / "other", region="231200", name="绥化市人力社保局").close()
    data = bytearray(packages[0].read_bytes())
    data[len(data) // 2] ^= 1
    damaged = tmp_path / "坏.zip"
    damaged.write_bytes(data)
    cases = (
        (city, damaged, "没有读入任何数据"),
        (other, packages[0], "不属于本单位"),
    )
    for shell, path, sentence in cases:
        before = database(shell).read_bytes()
        assert sentence in shell.refused("package", "apply", path)
        assert database(shell).read_bytes() == before
        assert not (tmp_path / shell.office / BACKUPS).exists()


def test_a_lost_package_and_a_restored_office_lock_nobody_out(packages: list[Path], tmp_path: Path) -> None:
    """The second is taken without the first; an office restored to before both goes on after the second is entered."""
    city, sender, restored = Shell(tmp_path, "city"), Shell(tmp_path, "sender"), Shell(tmp_path, "restored")
    for shell, who in ((city, senders.CITY_CLERK), (sender, CLERK), (restored, CLERK)):
        shell.who, shell.today = who, date(2020, 2, 3)
    senders.city(tmp_path / "city").close()
    assert city.json("package", "apply", packages[1])["notes"] == ["第1号没有收到过，不影响：本包含截至当月的全部数据"]
    city.run("receipt", "build", "回执.xlsx")
    assert sender.json("package", "again", "再次.zip")["serial"] == 2
    assert (tmp_path / "再次.zip").read_bytes() == packages[1].read_bytes()
    restored.run("restore", tmp_path / "before.db", "restored")
    assert "补登" in restored.refused("receipt", "apply", "回执.xlsx")
    assert restored.json("package", "adopt", "回执.xlsx")["serial"] == 2
    assert restored.json("package", "build", "--period", "2019Q4", "新.zip")["serial"] == 3
    assert "恢复过备份" in city.json("package", "apply", "新.zip")["notes"][0]
