"""Verbs of checks by hand: somebody looked and says yes or no, or takes it back, while the claim may be changed.

The claim is assessed anew with the last answer, and whenever one is taken back.
"""

from sqlalchemy import select

from app.claim.claim.model import Claim
from app.claim.claim.verbs import assess
from app.claim.hand_check.checks import open_counts
from app.claim.hand_check.closing import too_late
from app.claim.hand_check.model import HandCheck
from app.claim.hand_check.noun import ANSWER, HAND_CHECK
from app.kernel.workflow import CHANGEABLE
from app.record.moves import put, take
from app.store.work import Work
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee


def affirm(work: Work, uid: int, note: str | None = None) -> None:
    """Somebody looked, and it is so."""
    _answer(work, uid, "affirm", "yes", note)


def deny(work: Work, uid: int, note: str) -> None:
    """Somebody looked, and it is not so."""
    _answer(work, uid, "deny", "no", note)


def reopen(work: Work, uid: int, reason: str) -> None:
    """Take an answer back: it stands as if nobody had looked."""
    row = _changeable(work, uid, "reopen")
    before = ANSWER.show(row.answer)
    row.answer, row.note, row.checked_by, row.checked_on = "", None, None, None
    put(work, HAND_CHECK, row, "reopen", f"{_called(work, row)}，原为{before}；{reason}", row.clause)
    assess(work, row.claim_uid)


def _answer(work: Work, uid: int, verb: str, answer: str, note: str | None) -> None:
    row = _changeable(work, uid, verb)
    row.answer, row.note, row.checked_by, row.checked_on = answer, note, work.actor.name, work.today
    put(work, HAND_CHECK, row, verb, "；".join(filter(None, (_called(work, row), note))), row.clause)
    if not open_counts(work, [row.claim_uid]):
        assess(work, row.claim_uid)


def _changeable(work: Work, uid: int, verb: str) -> HandCheck:
    row = take(work, HAND_CHECK, HandCheck, uid, verb)
    claim = work.session.get_one(Claim, row.claim_uid)
    if claim.state not in CHANGEABLE:
        raise too_late(claim)
    return row


def _called(work: Work, row: HandCheck) -> str:
    """What was looked at, and of whom."""
    of = select(Trainee.name).join(Enrolment, Enrolment.trainee_uid == Trainee.uid)
    name = work.session.scalar(of.where(Enrolment.uid == row.enrolment_uid)) if row.enrolment_uid else None
    return f"{name} {row.title}" if name else row.title
