"""What the rules of a policy ask when a claim is handed in or paid, of itself, its class and its institution."""

from functools import partial
from typing import Any

from app.award.rules import check
from app.award.trace import Mark
from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM as NOUN
from app.claim.claim.verification import decided_by
from app.claim.hand_check.checks import answers
from app.institution.institution.model import Institution
from app.kernel.worktime import working_day_from
from app.policy.pack import Pack
from app.policy.rows import CLAIM, CLASS, INSTITUTION
from app.record.ruling import Ruling, obeyed, ruled
from app.store.work import Read
from app.training.training_class.class_facts import institution_facts
from app.training.training_class.model import TrainingClass
from app.training.training_class.standards import known_of

SUBMIT, PAY = "submit", "pay"
"""The steps of a claim, as the rules of a pack name them."""
_NEXT = {"draft": SUBMIT, "returned": SUBMIT, "cleared": PAY}


def followed(read: Read, claim: Claim, step: str, **facts: Any) -> list[str]:
    """What a verb is asked by the rules of its step, named like it; Refused with all that stand against it."""
    pack = decided_by(read, claim)
    return list(obeyed(_asked_at(read, claim, pack, step, **facts), pack, NOUN.verb(step).title))


def ahead(read: Read, claim: Claim) -> Ruling:
    """What would be said if the next step of a claim were done today."""
    step = _NEXT.get(claim.state)
    if step is None or claim.origin != read.own.uid:
        return Ruling((), ())
    pack = decided_by(read, claim)
    return ruled(_asked_at(read, claim, pack, step, **({"paid_on": read.today} if step == PAY else {})), pack)


def _asked_at(read: Read, claim: Claim, pack: Pack, step: str, **facts: Any) -> list[Mark]:
    asked = {rule.about for rule in pack.rules if rule.at == step}
    if claim.class_uid is None:
        asked -= {CLASS}
    known = {**_known(read, claim, pack), **facts} if asked else {}
    return [mark for about in (CLASS, INSTITUTION, CLAIM) if about in asked for mark in check(pack, about, step, known)]


def _known(read: Read, claim: Claim, pack: Pack) -> dict[str, Any]:
    """The facts of a claim beside those of its class, or of the enterprise that it is for; and what was looked at by hand."""
    looked = {fact: answer for (fact, place), answer in answers(read, claim).items() if place is None}
    own = {"claimed_on": claim.applied_on, "cleared_on": claim.cleared_on, "paid_on": claim.paid_on, **looked}
    if claim.class_uid is not None:
        return {**known_of(read, read.session.get_one(TrainingClass, claim.class_uid), pack), **own}
    firm = read.session.get_one(Institution, claim.institution_uid)
    of_firm = {"insured": bool(firm.insured), **institution_facts(firm, pack)}
    return {"start": claim.basis_on, **of_firm, **own, "working_days": partial(working_day_from, days=read.days)}
