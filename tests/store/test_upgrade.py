"""An older office is copied away and then brought to this program's schema, all of it or nothing."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine

from app.desk import words
from app.kernel.outcomes import Refused
from app.store import backup, header
from app.store.copies import tally
from app.store.engine import SCHEMA, STEPS, create_schema, make_engine
from app.store.header import schema_in_file
from app.store.models import Base
from app.store.safeguards import install_safeguards
from app.store.upgrade import _run_steps, open_current
from app.store.work import DATABASE, Office

DATA = Path(__file__).parents[1] / "data"
NEXT = f"{SCHEMA + 1:04d}"
STEP = """
from alembic import op
import sqlalchemy as sa
revision, down_revision = "{revision}", "{before}"
def upgrade():
    with op.batch_alter_table("payment", recreate="always") as batch:
        batch.add_column(sa.Column("remark", sa.String(), nullable=False, server_default="旧"))
    {more}
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An office folder with the frozen database of this program's schema."""
    folder = tmp_path / "county"
    folder.mkdir()
    shutil.copy(DATA / f"office-{SCHEMA:04d}.db", folder / DATABASE)
    return folder


@contextmanager
def earlier(folder: Path, schema: str) -> Iterator[tuple[Callable[..., Any], Any]]:
    """The frozen office of a schema as one that is at work: what asks its database, and its own uid."""
    shutil.copy(DATA / f"office-{schema}.db", folder / DATABASE)
    engine = make_engine(folder / DATABASE)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        yield (
            connection.exec_driver_sql,
            connection.exec_driver_sql("SELECT value FROM setting WHERE key = 'office'").scalar_one(),
        )
    engine.dispose()


def scripts_with_next(tmp_path: Path, more: str = "") -> Path:
    """The steps of this program and one more, as the next release will have."""
    scripts = tmp_path / "migrations"
    shutil.copytree(STEPS, scripts)
    step = STEP.format(more=more, revision=NEXT, before=f"{SCHEMA:04d}")
    (scripts / "versions" / f"{NEXT}_next.py").write_text(step, encoding="utf-8")
    return scripts


def migrated(path: Path) -> Engine:
    engine = make_engine(path)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        _run_steps(connection, STEPS, SCHEMA)
        install_safeguards(connection)
    return engine


