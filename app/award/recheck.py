"""What has changed since a line of a claim was decided: whom it is for, what was known of them, and what that comes to.

Facts that move by themselves (awards granted since, other classes, how many share an account) are not compared: they
are told by the amount, where they change it.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from app.award.awards import AGAINST, Decision
from app.award.explanation import Kept, fact, written
from app.kernel.kinds import mask_id, mask_tail
from app.kernel.money import yuan
from app.kernel.texts import say

PAYEE = ("institution_name", "payee_bank", "payee_account")
"""Who is paid, the same on every line of a claim."""
WHOM = ("name", "account")
FACTS = (
    *("on", "id_number", "category", "draws_pension", "occupation", "level", "training_type", "arrangement"),
    *("certificate_kind", "certificate_number", "certificate_date", "result", "left_out"),
    *("locality", "fee_fen", "firm_opened_on", "tags"),
    *("facility", "items", "first_bought_on", "last_bought_on", "education_fund"),
)
"""What is compared of the facts, of people and of equipment."""
_MASKS = {"id_number": mask_id, "account": mask_tail, "payee_account": mask_tail}


def changes(kept: Kept, about: Mapping[str, object], facts: Mapping[str, object]) -> list[str]:
    """Each value that is not what the line was decided on; what a line of an earlier version did not keep is left out."""
    now = json.loads(written({key: facts[key] for key in FACTS if key in facts}))
    return [*_differing(kept.get("about", {}), about, WHOM), *_differing(kept.get("facts", {}), now, FACTS)]


def payee_changes(kept: Kept, about: Mapping[str, object]) -> list[str]:
    """The same of who is paid."""
    return [*_differing(kept.get("about", {}), about, PAYEE)]


def outcome_changes(kept: Kept, amount_fen: int, now: Decision) -> list[str]:
    """Another amount than was decided (分), and the reasons against it that are new."""
    if amount_fen == now.amount_fen:
        return []
    known = {each["text"] for each in kept.get("reasons", ())}
    new = [r.sentence for r in now.reasons if r.hardness in AGAINST and r.sentence not in known]
    why = say("recheck.why", why="；".join(new)) if new else ""
    return [say("recheck.amount", before=yuan(amount_fen), after=yuan(now.amount_fen), why=why)]


def _differing(then: Mapping[str, Any], now: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[str]:
    for key in keys:
        if key in then and key in now:
            before, after = (_counted(values, key) for values in (then, now))
            if before != after:
                shown = {"before": _shown(key, before), "after": _shown(key, after)}
                code = "recheck.hidden" if shown["before"] == shown["after"] else "recheck.value"
                yield say(code, title=say(f"fact.{key}"), **shown)


def _counted(values: Mapping[str, Any], key: str) -> Any:
    """A value as it counts: of what somebody is recognised as, what is not void and began by the day that decides."""
    if key != "tags":
        return values[key]

    def counts(tag: Mapping[str, Any]) -> bool:
        return not tag.get("void") and tag["since"] <= values["on"]

    return [(t["category"], t["since"], t["until"]) for t in values[key] or () if counts(t)]


def _shown(key: str, value: Any) -> str:
    if key == "tags":
        value = [dict(zip(("category", "since", "until"), tag, strict=True)) for tag in value]
    return _MASKS[key](value) if value and key in _MASKS else fact(key, value)
