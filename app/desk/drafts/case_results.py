"""What the worked cases of a pack come to, in words: no code of a reason is shown to anybody."""

from collections.abc import Mapping
from dataclasses import replace

from app.award.cases.file import explained
from app.award.cases.run import run_cases
from app.award.texts.reason_names import reason_names
from app.kernel.outcomes import Problem
from app.kernel.texts import say
from app.policy.pack import Pack
from app.policy.toml_table import place


def results_of_cases(pack: Pack) -> list[str]:
    """Each worked case of a pack: whether it comes out as it says, and below it why; the count of both first."""
    lines: list[str] = []
    results, names = run_cases(pack), reason_names(pack)
    for result in results:
        wrong = result.problem()
        good = say("packs.case_good", name=result.case.name, outcome=result.outcome)
        lines.append(in_words(say("packs.case_bad", **wrong.params) if wrong else good, names))
        lines += [f" {text}" for text in explained(pack, result)]
    lines += [say("packs.case_unsupported", name=c.name, why=c.unsupported) for c in pack.cases if c.unsupported]
    failed = sum(not result.passed for result in results)
    known = {"title": pack.title, "version": pack.version, "count": len(results)}
    return [say("packs.failed", failed=failed, **known) if failed else say("packs.passed", **known), *lines]


def failing_cases(pack: Pack) -> list[Problem]:
    """The cases that come out otherwise than they say, each with its place as key, its reasons by their names."""
    names = reason_names(pack)
    run = [number for number, case in enumerate(pack.cases) if not case.unsupported]
    return [
        replace(problem, code="draft.case", params=_words(problem, names), key=place(("cases", number)))
        for number, result in zip(run, run_cases(pack), strict=True)
        if (problem := result.problem())
    ]


def unknown_reasons(pack: Pack) -> list[Problem]:
    """The reasons of cases that no decision carries."""
    names = reason_names(pack)
    return [
        Problem("draft.reason", {"value": reason}, place(("cases", number, "expect", "reasons")))
        for number, case in enumerate(pack.cases)
        for reason in case.reasons
        if reason not in names and not case.unsupported
    ]


def _words(problem: Problem, names: Mapping[str, str]) -> dict[str, object]:
    return {name: in_words(str(text), names) for name, text in problem.params.items()}


def in_words(text: str, names: Mapping[str, str]) -> str:
    """The codes of reasons in a text as what they mean; the longer first, since one may begin another."""
    for code in sorted(names, key=len, reverse=True):
        text = text.replace(code, names[code])
    return text
