"""What is decided beside the rows: 手工通过 and 核减 by two people, and what the office above did not accept."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from app.award.texts.sentences import cited
from app.award.trace import Decision, Mark
from app.kernel.texts import say
from app.policy.pack import Pack
from app.policy.rows import PRINCIPLE, REFUSE, WARN, Row
from app.policy.source import Source

OVERRIDDEN, NOT_ACCEPTED, REFUSED_BEFORE = "overridden", "not_accepted", "refused_before"
TAKEN_OUT = "taken_out"
_BESIDE = (OVERRIDDEN, NOT_ACCEPTED, REFUSED_BEFORE, TAKEN_OUT)


@dataclass(frozen=True, slots=True)
class Override:
    """What two people answer for: why, by which document, and `against`, the very words of the one limit passed."""

    reason: str
    document: str
    against: str
    asked_by: str
    confirmed_by: str


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Why two people took a person out of a claim (核减), by which document and clause ('' where the policy has none)."""

    cause: str
    reason: str
    document: str
    clause: str
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


def taken_out(decision: Decision, why: TakenOut) -> Decision:
    """The decision on a person whom two people took out: nothing, whatever the rows say."""
    return _taken_out(decision, asdict(why))


def _taken_out(decision: Decision, said: Mapping[str, object]) -> Decision:
    row = Row(TAKEN_OUT, source=Source(document=str(said["clause"])))
    mark = Mark(row, TAKEN_OUT, "n", REFUSE, {**said, "by": _by(said)})
    return replace(decision, granted=False, amount_fen=0, trace=(*decision.trace, mark))


def _by(said: Mapping[str, object]) -> str:
    """Who asked and who confirmed; one alone in an office where nobody else works."""
    return say("trace.taken_out_by" if said["confirmed_by"] else "trace.taken_out_alone", **said)


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
        elif form == TAKEN_OUT:
            decision = _taken_out(decision, each)
        elif form == REFUSED_BEFORE:
            decision = with_warning(decision, each["why"])
        else:
            decision = _passed(decision, each)
    return decision
