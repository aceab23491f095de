"""A file of worked cases that anybody wrote (docs/case-format.md): the part of a pack file that holds its cases."""

from dataclasses import replace

from app.award.cases.facts import readers
from app.award.cases.pack_file import LARGEST, PackError
from app.award.cases.run import CaseResult, read_cases, run_cases
from app.award.texts.explanation import case_lines
from app.kernel.outcomes import Problem
from app.policy.pack import Case, Pack
from app.policy.row_tests import kinds_of
from app.policy.toml_table import open_toml

_KILO = 1000


def load_cases(text: str, pack: Pack) -> tuple[Case, ...]:
    """The cases of a TOML text, whose clauses are those of a pack; PackError with all its problems and their lines."""
    if len(text.encode("utf-8", "replace")) > LARGEST:
        raise PackError([Problem("policy.too_large", {"limit": LARGEST // _KILO})])
    problems: list[Problem] = []
    root = open_toml(text, problems)
    clauses, known = {source.clause for source in pack.clauses}, readers(kinds_of(pack.facts))
    cases = read_cases(root, clauses, pack.schemes, known, cited=False) if root else ()
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
    """The trace of a decision: every row with its sentence and its clause."""
    return case_lines(pack, result.decision)
