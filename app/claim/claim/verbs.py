"""Verbs of subsidy claims, from the accepted class to the approved amount; the public notice is a noun of its own."""

from datetime import date

from sqlalchemy import select

from app.claim.claim.cautions import warnings_noted
from app.claim.claim.deciding import decide
from app.claim.claim.directing import asked_of_payee
from app.claim.claim.funding import check_fund, usual_fund
from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM, TO_MONEY
from app.claim.claim.procedure import against_review, claimed_in_time, review_of, zero_refusal
from app.claim.claim.realname import number_of_advance, require_unused_number
from app.claim.claim.rechecking import changes_since_decision
from app.claim.claim.schemes import check_class, class_of, pack_for, sample_used, usual
from app.claim.claim.standards import SUBMIT, followed
from app.claim.claim.verification import confirmed, decided_by, up_to_date
from app.claim.claim.ways_back import require_decided
from app.claim.claim_line import refusals
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.queries import NAME, select_lines
from app.claim.equipment import verbs as equipment
from app.claim.hand_check import checks
from app.claim.override.verbs import none_pending
from app.claim.reduction import queries as reductions
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.office.separation import check_separation
from app.record import backlog
from app.record.confirming import require_answer
from app.record.moves import done_on, move, put, take
from app.store.work import Work
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import CLASS
from app.training.training_class.opening import raise_if_refused
from app.training.training_class.queries import numbered_class

_NAMES = 3
"""So many names of those who wait are said."""


def create(
    work: Work,
    class_number: str | None = None,
    scheme: str | None = None,
    applied_on: date | None = None,
    late_reason: str | None = None,
) -> int:
    """Claim for an accepted class; every person is decided at once. It has one claim of a scheme that is not void."""
    training = numbered_class(work, class_number or "")
    scheme = scheme or usual(work, training)
    if training.state != "accepted":
        raise Refused("claim.not_accepted", number=training.number)
    _claimable(work, training, scheme)
    accepted = training.accepted_on or done_on(work, CLASS, "accept", training.uid) or training.ends_on
    applied, late = backlog.day_of(work, CLAIM["applied_on"], applied_on, accepted, late_reason)
    claimed_in_time(work, training, applied)
    same = select(Claim.number).where(Claim.class_uid == training.uid, Claim.scheme == scheme, Claim.state != "void")
    known = work.session.scalars(same).first()
    if known is not None:
        raise Refused("claim.exists", number=training.number, claim=known)
    claim = work.add(
        Claim(
            number=work.number("claim", applied.year, "BT"),
            class_uid=training.uid,
            institution_uid=training.institution_uid,
            scheme=scheme,
            basis_on=training.starts_on,
            applied_on=applied,
            real_name_number=number_of_advance(work, training.uid, scheme),
            pack_id=training.pack_id,
            pack_version=training.pack_version,
        )
    )
    decide(work, claim)
    work.session.flush()
    work.log(
        "claim",
        "create",
        claim.uid,
        sums(claim) + late,
        pack_for(work, training).scheme(scheme).source.cite(),
    )
    return int(claim.uid)


def _claimable(work: Work, training: TrainingClass, scheme: str) -> None:
    """Refuse a class that is not subsidised, or that another scheme pays: it may have been corrected since."""
    if not training.subsidised:
        raise Refused("claim.unsubsidised", number=training.number)
    pack = pack_for(work, training)
    check_class(pack, pack.scheme(scheme), training)


def assess(work: Work, uid: int) -> None:
    """Decide every line anew, after something was corrected."""
    claim = take(work, CLAIM, Claim, uid, "assess")
    decide(work, claim)
    put(work, CLAIM, claim, "assess", sums(claim))


def submit(work: Work, uid: int, confirmation: str | None = None) -> None:
    """Hand the claim to the reviewer; it is decided once more, so that the history is that of this moment.

    Nothing is paid but through here, and by the pack of this moment: what it rests on must be confirmed.
    """
    claim = take(work, CLAIM, Claim, uid, "submit")
    if claim.class_uid is not None:
        training = class_of(work, claim)
        _claimable(work, training, claim.scheme)
        _no_samples(work, claim)
        claimed_in_time(work, training, _applied(work, claim))
    none_pending(work, claim)
    require_decided(work, claim)
    decide(work, claim)
    _all_checked(work, claim)
    confirmed(work, claim)
    looked = require_answer(
        [*_at_zero(claim), *asked_of_payee(work, claim), *followed(work, claim, SUBMIT)], confirmation
    )
    reductions.handed_in(work, claim)
    claim.submitted_by, claim.reviewed_by, claim.approved_by = work.actor.name, None, None
    claim.return_reason, claim.combined, claim.approved_on, claim.fund = None, 0, None, None
    claim.notice_from = claim.notice_to = claim.notice_days = claim.notice_uid = claim.cleared_on = None
    claim.department = claim.department_by = claim.department_on = claim.department_note = None
    put(
        work,
        CLAIM,
        claim,
        "submit",
        sums(claim) + warnings_noted(work, uid) + looked,
        decided_by(work, claim).scheme(claim.scheme).source.cite(),
    )


def _at_zero(claim: Claim) -> list[str]:
    """Whether a claim of which nobody gets anything is meant to be closed at zero; Refused for one without people."""
    if claim.granted_count:
        return []
    if claim.class_uid is None:
        raise Refused("claim.nothing", number=claim.number)
    return [say("claim.at_zero", number=claim.number)]


