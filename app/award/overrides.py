"""What is decided beside the rows: 手工通过 of a limit 原则上 by two people, and what the office above did not accept."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.award.texts.sentences import cited
from app.award.trace import Decision, Mark
from app.kernel.texts import say
from app.policy.pack import Pack
from app.policy.rows import PRINCIPLE, REFUSE, WARN, Row

OVERRIDDEN, NOT_ACCEPTED, REFUSED_BEFORE = "overridden", "not_accepted", "refused_before"
_BESIDE = (OVERRIDDEN, NOT_ACCEPTED, REFUSED_BEFORE)


@dataclass(frozen=True, slots=True)
class Override:
    """What two people answer for: why, by which document, and `against`, the very words of the one limit passed."""

    reason: str
    document: str
    against: str
    asked_by: str
    confirmed_by: str


def standing(decision: Decision) -> Mark | None:
    """The limit 原则上 that alone stands against a line; None when it is granted, or refused by anything else too."""
    against = (*decision.against, *decision.open)
    alone = len(against) == 1 and against[0].against == PRINCIPLE
    return against[0] if alone and decision.full_fen > 0 else None


def overridden(decision: Decision, override: Override, pack: Pack) -> Decision:
    """The decision with an override: the whole amount, while the same single limit stands; else as it was."""
    limit = standing(decision)
    if limit is None or cited(limit, pack) != override.against:
        return decision
    said: dict[str, object] = {
        "reason": override.reason,
        "approval": override.document,
        "asked_by": override.asked_by,
        "confirmed_by": override.confirmed_by,
    }
    return _passed(decision, said)


def _passed(decision: Decision, said: Mapping[str, object]) -> Decision:
    limit = standing(decision)
    row = replace(limit.row, name=OVERRIDDEN) if limit else Row(OVERRIDDEN)
    mark = Mark(row, OVERRIDDEN, "y", "", said)
    return replace(decision, granted=True, amount_fen=decision.full_fen, trace=(*decision.trace, mark))


def not_accepted(decision: Decision, why: str) -> Decision:
    """The decision on a line that the office above has refused: nothing, until it is claimed for anew."""
    mark = Mark(Row(NOT_ACCEPTED), NOT_ACCEPTED, "n", REFUSE, {"why": why})
    return replace(decision, granted=False, amount_fen=0, trace=(*decision.trace, mark))


def with_warning(decision: Decision, why: str) -> Decision:
    """The decision on a line that is claimed for anew after the office above refused it: whoever signs must know."""
    mark = Mark(Row(REFUSED_BEFORE, say("row_text.refused_before")), REFUSED_BEFORE, "n", WARN, {"why": why})
    return replace(decision, trace=(*decision.trace, mark))


def saved(decision: Decision) -> str:
    """JSON of what was decided beside the rows; '' for nothing."""
    beside = [{"form": mark.form, **mark.said} for mark in decision.trace if mark.form in _BESIDE]
    return json.dumps(beside, ensure_ascii=False) if beside else ""


def restore(decision: Decision, text: str) -> Decision:
    """The decision of the rows with what was decided beside them."""
    for each in json.loads(text) if text else ():
        form = each.pop("form")
        if form == NOT_ACCEPTED:
            decision = not_accepted(decision, each["why"])
        elif form == REFUSED_BEFORE:
            decision = with_warning(decision, each["why"])
        else:
            decision = _passed(decision, each)
    return decision
