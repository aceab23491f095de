"""The public notice (公示) of a claim: put up for so many working days, objected to, or over."""

from datetime import date, timedelta

from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.claim.claim.rechecking import changes_since_decision
from app.claim.claim.verbs import forward
from app.kernel.outcomes import Refused
from app.kernel.worktime import last_working_day
from app.record import backlog
from app.record.confirming import require_answer
from app.record.moves import cite, done_on, put, take
from app.store.work import Work


def publish(
    work: Work,
    uid: int,
    notice_from: date | None = None,
    late_reason: str | None = None,
    confirmation: str | None = None,
) -> None:
    """Put up the public notice; its last day is reckoned in working days by the office's calendar (SH-29)."""
    claim = forward(work, uid, "publish")
    first, late = _begins(work, claim, notice_from, late_reason)
    looked = require_answer(changes_since_decision(work, claim), confirmation)
    pack = work.pack_of(claim, claim.basis_on)
    days, counting = pack.value("notice_days", first), pack.get("notice_first_day", first)
    claim.notice_from, claim.notice_days = first, days.amount
    included = counting is not None and counting.text == "included"
    claim.notice_to = last_working_day(first, days.amount, work.days, first_counts=included)
    detail = f"{first} 至 {claim.notice_to}，{days.amount} 个工作日"
    put(work, CLAIM, claim, "publish", detail + looked + late, cite(pack, "notice_days", first))


def _begins(work: Work, claim: Claim, notice_from: date | None, late_reason: str | None) -> tuple[date, str]:
    """The first day of the notice: not before the sum was approved, and none to come."""
    first = notice_from or work.today
    if first < claim.applied_on:
        raise Refused("claim.notice_early", first=first, applied=claim.applied_on)
    approved = claim.approved_on or done_on(work, CLAIM, "approve", claim.uid) or claim.applied_on
    if first < approved:
        raise Refused("claim.notice_unapproved", first=first, approved=approved)
    return backlog.day_of(work, CLAIM["notice_from"], first, approved, late_reason)


def object_(work: Work, uid: int, reason: str) -> None:
    """An objection was raised during the notice: the claim goes back, the objection stays on record (SH-30)."""
    claim = take(work, CLAIM, Claim, uid, "object_")
    claim.return_reason = reason
    put(work, CLAIM, claim, "object_", reason, _notice_clause(work, claim))


def clear(
    work: Work,
    uid: int,
    cleared_on: date | None = None,
    late_reason: str | None = None,
    confirmation: str | None = None,
) -> None:
    """The notice is over and nobody objected (SH-30); not before its last day has passed."""
    claim = forward(work, uid, "clear")
    assert claim.notice_to is not None and claim.notice_from is not None
    if (cleared_on or work.today) <= claim.notice_to:
        clause = _notice_clause(work, claim)
        raise Refused("claim.notice_runs", to=claim.notice_to, days=claim.notice_days, clause=clause)
    looked = require_answer(changes_since_decision(work, claim), confirmation)
    over = claim.notice_to + timedelta(1)
    claim.cleared_on, late = backlog.day_of(work, CLAIM["cleared_on"], cleared_on, over, late_reason)
    put(work, CLAIM, claim, "clear", (looked + late).lstrip("，；"), clause=_notice_clause(work, claim))


def _notice_clause(work: Work, claim: Claim) -> str:
    """Where the pack that a claim was published by says how long a notice runs."""
    return cite(work.pack_of(claim, claim.basis_on), "notice_days", claim.notice_from or work.today)
