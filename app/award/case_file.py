"""A file of worked cases that anybody wrote (docs/case-format.md): the part of a pack file that holds its cases."""

from dataclasses import replace

from app.award.cases import CaseResult, case_day, run_cases
from app.award.eligibility import Policy
from app.award.pack_cases import read_cases
from app.award.pack_file import LARGEST, PackError
from app.kernel.outcomes import Problem
from app.policy.pack import Case, Pack
from app.policy.toml_table import open_toml

_KILO = 1000


def load_cases(text: str, pack: Pack) -> tuple[Case, ...]:
    """The cases of a TOML text, whose clauses are those of a pack; PackError with all its problems and their lines."""
    if len(text.encode("utf-8", "replace")) > LARGEST:
        raise PackError([Problem("policy.too_large", {"limit": LARGEST // _KILO})])
    problems: list[Problem] = []
    root = open_toml(text, problems)
    cases = read_cases(root, {source.clause for source in pack.clauses}, cited=False) if root else ()
    if root:
        root.close()
        if not cases:
            root.blame("policy.missing", "cases")
    if problems:
        raise PackError(sorted(problems, key=lambda problem: problem.row))
    return cases


def run_cases_under(pack: Pack, cases: tuple[Case, ...]) -> list[CaseResult]:
    """Each of some cases with the decision that the rules come to under a pack."""
    return run_cases(replace(pack, cases=cases, _by_key={}))


def explained(pack: Pack, result: CaseResult) -> list[str]:
    """Every reason of a decision with its clause, and what was not checked because the pack is silent."""
    gaps = Policy.on(pack, case_day(result.case)).gap_texts()
    return [*(reason.text() for reason in result.decision.reasons), *gaps]
