"""What the lines of a claim were decided on and how, read back as the office keeps it."""

from sqlalchemy import select

from app.award.trace import Decision
from app.award.view import Facts
from app.claim.claim.model import Claim
from app.claim.claim.verification import decided_by
from app.claim.claim_line import verdicts
from app.claim.claim_line.model import ClaimLine
from app.policy.rows import HAND, PRINCIPLE, REFUSE, WARN
from tests.bureau import Bureau


def decided(bureau: Bureau, claim: int) -> list[tuple[Facts, Decision]]:
    """The facts and the decision of each line of a claim, in the order of the roster."""
    with bureau.office.read() as read:
        row = read.session.get_one(Claim, claim)
        pack = decided_by(read, row)
        wanted = select(ClaimLine).where(ClaimLine.claim_uid == claim).order_by(ClaimLine.seq)
        return [verdicts.decision_of(read, line, row, pack) for line in read.session.scalars(wanted)]


def facts(bureau: Bureau, claim: int) -> list[Facts]:
    """The facts of each line of a claim."""
    return [each for each, _ in decided(bureau, claim)]


def codes(bureau: Bureau, claim: int) -> list[list[tuple[str, str]]]:
    """For each line what stands against it, is open or asks to look: the row, and the clause that it rests on."""
    found = [decision.of(REFUSE, PRINCIPLE, HAND, WARN) for _, decision in decided(bureau, claim)]
    return [[(mark.code, mark.row.source.clause) for mark in marks] for marks in found]
