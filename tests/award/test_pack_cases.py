"""Every worked case of the shipped packs comes out as the circular's words say; each case stands for the clause it names."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.award.cases.facts import facts_of
from app.award.cases.run import CaseResult, run_cases
from app.award.decide import decide
from app.policy.pack import Pack
from app.store import packs
from tests.marks import PACKS as REGISTERED

PACKS = tuple(packs.bundled())


def results() -> Iterator[Any]:
    for name in PACKS:
        pack = packs.parsed(packs.bundled_text(name))
        for number, result in enumerate(run_cases(pack)):
            clause = result.case.clause
            marks = [pytest.mark.clause(clause)] if clause[:2] in REGISTERED else []
            yield pytest.param(pack, result, id=f"{name}-{number}-{result.case.name}", marks=marks)


@pytest.mark.parametrize(("pack", "result"), tuple(results()))
def test_a_worked_case_comes_out_as_it_says(pack: Pack, result: CaseResult) -> None:
    assert result.problem() is None, result.outcome
    scheme = pack.schemes[str(result.case.facts["scheme"])]
    again = decide(pack, scheme, facts_of(pack, scheme, result.case.facts))
    assert again.codes == result.decision.codes and again.amount_fen == result.decision.amount_fen
