"""The register of clauses: what carries each row exists, and a test shows it kept.

`where` names, with blanks between: `pack:key` (a value that the pack takes from this very clause, or its
`reading`, `unsupported`, `targets` or `documents`), `pack:scheme/row` (a row that it takes from there, as
`tests/rows.py` writes it; a row that schemes share by any of them), `verb:noun.word`, `list:listing.column`, `form:name`, or a name in
`app` by its dotted path. A row that is `later` may already have its values in a pack; its note says what it waits for.
"""

import csv
import json
import os
import re
import subprocess
import sys
from functools import cache
from operator import attrgetter
from pathlib import Path
from pkgutil import resolve_name

import pytest

from app.desk.lists import LISTINGS
from app.desk.records import RECORDS, functions
from app.kernel.texts import RESOURCES
from app.store.packs import bundled, parsed
from tests.marks import COLLECTED, marked_tests
from tests.rows import places

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = ["id", "place", "quote", "rule", "modules", "types", "carrier", "where", "since", "note"]
CARRIERS = {"pack", "rule", "record", "form", "deadline"}
OTHERS = {"informational", "later"}
IN_ALL = {"SH": 43, "XC": 40, "OD": 29, "CX": 36, "QJ": 25}


@cache
def register() -> tuple[dict[str, str], ...]:
    with (ROOT / "docs" / "clauses.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def named() -> list[tuple[str, str]]:
    """Each row's id with each name of its `where`."""
    return [(row["id"], name) for row in register() for name in row["where"].split()]


@pytest.fixture(scope="module")
def marks(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The tests of each clause, of all that pytest collects, parameters included; a run of some tests collects anew."""
    if COLLECTED in pytestconfig.stash and not pytestconfig.getoption("ignore"):
        return marked_tests(pytestconfig.stash[COLLECTED])
    found = tmp_path_factory.mktemp("marks") / "marks.json"
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "tests.marks", "-p", "no:cacheprovider"]
    settings = {**os.environ, "MARKS_FILE": str(found), "QT_QPA_PLATFORM": "offscreen", "PYTEST_ADDOPTS": ""}
    told = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)  # noqa: S603
    assert told.returncode == 0, told.stdout[-2000:] + told.stderr[-2000:]
    return dict(json.loads(found.read_text(encoding="utf-8")))


def test_every_clause_of_the_five_circulars_has_its_row() -> None:
    assert [row["id"] for row in register()] == [
        f"{region}-{number:02}" for region, count in IN_ALL.items() for number in range(1, count + 1)
    ]
    assert {tuple(row) for row in register()} == {tuple(COLUMNS)}


def test_a_row_says_what_carries_it_since_when_and_where() -> None:
    for row in register():
        assert row["carrier"] in CARRIERS | OTHERS, row["id"]
        assert bool(row["since"]) == (row["carrier"] in CARRIERS), row["id"]
        assert row["where"] or row["carrier"] in OTHERS, row["id"]
        assert row["note"] or row["carrier"] in CARRIERS, row["id"]
        assert row["note"].startswith("waits: ") or row["carrier"] != "later", row["id"]


def test_what_a_row_names_exists() -> None:
    missing = [(clause, name) for clause, name in named() if not exists(clause, name)]
    assert missing == []


def test_every_clause_that_a_pack_takes_something_from_is_named_with_it() -> None:
    taken = {
        (one.source.clause, name)
        for name, pack in ((name, parsed(text)) for name, text in bundled().items())
        for one in (*pack.values, *pack.reading, *pack.unsupported, *pack.targets, *places(pack))
        if one.source.clause
    }
    assert taken - {(clause, name.split(":")[0]) for clause, name in named()} == set()


def test_a_row_that_is_carried_has_a_marked_test(marks: dict[str, list[str]]) -> None:
    assert [row["id"] for row in register() if row["carrier"] in CARRIERS and row["id"] not in marks] == []


def test_a_row_that_a_rule_a_record_or_a_form_carries_is_shown_by_more_than_its_pack(
    marks: dict[str, list[str]],
) -> None:
    worked = [row["id"] for row in register() if row["carrier"] in CARRIERS - {"pack"}]
    only_read = tuple(f"tests/policy/test_pack{part}.py" for part in ("s", "_rows", "_values"))
    assert [clause for clause in worked if all(t.startswith(only_read) for t in marks.get(clause, []))] == []


def test_a_mark_names_a_row(marks: dict[str, list[str]]) -> None:
    assert sorted(set(marks) - {row["id"] for row in register()}) == []


@pytest.mark.parametrize(
    "name",
    [
        *("suihua-2019:no_key", "suihua-2019:notice_days", "suihua-2019:training/rate", "suihua-2019:song/rate"),
        *("suihua-2020:first_day", "qijiang-2019:first_day"),
        *("verb:claim.sing", "verb:song.pay", "list:claims.no_column", "list:songs", "form:song", "form:", "plain"),
        *("app.claim.claim.verbs.sing", "app.songs", "os.path", "tests.marks", "suihua-2019:"),
    ],
)
def test_a_name_that_is_nowhere_is_noticed(name: str) -> None:
    assert not exists("SH-01", name)


def exists(clause: str, name: str) -> bool:
    """Whether a name of `where` stands for something."""
    kind, _, rest = name.rpartition(":")
    if kind in bundled():
        return _in_pack(kind, rest, clause)
    first, _, last = rest.partition(".")
    if kind == "verb":
        return first in RECORDS and last in functions(RECORDS[first])
    if kind == "list":
        return first in LISTINGS and last in map(attrgetter("name"), LISTINGS[first].columns)
    if kind == "form":
        return (RESOURCES / "forms" / f"{rest}.toml").is_file()
    return not kind and _in_app(rest)


def _in_pack(pack: str, key: str, clause: str) -> bool:
    found = parsed(bundled()[pack])
    if key == "documents":
        return bool(found.documents)
    if key in ("reading", "unsupported", "targets"):
        return clause in {row.source.clause for row in getattr(found, key)}
    paths = {(path, place.source.clause) for place in places(found) for path in place.paths}
    return (key, clause) in {*paths, *((value.key, value.source.clause) for value in found.values)}


def _in_app(path: str) -> bool:
    if not re.fullmatch(r"app(\.\w+)+", path):
        return False
    try:
        resolve_name(path)
    except (ImportError, AttributeError):
        return False
    return True
