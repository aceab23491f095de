"""What has changed since a line of a claim was decided: whom it is for, what was known of them, and what that comes to.

Facts that move by themselves (awards granted since, other classes, how many share an account) are not compared: they
are told by the amount, where they change it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from app.award.texts.sentences import sentence
from app.award.texts.words import fact_title, shown
from app.award.trace import Decision
from app.award.view import Facts
from app.kernel.masking import mask_code, mask_id, mask_tail
from app.kernel.money import yuan
from app.kernel.texts import say
from app.policy.pack import Pack

PAYEE = ("institution_name", "payee_bank", "payee_account")
"""Who is paid, the same on every line of a claim."""
WHOM = ("name", "id_number", "account", "certificate_number", "category")
"""Whom a line is about."""
_MASKS = {"id_number": mask_id, "account": mask_tail, "payee_account": mask_tail, "certificate_number": mask_code}
_MOVING = ("past.", "rates.", "before.", "award.")
_MOVED = frozenset(
    {"overlaps", "shared_account", "months_paid", "days_paid", "certificate_others", "age", "retired", "claimed_on"}
)


def changes(pack: Pack, then: Facts, now: Facts) -> list[str]:
    """Each fact that is not what the line was decided on."""
    found = []
    for name in sorted(then.keys() | now.keys(), key=_order(pack)):
        if name.startswith(_MOVING) or name in _MOVED:
            continue
        before, after = then.get(name), now.get(name)
        if before != after and not (before in (None, "", ()) and after in (None, "", ())):
            told = {"before": _shown(name, before, pack), "after": _shown(name, after, pack)}
            found.append(say("recheck.value", title=_title(name, pack), **told))
    return found


def _order(pack: Pack) -> Any:
    return lambda name: fact_title(name, pack)


def _title(name: str, pack: Pack) -> str:
    return (
        say(f"fact.{name}")
        if name in ("held", "lapsed", "sessions", "worked", "class_periods")
        else fact_title(name, pack)
    )


def _shown(name: str, value: Any, pack: Pack) -> str:
    if name == "sessions" and value:
        return "；".join(say("explain.attended", periods=p, minutes=m, days=d) for p, m, d in value)
    return shown(name, value, pack)


def about_changes(then: Mapping[str, Any], now: Mapping[str, object], keys: tuple[str, ...] = WHOM) -> Iterator[str]:
    """The same of name, account and certificate, and of who is paid; what was not kept is left out."""
    for key in keys:
        if key in then and key in now and (then[key] or None) != (now[key] or None):
            before, after = (_masked(key, values[key]) for values in (then, now))
            code = "recheck.hidden" if before == after else "recheck.value"
            yield say(code, title=say(f"fact.{key}"), before=before, after=after)


def _masked(key: str, value: Any) -> str:
    text = str(value or "")
    mask = _MASKS.get(key)
    return (mask(text) if mask and text else text) or say("explain.nothing")


def outcome_changes(pack: Pack, then: Decision, now: Decision) -> list[str]:
    """Another amount than was decided (分), and the reasons against it that are new."""
    if then.amount_fen == now.amount_fen:
        return []
    known = {sentence(mark, pack) for mark in then.trace}
    new = [told for mark in (*now.against, *now.open) if (told := sentence(mark, pack)) not in known]
    why = say("recheck.why", why="；".join(new)) if new else ""
    return [say("recheck.amount", before=yuan(then.amount_fen), after=yuan(now.amount_fen), why=why)]
