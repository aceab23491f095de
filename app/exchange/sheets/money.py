"""Sheets of money: claims and their lines, equipment, money paid ahead, given back, and paid."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select

from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.claim.claim.sent import of_claims
from app.exchange.sheets.parts import (
    CLAIM_NUMBER,
    CLASS_NUMBER,
    PERSON,
    RAW,
    cells,
    keys,
    of_office,
    sheet,
    shown,
    titled,
)
from app.institution.institution.model import Institution
from app.kernel import dictionary as d
from app.kernel import kinds as k
from app.record.sheet import Scope
from app.store.models import Advance, ClaimLine, Equipment, Payment, Recovery, Trainee, TrainingClass
from app.training.training_class.queries import of_classes

_ADVANCE = {
    **{
        key: CLAIM[key]
        for key in ("scheme", "applied_on", "submitted_by", "approved_by", "paid_by", "combined", "paid_on")
    },
    "real_name_number": d.ADVANCES["real_name_number"],
    "rate_fen": d.CLAIM_LINES["rate_fen"],
    "clause": d.OVERRIDES["clause"],
    **titled(
        number=("预拨编号", k.TEXT),
        head_count=("预计人数", k.COUNT),
        expected_fen=("预计补贴(元)", k.FEN),
        share=("预拨比例", k.COUNT),
        amount_fen=("预拨金额(元)", k.FEN),
        state=("状态", RAW),
    ),
}


_RECOVERY = {
    **{key: d.OVERRIDES[key] for key in ("clause", "asked_by", "asked_on", "confirmed_by", "confirmed_on")},
    **titled(
        number=("追回编号", k.TEXT),
        cause=("追回原因", k.LONG),
        document=("文号", k.TEXT),
        due_fen=("应追回(元)", k.FEN),
        returned_fen=("已追回(元)", k.FEN),
        state=("状态", RAW),
    ),
}


def _both(one: Scope, other: Scope) -> Scope:
    return lambda own, until: and_(one(own, until), other(own, until))


_ADVANCED = _both(of_classes(Advance.class_uid), lambda own, until: Advance.approved_by.is_not(None))
"""What two people have decided is the office's word."""


def _recovered(own: int, until: date) -> ColumnElement[bool]:
    """What is owed back of a claim or an advance that is sent: confirmed, or following from a settlement at once."""
    advances = select(Advance.uid).where(_ADVANCED(own, until))
    subject = or_(of_claims(Recovery.claim_uid)(own, until), Recovery.advance_uid.in_(advances))
    return and_(subject, Recovery.confirmed_on.is_not(None))


def _paid(own: int, until: date) -> ColumnElement[bool]:
    """Money moved for a claim, an advance or a recovery that is sent, each kind by its own."""
    return or_(
        and_(Payment.kind == "claim", of_claims(Payment.claim_uid)(own, until)),
        Payment.advance_uid.in_(select(Advance.uid).where(_ADVANCED(own, until))),
        Payment.recovery_uid.in_(select(Recovery.uid).where(_recovered(own, until))),
    )


LINES = sheet(
    "补贴明细",
    ClaimLine,
    "姓名",
    of_claims(ClaimLine.claim_uid),
    (
        *shown(CLAIM_NUMBER),
        *cells(ClaimLine, d.ENROLMENTS, "seq"),
        *shown(*PERSON),
        *cells(ClaimLine, d.CLASSES, "occupation level"),
        *cells(ClaimLine, d.CLAIM_LINES, "year decision rate_fen amount_fen reasons warnings"),
        *keys(ClaimLine, claim_uid="补贴申请编号", enrolment_uid="名册编号", trainee_uid="学员编号"),
    ),
    (Claim, Claim.uid == ClaimLine.claim_uid),
    (Trainee, Trainee.uid == ClaimLine.trainee_uid),
    order=(Claim.number, ClaimLine.seq),
)
EQUIPMENT = sheet(
    "实训设备",
    Equipment,
    "设备名称",
    of_office(Equipment),
    (
        *cells(Equipment, d.EQUIPMENT, "name"),
        *shown((Institution.name, d.EQUIPMENT["institution_name"]), CLAIM_NUMBER),
        *cells(Equipment, d.EQUIPMENT, "facility bought_on value_fen invoice state"),
        *keys(Equipment, institution_uid="培训机构编号", claim_uid="补贴申请编号"),
    ),
    (Institution, Institution.uid == Equipment.institution_uid),
    (Claim, Claim.uid == Equipment.claim_uid),
    order=(Equipment.bought_on,),
)
ADVANCES = sheet(
    "预拨",
    Advance,
    "预拨编号",
    _ADVANCED,
    (
        *cells(Advance, _ADVANCE, "number"),
        *shown(CLASS_NUMBER),
        *cells(Advance, _ADVANCE, "scheme applied_on head_count rate_fen expected_fen share amount_fen clause"),
        *cells(
            Advance, _ADVANCE, "submitted_by approved_by paid_by combined return_reason real_name_number paid_on state"
        ),
        *keys(Advance, class_uid="培训班编号", claim_uid="补贴申请编号"),
    ),
    (TrainingClass, TrainingClass.uid == Advance.class_uid),
    order=(Advance.number,),
)
RECOVERIES = sheet(
    "追回",
    Recovery,
    "追回编号",
    _recovered,
    (
        *cells(Recovery, _RECOVERY, "number"),
        *shown(CLAIM_NUMBER),
        *cells(Recovery, _RECOVERY, "cause document clause due_fen returned_fen asked_by asked_on confirmed_by"),
        *cells(Recovery, _RECOVERY, "confirmed_on state"),
        *keys(Recovery, claim_uid="补贴申请编号", advance_uid="预拨记录编号"),
    ),
    (Claim, Claim.uid == Recovery.claim_uid),
    order=(Recovery.number,),
)
PAYMENTS = sheet(
    "拨付台账",
    Payment,
    "拨付编号",
    _paid,
    (
        *cells(Payment, d.PAYMENTS, "number kind"),
        *shown(CLAIM_NUMBER),
        *cells(Payment, d.PAYMENTS, "payee bank account amount_fen fund voucher paid_on state"),
        *keys(Payment, claim_uid="补贴申请编号", advance_uid="预拨记录编号", recovery_uid="追回记录编号"),
    ),
    (Claim, Claim.uid == Payment.claim_uid),
    order=(Payment.number,),
)