def schema_of(engine: Engine) -> dict[str, list[str]]:
    """Every table, index and trigger as its parts, columns and constraints in any order."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_master "
            "WHERE name <> 'alembic_version' AND name NOT LIKE 'sqlite_stat%'"
        )
        return {name: parts_of(sql) for name, sql in rows}


def parts_of(sql: str) -> list[str]:
    """What stands between the commas of a statement that are inside no further brackets, sorted."""
    parts, depth = [""], 0
    for character in " ".join(sql.replace('"', "").split()):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 1:
            parts.append("")
        else:
            parts[-1] += character
    head, opened, first = parts[0].partition("(")
    parts = [head + opened, first, *parts[1:]]
    return sorted(part.strip().removesuffix(")").strip() if part is parts[-1] else part.strip() for part in parts)


def counted(folder: Path) -> Mapping[str, int]:
    """Rows of each table and sums of money."""
    engine = make_engine(folder / DATABASE)
    with engine.connect() as connection:
        found = tally(connection)
    engine.dispose()
    return found


def columns(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            name: sorted(tuple(row)[1:] for row in connection.exec_driver_sql(f'PRAGMA table_xinfo("{name}")'))
            for name in Base.metadata.tables
        }


def test_the_steps_from_nothing_make_exactly_the_schema_of_the_models(tmp_path: Path) -> None:
    founded = make_engine(tmp_path / "founded.db")
    create_schema(founded)
    stepped = migrated(tmp_path / "stepped.db")
    assert {k: v for k, v in schema_of(stepped).items() if "alembic" not in k} == {
        k: v for k, v in schema_of(founded).items() if "alembic" not in k
    }
    assert columns(stepped) == columns(founded)


@pytest.mark.filterwarnings("ignore:.*expression-based index")  # the exact comparison above covers it
def test_alembic_finds_no_difference_to_the_models(tmp_path: Path) -> None:
    with migrated(tmp_path / "stepped.db").connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_the_steps_follow_each_other_without_a_gap() -> None:
    steps = sorted(int(path.stem[:4]) for path in (STEPS / "versions").glob("[0-9]*.py"))
    assert steps == list(range(1, SCHEMA + 1))


@pytest.mark.parametrize("name", [f"office-{n:04d}.db" for n in range(1, SCHEMA + 1)])
def test_an_office_of_each_earlier_schema_opens_with_its_money(name: str, tmp_path: Path) -> None:
    shutil.copy(DATA / name, tmp_path / DATABASE)
    with Office(tmp_path) as office, office.read() as read:
        paid = read.connection.exec_driver_sql("SELECT sum(amount_fen) FROM payment").scalar_one()
        assert (office.people()[:3], paid) == (["张经办", "李复核", "王局长"], 360_000)


def test_an_office_of_the_schema_before_is_read_by_the_rows_of_its_pack_and_keeps_its_reasons(tmp_path: Path) -> None:
    """Schema 7: lines that were decided before keep their words; what was paid of days and months is not paid again."""
    shutil.copy(DATA / "office-0006.db", tmp_path / DATABASE)
    engine = make_engine(tmp_path / DATABASE)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        ask = connection.exec_driver_sql
        uid, row, origin = ask("SELECT uid, enrolment_uid, origin FROM claim_line WHERE decision = 'granted'").first()
        then = {"months": ["2019-10"], "past_months": ["2019-11"], "attended": [{"days": 2}], "paid_days": []}
        ask("UPDATE claim_line SET facts = ? WHERE uid = ?", (json.dumps({"facts": {"scheme": then}}), uid))
        for n, month in enumerate(("2019-11", "2019-10"), 1):
            ask("INSERT INTO work_month (uid, origin, revision, enrolment_uid, month) VALUES (?, ?, 1, ?, ?)",
                (7_000_000 + n, origin, row, month))  # fmt: skip
        before = ask("SELECT uid, reasons, amount_fen, decision FROM claim_line ORDER BY uid").all()
    with Office(tmp_path) as office, office.read() as read:
        ask = read.connection.exec_driver_sql
        assert ask("SELECT uid, reasons, amount_fen, decision FROM claim_line ORDER BY uid").all() == before
        assert all(reasons for _, reasons, _, _ in before)
        assert ask("SELECT DISTINCT paid FROM claim_line ORDER BY paid").scalars().all() == [None, "2019-10"]
        assert ask("SELECT count(*) FROM claim_verdict").scalar_one() == 0
        pack = read.pack_on(date(2019, 9, 2))
        assert (pack.id, pack.version, "training" in pack.schemes) == ("qijiang-2019", 1, True)
        with pytest.raises(Exception, match="pack is never changed"):
            ask("UPDATE pack SET version = 9")


def test_an_import_before_a_package_is_final_once_its_office_is_of_schema_10(tmp_path: Path) -> None:
    with earlier(tmp_path, "0009") as (ask, own):
        for serial, uid in ((1, 8_000_001), (2, 8_000_002)):
            ask("INSERT INTO package (uid, direction, office_uid, period, serial, sha256, made_on, row_count, total_fen, "
                "state) VALUES (?, 'sent', ?, '2019-10', ?, 'x', '2019-11-01', 1, 1, 'built')", (uid, own, serial))  # fmt: skip
        for number, package in ((1, 0), (2, 1), (3, 2)):
            ask("INSERT INTO import_run VALUES (?, ?, 'rates', 0, '张经办', 1, 2, 'rate', 1, 1, ?)",
                (number, str(number), package))  # fmt: skip
            ask("INSERT INTO import_change VALUES (?, 'rate', 1, '{}', 2)", (number,))
    with Office(tmp_path) as office, office.read() as read:
        ask = read.connection.exec_driver_sql
        told = [8_000_001, 8_000_002, None]
        assert ask("SELECT told_by FROM import_run ORDER BY number").scalars().all() == told
        assert ask("SELECT number FROM import_change").scalars().all() == [3]


def test_figures_of_an_office_of_schema_15_bear_the_name_of_who_handed_them_in(tmp_path: Path) -> None:
    with earlier(tmp_path, "0015") as (ask, own):
        for uid, name in ((1 << 32, "示例一镇"), (2 << 32, "示例二镇")):
            ask("INSERT INTO office (uid, name, region, level, number, phone, address, program) VALUES (?, ?, ?, 'town', ?, "
                "'', '', 0)", (uid, name, str(uid), uid >> 32))  # fmt: skip
            ask("INSERT INTO reported_figures (uid, revision, origin, office_uid, period, classes, times, qualified, "
                "certified, subsidised, awarded_fen, paid_fen, state) "
                "VALUES (?, 1, ?, ?, '2019-10', 1, 2, 2, 2, 2, 100, 100, 'active')", (uid + 1, own, uid))  # fmt: skip
    with Office(tmp_path) as office, office.read() as read:
        ask = read.connection.exec_driver_sql
        assert ask("SELECT office_name FROM reported_figures ORDER BY uid").scalars().all() == ["示例一镇", "示例二镇"]


def test_a_claim_that_was_public_before_notices_were_records_has_one_and_its_notice_comes_to_its_end(
    tmp_path: Path,
) -> None:
    with earlier(tmp_path, "0016") as (ask, _):
        uid = ask("SELECT uid FROM claim WHERE state = 'draft'").scalar_one()
        ask("UPDATE claim SET state = 'noticed', notice_from = '2019-12-02', notice_to = '2019-12-06', notice_days = 5 "
            "WHERE uid = ?", (uid,))  # fmt: skip
    with Office(tmp_path) as office:
        with office.work(office.person("张经办")) as work:
            words.do(work, "notice", "clear", uid, {"cleared_on": "2019-12-09", "late_reason": "升级以后办理"})
        with office.read() as read:
            ask = read.connection.exec_driver_sql
            found = ask("SELECT c.state, n.state, e.published_count, e.published_fen, json_array_length(e.people) FROM claim c "
                        "JOIN notice n ON n.uid = c.notice_uid JOIN notice_entry e ON e.notice_uid = n.uid").all()  # fmt: skip
            assert [tuple(row) for row in found] == [("cleared", "over", 2, 240_000, 2)]
            assert ask("SELECT people FROM notice_entry").scalar_one().count("********") == 2


def test_the_kept_database_of_this_schema_is_what_the_program_makes(old: Path, tmp_path: Path) -> None:
    founded = make_engine(tmp_path / "founded.db")
    create_schema(founded)
    assert schema_of(make_engine(old / DATABASE)) == schema_of(founded)


def test_an_upgrade_keeps_a_copy_of_before_and_every_row(old: Path, tmp_path: Path) -> None:
    engine = open_current(old / DATABASE, old / "backups", scripts=scripts_with_next(tmp_path), known=SCHEMA + 1)
    with engine.connect() as connection:
        row = connection.exec_driver_sql("SELECT amount_fen, remark FROM payment").one()
        assert tuple(row) == (360_000, "旧")
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
        with pytest.raises(Exception, match="payment is never changed"):
            connection.exec_driver_sql("DELETE FROM payment")
    engine.dispose()
    assert schema_in_file(old / DATABASE) == SCHEMA + 1
    assert schema_in_file(old / "backups" / f"upgrade-from-{SCHEMA:04d}.db") == SCHEMA


def test_a_failing_step_leaves_the_old_schema_and_all_rows(old: Path, tmp_path: Path) -> None:
    scripts = scripts_with_next(tmp_path, more='op.execute("INSERT INTO no_such_table VALUES (1)")')
    before = counted(old)
    with pytest.raises(Refused, match=f"数据升级没有成功.*数据没有改动.*upgrade-from-{SCHEMA:04d}.db"):
        open_current(old / DATABASE, old / "backups", scripts=scripts, known=SCHEMA + 1)
    assert schema_in_file(old / DATABASE) == SCHEMA
    with Office(old) as office:
        assert len(office.people()) == 4
    assert counted(old) == before


def test_a_step_that_leaves_a_reference_to_nothing_is_rolled_back(old: Path, tmp_path: Path) -> None:
    scripts = scripts_with_next(tmp_path, more='op.execute("DELETE FROM institution")')
    with pytest.raises(Refused) as refused:
        open_current(old / DATABASE, old / "backups", scripts=scripts, known=SCHEMA + 1)
    assert "institution" in str(refused.value)
    with Office(old) as office, office.read() as read:
        assert read.connection.exec_driver_sql("SELECT count(*) FROM institution").scalar_one() == 1


def test_a_newer_office_is_refused_and_not_a_byte_changes(old: Path, tmp_path: Path) -> None:
    open_current(old / DATABASE, old / "backups", scripts=scripts_with_next(tmp_path), known=SCHEMA + 1).dispose()
    before = {path: path.read_bytes() for path in old.iterdir() if path.is_file()}
    with pytest.raises(
        Refused, match=f"由更新版本的程序建立（数据版本 {SCHEMA + 1}，本程序支持到 {SCHEMA}）。数据没有改动"
    ):
        Office(old)
    assert {path: path.read_bytes() for path in old.iterdir() if path.is_file()} == before


def test_an_older_program_says_which_version_reads_an_office_and_its_backup(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(header, "__version__", "12.3.4rc1")
    open_current(old / DATABASE, old / "backups", scripts=scripts_with_next(tmp_path), known=SCHEMA + 1).dispose()
    with pytest.raises(Refused, match=r"请把本程序升级到 12\.3\.4 或更高的版本后再打开"):
        Office(old)
    with pytest.raises(Refused, match=r"请把本程序升级到 12\.3\.4 或更高的版本后再打开"):
        backup.restore(old / DATABASE, tmp_path / "put back", lambda read: [])


def test_a_founded_office_bears_the_version_of_its_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(header, "__version__", "1.2.3")
    engine = make_engine(tmp_path / "founded.db")
    create_schema(engine)
    assert "1.2.3" in str(header.newer(tmp_path / "founded.db", SCHEMA + 1, SCHEMA))


def test_alembic_is_not_loaded_for_an_office_that_is_current(old: Path) -> None:
    text = f"import sys, pathlib; from app.store.work import Office; Office(pathlib.Path({str(old)!r})).close(); "
    text += "sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", text], cwd=DATA.parents[1], check=False).returncode == 0
