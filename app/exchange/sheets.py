"""The sheets of 报送数据.xlsx, one a table: what an office sends of its own as at a day."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from app.domain import dictionary as d
from app.domain import kinds as k
from app.domain import workflow as w
from app.domain.dictionary import Field
from app.exchange.sheet import Cell, Scope, Sheet
from app.listings.plan import QUOTAS
from app.store.models import (
    Claim,
    ClaimLine,
    Enrolment,
    Institution,
    Payment,
    Quota,
    Trainee,
    TrainingClass,
    Unit,
)

SENT_CLASSES = ("approved", "running", "ended", "accepted", "void")
SENT_CLAIMS = ("approved", "noticed", "cleared", "paid")
"""States from which a record is the office's word; what was reported once goes on being reported."""


def _uid(title: str = "编号") -> Field:
    return Field("uid", title, k.UID)


_REVISION = Field("revision", "版本", k.COUNT)
_OWN = {
    "source": Field("source", "依据", k.LONG),
    "pack_id": Field("pack_id", "政策包", k.TEXT),
    "pack_version": Field("pack_version", "政策包版本", k.COUNT),
    "return_reason": Field("return_reason", "退回原因", k.LONG),
    "notice_days": Field("notice_days", "公示工作日", k.COUNT),
    "submitted_by": Field("submitted_by", "提交人", k.NAME),
    "approved_by": Field("approved_by", "批准人", k.NAME),
    "basis_on": Field("basis_on", "政策适用日", k.DATE),
    "accepted_by": Field("accepted_by", "验收人", k.NAME),
    "initials": Field("initials", "拼音首字母", k.Kind("raw", str)),
}
"""Columns that no dialog shows, so that the dictionary has no title for them."""


def _cells(model: Any, fields: Mapping[str, Field], names: str) -> tuple[Cell, ...]:
    return tuple(Cell(getattr(model, name), fields.get(name) or _OWN[name]) for name in names.split())


def _keys(model: Any, **foreign: str) -> tuple[Cell, ...]:
    """uid, revision and the uids of what a row refers to."""
    revision = (Cell(model.revision, _REVISION),) if hasattr(model, "revision") else ()
    return (*(Cell(model.uid, _uid()), *revision), *(Cell(getattr(model, n), _uid(t)) for n, t in foreign.items()))


def _shown(*columns: tuple[Any, Field]) -> tuple[Cell, ...]:
    return tuple(Cell(sql, field, shown=True) for sql, field in columns)


def _classes(own: int, until: date) -> ColumnElement[bool]:
    sent = or_(TrainingClass.state.in_(SENT_CLASSES), TrainingClass.reported.is_not(None))
    return and_(TrainingClass.origin == own, TrainingClass.starts_on <= until, sent)


def _claims(own: int, until: date) -> ColumnElement[bool]:
    sent = or_(Claim.state.in_(SENT_CLAIMS), Claim.reported.is_not(None))
    of_class = Claim.class_uid.in_(select(TrainingClass.uid).where(_classes(own, until)))
    of_none = and_(Claim.class_uid.is_(None), Claim.origin == own, Claim.basis_on <= until)
    return and_(or_(of_class, of_none), sent)


def _enrolments(own: int, until: date) -> ColumnElement[bool]:
    return Enrolment.class_uid.in_(select(TrainingClass.uid).where(_classes(own, until)))


def _trainees(own: int, until: date) -> ColumnElement[bool]:
    """Whoever sits in the office's classes, wherever the person was first registered."""
    return Trainee.uid.in_(select(Enrolment.trainee_uid).where(_enrolments(own, until)))


def _of_claims(column: Any) -> Scope:
    return lambda own, until: column.in_(select(Claim.uid).where(_claims(own, until)))


def _own(model: Any) -> Scope:
    return lambda own, until: model.origin == own


def _sheet(
    title: str, model: Any, label: str, scope: Scope, cells: Iterable[Cell], *joins: Any, order: Any = ()
) -> Sheet:
    ordered = sorted(cells, key=lambda cell: cell.name == "uid" or cell.field.kind is k.UID or cell.name == "revision")
    return Sheet(title, model.__table__, tuple(ordered), label, joins, scope, (*order, model.uid))


_OF_ENROLMENT = (TrainingClass, TrainingClass.uid == Enrolment.class_uid)
_OF_CLAIM = (TrainingClass, TrainingClass.uid == Claim.class_uid)
_CLASS_NUMBER = (TrainingClass.number, d.CLAIMS["class_number"])
_CLAIM_NUMBER = (Claim.number, d.CLAIM_LINES["claim_number"])
_PERSON = ((Trainee.name, d.TRAINEES["name"]), (Trainee.id_number, d.TRAINEES["id_number"]))

