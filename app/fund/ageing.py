"""账龄: advances that are not settled and debts that have not come back, by how long they have stood."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select

from app.claim.advance.model import Advance
from app.fund.advance.noun import ADVANCE
from app.fund.payment.model import Payment
from app.fund.recovery.model import Recovery
from app.fund.recovery.noun import RECOVERY
from app.fund.recovery.outstanding import CONFIRMED
from app.fund.recovery.verbs import payer
from app.institution.institution.model import Institution
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.periods import Period
from app.kernel.texts import say
from app.record.report import SUM, Check, Report, Row, Table, Told
from app.store.models import Journal
from app.store.work import Read
from app.training.training_class.model import TrainingClass

_STEPS = (30, 90, 180, 365)
"""Days at which what stands open comes into the next column of an ageing table."""
_DAY = len("2019-12-31")
_owed = Recovery.state.in_(CONFIRMED)
_since = func.coalesce(Recovery.confirmed_on, Recovery.asked_on)
_FIELDS = (
    Field("kind", "类别", k.TEXT),
    ADVANCE["number"],
    RECOVERY["payer"],
    Field("since", "起算日期", k.DATE),
    Field("days", "天数", k.COUNT),
    Field("age", "账龄", k.TEXT),
    Field("open_fen", "未了结金额(元)", k.FEN),
)


def _rows(read: Read, period: Period) -> list[Row]:
    """What stands open at the end of a period, the oldest first, and the sum of it."""
    day = min(period.last, read.today)
    found = sorted((*_advances(read, day), *_recoveries(read, day)), key=lambda row: str(row["since"]))
    total = sum(int(str(row["open_fen"])) for row in found)
    return [
        *found,
        {**dict.fromkeys(f.key for f in _FIELDS), "kind": say("disclosure.sum"), "open_fen": total, SUM: True},
    ]


def _advances(read: Read, day: date) -> Iterator[Row]:
    """Those that were paid by a day and settled later or not at all, less what was called back of them by then."""
    wanted = (
        select(Advance, Institution.name)
        .join(TrainingClass, TrainingClass.uid == Advance.class_uid)
        .join(Institution, Institution.uid == TrainingClass.institution_uid)
        .where(Advance.origin == read.own.uid, Advance.state.in_(("paid", "settled")), Advance.paid_on <= day)
    )
    for row, name in read.session.execute(wanted):
        called = select(func.coalesce(func.sum(Recovery.due_fen), 0)).where(Recovery.advance_uid == row.uid)
        left = row.amount_fen - int(read.session.scalar(called.where(_owed, _since <= day)) or 0)
        if left and (row.state == "paid" or _settled_on(read, row) > day):
            yield _row("advance", row.number, name, row.paid_on or row.applied_on, day, left)


def _settled_on(read: Read, row: Advance) -> date:
    """When an advance was settled: its claim was paid, or else the day on which that was entered."""
    paid = select(func.min(Payment.paid_on)).where(Payment.claim_uid == row.claim_uid, Payment.kind == "claim")
    if row.claim_uid is not None and (first := read.session.scalar(paid)) is not None:
        return first
    entered = select(func.max(Journal.at)).where(Journal.noun == ADVANCE.name, Journal.subject == row.uid)
    return date.fromisoformat(str(read.session.scalar(entered.where(Journal.verb == "settle")))[:_DAY])


def _recoveries(read: Read, day: date) -> Iterator[Row]:
    """Those that were owed by a day, less what had come back by then."""
    due = select(Recovery).where(Recovery.origin == read.own.uid, _owed, _since <= day)
    for row in read.session.scalars(due):
        came = select(func.coalesce(func.sum(Payment.amount_fen), 0)).where(Payment.recovery_uid == row.uid)
        left = row.due_fen + int(read.session.scalar(came.where(Payment.paid_on <= day)) or 0)
        if left:
            yield _row("recovery", row.number, payer(read, row).name, row.confirmed_on or row.asked_on, day, left)


def _row(kind: str, number: str, name: str, since: date, day: date, fen: int) -> Row:
    days = (day - since).days
    step = next((step for step in _STEPS if days <= step), None)
    age = say("ageing.over", days=_STEPS[-1]) if step is None else say("ageing.upto", days=step)
    told = {"kind": say(f"ageing.{kind}"), "number": number, "payer": name}
    return {**told, "since": since, "days": days, "age": age, "open_fen": fen}


def _checks(read: Read, period: Period, told: Told) -> list[Check]:
    """Nothing of it can be wrong that the books themselves would not say."""
    return []


def _note(read: Read, period: Period) -> str:
    return say("ageing.note")


AGEING = Report(
    name="ageing",
    title="预拨和追回账龄",
    tables=(Table("账龄", _FIELDS, _rows, _note, label=("number",)),),
    checks=_checks,
)
