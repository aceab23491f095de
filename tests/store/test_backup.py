"""A backup is a checked copy; a bad one never takes the place of a good one; restoring makes another office of it."""

import getpass
import shutil
from pathlib import Path

import pytest
import sqlcipher3

from app.desk.checking import disagreements
from app.desk.founding import Charter, found_office
from app.kernel.outcomes import Refused
from app.store import copies
from app.store.backup import back_up, daily, faults, newest, restore, told_restored
from app.store.checksum import remove_checksum
from app.store.engine import make_engine
from app.store.models import Journal, OfficeRow
from app.store.own_files import TABLE
from app.store.work import DATABASE, SERIAL_BITS, Office
from tests.bureau import Bureau
from tests.kills import deaths, needs_fork
from tests.seat import seat


@pytest.fixture
def paid(taught: Bureau) -> Bureau:
    taught.claim(taught.first("class"), "paid")
    return taught


def test_a_backup_is_one_file_with_every_row_and_every_fen(paid: Bureau, tmp_path: Path) -> None:
    target = back_up(paid.office, tmp_path / "usb" / "備份.db")
    assert [path.name for path in target.parent.iterdir()] == ["備份.db"]
    engine = make_engine(target)
    with engine.connect() as connection:
        assert copies.tally(connection)["payment.amount_fen"] == 360_000
        assert {k: v for k, v in copies.tally(connection).items() if k in paid.counts()} == paid.counts()
    engine.dispose()


