"""How classes and claims proceed under their pack: what is refused by the way it chose, said before and shown after."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import select

from app.claim.claim.model import Claim
from app.claim.claim_line.refusals import FORWARD, NotAccepted, nothing, of_claims, stands_still, told
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.policy import procedures
from app.policy.keys import BUREAU, DEPARTMENT, KEYS
from app.policy.procedures import Way
from app.store.models import TrainingClass
from app.store.work import Read
from app.training.training_class.opening import against_opening, claim_limit_of, opening_of

Barred = dict[str, dict[int, Refused]]


def review_of(read: Read, claim: Claim) -> Way:
    """Whether a claim is checked by the department in charge before it is reviewed."""
    held = read.session.get(TrainingClass, claim.class_uid) if claim.class_uid else None
    of_class = (held.training_type, held.arrangement) if held else (None, None)
    return procedures.review(read.pack_on(claim.basis_on), claim.basis_on, *of_class)


def against_review(way: Way, state: str, verb: str) -> Refused | None:
    """Why a verb of a claim is not the way of its review."""
    if verb == "check" and way.name == BUREAU:
        return Refused("claim.by_bureau", clause=way.clause)
    if verb == "review" and way.name == DEPARTMENT and state == "submitted":
        return Refused("claim.by_department", clause=way.clause)
    return None


def barred(read: Read, noun: str, uids: Collection[int]) -> Barred:
    """Which verbs some classes or claims refuse by the way that their pack chose, and why."""
    model: Any = {"class": TrainingClass, "claim": Claim}[noun]
    found: Barred = {}
    refused = of_claims(read, uids) if noun == "claim" else {}
    for row in read.session.scalars(select(model).where(model.uid.in_(list(uids)), model.origin == read.own.uid)):
        for verb in ("submit", "approve", "file") if noun == "class" else ("check", "review"):
            way = opening_of(read, row) if noun == "class" else review_of(read, row)
            against = against_opening(way, verb) if noun == "class" else against_review(way, row.state, verb)
            if against is not None:
                found.setdefault(verb, {})[row.uid] = against
        if noun == "claim":
            _by_receipt(row, refused.get(row.uid, []), found)
    return found


def _by_receipt(claim: Claim, lines: list[NotAccepted], found: Barred) -> None:
    """What the office above did not accept stands still; what it accepted is not to be asked back."""
    for verb in FORWARD if lines else ("recover",):
        against = stands_still(claim.number, lines) if lines else nothing(claim.number)
        found.setdefault(verb, {})[claim.uid] = against


def advice(read: Read, noun: str, uid: int) -> dict[str, str]:
    """What is to be looked at before a verb is done to a record, by verb."""
    if noun == "class" and (held := read.session.get(TrainingClass, uid)):
        return _said(read, held.starts_on, accept="acceptance_materials")
    if noun == "claim" and (claim := read.session.get(Claim, uid)):
        lines = of_claims(read, (uid,)).get(uid, ())
        looks = _said(read, claim.basis_on, check="department_checks", review="bureau_checks")
        return {**looks, "recover": told(lines)} if lines else looks
    return {}


def _said(read: Read, on: date, **keys: str) -> dict[str, str]:
    pack = read.pack_on(on)
    found = {verb: pack.get(key, on) for verb, key in keys.items()}
    return {
        verb: say("procedure.look", title=KEYS[value.key].title, items="、".join(pack.list(value.key, on)),
                  clause=procedures.cited(value))
        for verb, value in found.items()
        if value
    }  # fmt: skip


# --- by which day -----------------------------------------------------------------------------------------------------


def claimed_in_time(read: Read, row: TrainingClass, on: date) -> None:
    """Refuse a claim that is made on a day after the last one to claim for its class."""
    limit = claim_limit_of(read, row)
    if limit and on > limit.last:
        raise Refused("claim.late", number=row.number, last=limit.last, clause=limit.clause)
