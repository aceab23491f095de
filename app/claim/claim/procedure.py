"""How classes and claims proceed under their pack: what is refused by the way it chose, said before and shown after."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from app.claim.claim.model import Claim
from app.claim.claim.noun import TO_MONEY
from app.claim.claim.ways_back import waiting
from app.claim.claim_line.refusals import (
    FORWARD,
    NotAccepted,
    describe,
    of_claims,
    refusal_to_go_on,
    refusal_to_recover,
)
from app.claim.hand_check import checks
from app.kernel.outcomes import Refused
from app.kernel.workflow import CHANGEABLE
from app.policy import procedures
from app.policy.keys import BUREAU, DEPARTMENT
from app.policy.procedures import Way
from app.record.hooks import Barred
from app.store.work import Read
from app.training.training_class.model import TrainingClass
from app.training.training_class.opening import claim_limit_of, listed_checks


def review_of(read: Read, claim: Claim) -> Way:
    """Whether a claim is checked by the department in charge before it is reviewed."""
    held = read.session.get(TrainingClass, claim.class_uid) if claim.class_uid else None
    of_class = (held.training_type, held.arrangement) if held else (None, None)
    return procedures.review(read.pack_of(claim, claim.basis_on), claim.basis_on, *of_class)


def against_review(way: Way, state: str, verb: str) -> Refused | None:
    """Why a verb of a claim is not the way of its review."""
    if verb == "check" and way.name == BUREAU:
        return Refused("claim.by_bureau", clause=way.clause)
    if verb == "review" and way.name == DEPARTMENT and state == "submitted":
        return Refused("claim.by_department", clause=way.clause)
    return None


def bars(read: Read, uids: Collection[int]) -> Barred:
    """Which verbs some claims refuse by the way that their pack chose or for what the office above said, and why."""
    found: Barred = {"submit": _unchecked(read, uids)}
    refused, asked_back = of_claims(read, uids), waiting(read, uids)
    for row in read.session.scalars(select(Claim).where(Claim.uid.in_(list(uids)), Claim.origin == read.own.uid)):
        way = review_of(read, row)
        for verb in ("check", "review"):
            if (against := against_review(way, row.state, verb)) is not None:
                found.setdefault(verb, {})[row.uid] = against
        _by_receipt(row, refused.get(row.uid, []), found)
        for verb in ("close",) if row.granted_count else TO_MONEY:
            found.setdefault(verb, {})[row.uid] = zero_refusal(row, verb)
        if row.uid in asked_back:
            for verb in FORWARD:
                found.setdefault(verb, {})[row.uid] = asked_back[row.uid]
    return found


def zero_refusal(claim: Claim, verb: str) -> Refused:
    """Why a claim that comes to something is not closed at zero, and one that comes to nothing not published or paid."""
    if verb == "close":
        return Refused("claim.not_zero", number=claim.number, count=claim.granted_count)
    return Refused("claim.zero", number=claim.number)


def _unchecked(read: Read, uids: Collection[int]) -> dict[int, Refused]:
    """Nothing is handed in before somebody has looked at all that the policy has looked at."""
    still = checks.open_counts(read, uids)
    numbers = select(Claim.uid, Claim.number).where(Claim.uid.in_(list(still)), Claim.state.in_(CHANGEABLE))
    return {uid: checks.refusal(number, still[uid]) for uid, number in read.connection.execute(numbers)}


def _by_receipt(claim: Claim, lines: list[NotAccepted], found: Barred) -> None:
    """What the office above did not accept stands still; what it accepted is not to be asked back."""
    for verb in FORWARD if lines else ("recover",):
        against = refusal_to_go_on(claim.number, lines) if lines else refusal_to_recover(claim.number)
        found.setdefault(verb, {})[claim.uid] = against


def advice(read: Read, uid: int) -> dict[str, str]:
    """What is to be looked at before a verb is done to a claim, by verb."""
    claim = read.session.get(Claim, uid)
    if claim is None:
        return {}
    lines = of_claims(read, (uid,)).get(uid, ())
    found = listed_checks(
        read.pack_of(claim, claim.basis_on), claim.basis_on, check="department_checks", review="bureau_checks"
    )
    return {**found, "recover": describe(lines)} if lines else found


def claimed_in_time(read: Read, row: TrainingClass, on: date) -> None:
    """Refuse a claim that is made on a day after the last one to claim for its class."""
    limit = claim_limit_of(read, row)
    if limit and on > limit.last:
        raise Refused("claim.late", number=row.number, last=limit.last, clause=limit.clause)
