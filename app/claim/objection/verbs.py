"""Verbs of objections: registered by one person, looked into, and decided by another; what is upheld goes its own way back."""

from datetime import date

from sqlalchemy import select

from app.claim.claim import reducing, ways_back
from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM, PUBLISHED
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.queries import of_person
from app.claim.notice.model import Notice
from app.claim.objection.model import Objection
from app.claim.objection.noun import OBJECTION
from app.claim.reduction.noun import REDUCTION
from app.kernel.masking import masked
from app.kernel.outcomes import Problems, Refused
from app.kernel.texts import say
from app.office.correction import requests as corrections
from app.office.separation import another_person
from app.record.lookups import own
from app.record.moves import put, take
from app.store.work import Read, Work
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee


def create(
    work: Work,
    claim_number: str,
    objector: str,
    content: str,
    person: str | None = None,
    received_on: date | None = None,
    contact: str | None = None,
) -> int:
    """Register what somebody says against a claim that is or was made public; it stands still until that is decided."""
    claim = own(work, Claim, number=claim_number)
    if claim is None or claim.state not in PUBLISHED or claim.notice_uid is None:
        raise Refused("objection.not_published", number=claim_number)
    notice, day = work.session.get_one(Notice, claim.notice_uid), received_on or work.today
    if not notice.notice_from <= day <= work.today:
        raise Refused("objection.day", day=day, first=notice.notice_from)
    row = work.add(
        Objection(
            notice_uid=notice.uid,
            claim_uid=claim.uid,
            enrolment_uid=_person(work, claim, person) if person else None,
            received_on=day,
            objector=objector,
            contact=contact,
            content=content,
            registered_by=work.actor.name,
        )
    )
    work.log(OBJECTION.name, "create", row.uid, f"{claim.number} {content}", notice.clause)
    return int(row.uid)


def _person(work: Work, claim: Claim, person: str) -> int | None:
    """The row of the roster of the one line of a claim that is meant by its place, a name or an identity number."""
    found = of_person(work, claim.uid, person)
    if len(found) != 1:
        code = "objection.many" if found else "objection.stranger"
        raise Problems([OBJECTION["person"].problem(code, masked(person))])
    return found[0].enrolment_uid


def investigate(work: Work, uid: int, finding: str) -> None:
    """Note what was found out."""
    row = take(work, OBJECTION, Objection, uid, "investigate")
    row.investigated_by, row.investigated_on, row.finding = work.actor.name, work.today, finding
    put(work, OBJECTION, row, "investigate", finding)


def uphold_return(work: Work, uid: int, decision: str) -> None:
    """It is right, and the claim as a whole is wrong: ask to give it back, which another person confirms."""
    row = decide(work, uid, "uphold_return", decision)
    ways_back.ask_return(work, row.claim_uid, f"{row.content}；{decision}")
    work.told += corrections.waiting(work, CLAIM.name, [row.claim_uid])


def uphold_reduce(work: Work, uid: int, cause: str, document: str, decision: str) -> None:
    """It is right about one person: ask to take him out, which another person confirms."""
    row = decide(work, uid, "uphold_reduce", decision)
    lines = select(ClaimLine.uid).where(ClaimLine.claim_uid == row.claim_uid)
    line = work.session.scalars(lines.where(ClaimLine.enrolment_uid == row.enrolment_uid)).first()
    if row.enrolment_uid is None or line is None:
        raise Refused("objection.nobody")
    asked = reducing.ask(work, line, cause, decision, document)
    work.told += corrections.waiting(work, REDUCTION.name, [asked])


def reject(work: Work, uid: int, decision: str) -> None:
    """It is not right: the claim goes on."""
    decide(work, uid, "reject", decision)


def decide(work: Work, uid: int, verb: str, decision: str) -> Objection:
    """Note what is decided, and by whom: not by who looked into it."""
    row = take(work, OBJECTION, Objection, uid, verb)
    another_person(work, row.investigated_by, OBJECTION.verb(verb).title)
    row.decided_by, row.decided_on, row.decision = work.actor.name, work.today, decision
    put(work, OBJECTION, row, verb, decision)
    return row


def hint(read: Read, uid: int) -> str:
    """What is objected to, and what was found out: whoever decides reads it first."""
    row = read.session.get_one(Objection, uid)
    person = read.session.get(Enrolment, row.enrolment_uid) if row.enrolment_uid is not None else None
    who = read.session.get_one(Trainee, person.trainee_uid).name if person else say("objection.whole")
    lines = [say("objection.hint", who=who, content=row.content)]
    if row.finding:
        found = {"by": row.investigated_by, "day": row.investigated_on, "finding": row.finding}
        lines.append(say("objection.found", **found))
    return "\n".join(lines)


def suggest(read: Read) -> dict[str, list[str]]:
    """The claims that may be objected to."""
    up = select(Claim.number).where(Claim.state.in_(PUBLISHED), Claim.origin == read.own.uid)
    return {"claim_number": list(read.session.scalars(up.order_by(Claim.number)))}
