"""Exercises: the rules of places that are not shipped, taken up from second-hand extracts; each runs its own cases."""

from pathlib import Path

import pytest

from app.award.cases import run_cases
from app.award.pack_file import load_pack

TRIALS = sorted((Path(__file__).parent / "trials").glob("*.toml"))


@pytest.mark.parametrize("path", TRIALS, ids=lambda path: path.stem)
def test_an_exercise_loads_is_marked_as_one_and_its_cases_come_out(path: Path) -> None:
    pack = load_pack(path.read_text(encoding="utf-8"))
    assert pack.id == path.stem and "示例" in pack.region_name and "练习" in pack.title
    results = run_cases(pack)
    assert len(results) >= 25 and [result.case.name for result in results if not result.passed] == []
