"""How classes and claims proceed under their pack: what is refused by the way it chose, said before and shown after."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.domain import procedures
from app.domain.outcomes import Refused
from app.domain.policykeys import APPROVAL, BUREAU, DEPARTMENT, FILING, KEYS
from app.domain.procedures import Limit, Way
from app.domain.texts import say
from app.store.models import Claim, Enrolment, TrainingClass
from app.store.work import Read
from app.usecases.refusals import FORWARD, NotAccepted, nothing, of_claims, stands_still, told
from app.usecases.rosters import on_roster

Barred = dict[str, dict[int, Refused]]


def opening_of(read: Read, row: TrainingClass) -> Way:
    """Whether a class is approved or put on file."""
    return procedures.opening(read.pack_on(row.starts_on), row.starts_on, row.occupation, row.arrangement)


def review_of(read: Read, claim: Claim) -> Way:
    """Whether a claim is checked by the department in charge before it is reviewed."""
    held = read.session.get(TrainingClass, claim.class_uid) if claim.class_uid else None
    of_class = (held.training_type, held.arrangement) if held else (None, None)
    return procedures.review(read.pack_on(claim.basis_on), claim.basis_on, *of_class)


def against_opening(way: Way, verb: str) -> Refused | None:
    """Why a verb of a class is not the way of its opening."""
    if verb in ("submit", "approve") and way.name == FILING:
        return Refused("class.by_filing", clause=way.clause)
    if verb == "file" and way.name == APPROVAL:
        return Refused("class.by_approval", clause=way.clause)
    return None


def against_review(way: Way, state: str, verb: str) -> Refused | None:
    """Why a verb of a claim is not the way of its review."""
    if verb == "check" and way.name == BUREAU:
        return Refused("claim.by_bureau", clause=way.clause)
    if verb == "review" and way.name == DEPARTMENT and state == "submitted":
        return Refused("claim.by_department", clause=way.clause)
    return None


def stop(refusal: Refused | None) -> None:
    """Raise what stands against a verb."""
    if refusal is not None:
        raise refusal


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


def opened_in_time(read: Read, row: TrainingClass, on: date) -> None:
    """Refuse an opening that is decided on a day too close before the class begins."""
    limit = procedures.opening_limit(read.pack_on(row.starts_on), row.starts_on, read.days)
    if limit and on > limit.last:
        raise Refused("class.opened_late", last=limit.last, starts=row.starts_on, clause=limit.clause)


def opened_after(row: TrainingClass, verb: str, way: Way, on: date) -> list[str]:
    """What is asked of an opening that is decided only after the class has begun (培训前开班审批, SH-24; CX-09)."""
    if on <= row.starts_on:
        return []
    days = {"starts": row.starts_on, "ends": row.ends_on, "on": on}
    return [say("class.opened_after", number=row.number, verb=verb, clause=way.clause, **days)]


def claim_limit_of(read: Read, row: TrainingClass) -> Limit | None:
    """The last day to claim for a class."""
    of_class = select(func.max(Enrolment.certificate_date)).where(on_roster(row.uid))
    certified = read.session.scalar(of_class)
    return procedures.claim_limit(read.pack_on(row.starts_on), row.starts_on, row.ends_on, certified)


def claimed_in_time(read: Read, row: TrainingClass, on: date) -> None:
    """Refuse a claim that is made on a day after the last one to claim for its class."""
    limit = claim_limit_of(read, row)
    if limit and on > limit.last:
        raise Refused("claim.late", number=row.number, last=limit.last, clause=limit.clause)
