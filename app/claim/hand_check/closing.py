"""Checks by hand of a claim that was handed in are answered and taken back no more."""

from collections.abc import Collection

from sqlalchemy import select

from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.claim.hand_check.model import HandCheck
from app.claim.hand_check.noun import HAND_CHECK
from app.kernel.outcomes import Refused
from app.kernel.workflow import CHANGEABLE
from app.record.hooks import Barred
from app.store.work import Read


def too_late(claim: Claim) -> Refused:
    """Why an answer is not taken any more."""
    return Refused("hand_check.claim", number=claim.number, state=CLAIM.states[claim.state])


def bars(read: Read, uids: Collection[int]) -> Barred:
    """Those whose claim was handed in are answered and taken back no more."""
    wanted = select(HandCheck.uid, Claim).join(Claim, Claim.uid == HandCheck.claim_uid)
    closed = wanted.where(HandCheck.uid.in_(list(uids)), Claim.state.not_in(CHANGEABLE))
    against = {uid: too_late(claim) for uid, claim in read.session.execute(closed)}
    return {verb.word: against for verb in HAND_CHECK.verbs} if against else {}
