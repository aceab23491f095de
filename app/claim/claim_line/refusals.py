"""What the office above does not accept of a claim: it stands still, or its money is asked back."""

import json
from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, func, select

from app.award.overrides import NOT_ACCEPTED
from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine, Verdict
from app.claim.claim_line.noun import PERSON
from app.claim.claim_line.queries import NAME, REASONED, select_lines
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.store.work import Read

FORWARD = ("check", "review", "approve", "publish", "list_up", "pay", "close")
"""Verbs that bring a claim nearer to its money."""


class NotAccepted(NamedTuple):
    """A granted line that the office above refused: whose, how much (分), and its words."""

    name: str
    amount_fen: int
    reason: str
    person_uid: int | None = None
    """The row of the roster of a person who is paid himself."""


def of_claims(read: Read, uids: Collection[int]) -> Mapping[int, list[NotAccepted]]:
    """The lines granted here and refused above, by claim; who has none is left out."""
    wanted = (
        select_lines(
            *(ClaimLine.claim_uid, NAME, ClaimLine.amount_fen, func.coalesce(ClaimLine.receipt_reason, "")),
            case((ClaimLine.payee == PERSON, ClaimLine.enrolment_uid)),
        )
        .where(ClaimLine.claim_uid.in_(list(uids)), Claim.origin == read.own.uid)
        .where(ClaimLine.reported == "refused", ClaimLine.decision == "granted")
        .order_by(ClaimLine.claim_uid, ClaimLine.seq)
    )
    found: dict[int, list[NotAccepted]] = {}
    for claim, *line in read.connection.execute(wanted):
        found.setdefault(claim, []).append(NotAccepted(*line))
    return found


def describe(lines: Collection[NotAccepted]) -> str:
    """Whose lines, and why."""
    return "；".join(say("refusal_above.line", name=line.name, reason=line.reason) for line in lines)


def refusal_to_go_on(number: str, lines: Collection[NotAccepted]) -> Refused:
    """Why a claim may not go on."""
    return Refused("claim.not_accepted_above", number=number, count=len(lines), lines=describe(lines))


def refusal_to_recover(number: str) -> Refused:
    """Why nothing of a claim is to be asked back."""
    return Refused("claim.accepted_above", number=number)


def accepted(read: Read, claim: Claim) -> None:
    """Refuse to go on with a claim of which the office above refused a line."""
    if lines := of_claims(read, (claim.uid,)).get(claim.uid):
        raise refusal_to_go_on(claim.number, lines)


def binding_refusals(read: Read, claim: Claim) -> Mapping[int | None, str]:
    """By enrolment, the words of the office above that a new decision must respect: on its own mark, or kept from one."""
    return _refused(read, ClaimLine.claim_uid == claim.uid)


def before(read: Read, claim: Claim) -> Mapping[int | None, str]:
    """By enrolment, the words of the office above on claims of the same class and scheme that were cancelled for it."""
    alike = (Claim.class_uid == claim.class_uid) & (Claim.scheme == claim.scheme) & (Claim.state == "void")
    return _refused(read, ClaimLine.claim_uid.in_(select(Claim.uid).where(alike, Claim.uid != claim.uid)))


def _refused(read: Read, of: ColumnElement[bool]) -> Mapping[int | None, str]:
    mark = (ClaimLine.reported == "refused") & (ClaimLine.decision == "granted")
    said = Verdict.beside.contains(f'"{NOT_ACCEPTED}"')
    wanted = (
        select(ClaimLine.enrolment_uid, ClaimLine.receipt_reason, Verdict.beside)
        .outerjoin(Verdict, REASONED)
        .where(of, mark | said)
        .order_by(ClaimLine.uid)
    )
    return {row.enrolment_uid: _words(row.beside, row.receipt_reason) for row in read.connection.execute(wanted)}


def _words(beside: str | None, receipt_reason: str | None) -> str:
    kept = (each["why"] for each in json.loads(beside or "[]") if each["form"] == NOT_ACCEPTED)
    return str(next(kept, receipt_reason or ""))
