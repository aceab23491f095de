"""Exercises: the rules of places that are not shipped, taken up from second-hand extracts; each runs its own cases."""

from pathlib import Path

import pytest

from app.award.cases.pack_file import load_pack
from app.award.cases.run import run_cases
from app.award.texts.row_text import text_of_row

TRIALS = sorted((Path(__file__).parent / "trials").glob("*.toml"))


@pytest.mark.parametrize("path", TRIALS, ids=lambda path: path.stem)
def test_an_exercise_loads_is_marked_as_one_and_its_cases_come_out(path: Path) -> None:
    pack = load_pack(path.read_text(encoding="utf-8"))
    assert "示例" in pack.region_name + pack.title
    results = run_cases(pack)
    assert len(results) >= 25 and [result.case.name for result in results if not result.passed] == []


def test_a_group_that_needs_no_proof_is_read_apart_from_one_that_is_warned_of() -> None:
    text = next(path for path in TRIALS if path.stem == "hainan").read_text(encoding="utf-8")
    free, warned = load_pack(text), load_pack(text.replace('proof = "pass"\n', "", 1))
    told = [next(need for need in p.schemes["training"].needs if need.name == "group") for p in (free, warned)]
    assert text_of_row(told[0], free) != text_of_row(told[1], warned)
