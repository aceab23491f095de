"""What the machine does to any word of the program: damaged pages, full and read-only disks; a sentence, and nobody's data."""

import errno
import os
import shutil
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
import sqlcipher3

from app import cli
from app.desk.founding import Charter, found_office
from app.desk.lists import LISTINGS, OF_NOUN
from app.desk.records import RECORDS, functions
from app.exchange import imports
from app.kernel.identity import uid_text
from app.kernel.outcomes import Refused
from app.kernel.workflow import ROLES
from app.printing import library
from app.store import system_errors
from app.store.engine import disk_refusal, make_engine
from app.store.work import DATABASE, Office
from app.training.trainee.model import Trainee
from tests.bureau import CLERK, Bureau
from tests.people import person
from tests.seat import seat

ID_NUMBER = person(1).id_number
REFUSED = 2


def every_word(uids: dict[str, str], folder: Path) -> Iterator[list[str]]:
    """Each word of the program as a clerk writes it, on records that are there."""
    yield from (["list", name] for name in LISTINGS)
    yield from (["list", name, "--xlsx", str(folder / f"{name}.xlsx")] for name in ("classes", "trainees"))
    yield ["list", "classes", "--pdf", str(folder / "classes-list.pdf")]
    yield from (
        ["forms"],
        ["forms", "check"],
        ["forms", "copy", "roster"],
        ["forms", "ruler", str(folder / "ruler.pdf")],
    )
    yield ["print", "class-set", uids["class"], str(folder / "set.pdf"), "--reason", "归档"]
    yield from (["show", noun, uids.get(noun, uids["class"])] for noun in OF_NOUN)
    yield from (["template", name, str(folder / f"{name}-template.xlsx")] for name in imports.KINDS)
    for noun, record in RECORDS.items():
        yield from (["do", f"{noun}.{verb}", uids.get(noun, uids["class"])] for verb in functions(record))
    forms = library.FORMS.items()
    yield from (
        ["print", name, uids.get(form.noun, uids["class"]), str(folder / f"{name}.pdf")] for name, form in forms
    )
    yield ["package", "build", "--period", "2019Q3", str(folder / "package.zip")]
    yield ["report", "2019-09", str(folder / "report.xlsx")]
    yield ["funds", "disclose", "2019Q3", str(folder / "funds.pdf")]
    yield ["funds", "audit", "2019Q3", str(folder / "audit.xlsx")]
    yield ["backup", str(folder / "backup.db")]
    yield ["todo"]
    yield ["check", "--export", str(folder / "found.xlsx")]


