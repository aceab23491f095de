"""A pytest plugin that writes which tests are marked with which clause, as JSON, to the file that MARKS_FILE names."""

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

PACKS = {"SH": "suihua-2019", "XC": "xuchang-2019", "OD": "ordos-2019", "CX": "cixi-2020", "QJ": "qijiang-2019"}
"""The pack that carries the clauses of each region."""
COLLECTED = pytest.StashKey[list[pytest.Item]]()
"""All tests there are, where a run has collected them all."""


def clauses(item: pytest.Item) -> Iterator[str]:
    """The clauses that a test counts for, by its marks: of a module, a class, the test and each of its parameters.

    A test that runs under several packs shows under each of them the clauses of that region alone.
    """
    named = {region for region, pack in PACKS.items() if pack in item.name}
    for mark in item.iter_markers("clause"):
        yield from (clause for clause in mark.args if not named or clause[:2] in named)


def marked_tests(items: Iterable[pytest.Item]) -> dict[str, list[str]]:
    """Every mark counts that is of the test's own region."""
    marked: dict[str, list[str]] = defaultdict(list)
    for item in items:
        for clause in clauses(item):
            marked[clause].append(item.nodeid)
    return marked


def pytest_collection_finish(session: pytest.Session) -> None:
    Path(os.environ["MARKS_FILE"]).write_text(json.dumps(marked_tests(session.items)), encoding="utf-8")
