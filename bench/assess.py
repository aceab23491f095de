"""A claim of 100,000 people against a million past awards: every line decided, explained and kept, nothing committed.

Two floors: the join on the covering index alone, which finds the past and writes nothing, so that only the distance is
told; and bare SQL that makes the same join, reads the same people and inserts the same finished lines. Memory is that
of a process of its own, beside one whose office has a tenth of the past.
"""

import json
import math
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import select

from app.claim.claim.assessing import LINE, assess_claim
from app.claim.claim.model import Claim
from app.store.work import Office
from app.training.training_class.model import TrainingClass
from bench import data
from bench.limits import JOIN
from bench.ratio import Result, peak_kb, seconds

REACH, MEMORY_REACH, ROUNDS, BYTES = 2.0, 1.1, 3, 400
PEOPLE = (
    "SELECT e.*, t.id_number, t.name FROM enrolment e JOIN trainee t ON t.uid = e.trainee_uid "
    "WHERE e.class_uid = ? AND e.state = 'active' ORDER BY e.seq, e.uid"
)
_MARKS = ", ".join("?" * len(LINE))
_INSERT = f"INSERT INTO claim_line ({', '.join(LINE)}) VALUES ({_MARKS})"  # noqa: S608
_VERDICTS = "INSERT INTO claim_verdict (claim_uid, number, facts, beside, reasons) VALUES (?, ?, ?, ?, ?)"


class _Undo(Exception):
    """Leaves the office as it was, so that every round has the same before it."""


def measure(folder: Path) -> list[Result]:
    """Time to both floors, and peak memory to that with a tenth of the past."""
    with data.million(folder) as office:
        join, bare, ours, size = _times(office)
    peaks = [_peak(made(folder)) for made in (data.tenth, data.million)]
    return [
        Result("核定 10 万人的申请并逐人留存说明，比单独的连接", join, ours, math.inf),
        Result("　　比同样读写的裸 SQL", bare, ours, REACH),
        Result("　　每条明细留存的字节，连同说明它的", BYTES, size, 1.0, unit="B"),
        Result("　　内存峰值，100 万条历史比 10 万条", *peaks, MEMORY_REACH, unit="MB"),
    ]


def _times(office: Office) -> tuple[float, float, float, float]:
    """Median seconds of the join, of bare SQL and of the assessment, taken in turns; bytes that explain a line."""
    clerk = office.person(data.CLERK)
    with office.read() as read:
        claim = read.session.scalars(select(Claim).where(Claim.state == "draft")).one()
        training = read.session.get_one(TrainingClass, claim.class_uid)
        wanted = (training.starts_on.year, training.occupation, training.level, training.uid)
    lone, finished, verdicts = data.raw(office), list[Any](), list[Any]()
    assess(office, finished, verdicts)

    def join(raw: Any = lone) -> None:
        raw.execute(JOIN, wanted).fetchall()

    def bare() -> None:
        with suppress(_Undo), office.work(clerk) as work:
            raw: Any = work.connection.connection.driver_connection
            join(raw)
            raw.execute(PEOPLE, wanted[3:]).fetchall()
            raw.executemany(_INSERT, finished)
            raw.executemany(_VERDICTS, verdicts)
            raise _Undo

    tasks = (join, bare, lambda: assess(office))
    taken = [[seconds(task) for task in tasks] for _ in range(ROUNDS + 1)][1:]
    join_s, bare_s, ours_s = (median(times) for times in zip(*taken, strict=True))
    said = sum(len(str(text).encode()) for line in (*finished, *verdicts) for text in line if isinstance(text, str))
    return join_s, bare_s, ours_s, said / len(finished)


def assess(office: Office, finished: list[Any] | None = None, verdicts: list[Any] | None = None) -> None:
    """Assess the one draft claim and undo it; its lines and verdicts are put into lists where these are given."""
    with suppress(_Undo), office.work(office.person(data.CLERK)) as work:
        claim = work.session.scalars(select(Claim).where(Claim.state == "draft")).one()
        assess_claim(work, claim)
        if finished is not None:
            lines = f"SELECT {', '.join(LINE)} FROM claim_line WHERE claim_uid = ?"  # noqa: S608
            finished += map(tuple, work.connection.exec_driver_sql(lines, (claim.uid,)))
        if verdicts is not None:
            kept = "SELECT claim_uid, number, facts, beside, reasons FROM claim_verdict WHERE claim_uid = ?"
            verdicts += map(tuple, work.connection.exec_driver_sql(kept, (claim.uid,)))
        raise _Undo


def _peak(office: Office) -> float:
    """Peak MB of a process that assesses once, in an office that is closed here."""
    office.close()
    command = [sys.executable, "-m", "bench.assess", str(office.folder)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(json.loads(told)) / 1024


if __name__ == "__main__":
    with Office(Path(sys.argv[1])) as alone:
        assess(alone)
    print(json.dumps(peak_kb()))
