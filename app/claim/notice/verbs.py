"""Putting claims up for public notice together, and ending it when its days have passed and nothing is open."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select

from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.claim.claim.papers import publisher_of
from app.claim.claim.procedure import zero_refusal
from app.claim.claim.rechecking import changes_since_decision
from app.claim.claim.verbs import forward
from app.claim.claim.ways_back import waiting
from app.claim.claim_line import refusals
from app.claim.notice.model import Notice
from app.claim.notice.noun import NOTICE
from app.claim.notice.published import keep
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.kernel.worktime import last_working_day
from app.record import backlog
from app.record.confirming import require_answer
from app.record.moves import cite, done_on, put, take
from app.store.work import Read, Work


class _Term(NamedTuple):
    """How long the claims of a pack are made public, counted how, by which clause."""

    days: int
    first_counts: bool
    clause: str


def publish(
    work: Work,
    uids: Collection[int],
    notice_from: date | None = None,
    late_reason: str | None = None,
    confirmation: str | None = None,
) -> None:
    """Put some claims up in one notice; its last day is reckoned in working days by the office's calendar (SH-29)."""
    claims = [forward(work, uid, "publish") for uid in uids]
    first, late = _begins(work, claims, notice_from, late_reason)
    term, signed = _same(work, claims, first)
    looked = require_answer([told for claim in claims for told in changes_since_decision(work, claim)], confirmation)
    last = last_working_day(first, term.days, work.days, first_counts=term.first_counts)
    notice = work.add(
        Notice(
            number=work.number("notice", first.year, "GS"),
            notice_from=first,
            notice_to=last,
            notice_days=term.days,
            counted_from=last_working_day(first, 1, work.days, first_counts=term.first_counts),
            payable_on=last_working_day(last, 1, work.days, first_counts=False),
            clause=term.clause,
            publisher=signed[0],
            joint_text=signed[1],
            phone=work.own.phone or "",
            address=work.own.address or "",
            posted_by=work.actor.name,
        )
    )
    detail = say("notice.posted", number=notice.number, first=first, last=last, days=term.days)
    for claim in claims:
        claim.notice_uid, claim.notice_days = notice.uid, term.days
        claim.notice_from, claim.notice_to = first, last
        keep(work, notice, claim)
        put(work, CLAIM, claim, "publish", detail + looked + late, term.clause)
    work.told.append(say("notice.to_print", detail=detail, payable=notice.payable_on))


def _begins(work: Work, claims: Sequence[Claim], notice_from: date | None, reason: str | None) -> tuple[date, str]:
    """The first day: not before any of the sums was approved, and none to come."""
    first, last_approved = notice_from or work.today, date.min
    for claim in claims:
        if first < claim.applied_on:
            raise Refused("claim.notice_early", first=first, applied=claim.applied_on)
        approved = claim.approved_on or done_on(work, CLAIM, "approve", claim.uid) or claim.applied_on
        if first < approved:
            raise Refused("claim.notice_unapproved", first=first, approved=approved)
        last_approved = max(last_approved, approved)
    return backlog.day_of(work, CLAIM["notice_from"], first, last_approved, reason)


def _same(read: Read, claims: Sequence[Claim], first: date) -> tuple[_Term, tuple[str, str]]:
    """The term and the signature that all the claims share; Refused where they do not: one paper says one thing."""
    found = {(_term(read, claim, first), publisher_of(read, claim)) for claim in claims}
    if len(found) > 1:
        raise Refused("notice.mixed", numbers="、".join(claim.number for claim in claims))
    return found.pop()


def _term(read: Read, claim: Claim, first: date) -> _Term:
    pack = read.pack_of(claim, claim.basis_on)
    days, counting = pack.value("notice_days", first), pack.get("notice_first_day", first)
    included = counting is not None and counting.text == "included"
    return _Term(days.amount, included, cite(pack, "notice_days", first))


def clear(
    work: Work,
    uid: int,
    cleared_on: date | None = None,
    late_reason: str | None = None,
    confirmation: str | None = None,
) -> None:
    """The notice is over (SH-30): its claims may be paid, but for those of which something is still to be decided."""
    notice = take(work, NOTICE, Notice, uid, "clear")
    held, free = _held_and_free(work, notice)
    if held and not free:
        raise held[0]
    if (cleared_on or work.today) <= notice.notice_to:
        raise Refused("claim.notice_runs", to=notice.notice_to, days=notice.notice_days, clause=notice.clause)
    left = [say("notice.held", why=refusal) for refusal in held]
    asked = [told for claim in free for told in changes_since_decision(work, claim)]
    looked = require_answer([*left, *asked], confirmation)
    day, late = backlog.day_of(work, NOTICE["cleared_on"], cleared_on, notice.notice_to + timedelta(1), late_reason)
    for claim in free:
        claim.state, claim.cleared_on = "cleared", day
        work.moved.append(claim)
        work.log(CLAIM.name, "clear", claim.uid, (looked + late).lstrip("，；"), notice.clause)
    notice.cleared_on = day
    if not held:
        notice.state = "over"
    put(work, NOTICE, notice, "clear", (looked + late).lstrip("，；"), notice.clause)


def _held_and_free(work: Work, notice: Notice) -> tuple[list[Refused], list[Claim]]:
    """Of the claims that are still up: why some stay so, and those that may go on."""
    up = select(Claim).where(Claim.notice_uid == notice.uid, Claim.state == "noticed").order_by(Claim.number)
    claims = list(work.session.scalars(up))
    reasons = obstacles(work, claims)
    return [reasons[one.uid] for one in claims if one.uid in reasons], [c for c in claims if c.uid not in reasons]


def obstacles(read: Read, claims: Sequence[Claim]) -> dict[int, Refused]:
    """By claim, why its notice is not to end yet."""
    uids = [claim.uid for claim in claims]
    above = refusals.of_claims(read, uids)
    found = {claim.uid: zero_refusal(claim, "clear") for claim in claims if not claim.granted_count}
    found |= {c.uid: refusals.refusal_to_go_on(c.number, above[c.uid]) for c in claims if c.uid in above}
    return found | waiting(read, uids)
