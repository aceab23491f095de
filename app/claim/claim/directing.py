"""Whom a claim is paid to (指定收款单位): the institution that claims, or the enterprise that a policy names."""

import re

from sqlalchemy import select

from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.noun import ENTERPRISE
from app.institution.institution.model import Institution
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.policy.procedures import ENTERPRISE as BY_ENTERPRISE
from app.record.lookups import own
from app.record.moves import put, take
from app.store.work import Read, Work
from app.training.training_class.model import TrainingClass

_FIRM = re.compile("公司|企业|厂|合作社|集团|车间|经营主体")
"""What the name or the kind of an enterprise has in it: a firm that claims itself is not asked about."""


def direct(work: Work, uid: int, payee_name: str | None = None) -> None:
    """Pay another institution or enterprise than the one that claims; blank for that one again."""
    claim = take(work, CLAIM, Claim, uid, "direct")
    found = own(work, Institution, name=payee_name) if payee_name else None
    if payee_name and found is None:
        raise Refused("claim.no_payee", name=payee_name)
    claim.payee_uid = found.uid if found and found.uid != claim.institution_uid else None
    put(work, CLAIM, claim, "direct", payee_of_claim(work, claim).name)


def payee_of_claim(read: Read, claim: Claim) -> Institution:
    """The institution or enterprise that a claim pays, beside the people whom it pays themselves."""
    return read.session.get_one(Institution, claim.payee_uid or claim.institution_uid)


def asked_of_payee(read: Read, claim: Claim) -> list[str]:
    """What is asked where a policy pays the enterprise, and a school that has not said which one claims."""
    if claim.payee_uid is not None or claim.class_uid is None:
        return []
    if read.session.get_one(TrainingClass, claim.class_uid).arrangement == BY_ENTERPRISE:
        return []
    owner = payee_of_claim(read, claim)
    if owner.insured or _FIRM.search(f"{owner.name}{owner.kind or ''}"):
        return []
    to_enterprise = select(ClaimLine.uid).where(
        ClaimLine.claim_uid == claim.uid, ClaimLine.payee == ENTERPRISE, ClaimLine.decision == "granted"
    )
    if read.session.scalars(to_enterprise.limit(1)).first() is None:
        return []
    return [say("claim.to_enterprise", number=claim.number, payee=owner.name)]