def test_a_backup_that_lacks_a_row_is_refused_and_the_older_one_stays(
    paid: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = back_up(paid.office, tmp_path / "a.db")
    good = target.read_bytes()

    def lossy(source: object, path: Path) -> None:
        shutil.copyfile(target, path)

    monkeypatch.setattr(copies, "copy_database", lossy)
    paid.institution(9, name="后来的学校")
    with pytest.raises(Refused, match="备份核对不通过.*没有覆盖原来的备份"):
        back_up(paid.office, target)
    assert target.read_bytes() == good
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["a.db"]


def test_a_backup_with_damaged_pages_is_refused(paid: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_database = copies.copy_database

    def damaging(source: object, path: Path) -> None:
        copy_database(source, path)  # type: ignore[arg-type]
        damage(path)

    monkeypatch.setattr(copies, "copy_database", damaging)
    with pytest.raises(Refused, match="备份核对不通过"):
        back_up(paid.office, tmp_path / "a.db")
    assert not (tmp_path / "a.db").exists()


def damage(path: Path) -> None:
    """Overwrite the middle of a file, as a failing disk does."""
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 20_000] = b"\xa5" * 20_000
    path.write_bytes(data)


OWN = {"forms/roster.toml": b'name = "roster"', "forms/scans/a.png": b"\x89PNG\x00", "bank_forms/ours.toml": b"x"}


def test_a_backup_carries_the_forms_that_an_office_has_of_its_own(paid: Bureau, tmp_path: Path) -> None:
    for place, content in OWN.items():
        path = paid.office.folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (paid.office.folder / "forms" / ".half.tmp").write_bytes(b"half")
    source = back_up(paid.office, tmp_path / "a.db")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["a.db"]
    with restore(source, tmp_path / "new") as again:
        paths = [
            path for name in ("forms", "bank_forms") for path in (again.folder / name).rglob("*") if path.is_file()
        ]
        assert {path.relative_to(again.folder).as_posix(): path.read_bytes() for path in paths} == OWN
        with again.read() as read:
            assert faults(read) == []
            names = {row[0] for row in read.connection.exec_driver_sql("SELECT name FROM sqlite_master")}
            assert TABLE not in names


@pytest.mark.parametrize(
    "place", ["../../out.txt", "/out.txt", "forms/../../out.txt", "other/out.txt", "forms\\..\\out.txt"]
)
def test_a_backup_writes_no_file_outside_of_those_folders(place: str, paid: Bureau, tmp_path: Path) -> None:
    source = back_up(paid.office, tmp_path / "a.db")
    remove_checksum(source)
    raw = sqlcipher3.connect(str(source))
    raw.execute(f"CREATE TABLE {TABLE} (path TEXT PRIMARY KEY, content BLOB NOT NULL)")
    raw.execute(f"INSERT INTO {TABLE} VALUES (?, ?)", (place, b"x"))  # noqa: S608
    raw.commit()
    raw.close()
    with pytest.raises(Refused) as refused:
        restore(source, tmp_path / "deep" / "new")
    assert refused.value.code == "backup.damaged"
    assert list(tmp_path.rglob("*out.txt")) == []
    assert not (tmp_path / "deep" / "new" / DATABASE).exists()


def test_a_restored_office_has_all_rows_and_draws_uids_of_its_own(paid: Bureau, tmp_path: Path) -> None:
    source = back_up(paid.office, tmp_path / "a.db")
    with seat(restore(source, tmp_path / "new")) as again:
        with again.work() as work, paid.office.read() as old:
            assert work.own.uid == old.own.uid
            assert work.own.number != old.own.number
            assert work.uid() >> SERIAL_BITS == work.own.number
        assert again.people() == paid.office.people()


def test_a_system_account_without_a_name_restores_too(
    paid: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise OSError("No username set in the environment")

    source = back_up(paid.office, tmp_path / "a.db")
    monkeypatch.setattr(getpass, "getuser", nobody)
    with restore(source, tmp_path / "new") as again, again.read() as read:
        assert read.session.query(Journal).order_by(Journal.id.desc()).first().actor == "?"


@pytest.mark.parametrize("what", ["header", "pages", "seal"])
def test_every_flipped_bit_of_a_backup_is_found(paid: Bureau, tmp_path: Path, what: str) -> None:
    source = back_up(paid.office, tmp_path / "a.db")
    whole = source.read_bytes()
    places = {
        "header": range(100),
        "pages": range(100, len(whole), len(whole) // 150),
        "seal": range(len(whole) - 48, len(whole)),
    }[what]
    for place in places:
        with source.open("rb+") as file:
            file.seek(place)
            file.write(bytes([whole[place] ^ 1 << place % 8]))
            with pytest.raises(Refused):
                file.flush()
                remove_checksum(source)
            file.seek(place)
            file.write(whole[place : place + 1])
    with source.open("rb+") as file:
        file.seek(places[-1])
        file.write(bytes([whole[places[-1]] ^ 4]))
    with pytest.raises(Refused, match="校验码不符"):
        restore(source, tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []


@pytest.mark.parametrize("cut", [1, 47, 49, 600])
def test_a_cut_backup_is_found(paid: Bureau, tmp_path: Path, cut: int) -> None:
    source = back_up(paid.office, tmp_path / "a.db")
    source.write_bytes(source.read_bytes()[:-cut])
    with pytest.raises(Refused):
        restore(source, tmp_path / "new")


def test_a_backup_of_an_earlier_program_has_no_seal_and_is_said_to_be_less_checked(
    paid: Bureau, tmp_path: Path
) -> None:
    source = back_up(paid.office, tmp_path / "a.db")
    assert "校验码相符" in told_restored(source, tmp_path)
    remove_checksum(source)
    with restore(source, tmp_path / "new") as again, again.read() as read:
        entry = read.session.query(Journal).order_by(Journal.id.desc()).first()
        assert entry is not None and (entry.noun, entry.verb) == ("office", "restore")
        assert "没有校验码" in entry.detail and "没有校验码" in told_restored(source, tmp_path)


@pytest.mark.parametrize("made", ["restored", "founded"])
def test_a_left_over_log_is_never_read_into_another_office(paid: Bureau, tmp_path: Path, made: str) -> None:
    source, folder = back_up(paid.office, tmp_path / "a.db"), tmp_path / "new"
    folder.mkdir()
    paid.set(OfficeRow, _own(paid.office), phone="别的办公室写的")
    for ending in ("-wal", "-shm"):
        shutil.copyfile(paid.office.folder / f"{DATABASE}{ending}", folder / f"{DATABASE}{ending}")
    assert (folder / f"{DATABASE}-wal").stat().st_size
    if made == "restored":
        office = restore(source, folder)
    else:
        office = found_office(folder, Charter("某局", "500110", "county", "qijiang-2019", [("甲", ["clerk"])]))
    with office, office.read() as read:
        assert read.own.phone != "别的办公室写的"
        assert faults(read) == []
    assert len(list(folder.glob("遗留-*"))) == 2


def test_a_database_whose_log_is_not_written_into_it_is_no_backup(paid: Bureau, tmp_path: Path) -> None:
    assert (paid.office.folder / f"{DATABASE}-wal").stat().st_size
    with pytest.raises(Refused, match="还有没写完的日志"):
        restore(paid.office.folder / DATABASE, tmp_path / "new")


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        ("UPDATE claim SET total_fen = total_fen + 1", "合计"),
        ("DROP TRIGGER keep_journal_update; UPDATE journal SET detail = 'x' WHERE id = 5", "操作日志自第 5 条起"),
    ],
)
def test_sums_and_the_journal_are_checked_before_a_restored_office_gets_its_place(
    paid: Bureau, tmp_path: Path, harm: str, sentence: str
) -> None:
    source, folder = back_up(paid.office, tmp_path / "a.db"), tmp_path / "new"
    remove_checksum(source)
    raw = sqlcipher3.connect(str(source), isolation_level=None)
    raw.executescript(harm)
    raw.close()
    with pytest.raises(Refused, match=sentence):
        restore(source, folder, disagreements)
    assert list(folder.iterdir()) == []
    with restore(source, folder, disagreements, despite=True) as office:
        assert office.people() == paid.office.people()


@needs_fork
def test_a_restoration_that_dies_anywhere_leaves_no_office_or_one_with_a_number_of_its_own(
    paid: Bureau, tmp_path: Path
) -> None:
    source, folder = back_up(paid.office, tmp_path / "a.db"), tmp_path / "new"
    with paid.office.read() as read:
        number = read.own.number

    def prepare() -> None:
        shutil.rmtree(folder, ignore_errors=True)

    seen = set()
    for _ in deaths(prepare, lambda: restore(source, folder).close()):
        there = (folder / DATABASE).exists()
        seen.add(there)
        with Office(folder) if there else restore(source, folder) as office, office.read() as read:
            assert read.own.number != number
            assert read.settings["number"] == str(read.own.number)
            assert faults(read) == []
    assert seen == {True, False}


def _own(office: Office) -> int:
    with office.read() as read:
        return read.own.uid


def test_restoring_over_an_office_is_refused(paid: Bureau, tmp_path: Path) -> None:
    source = back_up(paid.office, tmp_path / "a.db")
    with pytest.raises(Refused, match="已经有办公室数据"):
        restore(source, paid.office.folder)


def test_restoring_from_what_is_no_backup_is_refused_and_leaves_no_office(paid: Bureau, tmp_path: Path) -> None:
    source = back_up(paid.office, tmp_path / "a.db")
    damage(source)
    text = tmp_path / "b.db"
    text.write_text("不是数据库", encoding="utf-8")
    for path, sentence in (
        (source, "校验码不符"),
        (text, "不是备份（不是 SQLite 文件）。没有恢复任何内容"),
        (tmp_path / "c.db", "没有"),
    ):
        with pytest.raises(Refused, match=sentence):
            restore(path, tmp_path / "new")
    assert not (tmp_path / "new" / DATABASE).exists()


def test_a_backup_is_never_said_to_be_restored_from_a_backup(paid: Bureau, tmp_path: Path) -> None:
    source, other = back_up(paid.office, tmp_path / "a.db"), tmp_path / "b.db"
    remove_checksum(source)
    raw = sqlcipher3.connect(str(other), isolation_level=None)
    raw.execute("CREATE TABLE t (a)")
    raw.close()
    with pytest.raises(Refused, match="不是备份（不是本程序的数据库）。没有恢复"):
        restore(other, tmp_path / "again")
    raw = sqlcipher3.connect(str(source), isolation_level=None)
    raw.execute("DROP TABLE claim")
    raw.execute("PRAGMA user_version = 2")
    raw.close()
    with pytest.raises(Refused, match="^备份文件已损坏") as caught:
        restore(source, tmp_path / "again")
    assert "\n" not in str(caught.value)
    (tmp_path / "file").touch()
    with pytest.raises(Refused, match="是一个文件，不是文件夹"):
        restore(source, tmp_path / "file")
    assert not (tmp_path / "again" / "office.db").exists()


def test_a_backup_whose_policy_pack_is_none_any_more_is_damaged(paid: Bureau, tmp_path: Path) -> None:
    source = back_up(paid.office, tmp_path / "a.db")
    remove_checksum(source)
    raw = sqlcipher3.connect(str(source), isolation_level=None)
    raw.execute("DROP TRIGGER keep_pack_update")
    raw.execute("UPDATE pack SET text = text || '='")
    raw.close()
    with pytest.raises(Refused, match="^备份文件已损坏.*不是合格的 TOML"):
        restore(source, tmp_path / "again", disagreements)


def test_the_daily_backup_is_made_once_a_day_and_thirty_are_kept(bureau: Bureau) -> None:
    for day in range(1, 32):
        bureau.today = bureau.today.replace(month=10, day=day)
        assert daily(bureau.office) is not None
    assert daily(bureau.office) is None
    kept = sorted(path.name for path in (bureau.office.folder / "backups").glob("*.db"))
    assert len(kept) == 30
    assert "20191001" not in kept[0]
    assert newest(bureau.office.folder / "backups") is not None


# --- folders that cannot be opened ------------------------------------------------------------------------------------


def test_a_folder_without_an_office_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="里没有办公室数据"):
        Office(tmp_path)


def test_a_file_that_is_no_database_is_refused_with_its_bytes_unchanged(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"PK\x03\x04" * 100)
    with pytest.raises(Refused, match="数据库文件打不开（不是 SQLite 文件）。数据没有改动"):
        Office(tmp_path)
    assert (tmp_path / DATABASE).read_bytes() == b"PK\x03\x04" * 100


def test_somebody_elses_database_is_refused(tmp_path: Path) -> None:
    engine = make_engine(tmp_path / DATABASE)
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE x (y)")
        connection.commit()
    engine.dispose()
    with pytest.raises(Refused, match="不是本程序的数据库"):
        Office(tmp_path)


def test_a_damaged_first_page_is_refused_and_the_office_is_not_left_locked(bureau: Bureau) -> None:
    path = bureau.office.folder / DATABASE
    bureau.office.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xa5" * 3996 + whole[4096:])
    with pytest.raises(Refused, match="文件内容已损坏"):
        Office(bureau.office.folder)
    path.write_bytes(whole)
    bureau.office = seat(Office(bureau.office.folder))
