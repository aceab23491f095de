"""Worked cases of a pack: run when it is installed; one that comes out otherwise than it says refuses the pack."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.award.cases.facts import Reader, facts_of, read_facts, stated_facts
from app.award.decide import decide
from app.award.rules import check
from app.award.trace import Decision
from app.kernel.outcomes import Problem
from app.kernel.texts import say
from app.policy.pack import Case, Pack
from app.policy.row_file import ABOUT, STEPS
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
        paid = all(not wanted or wanted == found for wanted, found in ((case.payee, got.payee), (case.fund, got.fund)))
        return paid and (got.granted, got.amount_fen, got.codes) == (case.granted, case.amount_fen, case.reasons)

    @property
    def outcome(self) -> str:
        """What the rows came to, in words."""
        return _outcome(self.case, self.decision)

    def problem(self) -> Problem | None:
        """What is wrong, for the report that refuses the pack."""
        if self.passed:
            return None
        wanted = _outcome(self.case, self.case)
        return Problem("policy.case", {"name": self.case.name, "wanted": wanted, "got": self.outcome})


def run_cases(pack: Pack) -> list[CaseResult]:
    """Every worked case of a pack with the decision that its rows come to, save those that it calls unsupported."""
    return [CaseResult(case, _decide(case, pack)) for case in pack.cases if not case.unsupported]


def _decide(case: Case, pack: Pack) -> Decision:
    if case.at:
        marks = check(pack, case.about, case.at, stated_facts(case.facts))
        decision = Decision(False, 0, tuple(marks))
        return replace(decision, granted=not (decision.against or decision.open))
    scheme = pack.schemes[str(case.facts["scheme"])]
    return decide(pack, scheme, facts_of(pack, scheme, case.facts))


def _outcome(case: Case, come: Case | Decision) -> str:
    """What a case demands, or what a decision comes to, in words; payee and fund where the case demands them."""
    reasons = come.reasons if isinstance(come, Case) else come.codes
    word = say(f"award.{'rules' if case.at else 'outcome'}_{'granted' if come.granted else 'refused'}")
    amount = "" if case.at else f"{come.amount_fen / 100:.2f}"
    paid = (come.payee if case.payee else "", come.fund if case.fund else "")
    return " ".join(filter(None, (word, amount, *paid, "、".join(reasons))))


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
    facts = _without(table, base) | read_facts(stated, known)
    if facts.get("start") is None:
        table.blame("policy.missing", "start")
    about = at = ""
    if table.has("at"):  # of what is asked of a class, an institution or a claim
        about, at = table.among("about", ABOUT), table.among("at", STEPS)
    else:
        _under_scheme(table, facts, schemes)
    clause = table.text("clause", required=cited)
    if clause and clause not in clauses:
        table.blame("policy.unknown_clause", "clause", clause=clause)
    case = Case(table.text("name"), clause, facts, about=about, at=at, **_expected(table, paid=not at))
    table.close()
    return case


def _without(table: Table, base: dict[str, object]) -> dict[str, object]:
    """What the cases have in common, save what this one does not know (`unknown`)."""
    unknown = table.texts("unknown", required=False)
    for name in unknown:
        if name not in base:
            table.blame("row.no_fact", "unknown", fact=name, nearest=meant(name, base))
    return {name: value for name, value in base.items() if name not in unknown}


def _under_scheme(table: Table, facts: dict[str, object], schemes: Collection[str]) -> None:
    """The scheme of a case, the first of the pack where it names none."""
    facts["scheme"] = facts.get("scheme") or next(iter(schemes), "")
    if facts["scheme"] not in schemes:
        word = str(facts["scheme"])
        table.blame("row.unknown", "scheme", word=word, nearest=meant(word, list(schemes)))


def _unsupported(table: Table, stated: Table, why: str) -> Case:
    """A case that the program cannot carry: kept and shown, never run."""
    clause = table.text("clause", required=False)
    case = Case(table.text("name"), clause, stated.data, unsupported=why, **_expected(table))
    table.close()
    return case


def _expected(table: Table, *, paid: bool = True) -> dict[str, Any]:
    """The outcome that a case demands; nothing is paid by a rule of a class, an institution or a claim."""
    expect = table.table("expect")
    granted = expect.flag("granted")
    found = {
        "granted": granted,
        "amount_fen": (expect.money("amount", required=granted) if paid else 0) or 0,
        "reasons": expect.texts("reasons", required=False),
        **{name: expect.text(name, required=False) for name in ("payee", "fund") if paid},
    }
    expect.close()
    return found
