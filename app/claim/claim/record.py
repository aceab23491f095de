"""Claims bound to their table: the list with what each comes to, what stands against it, and who is paid."""

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from app.claim.claim import (
    cautions,
    dialogs,
    directing,
    explaining,
    hand_answers,
    paper_rows,
    papers,
    procedure,
    reducing,
    verbs,
    verification,
)
from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.claim.claim.ways_back import HALTED
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.noun import PERSON
from app.claim.equipment.model import Equipment
from app.claim.notice.model import Notice
from app.claim.sent import sent_claims
from app.claim.training_class import corrections, recounting, reopening
from app.institution.institution.model import Institution
from app.kernel.texts import say
from app.kernel.workflow import CREATE
from app.record.hooks import Hooks
from app.record.listing import contains
from app.record.record import Join, Record
from app.training.training_class.model import TrainingClass

_equipment = (
    select(func.sum(Equipment.value_fen)).where(Equipment.claim_uid == Claim.uid).correlate(Claim).scalar_subquery()
)
_directed = aliased(Institution)
"""The institution or enterprise that a claim is paid to in place of the one that claims."""
_to_people = (
    select(ClaimLine.uid)
    .where(ClaimLine.claim_uid == Claim.uid, ClaimLine.payee == PERSON, ClaimLine.decision == "granted")
    .correlate(Claim)
    .exists()
)
_warned = (
    select(func.count(ClaimLine.uid))
    .where(ClaimLine.claim_uid == Claim.uid, ClaimLine.warnings != "", ClaimLine.decision == "granted")
    .correlate(Claim)
    .scalar_subquery()
)

RECORD = Record(
    CLAIM,
    Claim,
    later=frozenset({"in_batch"}),
    verbs={
        "create": verbs.create,
        "assess": verbs.assess,
        "submit": verbs.submit,
        "direct": directing.direct,
        "withdraw": verbs.withdraw,
        "check": verbs.check,
        "review": verbs.review,
        "return_": verbs.return_,
        "register": verbs.register,
        "void": verbs.void,
    },
    lends={
        "reduction.undo": reducing.undo,
        "class.recount": recounting.recount,
        "class.correct": corrections.correct,
        "class.reopen": reopening.reopen,
        "hand-check.affirm": hand_answers.affirm,
        "hand-check.deny": hand_answers.deny,
        "hand-check.reopen": hand_answers.reopen,
    },
    joins=(
        Join(TrainingClass, TrainingClass.uid == Claim.class_uid, outer=True),
        Join(Institution, Institution.uid == Claim.institution_uid),
        Join(_directed, _directed.uid == Claim.payee_uid, outer=True),
        Join(Notice, Notice.uid == Claim.notice_uid, outer=True),
    ),
    sql={
        "class_number": TrainingClass.number,
        "class_name": TrainingClass.name,
        "institution_name": Institution.name,
        "uscc": Institution.uscc,
        "notice_number": Notice.number,
        "occupation": TrainingClass.occupation,
        "level": TrainingClass.level,
        "starts_on": TrainingClass.starts_on,
        "ends_on": TrainingClass.ends_on,
        "halted": HALTED,
        "refused_count": Claim.line_count - Claim.granted_count,
        "warned_count": _warned,
        "equipment_fen": _equipment,
        "payee": case((_to_people, say("claim.to_people")), else_=func.coalesce(_directed.name, Institution.name)),
        "payee_name": _directed.name,
        "bank": case((~_to_people, case((_directed.uid.is_not(None), _directed.bank), else_=Institution.bank))),
        "account": case(
            (~_to_people, case((_directed.uid.is_not(None), _directed.account), else_=Institution.account))
        ),
    },
    watches=frozenset({"claim_line", "equipment", "objection", "reduction", "correction"}),
    order=(Claim.applied_on.desc(), Claim.number),
    search=contains(Claim.number, TrainingClass.number, TrainingClass.name, Institution.name),
    scope=sent_claims,
    sheet_order=(Claim.number,),
    local=frozenset({"facts", "notice_uid"}),
    hooks=Hooks(
        bars=procedure.bars,
        advice=procedure.advice,
        warn=cautions.warn,
        explain=explaining.explain,
        papers=papers.papers,
        filed=papers.filed,
        policy=papers.policy,
        doubts=verification.doubts,
        rows=paper_rows.rows,
        tables=paper_rows.TABLES,
        begin={CREATE: dialogs.begin_claim, "check": dialogs.begin_check},
        hint={"ask_return": dialogs.hint_of_return, "ask_void": dialogs.hint_of_return},
        suggest=dialogs.suggest,
        ready=dialogs.claimable,
    ),
    adds={
        "class": Hooks(explain=explaining.explain_class, doubts=verification.doubts_of_class),
        "claim-line": Hooks(
            explain=explaining.explain_line,
            policy=papers.policy_of_line,
            doubts=verification.doubts_of_line,
            rows=explaining.paragraphs_on_paper,
            hint={"reduce": dialogs.hint_of_reduction},
        ),
    },
)
