"""Packs written from the guide alone, as exercises: each is sound and its worked cases come to what they say."""

from pathlib import Path

import pytest

from app.award.cases import run_cases
from app.award.pack_file import PackError, load_pack
from app.award.row_text import text_of_row

TRIALS = sorted((Path(__file__).parent / "trials").glob("*.toml"))


@pytest.mark.parametrize("path", TRIALS, ids=lambda path: path.stem)
def test_an_exercise_is_sound_and_its_cases_hold(path: Path) -> None:
    pack = load_pack(path.read_text(encoding="utf-8"))
    assert len(pack.cases) >= 25
    assert [str(result.problem()) for result in run_cases(pack) if not result.passed] == []


def test_two_catalogues_of_the_office_cannot_read_the_same_rates() -> None:
    text = next(path for path in TRIALS if path.stem == "hainan").read_text(encoding="utf-8")
    changed = text.replace(
        'title = "学徒培训补贴标准"\nunit', 'title = "学徒培训补贴标准"\nby = ["occupation"]\nunit', 1
    )
    assert changed != text
    with pytest.raises(PackError) as caught:
        load_pack(changed)
    assert [problem.code for problem in caught.value.problems] == ["row.office_catalogues"]


def test_a_group_that_needs_no_proof_is_read_apart_from_one_that_is_warned_of() -> None:
    text = next(path for path in TRIALS if path.stem == "hainan").read_text(encoding="utf-8")
    free, warned = load_pack(text), load_pack(text.replace('proof = "pass"\n', "", 1))
    told = [next(need for need in p.schemes["training"].needs if need.name == "group") for p in (free, warned)]
    assert text_of_row(told[0], free) != text_of_row(told[1], warned)
