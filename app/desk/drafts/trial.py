"""A worked case decided by a draft as it stands: the example beside the rows that follows each keystroke."""

from collections.abc import Mapping
from copy import deepcopy

from app.award.cases.file import explained
from app.award.cases.pack_file import rough_pack
from app.award.cases.run import CaseResult, run_cases
from app.award.texts.reason_names import reason_names
from app.desk.drafts.case_results import in_words
from app.desk.drafts.draft import Data, Draft, plain
from app.desk.drafts.row_sentences import Sentences
from app.desk.drafts.rows import Rows
from app.desk.drafts.sheet import Item
from app.kernel.outcomes import Problem, Refused
from app.kernel.texts import say

_TOLD = 4
"""Problems of a draft that are told in place of the example."""


def names_of_cases(draft: Draft) -> list[str]:
    """What can be tried: the common situation, then each worked case."""
    return [say("trial.base"), *(str(case.get("name", "")) for case in draft.data.get("cases", ()))]


def tried(draft: Draft, number: int, item: Item | None = None) -> list[str]:
    """What the draft decides in a case, 0 being the common situation under the scheme of a row; or what is wrong with it."""
    if not draft.data.get("cases") and not draft.data.get("case_base"):
        return [say("trial.no_case")]
    case = _common(draft, item) if number == 0 else draft.data["cases"][number - 1]
    if case.get("unsupported"):
        return [say("trial.unsupported", why=case["unsupported"])]
    pack, problems = rough_pack({**draft.data, "cases": [case]})
    wrong = [*(problem for _, problem in draft.faults.values()), *map(plain, problems)]
    if wrong:
        return [say("trial.unreadable"), *dict.fromkeys(_told(problem) for problem in wrong[:_TOLD])]
    [result] = run_cases(pack)
    head = in_words(_head(result, known=number > 0), reason_names(pack))
    return [head, *_row_first(Sentences(draft), item, result, explained(pack, result))]


def _row_first(said: Sentences, item: Item | None, result: CaseResult, lines: list[str]) -> list[str]:
    """The sentence of the row and what came of it, then everything else."""
    if item is None:
        return [f" {line}" for line in lines]
    row, others = said.row(item), list(zip(result.decision.trace, lines, strict=True))
    own = [line for mark, line in others if mark.row == row]
    rest = [f" {line}" for mark, line in others if mark.row != row]
    return [say("trial.row", sentence=said.sentence(item)), *(say("trial.came", line=line) for line in own), *rest]


def foreseen(sheet: Rows, number: int, item: Item, texts: Mapping[str, str], *, new: bool = False) -> list[str]:
    """What the draft would decide if a row said what a form holds; the draft itself stays as it is."""
    copy = Draft(deepcopy(sheet.draft.data), {})
    grid = Rows(copy)
    try:
        if new:
            meant = grid.put_in(Item(item.path, deepcopy(item.data), item.part), texts)
        else:
            meant = next(one for one in grid.rows() if (one.path, one.part) == (item.path, item.part))
            grid.fill(meant, texts)
    except Refused as refused:
        return [say("trial.unreadable"), str(refused)]
    return tried(copy, number, meant)


def _common(draft: Draft, item: Item | None) -> Data:
    """The common situation as a case, under the scheme of a row."""
    row = item is not None and item.path[:1] == ("schemes",)
    scheme = draft.data["schemes"][item.path[1]].get("key") if row and item is not None else None
    case: Data = {
        "name": say("trial.base"),
        "facts": {"scheme": scheme} if scheme else {},
        "expect": {"granted": False},
    }
    clause = next(iter(draft.clauses), None)
    return case | ({"clause": clause} if clause else {})


def _head(result: CaseResult, *, known: bool) -> str:
    if not known:
        return say("trial.outcome", outcome=result.outcome)
    problem = result.problem()
    if problem is None:
        return say("trial.good", outcome=result.outcome)
    return say("trial.bad", outcome=result.outcome, wanted=problem.params["wanted"])


def _told(problem: Problem) -> str:
    return f" {problem.title}：{problem.reason}" if problem.title else f" {problem.reason}"
