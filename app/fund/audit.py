"""The extract for an audit (审计导出): every payment with who decided it and by which clause, every person granted."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.claim.claim.noun import CLAIM
from app.claim.claim_line.noun import CLAIM_LINE
from app.fund import spending
from app.fund.payment.noun import PAYMENT
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.periods import Period
from app.record.report import Cell, Check, Report, Row, Table, Told, error
from app.store.work import Read
from app.training.trainee.noun import TRAINEE
from app.training.training_class.noun import CLASS

_OFFICE = Field("office", "经办单位", k.TEXT)
_PAYMENT = (
    _OFFICE,
    *(PAYMENT[key] for key in ("number", "kind", "entry", "reversed_number", "paid_on", "voucher", "fund", "payee")),
    *(
        PAYMENT[key]
        for key in ("amount_fen", "times", "claim_number", "settled_fen", "advance_number", "recovery_number")
    ),
    Field("scheme", "补贴项目", k.TEXT),
    Field("class_number", "班级编号", k.TEXT),
    Field("class_name", "班级名称", k.TEXT),
    *(CLASS[key] for key in ("occupation", "level")),
    *(CLAIM[key] for key in ("line_count", "granted_count")),
    Field("clause", "预拨或追回的依据条款", k.TEXT),
    Field("document", "追回的依据文件", k.TEXT),
    *(CLAIM[key] for key in ("submitted_by", "reviewed_by", "approved_by", "notice_from", "notice_to")),
    Field("paid_by", "拨付经办人", k.NAME),
    Field("real_name_number", "实名制系统编号", k.TEXT),
)
_PERSON = (
    _OFFICE,
    *(PAYMENT[key] for key in ("number", "claim_number")),
    Field("seq", "序号", k.COUNT),
    *(TRAINEE[key] for key in ("name", "id_number")),
    *(CLASS[key] for key in ("occupation", "level")),
    *(CLAIM_LINE[key] for key in ("rate_fen", "amount_fen", "reasons")),
    Field("pack", "政策包和版本", k.TEXT),
)


def _payments(read: Read, period: Period) -> Iterator[Row]:
    return map(_payment, spending.payments(read, period))


def _persons(read: Read, period: Period) -> Iterator[Row]:
    return map(_person, spending.persons(read, period))


def _payment(row: Any) -> Row:
    payment, claim, recovery, training = row.Payment, row.Claim, row.Recovery, row.TrainingClass
    keys = ("number", "kind", "entry", "paid_on", "voucher", "fund", "payee", "amount_fen", "times")
    decided = ("line_count", "granted_count", "reviewed_by", "notice_from", "notice_to", "real_name_number")
    return {
        "office": row.office,
        "payment": payment.uid,
        **{key: getattr(payment, key) for key in keys},
        **{key: getattr(claim, key) if claim else None for key in decided},
        **{key: getattr(training, key) if training else None for key in ("occupation", "level")},
        "reversed_number": row.reversed_number,
        "claim_number": claim.number if claim else None,
        "settled_fen": _settled(row) if claim and (payment.kind, payment.entry) == ("claim", "posted") else None,
        "advance_number": row.advance_number,
        "recovery_number": recovery.number if recovery else None,
        "scheme": row.scheme,
        "class_number": training.number if training else None,
        "class_name": training.name if training else None,
        "clause": recovery.clause if recovery else row.advance_clause,
        "document": recovery.document if recovery else None,
        "submitted_by": recovery.asked_by if recovery else row.submitted_by,
        "approved_by": recovery.confirmed_by if recovery else row.approved_by,
        "paid_by": row.paid_by,
    }


def _settled(row: Any) -> int:
    """What a payment on a claim settles: a person's own sum, or what all others come to."""
    if row.Payment.enrolment_uid is not None:
        return int(row.Payment.amount_fen)
    return int(row.Claim.total_fen) - int(row.to_people_fen)


def _person(row: Any) -> Row:
    line, claim = row.ClaimLine, row.Claim
    return {
        **{key: getattr(line, key) for key in ("seq", "occupation", "level", "rate_fen", "amount_fen")},
        "office": row.office,
        "payment": row.Payment.uid,
        "reasons": row.reasons,
        "number": row.Payment.number,
        "claim_number": claim.number,
        "name": row.name,
        "id_number": row.id_number,
        "pack": f"{claim.pack_id} {claim.pack_version}",
    }


def _checks(read: Read, period: Period, told: Told) -> list[Check]:
    """The payments on claims whose persons do not make up what was settled."""
    payments, persons = told
    people: dict[Cell, list[Row]] = {}
    for person in persons:
        people.setdefault(person["payment"], []).append(person)
    return [said for paid in payments if (said := _difference(paid, people.get(paid["payment"], [])))]


def _difference(paid: Row, people: Sequence[Row]) -> Check | None:
    """What does not agree of a payment; None for one that is not for persons."""
    added = sum(int(str(person["amount_fen"])) for person in people)
    counted = paid["granted_count"] if paid["times"] is None else paid["times"]
    if not people or (paid["settled_fen"], counted) == (added, len(people)):
        return None
    sums = {"settled": PAYMENT["settled_fen"].shown(paid["settled_fen"]), "added": k.FEN.show(added)}
    return error(
        "audit.sum",
        (str(paid["office"]), str(paid["number"])),
        number=paid["number"],
        granted=counted,
        count=len(people),
        **sums,
    )


AUDIT = Report(
    name="audit",
    title="审计导出",
    tables=(Table("拨付", _PAYMENT, _payments), Table("人员", _PERSON, _persons)),
    checks=_checks,
    whole=True,
)
