"""Worked cases of a pack: run when it is installed; one that comes out otherwise than it says refuses the pack."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.award.case_facts import Reader, facts_of, read_facts
from app.award.decide import decide
from app.award.trace import Decision
from app.kernel.outcomes import Problem
from app.kernel.texts import say
from app.policy.pack import Case, Pack
from app.policy.row_tests import meant
from app.policy.toml_table import Table


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A worked case and the decision that the rows came to."""

    case: Case
    decision: Decision

    @property
    def passed(self) -> bool:
        """Whether outcome, amount and reasons are what the case says."""
        case, got = self.case, self.decision
        return (got.granted, got.amount_fen, got.codes) == (case.granted, case.amount_fen, case.reasons)

    @property
    def outcome(self) -> str:
        """What the rows came to, in words."""
        return _outcome(self.decision.granted, self.decision.amount_fen, self.decision.codes)

    def problem(self) -> Problem | None:
        """What is wrong, for the report that refuses the pack."""
        if self.passed:
            return None
        wanted = _outcome(self.case.granted, self.case.amount_fen, self.case.reasons)
        return Problem("policy.case", {"name": self.case.name, "wanted": wanted, "got": self.outcome})


def run_cases(pack: Pack) -> list[CaseResult]:
    """Every worked case of a pack with the decision that its rows come to, save those that it calls unsupported."""
    return [CaseResult(case, _decide(case, pack)) for case in pack.cases if not case.unsupported]


def _decide(case: Case, pack: Pack) -> Decision:
    scheme = pack.schemes[str(case.facts["scheme"])]
    return decide(pack, scheme, facts_of(pack, scheme, case.facts))


def _outcome(granted: bool, amount_fen: int, codes: tuple[str, ...]) -> str:
    word = say("award.outcome_granted" if granted else "award.outcome_refused")
    return f"{word} {amount_fen / 100:.2f} {'、'.join(codes)}".strip()


def read_cases(
    root: Table, clauses: Collection[str], schemes: Collection[str], known: Mapping[str, Reader], *, cited: bool = True
) -> tuple[Case, ...]:
    """The worked cases of a file; those of a pack (`cited`) must each name the clause that they show kept."""
    base = read_facts(root.table("case_base", required=False), known)
    return tuple(_case(table, base, clauses, schemes, known, cited=cited) for table in root.tables("cases"))


def _case(
    table: Table,
    base: dict[str, object],
    clauses: Collection[str],
    schemes: Collection[str],
    known: Mapping[str, Reader],
    *,
    cited: bool,
) -> Case:
    unsupported, stated = table.text("unsupported", required=False), table.table("facts", required=False)
    if unsupported:  # it may state what the program has no word for
        return _unsupported(table, stated, unsupported)
    facts = base | read_facts(stated, known)
    facts["scheme"] = facts.get("scheme") or next(iter(schemes), "")
    if facts["scheme"] not in schemes:
        word = str(facts["scheme"])
        table.blame("row.unknown", "scheme", word=word, nearest=meant(word, list(schemes)))
    if facts.get("start") is None:
        table.blame("policy.missing", "start")
    clause = table.text("clause", required=cited)
    if clause and clause not in clauses:
        table.blame("policy.unknown_clause", "clause", clause=clause)
    case = Case(table.text("name"), clause, facts, *_expected(table))
    table.close()
    return case


def _unsupported(table: Table, stated: Table, why: str) -> Case:
    """A case that the program cannot carry: kept and shown, never run."""
    case = Case(table.text("name"), table.text("clause", required=False), stated.data, *_expected(table), why)
    table.close()
    return case


def _expected(table: Table) -> tuple[bool, int, tuple[str, ...]]:
    expect = table.table("expect")
    granted = expect.flag("granted")
    amount = expect.money("amount", required=granted) or 0
    reasons = expect.texts("reasons", required=False)
    expect.close()
    return granted, amount, reasons