def _all_checked(work: Work, claim: Claim) -> None:
    """Refuse while something is to be looked at first: a check by hand, or a line that something must be entered for."""
    if still := checks.open_counts(work, [claim.uid]).get(claim.uid):
        raise checks.refusal(claim.number, still)
    waiting = select_lines(ClaimLine.seq, NAME).where(ClaimLine.claim_uid == claim.uid, ClaimLine.decision == "open")
    names = [name for _, name in work.connection.execute(waiting.order_by(ClaimLine.seq))]
    if names:
        raise Refused("claim.open_lines", number=claim.number, count=len(names), names="、".join(names[:_NAMES]))


def _applied(work: Work, claim: Claim) -> date:
    """The day that counts for the last day to claim: today, but what was applied for before it was entered came then."""
    entered = done_on(work, CLAIM, "create", claim.uid)
    return claim.applied_on if entered and entered > claim.applied_on else work.today


def _no_samples(work: Work, claim: Claim) -> None:
    """Refuse a rate that is an example, except in an example office."""
    training = class_of(work, claim)
    pack = pack_for(work, training)
    if sample_used(work, training, pack, pack.scheme(claim.scheme)) and work.settings.get("sample") != "1":
        raise Refused("claim.sample_rate", occupation=training.occupation, level=training.level)


def forward(work: Work, uid: int, verb: str) -> Claim:
    """The claim that a verb brings nearer to its money; Refused while it is to be taken back or not accepted above."""
    claim = take(work, CLAIM, Claim, uid, verb)
    require_decided(work, claim)
    refusals.accepted(work, claim)
    if not claim.granted_count and verb in TO_MONEY:
        raise zero_refusal(claim, verb)
    return claim


def withdraw(work: Work, uid: int) -> None:
    """Take a claim back before it is reviewed."""
    move(work, CLAIM, Claim, uid, "withdraw")


def check(work: Work, uid: int, department: str, department_by: str, department_on: date, department_note: str) -> None:
    """Note that the department in charge found everything true (真实性审核, OD-24); never by the person who submitted."""
    claim = forward(work, uid, "check")
    way = review_of(work, claim)
    raise_if_refused(against_review(way, claim.state, "check"))
    if department_by == claim.submitted_by:
        raise Refused("move.self", verb=CLAIM.verb("check").title, who=department_by)
    if department_on > work.today:
        raise Refused("claim.checked_ahead", day=department_on)
    if department_on < claim.applied_on:
        raise Refused("claim.checked_early", day=department_on, applied=claim.applied_on)
    claim.department, claim.department_by = department, department_by
    claim.department_on, claim.department_note = department_on, department_note
    put(work, CLAIM, claim, "check", f"{department} {department_by}，{department_on}：{department_note}", way.clause)


def review(work: Work, uid: int, confirmation: str | None = None) -> None:
    """The reviewer agrees; never the person who submitted, nor before the department where the pack has it check."""
    claim = forward(work, uid, "review")
    way = review_of(work, claim)
    raise_if_refused(against_review(way, claim.state, "review"))
    claim.combined |= check_separation(work, CLAIM, "review", actors_of(claim, "submit"))
    up_to_date(work, claim)
    looked = require_answer(changes_since_decision(work, claim), confirmation)
    claim.reviewed_by = work.actor.name
    put(work, CLAIM, claim, "review", sums(claim) + warnings_noted(work, uid) + looked, way.clause)


def approve(
    work: Work,
    uid: int,
    fund: str | None = None,
    approved_on: date | None = None,
    late_reason: str | None = None,
    confirmation: str | None = None,
) -> None:
    """The chief approves the amount, out of a fund; never the person who submitted or reviewed."""
    claim = forward(work, uid, "approve")
    claim.fund = fund or usual_fund(work, claim.scheme, claim.pack_id, claim.basis_on)
    if claim.fund:
        check_fund(work, claim.scheme, claim.pack_id, claim.basis_on, claim.fund)
    claim.combined |= check_separation(work, CLAIM, "approve", actors_of(claim, "submit", "review"))
    up_to_date(work, claim)
    looked = require_answer(changes_since_decision(work, claim), confirmation)
    since = claim.department_on or claim.applied_on
    claim.approved_on, late = backlog.day_of(work, CLAIM["approved_on"], approved_on, since, late_reason)
    claim.approved_by = work.actor.name
    put(work, CLAIM, claim, "approve", sums(claim) + warnings_noted(work, uid) + looked + late)


def return_(work: Work, uid: int, reason: str) -> None:
    """Give a claim back with a reason."""
    claim = take(work, CLAIM, Claim, uid, "return_")
    claim.return_reason = reason
    put(work, CLAIM, claim, "return_", reason)


def register(work: Work, uid: int, real_name_number: str | None = None) -> None:
    """Note under which number the claim stands in the provincial real-name system (SH-22)."""
    claim = take(work, CLAIM, Claim, uid, "register")
    require_unused_number(work, claim, real_name_number)
    claim.real_name_number = real_name_number
    put(work, CLAIM, claim, "register", real_name_number or "")


def void(work: Work, uid: int, reason: str) -> None:
    """Cancel a claim; it stays on record, and its class or equipment may be claimed for again."""
    claim = take(work, CLAIM, Claim, uid, "void")
    if claim.class_uid is None:
        equipment.release(work, claim)
    put(work, CLAIM, claim, "void", reason)


def actors_of(claim: Claim, *verbs: str) -> dict[str, str | None]:
    """Who did what to a claim so far, in the order of the verbs."""
    by = {"submit": claim.submitted_by, "review": claim.reviewed_by, "approve": claim.approved_by}
    return {verb: by[verb] for verb in verbs}


def sums(claim: Claim) -> str:
    """What a claim comes to, for the journal."""
    total = CLAIM["total_fen"].kind.show(claim.total_fen)
    return f"申请 {claim.line_count} 人，核定 {claim.granted_count} 人，{total} 元"
