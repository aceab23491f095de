"""Lines of claims as others ask for them: whose each is, which count beside a claim, what one was decided on."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from app.claim.claim.model import Claim
from app.claim.claim.noun import COUNTING
from app.claim.claim_line.model import ClaimLine, Verdict
from app.institution.institution.model import Institution
from app.store.work import Read
from app.training.trainee.model import Trainee

NAME = func.coalesce(Trainee.name, Institution.name)
"""Whose a line is: a person's, or the institution's own."""
REASONED = and_(Verdict.claim_uid == ClaimLine.claim_uid, Verdict.number == ClaimLine.verdict)
REASONS = func.coalesce(Verdict.reasons, ClaimLine.reasons)
"""Why a line was decided so, as it was said then: by this office, or by the one that reported it."""


def select_lines(*columns: Any) -> Select[Any]:
    """Some columns of lines of claims, `NAME` among those that may be asked for."""
    return (
        select(*columns)
        .join(Claim, Claim.uid == ClaimLine.claim_uid)
        .join(Institution, Institution.uid == Claim.institution_uid)
        .outerjoin(Trainee, Trainee.uid == ClaimLine.trainee_uid)
    )


def of_person(read: Read, claim_uid: int, word: str) -> list[ClaimLine]:
    """The lines of a claim that a place, a name or an identity number means."""
    of = select(ClaimLine, Trainee).join(Trainee, Trainee.uid == ClaimLine.trainee_uid)
    rows = read.session.execute(of.where(ClaimLine.claim_uid == claim_uid))
    word = word.strip().upper()
    return [line for line, who in rows if word in (str(line.seq), who.name.upper(), who.id_number)]


def granted_in_other_claims(claim: Claim, titles: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    """The granted lines of other claims of some schemes, of whatever office."""
    other = ClaimLine.claim_uid != claim.uid
    return ClaimLine.decision == "granted", other, Claim.state.in_(COUNTING), Claim.scheme.in_(titles)


def payee(owner: Institution) -> dict[str, str | None]:
    """Who is to be paid for a claim, as every line of it keeps it."""
    return {"institution_name": owner.name, "payee_bank": owner.bank, "payee_account": owner.account}
