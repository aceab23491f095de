"""对账: each fund's ledger beside the statement of its account, month by month, and what stands on one side alone."""

from collections.abc import Iterator

from sqlalchemy import func, select

from app.fund.budget.noun import BUDGET
from app.fund.payment.ledger import REVERSED
from app.fund.payment.model import Payment
from app.fund.payment.noun import PAYMENT
from app.fund.statement.model import StatementLine, StatementMatch
from app.fund.statement.noun import STATEMENT_LINE
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.periods import Period
from app.kernel.texts import say
from app.record.report import Check, Report, Row, Table, Told, error, warning
from app.store.work import Read

_SIDE = Field("side", "只在哪边有", k.TEXT)
_SUMS = (
    BUDGET["fund"],
    Field("ledger_fen", "台账净支出(元)", k.FEN),
    Field("bank_fen", "银行净支出(元)", k.FEN),
    Field("explained_fen", "已说明的(元)", k.FEN),
    Field("ledger_only_fen", "台账有、银行无(元)", k.FEN),
    Field("bank_only_fen", "银行有、台账无(元)", k.FEN),
    Field("gap_fen", "差额(元)", k.FEN),
)
_ALONE = (
    BUDGET["fund"],
    _SIDE,
    Field("day", "日期", k.DATE),
    PAYMENT["number"],
    PAYMENT["voucher"],
    Field("party", "对方", k.TEXT),
    PAYMENT["amount_fen"],
    STATEMENT_LINE["summary"],
)
_net = StatementLine.out_fen - StatementLine.in_fen


def _funds(read: Read, period: Period) -> list[str]:
    """The funds that anything is known of in a period."""
    paid = select(Payment.fund).where(
        Payment.origin == read.own.uid, Payment.paid_on.between(period.first, period.last)
    )
    told = select(StatementLine.fund).where(StatementLine.day.between(period.first, period.last))
    return sorted({*read.session.scalars(paid), *read.session.scalars(told)})


def _rows(read: Read, period: Period) -> list[Row]:
    alone = list(_alone(read, period))
    return [_fund(read, period, fund, [row for row in alone if row["fund"] == fund]) for fund in _funds(read, period)]


def _fund(read: Read, period: Period, fund: str, alone: list[Row]) -> Row:
    in_period = (StatementLine.fund == fund, StatementLine.day.between(period.first, period.last))
    bank = select(func.coalesce(func.sum(_net), 0)).where(*in_period)
    explained = bank.where(StatementLine.state == "explained")
    moved = select(func.coalesce(func.sum(Payment.amount_fen), 0)).where(
        Payment.origin == read.own.uid, Payment.fund == fund, Payment.paid_on.between(period.first, period.last)
    )
    ledger, said, told = (int(read.session.scalar(one) or 0) for one in (moved, bank, explained))
    sums = {side: sum(int(str(row["amount_fen"])) for row in alone if row["side"] == side) for side in _sides()}
    of_ledger, of_bank = (sums[side] for side in _sides())
    gap = ledger - said + told - of_ledger + of_bank
    values = {"ledger_fen": ledger, "bank_fen": said, "explained_fen": told}
    return {"fund": fund, **values, "ledger_only_fen": of_ledger, "bank_only_fen": of_bank, "gap_fen": gap}


def _sides() -> tuple[str, str]:
    return say("reconciliation.ledger"), say("reconciliation.bank")


def _alone(read: Read, period: Period) -> Iterator[Row]:
    """What of a period stands in the ledger alone, then in the statement alone; the other side may have it in another month."""
    ledger, bank = _sides()
    within = StatementLine.day.between(period.first, period.last)
    seen = select(StatementMatch.payment_uid).join(StatementLine, StatementLine.uid == StatementMatch.line_uid)
    moved = (Payment.amount_fen != 0, Payment.entry != "reversed", ~REVERSED, Payment.uid.not_in(seen.where(within)))
    in_period = Payment.paid_on.between(period.first, period.last)
    paid = select(Payment).where(Payment.origin == read.own.uid, in_period)
    for row in read.session.scalars(paid.where(*moved).order_by(Payment.fund, Payment.paid_on, Payment.uid)):
        said: Row = {"fund": row.fund, "side": ledger, "day": row.paid_on, "number": row.number, "voucher": row.voucher}
        yield {**said, "party": row.payee, "amount_fen": row.amount_fen, "summary": ""}
    matched = (
        select(func.coalesce(func.sum(Payment.amount_fen), 0))
        .join(StatementMatch, StatementMatch.payment_uid == Payment.uid)
        .where(StatementMatch.line_uid == StatementLine.uid, in_period)
        .correlate(StatementLine)
        .scalar_subquery()
    )
    left = (_net - matched).label("left")
    lines = select(StatementLine, left).where(within, StatementLine.state != "explained", left != 0)
    for line, fen in read.session.execute(lines.order_by(StatementLine.fund, StatementLine.day, StatementLine.uid)):
        told: Row = {"fund": line.fund, "side": bank, "day": line.day, "number": "", "voucher": line.voucher or ""}
        yield {**told, "party": line.party or "", "amount_fen": int(fen), "summary": line.summary or ""}


def _checks(read: Read, period: Period, told: Told) -> list[Check]:
    """What stands on one side alone, and sums that do not agree though all is matched."""
    sums, alone = told
    found = [
        error("reconciliation.gap", (str(row["fund"]),), fund=row["fund"], gap=k.FEN.show(int(str(row["gap_fen"]))))
        for row in sums
        if row["gap_fen"]
    ]
    return [*found, *([warning("reconciliation.alone", count=len(alone))] if alone else [])]


def _note(read: Read, period: Period) -> str:
    return say("reconciliation.note")


RECONCILIATION = Report(
    name="reconciliation",
    title="银行对账",
    tables=(
        Table("对账", _SUMS, _rows, _note, label=("fund",)),
        Table("未对上的", _ALONE, _alone),
    ),
    checks=_checks,
)
