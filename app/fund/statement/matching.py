"""Which rows of the ledger a line of a statement is: by the voucher, else by the sum, the payee and the day."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, extract, func, select

from app.fund.payment.ledger import REVERSED
from app.fund.payment.model import Payment
from app.fund.statement.model import StatementLine, StatementMatch
from app.fund.statement.noun import STATEMENT_LINE
from app.kernel.texts import say
from app.store.work import Read, Work

_NEAR = timedelta(days=7)
"""So far apart may ledger and bank date a transfer."""


def net(line: StatementLine) -> int:
    """What left the account, as the ledger signs it."""
    return line.out_fen - line.in_fen


def unmatched(read: Read, fund: str) -> list[Payment]:
    """The rows of a fund that moved money and that no line is; what was entered wrongly and taken back moved none."""
    taken = select(StatementMatch.payment_uid)
    moved = (Payment.amount_fen != 0, Payment.entry != "reversed", ~REVERSED)
    wanted = select(Payment).where(Payment.origin == read.own.uid, Payment.fund == fund, *moved)
    return list(read.session.scalars(wanted.where(Payment.uid.not_in(taken)).order_by(Payment.uid)))


def proposed(line: StatementLine, rows: Sequence[Payment]) -> list[Payment]:
    """The rows that a line is without doubt: those of its voucher when they add up, else the one that fits alone."""
    sign = 1 if net(line) > 0 else -1
    voucher = (line.voucher or "").strip()
    same = [
        row
        for row in rows
        if voucher
        and row.voucher.strip() == voucher
        and row.paid_on.year == line.day.year
        and row.amount_fen * sign > 0
    ]
    if same and sum(row.amount_fen for row in same) == net(line):
        return same
    fitting = [
        row
        for row in rows
        if row.amount_fen == net(line) and abs(row.paid_on - line.day) <= _NEAR and row.payee == (line.party or "")
    ]
    return fitting if len(fitting) == 1 else []


def match_all(work: Work, fund: str) -> int:
    """Match what is without doubt; how many lines."""
    rows, count = unmatched(work, fund), 0
    lines = select(StatementLine).where(StatementLine.fund == fund, StatementLine.state == "open")
    for line in work.session.scalars(lines.order_by(StatementLine.day, StatementLine.uid)).all():
        if found := proposed(line, rows):
            put_together(work, line, found)
            rows = [row for row in rows if row not in found]
            count += 1
    work.session.flush()
    return count


def put_together(work: Work, line: StatementLine, rows: Sequence[Payment]) -> None:
    """These rows are this line."""
    for row in rows:
        work.add(StatementMatch(payment_uid=row.uid, line_uid=line.uid))
    line.state, line.settled_by = "matched", work.actor.name


def rematch(work: Work, row: Payment) -> None:
    """A row that was taken back as never so moved is no line of a statement any more; what was entered for it may be."""
    line_uid = work.session.scalar(select(StatementMatch.line_uid).where(StatementMatch.payment_uid == row.uid))
    if line_uid is None:
        return
    line = work.session.get_one(StatementLine, line_uid)
    work.session.execute(delete(StatementMatch).where(StatementMatch.line_uid == line_uid))
    line.state, line.settled_by = "open", None
    work.session.flush()
    work.moved.append(line)
    work.touched.add("statement_match")
    work.log(STATEMENT_LINE.name, "reopen", line_uid, say("statement.corrected", number=row.number))
    if matched := match_all(work, line.fund):
        work.log(STATEMENT_LINE.name, "match", work.own.uid, say("statement.matched", fund=line.fund, count=matched))


def of_one_transfer(read: Read, row: Payment) -> list[Payment]:
    """A row with all others of the same voucher, fund and way that no line is yet."""
    alike = func.trim(Payment.voucher) == row.voucher.strip(), extract("year", Payment.paid_on) == row.paid_on.year
    way = Payment.amount_fen > 0 if row.amount_fen > 0 else Payment.amount_fen < 0
    wanted = {each.uid for each in unmatched(read, row.fund)}
    found = read.session.scalars(select(Payment).where(Payment.fund == row.fund, *alike, way))
    return [each for each in found if each.uid in wanted]
