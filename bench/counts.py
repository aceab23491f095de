"""The lists that count a million rosters, their first page and their sums, to one bare count of the same rosters."""

from collections.abc import Callable
from pathlib import Path

from app.desk.lists import LISTINGS
from app.store.work import Office
from bench import data
from bench.ratio import Result, in_turns

PAGE, ROUNDS = 200, 3
FLOOR = (
    "SELECT k.unit_uid, substr(k.ends_on, 1, 4), count(*), count(DISTINCT e.trainee_uid) FROM training_class k "
    "CROSS JOIN enrolment e ON e.class_uid = k.uid AND e.state = 'active' AND e.result = 'qualified' "
    "WHERE k.state IN ('ended', 'accepted') GROUP BY 1, 2"
)
"""人次 and 人数 of each unit and year."""
_REACHES = {"quotas": 1.5, "indicators": 1.5} | dict.fromkeys(
    ("institutions", "classes", "claims", "trainees", "advances", "payments", "funds", "deadlines"), 0.75
)
"""In times of the floor, which is less than a second; whoever counts no persons stays below it."""


def measure(folder: Path) -> list[Result]:
    """Each list as its tab opens it."""
    with data.million(folder) as office:
        bare = data.raw(office)

        def floor() -> object:
            return bare.execute(FLOOR).fetchall()

        return [_result(floor, office, name, reach) for name, reach in _REACHES.items()]


def _result(floor: Callable[[], object], office: Office, name: str, reach: float) -> Result:
    listing = LISTINGS[name]

    def ours() -> None:
        with office.read() as read:
            uids = listing.uids(read.connection)
            listing.page(read.connection, uids[:PAGE])
            listing.totals(read.connection)

    title = f"110 万行花名册的列表：{listing.title}"
    return Result(title, *in_turns(floor, ours, ROUNDS), reach)