@pytest.fixture(scope="module")
def kept(held: Bureau, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The folder of an office at work, closed, and a uid of each noun."""
    folder = tmp_path_factory.mktemp("kept") / "county"
    made = held.twin(folder)
    with made.office.read() as read:
        found = {noun: listing.uids(read.connection) for noun, listing in OF_NOUN.items()}
    made.office.close()
    return folder, {noun: uid_text(uids[0]) for noun, uids in found.items() if uids}


class Desk:
    """Says words to a copy of the office in this process, and keeps what came of them."""

    def __init__(self, kept: tuple[Path, dict[str, str]], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.office, self.folder, self.uids, self._capsys = folder / "county", folder, kept[1], capsys
        shutil.copytree(kept[0], self.office)

    def say(self, *said: str) -> tuple[int, str]:
        """Exit status and what was said; anything that escapes fails the test."""
        arguments: Namespace = cli.parse(["--office", str(self.office), "--as", CLERK, *said])
        status = cli.run(arguments)
        out, err = self._capsys.readouterr()
        told = out + err
        assert "Traceback" not in told, (said, told)
        assert "parameters" not in told, (said, told)
        assert (status == REFUSED) == bool(err), (said, status, told)
        if said[0] != "list":
            assert ID_NUMBER not in told, (said, told)
        return status, err

    def everything(self) -> Iterator[tuple[list[str], int, str]]:
        """Every word with what came of it."""
        for each in every_word(self.uids, self.folder):
            yield each, *self.say(*each)


@pytest.fixture
def desk(kept: tuple[Path, dict[str, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(kept, tmp_path, capsys)


def test_every_word_can_be_said_to_a_sound_office(desk: Desk) -> None:
    outcomes = [status for _, status, _ in desk.everything()]
    assert outcomes.count(0) > len(LISTINGS) + len(library.FORMS)


def garble(path: Path, seed: int) -> None:
    """One page in thirty behind the first becomes noise, from its beginning or its middle on."""
    random, data = Random(seed), bytearray(path.read_bytes())
    for page in range(4096 * 2, len(data), 4096):
        if random.random() < 0.03:
            at = page + random.choice((0, 0, 2000))
            data[at : page + 4096] = random.randbytes(page + 4096 - at)
    path.write_bytes(data)


@pytest.mark.parametrize("seed", range(2))
def test_no_word_falls_over_garbled_pages(desk: Desk, seed: int) -> None:
    garble(desk.office / DATABASE, seed)
    outcomes = list(desk.everything())
    told = [err for _, status, err in outcomes if status == REFUSED]
    assert any("文件内容已损坏" in err and "从最近的备份恢复" in err for err in told)
    assert not any("程序遇到意外错误" in err for err in told), told


def test_no_word_falls_over_a_full_disk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlcipher3.connect

    def full(*args: Any, **options: Any) -> Any:
        raw = connect(*args, **options)
        raw.execute("PRAGMA max_page_count = 1")  # no more than it has: the database itself says that the disk is full
        return raw

    monkeypatch.setattr(sqlcipher3, "connect", full)
    assert not any("程序遇到意外错误" in err for _, _, err in desk.everything())
    status, err = desk.say("funds", "audit", "2019Q3", str(desk.folder / "whole.xlsx"), "--reason", "核" * 20_000)
    assert status == REFUSED
    assert "磁盘空间不够" in err
    assert "数据完好" in err


def test_no_word_falls_over_a_policy_that_is_none_any_more(desk: Desk) -> None:
    raw = sqlcipher3.connect(str(desk.office / DATABASE), isolation_level=None)
    raw.execute("DROP TRIGGER keep_pack_update")
    raw.execute("UPDATE pack SET text = text || '='")
    raw.close()
    outcomes = list(desk.everything())
    assert not any("程序遇到意外错误" in err for _, _, err in outcomes), outcomes
    told = {" ".join(said[:2]): err for said, _, err in outcomes}
    for said in ("list quotas", "list indicators", "check --export", "package build"):
        assert "政策包已损坏" in told[said] and "从最近的备份恢复" in told[said], (said, told[said])


@pytest.mark.parametrize(
    "name", ["office.db", "Office.DB", "office.db-wal", "office.lock", *([] if os.name == "nt" else ["link.db"])]
)
def test_nothing_is_ever_written_over_an_office(desk: Desk, name: str) -> None:
    before = (desk.office / DATABASE).read_bytes()
    target = desk.office / name
    if name == "link.db":
        target.symlink_to(desk.office / DATABASE)
    for said in (
        ["backup"],
        ["template", "roster"],
        ["package", "build", "--period", "2019Q3"],
        ["report", "2019-09"],
    ):
        status, err = desk.say(*said, str(target))
        assert status == REFUSED and "会毁掉办公室的数据" in err and "换一个文件名" in err, (said, err)
    assert (desk.office / DATABASE).read_bytes() == before
    assert desk.say("check")[0] == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_an_answer_that_does_not_arrive_undoes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full, monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", full)
        status, err = desk.say("package", "build", "--period", "2019Q3", str(desk.folder / "package.zip"))
    assert status == REFUSED
    assert "结果没有写完：输出的去处所在的磁盘已满" in err and "不用重办" in err and "撤销" not in err
    assert (desk.folder / "package.zip").exists()
    assert desk.say("package", "again", str(desk.folder / "again.zip"))[0] == 0


def test_a_disk_without_room_to_open_a_database_is_called_full(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> Any:
        error = sqlcipher3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlcipher3.SQLITE_IOERR
        raise error

    monkeypatch.setattr(sqlcipher3, "connect", fail)
    assert "磁盘读写失败" in desk.say("check")[1]
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=0))
    assert "磁盘空间不够" in desk.say("check")[1]


def test_a_library_that_cannot_close_its_file_either_prints_no_traceback() -> None:
    late = "class Late:\n def __del__(self): raise OSError(28)\nimport app.main; app.main.run(['packs']); Late()"
    done = subprocess.run([sys.executable, "-c", late], capture_output=True, check=True)  # noqa: S603
    assert done.stderr == b""


def test_a_backup_call_that_finds_no_room_says_so() -> None:
    refused = disk_refusal(sqlcipher3.OperationalError("database or disk is full"))
    assert refused is not None and refused.code == "disk.full"


@pytest.mark.parametrize(("number", "sentence"), [(errno.ENOSPC, "磁盘空间不够"), (errno.EIO, "“文件”读写失败")])
def test_a_full_disk_that_names_no_file_is_called_full(number: int, sentence: str) -> None:
    assert str(system_errors.refusal(OSError(number, os.strerror(number)))).startswith(sentence)


def test_of_a_copy_the_full_disk_is_that_of_the_copy() -> None:
    told = [
        str(system_errors.refusal(OSError(n, os.strerror(n), "from.db", None, "to.db")))
        for n in (errno.ENOSPC, errno.EIO)
    ]
    assert [text.split("”")[0] for text in told] == ["“to.db", "“from.db"]


@pytest.mark.skipif(os.name == "nt", reason="no such limit")
def test_no_word_falls_over_a_disk_that_takes_no_more_bytes(desk: Desk) -> None:
    import resource  # noqa: PLC0415 - not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        outcomes = list(desk.everything())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not any("程序遇到意外错误" in err for _, _, err in outcomes), outcomes
    assert all(status == REFUSED for said, status, _ in outcomes if said[0] in ("template", "print", "backup"))


def test_no_word_falls_over_a_read_only_place(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlcipher3.connect

    def only_read(path: str, **options: Any) -> Any:
        return connect(f"{Path(path).absolute().as_uri()}?mode=ro", uri=True, **options)

    def refuse(path: Path, *_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(sqlcipher3, "connect", only_read)
    monkeypatch.setattr(Path, "touch", refuse)
    monkeypatch.setattr(Path, "mkdir", refuse)
    told = [err for _, status, err in desk.everything() if status == REFUSED]
    assert any("只读" in err for err in told)
    assert not any("程序遇到意外错误" in err for err in told), told


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_an_office_that_cannot_be_locked_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    opened = Path.open

    def refuse(path: Path, *args: Any, **options: Any) -> Any:
        if path.name != "office.lock":
            return opened(path, *args, **options)
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, "open", refuse)
    status, err = desk.say("list", "classes")
    assert status == REFUSED
    assert "office.lock" in err
    assert "数据完好" in err


def test_an_error_of_the_program_is_a_sentence_and_its_diagnosis_has_nobodys_number(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError(ID_NUMBER)

    monkeypatch.setattr(Office, "people", fail)
    status, err = desk.say("list", "classes")
    assert status == REFUSED
    assert "程序遇到意外错误" in err
    (written,) = (desk.office / "diagnosis").iterdir()
    assert str(written) in err
    assert "KeyError" in written.read_text()
    assert ID_NUMBER not in written.read_text()


def test_no_parameter_of_a_statement_is_in_its_error(tmp_path: Path) -> None:
    charter = Charter("某局", "500110", "county", "qijiang-2019", [(CLERK, list(ROLES))])
    with seat(found_office(tmp_path, charter)) as office:
        with pytest.raises(Exception, match="NOT NULL") as caught, office.work() as work:
            work.add(Trainee(name="示例", id_number=ID_NUMBER))
        assert ID_NUMBER not in str(caught.value)
        with pytest.raises(Exception, match="UNIQUE|constraint") as caught, office.work() as work:
            work.bulk("user", ("uid", "name"), [(1, ID_NUMBER), (1, ID_NUMBER)])
        assert ID_NUMBER not in str(caught.value)


def test_a_garbled_page_is_damage_to_the_statement_that_meets_it(desk: Desk) -> None:
    path = desk.office / DATABASE
    path.write_bytes(path.read_bytes()[: 4096 * 2] + b"\xa5" * 4096 * 40)
    engine = make_engine(path)
    with pytest.raises(Refused) as caught, engine.connect() as connection:
        for (table,) in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").all():
            connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()  # noqa: S608
    assert caught.value.code == "disk.damaged"
    engine.dispose()


def test_an_error_of_the_program_over_garbled_pages_is_told_as_damage(desk: Desk) -> None:
    assert system_errors.refusal_at(ValueError("month must be in 1..12"), desk.office) is None
    garble(desk.office / DATABASE, 0)
    told = system_errors.refusal_at(ValueError("month must be in 1..12"), desk.office)
    assert told is not None and told.code == "disk.damaged"


def test_a_text_that_is_none_any_more_is_damage_and_is_not_quoted(tmp_path: Path) -> None:
    engine = make_engine(tmp_path / "a.db")
    with engine.connect() as connection, pytest.raises(Refused, match="文件内容已损坏") as caught:
        connection.exec_driver_sql("SELECT CAST(x'C3283530303131303139' AS TEXT)").all()
    assert "0110119" not in str(caught.value)
    engine.dispose()
