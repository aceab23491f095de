"""What is told of a class and of a claim as they proceed: way of opening and review, steps with their proof, limits."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import case, func, select

from app.award.texts.explanation import Paragraph
from app.claim.claim import standards as claim_standards
from app.claim.claim.model import Claim
from app.claim.claim.noun import UNOPPOSED
from app.claim.claim.procedure import advice, review_of
from app.institution.institution.model import Institution
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.policy import flows, procedures
from app.policy.flows import Step, Trail
from app.policy.keys import BUREAU, OPENING, REVIEW
from app.policy.procedures import PROJECT
from app.store.models import Journal
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.enrolment.rosters import on_roster
from app.training.training_class import opening, standards
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import BEGUN, FINISHED
from app.training.training_class.opening import claim_limit_of, opening_of


def of_class(read: Read, row: TrainingClass) -> tuple[Paragraph, ...]:
    """Way of opening, steps of its flow, acceptance materials and limits, as the pack has them; none of another office's."""
    if row.origin != read.own.uid:
        return ()
    way = opening_of(read, row)
    mode = say("procedure.opening_line", mode=OPENING[way.name], clause=way.clause)
    steps = [_line(number, step) for number, step in enumerate(steps_of(read, row), start=1)]
    materials = list(opening.advice(read, row.uid).values())
    told = (
        ("opening", [mode, *materials]),
        ("ahead", standards.ahead(read, row).all),
        ("flow", steps),
        ("limits", list(_limits(read, row))),
    )
    return tuple(Paragraph(say(f"procedure.{name}"), tuple(lines)) for name, lines in told if lines)


def of_claim(read: Read, claim: Claim) -> tuple[Paragraph, ...]:
    """What its next step will be asked; who reviews it and what each looks at, where the pack says; none of another office's."""
    way, next_step = review_of(read, claim), claim_standards.ahead(read, claim).all
    asked = (Paragraph(say("procedure.ahead"), next_step),) if next_step else ()
    if not way.clause or claim.origin != read.own.uid:
        return asked
    looked = advice(read, claim.uid).values() if way.name != BUREAU else ()
    mode = say("procedure.opening_line", mode=REVIEW[way.name], clause=way.clause)
    return (*asked, Paragraph(say("procedure.review"), (mode, *looked)))


def steps_of(read: Read, row: TrainingClass) -> list[Step]:
    """How far a class has come in the flow that its pack lays down for it; none where there is no such flow."""
    key = "project_flow" if row.arrangement == PROJECT else "qualification_flow"
    names = read.pack_of(row, row.starts_on).list(key, row.starts_on)
    return flows.progress(names, trail_of(read, row)) if names else []


def trail_of(read: Read, row: TrainingClass) -> Trail:
    """What the records show of a class."""
    school = read.session.get_one(Institution, row.institution_uid)
    counted = (func.count(), func.count(Enrolment.result), func.max(Enrolment.certificate_date))
    passed = func.count(case((Enrolment.result == "qualified", 1)))
    enrolled, results, certified, qualified = read.session.execute(
        select(*counted, passed).where(on_roster(row.uid))
    ).one()
    standing = select(Claim).where(Claim.class_uid == row.uid, Claim.state != "void").order_by(Claim.uid)
    claim = read.session.scalars(standing).first()
    return Trail(
        listed_on=school.listed_on,
        institution=school.name,
        enrolled=enrolled,
        opened_on=row.filed_on,
        opening=row.filing_number or row.approved_by or "",
        begun=row.state in BEGUN,
        starts_on=row.starts_on,
        ended=row.state in FINISHED,
        ends_on=row.ends_on,
        assessed=qualified if enrolled and results == enrolled else None,
        certified_on=certified,
        accepted_by=(row.accepted_by or "") if row.state == "accepted" else "",
        accepted_on=_day_of(read, row.uid, "accept"),
        claim=claim.number if claim else "",
        cleared=claim is not None and claim.state in UNOPPOSED,
        notice_to=claim.notice_to if claim else None,
        paid_on=claim.paid_on if claim else None,
    )


def _day_of(read: Read, uid: int, verb: str) -> date | None:
    """The day on which a verb was last done to a class."""
    wanted = select(func.max(Journal.at)).where(Journal.noun == "class", Journal.subject == uid, Journal.verb == verb)
    at = read.session.scalar(wanted)
    return datetime.fromisoformat(at).astimezone().date() if at else None


def _line(number: int, step: Step) -> str:
    proof = "，".join(filter(None, (str(step.on) if step.on else "", step.what)))
    told = {"standing": say(f"procedure.{step.standing}"), "proof": f"（{proof}）" if proof else ""}
    return say("procedure.flow_line", number=number, name=step.name, **told)


def _limits(read: Read, row: TrainingClass) -> Iterator[str]:
    pack = read.pack_of(row, row.starts_on)
    try:
        opening = procedures.opening_limit(pack, row.starts_on, read.days)
    except Refused as unannounced:
        yield str(unannounced)
    else:
        if opening:
            yield say("procedure.opening_limit", last=opening.last, clause=opening.clause)
    if claim := claim_limit_of(read, row):
        yield say("procedure.claim_limit", last=claim.last, clause=claim.clause)