UNITS = _sheet(
    "责任单位",
    Unit,
    "责任单位",
    _own(Unit),
    (
        *_cells(Unit, {**d.QUOTA, "name": d.QUOTA["unit_name"]}, "seq axis name cooperating duty"),
        *_keys(Unit, parent_uid="上级单位编号"),
    ),
)
QUOTA_SHEET = _sheet(
    "计划进度",
    Quota,
    "责任单位",
    _own(Quota),
    (
        *_shown((Unit.name, d.QUOTA["unit_name"])),
        *_cells(Quota, d.QUOTA, "year until_year measure target stretch"),
        *_shown(*((QUOTAS.column(key).sql, d.QUOTA[key]) for key in ("done", "persons", "certified", "progress"))),
        *_cells(Quota, {"state": Field("state", "状态", k.coded("quota_state", w.QUOTA.states))}, "source state"),
        *_keys(Quota, unit_uid="责任单位编号"),
    ),
    (Unit, Unit.uid == Quota.unit_uid),
    order=(Quota.year, Unit.axis, Unit.seq),
)
INSTITUTIONS = _sheet(
    "培训机构",
    Institution,
    "机构名称",
    _own(Institution),
    (*_cells(Institution, d.INSTITUTIONS, " ".join(d.INSTITUTIONS)), *_keys(Institution)),
)
CLASSES = _sheet(
    "培训班",
    TrainingClass,
    "班级名称",
    _classes,
    (
        *_cells(TrainingClass, d.CLASSES, "number name"),
        *_shown((Institution.name, d.CLASSES["institution_name"]), (Unit.name, d.CLASSES["unit_name"])),
        *_cells(TrainingClass, d.CLASSES, "occupation level training_type arrangement subsidised delivery_mode"),
        *_cells(TrainingClass, d.CLASSES, "starts_on ends_on place theory_periods"),
        *_cells(TrainingClass, d.CLASSES, "practice_periods planned_count leader contact_phone filed_count"),
        *_cells(TrainingClass, d.CLASSES, "qualified_count approved_count filed_on filing_number submitted_by"),
        *_cells(TrainingClass, d.CLASSES, "approved_by accepted_by return_reason pack_id pack_version state"),
        *_keys(TrainingClass, institution_uid="培训机构编号", unit_uid="责任单位编号"),
    ),
    (Institution, Institution.uid == TrainingClass.institution_uid),
    (Unit, Unit.uid == TrainingClass.unit_uid),
    order=(TrainingClass.number,),
)
TRAINEES = _sheet(
    "学员",
    Trainee,
    "姓名",
    _trainees,
    (
        *_cells(
            Trainee,
            {
                **d.TRAINEES,
                "initials": _OWN["initials"],
                "state": Field("state", "状态", k.coded("trainee_state", w.TRAINEE.states)),
            },
            "name id_number sex born phone household address initials state",
        ),
        *_keys(Trainee),
    ),
)
ENROLMENTS = _sheet(
    "学员名册",
    Enrolment,
    "姓名",
    _enrolments,
    (
        *_shown(_CLASS_NUMBER),
        *_cells(Enrolment, d.ENROLMENTS, "seq"),
        *_shown(*_PERSON),
        *_cells(Enrolment, d.ENROLMENTS, "category draws_pension bank account theory_score practice_score result"),
        *_cells(Enrolment, d.ENROLMENTS, "certificate_kind certificate_number certificate_date fee_fen locality"),
        *_cells(Enrolment, d.ENROLMENTS, "hired_on apprentice_kind firm_opened_on modules_done state"),
        *_keys(Enrolment, class_uid="培训班编号", trainee_uid="学员编号"),
    ),
    _OF_ENROLMENT,
    (Trainee, Trainee.uid == Enrolment.trainee_uid),
    order=(TrainingClass.number, Enrolment.seq),
)
CLAIMS = _sheet(
    "补贴申请",
    Claim,
    "申请编号",
    _claims,
    (
        *_cells(Claim, d.CLAIMS, "number"),
        *_shown(_CLASS_NUMBER),
        *_cells(Claim, {**d.CLAIMS, **_OWN}, "scheme basis_on applied_on line_count granted_count total_fen"),
        *_cells(Claim, d.CLAIMS, "submitted_by department department_by department_on department_note reviewed_by"),
        *_cells(Claim, d.CLAIMS, "approved_by notice_from notice_to notice_days cleared_on real_name_number paid_on"),
        *_cells(Claim, d.CLAIMS, "return_reason pack_id pack_version state"),
        *_keys(Claim, class_uid="培训班编号", institution_uid="培训机构编号"),
    ),
    _OF_CLAIM,
    order=(Claim.number,),
)
LINES = _sheet(
    "补贴明细",
    ClaimLine,
    "姓名",
    _of_claims(ClaimLine.claim_uid),
    (
        *_shown(_CLAIM_NUMBER),
        *_cells(ClaimLine, d.ENROLMENTS, "seq"),
        *_shown(*_PERSON),
        *_cells(ClaimLine, d.CLASSES, "occupation level"),
        *_cells(ClaimLine, d.CLAIM_LINES, "year decision rate_fen amount_fen reasons"),
        *_keys(ClaimLine, claim_uid="补贴申请编号", enrolment_uid="名册编号", trainee_uid="学员编号"),
    ),
    (Claim, Claim.uid == ClaimLine.claim_uid),
    (Trainee, Trainee.uid == ClaimLine.trainee_uid),
    order=(Claim.number, ClaimLine.seq),
)
PAYMENTS = _sheet(
    "拨付台账",
    Payment,
    "拨付编号",
    _of_claims(Payment.claim_uid),
    (
        *_cells(Payment, d.PAYMENTS, "number kind"),
        *_shown(_CLAIM_NUMBER),
        *_cells(Payment, d.PAYMENTS, "payee bank account amount_fen fund voucher paid_on state"),
        *_keys(Payment, claim_uid="补贴申请编号"),
    ),
    (Claim, Claim.uid == Payment.claim_uid),
    order=(Payment.number,),
)
SHEETS = (UNITS, QUOTA_SHEET, INSTITUTIONS, CLASSES, TRAINEES, ENROLMENTS, CLAIMS, LINES, PAYMENTS)
"""In an order in which each row refers only to rows of sheets before it, or of its own."""

REFERENCES: Mapping[str, Sheet] = {
    "parent_uid": UNITS,
    "unit_uid": UNITS,
    "institution_uid": INSTITUTIONS,
    "class_uid": CLASSES,
    "trainee_uid": TRAINEES,
    "enrolment_uid": ENROLMENTS,
    "claim_uid": CLAIMS,
}
"""The sheet that a foreign uid points into."""
