"""The one write transaction: everything or nothing, told to those who watch, safe from a second saver and a power cut."""

import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlcipher3
from sqlalchemy.exc import IntegrityError

from app.claim.claim.model import Claim
from app.institution.institution.model import Institution
from app.kernel.outcomes import Cancelled, Refused
from app.store.models import Setting
from app.store.work import DATABASE, SERIAL_BITS, Office, Work
from tests import people
from tests.bureau import CASHIER, CHIEF, CLERK, REVIEWER, Bureau
from tests.seat import seat

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("raised", [Refused("office.nobody"), Cancelled(), ValueError("bug"), KeyboardInterrupt()])
def test_whatever_is_raised_in_a_work_nothing_of_it_stays(raised: BaseException, bureau: Bureau) -> None:
    before = bureau.counts()
    with pytest.raises(type(raised)), bureau.office.work() as work:
        work.add(Institution(name="甲", uscc=people.uscc(1), programmes="电工 四级/中级工"))
        work.bulk("serial", ("name", "value"), [("bulk", 1)])
        work.log("institution", "create", 1)
        raise raised
    assert bureau.counts() == before


def test_numbers_drawn_in_a_work_that_failed_are_drawn_again(office: Office) -> None:
    with pytest.raises(ValueError, match="x"), office.work() as work:
        lost = work.serial("claim:2019")
        raise ValueError("x")
    with office.work() as work:
        assert work.serial("claim:2019", 3) == lost
        assert work.serial("claim:2019") == lost + 3


def test_uids_carry_the_number_of_the_office_and_never_repeat(office: Office) -> None:
    with office.work() as work:
        first, next_ = work.uid(5), work.uid()
        assert next_ == first + 5
        assert first >> SERIAL_BITS == work.own.number
        assert first < 2**63


def test_what_a_work_touched_is_told_after_the_commit_and_only_then(bureau: Bureau) -> None:
    told: list[frozenset[str]] = []
    bureau.office.on_change.append(told.append)
    with pytest.raises(ValueError, match="x"), bureau.office.work() as work:
        work.bulk("serial", ("name", "value"), [("bulk", 1)])
        raise ValueError("x")
    assert told == []
    bureau.institution()
    assert {"institution", "journal"} <= told[0]


def test_a_read_throws_away_what_is_changed_in_it(office: Office) -> None:
    with office.read() as read:
        read.session.add(Setting(key="x", value="y"))
        read.session.flush()
    with office.read() as read:
        assert "x" not in read.settings


def test_a_reader_sees_nothing_of_a_work_that_is_not_finished(bureau: Bureau) -> None:
    with bureau.office.work() as work:
        work.session.add(Setting(key="x", value="y"))
        work.session.flush()
        with bureau.office.read() as read:
            assert "x" not in read.settings


def test_the_second_saver_of_a_record_is_refused(bureau: Bureau) -> None:
    uid = bureau.institution()
    with pytest.raises(Refused, match="刚被别人改过"), bureau.office.work() as work:
        row = work.session.get_one(Institution, uid)
        work.connection.exec_driver_sql("UPDATE institution SET revision = revision + 1")
        row.name = "乙"


@pytest.mark.parametrize(("column", "who"), [("reviewed_by", REVIEWER), ("approved_by", CHIEF)])
def test_the_database_itself_refuses_the_submitter_as_the_second_person(column: str, who: str, taught: Bureau) -> None:
    uid = taught.claim(taught.first("class"), "approved")
    assert taught.record("claim", uid)[column] == who
    with pytest.raises(IntegrityError, match="CHECK"):
        taught.set(Claim, uid, **{column: CLERK})
    assert taught.record("claim", uid)[column] == who


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET detail = 'x' WHERE id = 1",
        "DELETE FROM journal",
        "UPDATE pack SET text = 'x'",
        "DELETE FROM pack",
        "DELETE FROM payment",
    ],
)
def test_posted_rows_cannot_be_changed_by_any_statement(statement: str, taught: Bureau) -> None:
    taught.claim(taught.first("class"), "paid")
    before = taught.counts()
    with pytest.raises(IntegrityError, match="is never changed"), taught.office.work() as work:
        work.connection.exec_driver_sql(statement)
    assert taught.counts() == before


CHILD = """
import sys
from pathlib import Path
from app.institution.institution.model import Institution
from app.store.work import Office
from tests import people

with Office(Path(sys.argv[1])) as office:
    clerk = office.person("张经办")
    n = int(sys.argv[2])
    while True:
        with office.work(clerk) as work:
            for _ in range(3):
                n += 1
                work.add(Institution(name=f"机构{n}", uscc=people.uscc(n), programmes="电工 四级/中级工"))
            work.log("institution", "create", n, "三家")
        print("done", flush=True)
"""


def test_a_program_killed_at_any_moment_leaves_whole_works_and_every_one_that_it_told_of(
    bureau: Bureau, tmp_path: Path
) -> None:
    folder, chance = bureau.office.folder, random.Random(7)
    bureau.office.close()
    told = 0
    for go in range(1, 11):
        arguments = [sys.executable, "-c", CHILD, str(folder), str(go * 100_000)]
        with subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=ROOT) as child:
            assert child.stdout is not None
            told += child.stdout.readline() == b"done\n"
            time.sleep(chance.uniform(0, 0.03))
            child.send_signal(signal.SIGKILL)
            told += child.stdout.read().count(b"done\n")
    with Office(folder) as office, office.read() as read:
        count = read.connection.exec_driver_sql("SELECT count(*) FROM institution").scalar_one()
        logged = read.connection.exec_driver_sql("SELECT count(*) FROM journal WHERE detail = '三家'").scalar_one()
        assert count == 3 * logged
        assert logged >= told >= 10
        assert read.connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"


def test_a_second_program_on_the_same_office_is_refused_and_told_who_has_it(bureau: Bureau) -> None:
    text = "import sys, pathlib; from app.store.work import Office; Office(pathlib.Path(sys.argv[1]))"
    arguments = [sys.executable, "-c", text, str(bureau.office.folder)]
    second = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert re.search(r"这个办公室正被另一个程序使用（.+@.+ 进程 \d+）.*数据没有改动", second.stderr)
    bureau.institution()


def test_an_office_that_was_closed_can_be_opened_again(bureau: Bureau) -> None:
    bureau.office.close()
    with Office(bureau.office.folder) as again:
        assert again.people() == [CLERK, REVIEWER, CHIEF, CASHIER]
    bureau.office = seat(Office(bureau.office.folder))


def test_an_office_that_is_closed_knows_how_its_tables_have_grown(taught: Bureau) -> None:
    taught.office.close()
    raw = sqlcipher3.connect(str(taught.office.folder / DATABASE))
    assert {"enrolment", "training_class"} <= {table for (table,) in raw.execute("SELECT tbl FROM sqlite_stat1")}
    raw.close()
    taught.office = seat(Office(taught.office.folder, clock=taught.now))


def test_only_the_offices_own_people_can_sign_in(office: Office) -> None:
    with pytest.raises(Refused, match="没有“某某”这个人员，现有：张经办、李复核、王局长"):
        office.sign_in("某某")


def test_bulk_of_nothing_is_nothing(office: Office) -> None:
    with office.work() as work:
        assert isinstance(work, Work)
        work.bulk("serial", ("name", "value"), [])
