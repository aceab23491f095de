"""Corrections bound to their table; the second person's word: a correction takes effect, or is called off."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from app.claim.claim import reducing
from app.claim.claim import ways_back as claims
from app.claim.institution import verbs as institutions
from app.claim.rate import record as rates
from app.claim.rate.noun import RATE
from app.claim.reduction.noun import REDUCTION
from app.claim.trainee import merging
from app.claim.trainee import record as trainees
from app.claim.training_class import corrections as classcorrections
from app.desk.correction.noun import CORRECTION
from app.fund.advance import class_voiding
from app.fund.approval_step import record as steps
from app.fund.approval_step.model import ApprovalStep
from app.fund.approval_step.noun import APPROVAL_STEP
from app.fund.budget import verbs as budgets
from app.fund.budget.noun import BUDGET
from app.fund.ledger import counter_entries, taking_back
from app.fund.payment.noun import PAYMENT
from app.fund.recovery import calling_off
from app.fund.recovery.noun import RECOVERY
from app.institution.institution.noun import INSTITUTION
from app.kernel.fields import Field
from app.kernel.outcomes import Refused
from app.office.correction.model import Correction
from app.office.correction.requests import Apply, changed_values, close, deciders, proposed, values_of
from app.office.office import record as office
from app.office.office.noun import OFFICE
from app.office.separation import another_person
from app.office.user import record as users
from app.office.user.noun import USER
from app.record.hooks import Hooks
from app.record.listing import contains
from app.record.moves import put, take
from app.record.record import Record
from app.store.models import User
from app.store.work import Read, Work
from app.training.enrolment import verbs as rosters

Fields: TypeAlias = Callable[[Read, int], Mapping[str, Field]]
_OF: Mapping[str, tuple[Fields, Any, Apply]] = {
    "user": (lambda read, uid: USER.fields, users.standing, users.apply),
    "office": (lambda read, uid: OFFICE.fields, office.standing, office.apply),
    "institution": (lambda read, uid: INSTITUTION.fields, institutions.standing, institutions.apply),
    "reduction": (reducing.fields, reducing.standing, taking_back.apply_to_reduction),
    "claim": (claims.fields, claims.standing, taking_back.apply_to_claim),
    "class": (classcorrections.fields, classcorrections.standing, class_voiding.apply),
    "trainee": (merging.fields, trainees.standing, trainees.apply),
    "enrolment": (rosters.fields, rosters.standing, rosters.apply),
    "approval-step": (lambda read, uid: APPROVAL_STEP.fields, steps.standing, steps.apply),
    "rate": (lambda read, uid: RATE.fields, rates.standing, rates.apply),
    "budget": (lambda read, uid: BUDGET.fields, budgets.standing, budgets.apply),
    "recovery": (lambda read, uid: RECOVERY.fields, calling_off.standing, calling_off.apply),
    "payment": (lambda read, uid: PAYMENT.fields, counter_entries.standing, counter_entries.apply),
}
"""By noun: its data elements, what a record says now, and how it takes other values."""
_NEW: Mapping[str, Any] = {"user": User, "approval-step": ApprovalStep}
"""What begins with a correction that a second person confirms."""


def confirm(work: Work, uid: int) -> None:
    """Another person agrees, and the record takes its new values; Refused when it was changed meanwhile."""
    row = take(work, CORRECTION, Correction, uid, "confirm")
    title = CORRECTION.verb("confirm").title
    another_person(work, row.asked_by, title)
    names = deciders(work, row.asked_by)
    if work.actor.name not in names:
        raise Refused("correction.senior", names="、".join(names))
    fields_of, standing, apply = _OF[row.noun]
    fields = fields_of(work, row.subject)
    if changed_values(standing(work, row.subject), values_of(work, row.old_values, fields)):
        raise Refused("correction.moved", name=row.subject_name)
    apply(work, row.subject, values_of(work, row.new_values, fields))
    close(work, row, work.actor.name)
    work.log(CORRECTION.name, "confirm", uid, f"{row.subject_name} {row.detail}")


def revoke(work: Work, uid: int, reason: str) -> None:
    """Call a correction off before it is confirmed: everything stays as it is, and who was to come does not."""
    row = take(work, CORRECTION, Correction, uid, "revoke")
    if row.noun in _NEW:
        asked = work.session.get_one(_NEW[row.noun], row.subject)
        if asked.state == "pending":  # has never been anything here; the correction keeps what it was to be
            work.session.delete(asked)
    if row.noun == REDUCTION.name:
        reducing.call_off(work, row.subject)
    put(work, CORRECTION, row, "revoke", f"{row.subject_name} {reason}")


RECORD = Record(
    CORRECTION,
    Correction,
    verbs={"confirm": confirm, "revoke": revoke},
    order=((Correction.state == "pending").desc(), Correction.uid.desc()),
    search=contains(Correction.subject_name, Correction.detail, Correction.reason, Correction.asked_by),
    inside=Correction.subject,
    local=frozenset({"subject", "old_values", "new_values"}),
    hooks=Hooks(warn=proposed),
)
