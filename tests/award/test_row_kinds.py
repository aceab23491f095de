"""Every kind of rule that real rule sets contain is written as data, with cases that show it granted, refused and unknown."""

from functools import cache
from pathlib import Path

import pytest

from app.award.cases.file import explained
from app.award.cases.pack_file import load_pack
from app.award.cases.run import CaseResult, run_cases
from app.award.texts.reason_names import reason_names
from app.policy.pack import Pack

FOLDER = Path(__file__).parent / "kinds"
KINDS = {
    "period_rates": "rate per period, least and most periods, cap",
    "employment": "contract, insurance, second instalment, placement tiers",
    "own_schemes": "a scheme of its own",
    "modifiers": "modifiers as a table, upward and downward",
    "apprentices": "rates by level, certificate, cap a person and year",
    "limits": "by group, scheme and amount; higher bars lower",
    "payee_and_fund": "payee and fund by category or scheme",
    "prerequisites_and_exclusions": "prerequisites and exclusions",
    "retirement_age": "age by the statutory retirement age",
    "class_standards": "heads, periods, shares of a class",
    "attendance": "attendance of person and class, with different consequences",
    "process_clocks": "days by which something is done, working days too",
    "renewals": "first or renewal",
    "sanctions": "sanctions with terms, twice a lower step is the next",
    "days_and_months": "days in tiers, months at work, in two rates",
    "hand_checks": "what somebody must look at",
}
LEAST = 6
"""Cases of a kind."""


@cache
def _pack(kind: str) -> Pack:
    return load_pack((FOLDER / f"{kind}.toml").read_text(encoding="utf-8"))


def _cases() -> list[object]:
    return [
        pytest.param(kind, number, id=f"{kind}: {case.name}")
        for kind in KINDS
        if (FOLDER / f"{kind}.toml").exists()
        for number, case in enumerate(_pack(kind).cases)
    ]


@cache
def _results(kind: str) -> list[CaseResult]:
    return run_cases(_pack(kind))


@pytest.mark.parametrize(("kind", "number"), _cases())
def test_case_comes_out_as_it_says(kind: str, number: int) -> None:
    result = _results(kind)[number]
    assert result.problem() is None


@pytest.mark.parametrize(("kind", "number"), _cases())
def test_every_mark_of_a_case_is_said_in_words(kind: str, number: int) -> None:
    told = explained(_pack(kind), _results(kind)[number])
    assert told
    assert not [line for line in told if "{" in line or "None" in line]


def test_every_kind_has_its_file_and_every_file_its_kind() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_kind_shows_what_is_granted_refused_and_not_known(kind: str) -> None:
    cases, results = _pack(kind).cases, _results(kind)
    assert len(cases) >= LEAST
    assert {case.granted for case in cases} == {True, False}
    assert len({case.name for case in cases}) == len(cases)
    assert any(mark.outcome == "u" or mark.form.startswith("uncounted") for r in results for mark in r.decision.trace)


@pytest.mark.parametrize("kind", KINDS)
def test_every_reason_of_a_kind_has_a_name_for_people(kind: str) -> None:
    named = reason_names(_pack(kind))
    assert not [code for result in _results(kind) for code in result.decision.codes if code not in named]


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_of_a_kind_is_judged_in_some_case(kind: str) -> None:
    pack = _pack(kind)
    marked = {mark.row.name for result in _results(kind) for mark in result.decision.trace}
    schemes = pack.schemes.values() if any(not case.at for case in pack.cases) else ()
    rows = {row.name for s in schemes for row in (*s.needs, *s.past, *s.amount) if row.source.document}
    assert rows | {rule.name for rule in pack.rules} <= marked


def test_case_that_names_another_payee_or_fund_does_not_pass() -> None:
    text = (FOLDER / "payee_and_fund.toml").read_text(encoding="utf-8")
    for right, wrong in (
        ('payee = "企业", fund', 'payee = "本人", fund'),
        ('fund = "失业保险基金" }', 'fund = "其他" }'),
    ):
        assert right in text
        first = run_cases(load_pack(text.replace(right, wrong, 1)))[0]
        assert (first.passed, first.outcome) == (False, "核定 820.00 企业 失业保险基金")
