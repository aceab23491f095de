"""Ways back of a claim that is approved (退回、作废): one person asks with a reason, another confirms; till then it stands still."""

from collections.abc import Collection, Mapping

from sqlalchemy import case, select

from app.claim.claim.model import Claim
from app.claim.claim.noun import AGREED, CLAIM
from app.claim.claim_line.model import ClaimLine
from app.claim.equipment import verbs as equipment
from app.claim.notice.model import Notice
from app.claim.objection.model import Objection
from app.claim.reduction.model import Reduction
from app.claim.reduction.noun import REDUCTION
from app.claim.reduction.queries import asked_of
from app.kernel.fields import Field
from app.kernel.outcomes import Refused
from app.office.correction import requests as corrections
from app.office.correction.model import Correction
from app.record.moves import load, put, take
from app.store.work import Read, Work

_line = (ClaimLine.claim_uid == Objection.claim_uid) & (ClaimLine.enrolment_uid == Objection.enrolment_uid)
_undecided = (Objection.state != "rejected") & (
    (Objection.state != "upheld") | Objection.enrolment_uid.is_(None) | (ClaimLine.decision == "granted")
)
"""An objection that is open, or one that is upheld and led to nothing yet."""


_asked = select(Correction.uid).where(Correction.state == "pending")
_asked_back = _asked.where(Correction.noun == CLAIM.name, Correction.subject == Claim.uid)
_asked_out = (
    _asked.join(Reduction, Reduction.uid == Correction.subject)
    .where(Correction.noun == REDUCTION.name)
    .where(Reduction.claim_uid == Claim.uid)
)
_objections = (
    select(Objection.uid)
    .outerjoin(ClaimLine, _line)
    .where(Objection.claim_uid == Claim.uid, Objection.notice_uid == Claim.notice_uid, _undecided)
)
HALTED = case(
    (_asked_back.correlate(Claim).exists(), "way_back"),
    (_asked_out.correlate(Claim).exists(), "reduction"),
    (_objections.correlate(Claim).exists(), "objection"),
)
"""Of a claim in a list: why it stands still, as `waiting` says it; nothing where it does not."""

_WORDS = {"returned": "return_", "void": "void"}
"""By the state that is asked for: the verb that would lead to it before the approval."""


def ask_return(work: Work, uid: int, reason: str) -> None:
    """Ask to give an approved claim back to its clerk."""
    _ask(work, uid, "ask_return", "returned", reason)


def ask_void(work: Work, uid: int, reason: str) -> None:
    """Ask to cancel an approved claim; its class or equipment may then be claimed for again."""
    _ask(work, uid, "ask_void", "void", reason)


def _ask(work: Work, uid: int, verb: str, state: str, reason: str) -> None:
    claim = take(work, CLAIM, Claim, uid, verb)
    asked = (CLAIM["state"],)
    corrections.ask(work, CLAIM, (uid, claim.number), asked, standing(work, uid), {"state": state}, reason, apply)


def fields(read: Read, uid: int) -> Mapping[str, Field]:
    """What two people may change of a claim."""
    return {"state": CLAIM["state"]}


def standing(read: Read, uid: int) -> dict[str, str]:
    """Where a claim stands now."""
    return {"state": read.session.get_one(Claim, uid).state}


def apply(work: Work, uid: int, values: dict[str, str]) -> None:
    """The claim goes back, or is cancelled, for the reason that was given when it was asked."""
    claim = load(work, Claim, uid, CLAIM.title)
    asked = corrections.pending(work, CLAIM.name, uid)
    assert asked is not None and claim.state in AGREED  # nobody moves it while this waits
    if values["state"] == "returned":
        claim.return_reason = asked.reason
    elif claim.class_uid is None:
        equipment.release(work, claim)
    notice, claim.notice_uid = claim.notice_uid, None
    put(work, CLAIM, claim, _WORDS[values["state"]], asked.reason)
    if notice is not None:
        _left(work, work.session.get_one(Notice, notice))


def _left(work: Work, notice: Notice) -> None:
    """A notice whose last claim has left it is up no more; nobody has to wait for its last day."""
    standing = select(Claim.state).where(Claim.notice_uid == notice.uid)
    states = set(work.session.scalars(standing))
    if notice.state == "posted" and "noticed" not in states:
        notice.state = "over" if states else "withdrawn"
        work.session.flush()
        work.moved.append(notice)


def waiting(read: Read, uids: Collection[int]) -> dict[int, Refused]:
    """Which of some claims stand still until a second person has decided what was asked, and how a verb is refused."""
    taken_out = {uid: claim for uid, claim in read.connection.execute(asked_of(uids))}  # noqa: C416 - rows are no pairs
    asked = select(Correction.noun, Correction.subject, Correction.subject_name, Correction.detail, Correction.reason)
    ours = (Correction.noun == CLAIM.name) & Correction.subject.in_(list(uids))
    theirs = (Correction.noun == REDUCTION.name) & Correction.subject.in_(list(taken_out))
    found = {}
    for row in read.connection.execute(asked.where(ours | theirs, Correction.state == "pending")):
        code = "claim.way_back" if row.noun == CLAIM.name else "claim.reducing"
        told = Refused(code, number=row.subject_name, detail=row.detail, reason=row.reason)
        found[row.subject if row.noun == CLAIM.name else taken_out[row.subject]] = told
    return {**_objected(read, uids), **found}


def _objected(read: Read, uids: Collection[int]) -> dict[int, Refused]:
    """Which of some claims an objection is open against, or one that is upheld and led to nothing yet."""
    rows = (
        select(Objection.claim_uid, Claim.number, Objection.content, Objection.state)
        .join(Claim, (Claim.uid == Objection.claim_uid) & (Claim.notice_uid == Objection.notice_uid))
        .outerjoin(ClaimLine, _line)
        .where(Objection.claim_uid.in_(list(uids)), _undecided)
    )
    return {
        row.claim_uid: Refused(f"claim.objection_{row.state}", number=row.number, content=row.content)
        for row in read.connection.execute(rows.order_by(Objection.uid.desc()))
    }


def require_decided(read: Read, claim: Claim) -> None:
    """Refuse to bring a claim nearer to its money while somebody has asked to take it back."""
    if refusal := waiting(read, (claim.uid,)).get(claim.uid):
        raise refusal
