"""The extract for an audit (审计导出): every payment with who decided it and by which clause, every person granted."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from app.claim.claim.noun import CLAIM
from app.claim.claim_line.noun import CLAIM_LINE
from app.exchange.xlsx import Styles, cell_writer
from app.fund import disclosing
from app.fund.payment.noun import PAYMENT
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import Value
from app.kernel.periods import Period, parse_period
from app.kernel.texts import say
from app.store.files import atomic
from app.store.work import Read, Work
from app.training.trainee.noun import TRAINEE
from app.training.training_class.noun import CLASS

_PAYMENTS = (
    *(
        PAYMENT[key]
        for key in (
            "number",
            "kind",
            "paid_on",
            "voucher",
            "voucher_corrected",
            "fund",
            "payee",
            "amount_fen",
            "claim_number",
        )
    ),
    *(PAYMENT[key] for key in ("settled_fen", "advance_number", "recovery_number")),
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
_PERSONS = (
    *(PAYMENT[key] for key in ("number", "claim_number")),
    Field("seq", "序号", k.COUNT),
    *(TRAINEE[key] for key in ("name", "id_number")),
    *(CLASS[key] for key in ("occupation", "level")),
    *(CLAIM_LINE[key] for key in ("rate_fen", "amount_fen", "reasons")),
    Field("pack", "政策包和版本", k.TEXT),
)


def write(read: Read, period: str, path: Path) -> int:
    """The workbook of a period, identity numbers masked; gives back how many payments are in it."""
    with atomic(path) as draft:
        return _fill(read, parse_period(period), draft, masked=True)


def write_whole(work: Work, period: str, path: Path, reason: str) -> int:
    """The same with whole identity numbers, which the journal records with the reason; Refused without one."""
    wanted = parse_period(period)
    disclosing.note(work, wanted, reason)
    return _fill(work, wanted, work.draft(path), masked=False)


def _fill(read: Read, period: Period, draft: Path, *, masked: bool) -> int:
    payments = [_payment(row) for row in disclosing.payments(read, period)]
    persons = map(_person, disclosing.persons(read, period))
    with xlsxwriter.Workbook(str(draft), {"constant_memory": True}) as book:
        styles = Styles(book)
        _sheet(book, styles, say("audit.payments"), period, _PAYMENTS, payments, masked=masked)
        _sheet(book, styles, say("audit.persons"), period, _PERSONS, persons, masked=masked)
    return len(payments)


def _payment(row: Any) -> dict[str, Value]:
    payment, claim, recovery, training = row.Payment, row.Claim, row.Recovery, row.TrainingClass
    keys = ("number", "kind", "paid_on", "voucher", "fund", "payee", "amount_fen")
    decided = ("line_count", "granted_count", "reviewed_by", "notice_from", "notice_to", "real_name_number")
    return {
        **{key: getattr(payment, key) for key in keys},
        **{key: getattr(claim, key) if claim else None for key in decided},
        **{key: getattr(training, key) if training else None for key in ("occupation", "level")},
        "voucher_corrected": row.voucher_corrected,
        "claim_number": claim.number if claim else None,
        "settled_fen": claim.total_fen if claim and payment.kind == "claim" else None,
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


def _person(row: Any) -> dict[str, Value]:
    line, claim = row.ClaimLine, row.Claim
    return {
        **{key: getattr(line, key) for key in ("seq", "occupation", "level", "rate_fen", "amount_fen", "reasons")},
        "number": row.number,
        "claim_number": claim.number,
        "name": row.name,
        "id_number": row.id_number,
        "pack": f"{claim.pack_id} {claim.pack_version}",
    }


def _sheet(
    book: Any,
    styles: Styles,
    title: str,
    period: Period,
    fields: Sequence[Field],
    rows: Iterable[Mapping[str, Value]],
    *,
    masked: bool,
) -> None:
    """One sheet: title, headings that stay in sight, and a row for each record."""
    page = book.add_worksheet(title)
    page.write_string(0, 0, f"{title}（{period.title}）", styles.title)
    for place, field in enumerate(fields):
        page.set_column(place, place, min(max(field.kind.width, 2 * len(field.title)) + 2, 40))
        page.write_string(1, place, field.title, styles.header)
    page.freeze_panes(2, 1)
    writers = [cell_writer(styles, field.kind, field.title, masked) for field in fields]
    for number, row in enumerate(rows, start=2):
        for place, (field, write_cell) in enumerate(zip(fields, writers, strict=True)):
            write_cell(page, number, place, row[field.key])
