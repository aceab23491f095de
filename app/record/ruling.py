"""What the rules of a policy mean for a verb: which refuse it, which only ask somebody to look, and what is proposed then."""

from collections.abc import Iterable
from typing import NamedTuple

from app.award.texts.sentences import cited
from app.award.trace import Mark
from app.award.view import UNKNOWN
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.policy.pack import Pack
from app.policy.rows import HAND, REFUSE, Bound, Need


class Ruling(NamedTuple):
    """Sentences with their clauses: what refuses, and what somebody must have looked at."""

    refused: tuple[str, ...]
    asked: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """All of them, what refuses first."""
        return *self.refused, *self.asked


def ruled(marks: Iterable[Mark], pack: Pack) -> Ruling:
    """What came of some rules; those that are met say nothing."""
    against = [mark for mark in marks if mark.against]
    refused = [mark for mark in against if mark.against == REFUSE and not unannounced(mark)]
    return Ruling(
        tuple(_said(mark, pack) for mark in refused),
        tuple(_said(mark, pack) for mark in against if mark not in refused),
    )


def obeyed(marks: Iterable[Mark], pack: Pack, verb: str) -> tuple[str, ...]:
    """What is asked before a verb is done; Refused with every rule that stands against it, all at once."""
    found = ruled(marks, pack)
    if found.refused:
        raise Refused("rule.refused", verb=verb, count=len(found.refused), rules="\n".join(found.all))
    return found.asked


def unannounced(mark: Mark) -> bool:
    """Whether a clock is not known because the working days of that year are not announced: nobody's fault, so it is asked."""
    need, view = mark.row, mark.said.get("view")
    if mark.outcome != UNKNOWN or not isinstance(need, Need) or view is None or view.get(need.fact) is None:
        return False
    bounds = [test.bound for test in need.tests if isinstance(test.bound, Bound)]
    return any("working_days" in dict(b.plus) and view.get(b.fact) is not None for b in bounds)


def _said(mark: Mark, pack: Pack) -> str:
    """A rule as it is shown: by hand what is to be looked at, and the sanction that it proposes."""
    told = cited(mark, pack)
    if mark.against == HAND:
        told = say("rule.hand", rule=told)
    then = next((step for step in pack.sanctions if step.key == getattr(mark.row, "then", "")), None)
    return told + (say("rule.then", step=then.title, clause=then.source.cite()) if then else "")
