"""A pytest plugin that writes which tests are marked with which clause, as JSON, to the file that MARKS_FILE names."""

import json
import os
from collections import defaultdict
from pathlib import Path

import pytest


def pytest_collection_finish(session: pytest.Session) -> None:
    """Every mark counts: of a module, a class, a test and each of its parameters."""
    marked: dict[str, list[str]] = defaultdict(list)
    for item in session.items:
        for mark in item.iter_markers("clause"):
            for clause in mark.args:
                marked[clause].append(item.nodeid)
    Path(os.environ["MARKS_FILE"]).write_text(json.dumps(marked), encoding="utf-8")
