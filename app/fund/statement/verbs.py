"""Verbs of lines of statements: which payment one is, or what else it is."""

from sqlalchemy import delete, select

from app.fund.payment.model import Payment
from app.fund.statement.matching import net, of_one_transfer, put_together, unmatched
from app.fund.statement.model import StatementLine, StatementMatch
from app.fund.statement.noun import STATEMENT_LINE
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.record.moves import put, take
from app.store.work import Work


def match(work: Work, uid: int, payment_number: str) -> None:
    """A line is a payment, or the whole transfer that it belongs to; Refused when the sums differ."""
    line = take(work, STATEMENT_LINE, StatementLine, uid, "match")
    wanted = select(Payment).where(Payment.origin == work.own.uid, Payment.number == payment_number)
    row = work.session.scalars(wanted).first()
    if row is None or row not in unmatched(work, line.fund):
        raise Refused("statement.no_payment", number=payment_number, fund=line.fund)
    rows = [row] if row.amount_fen == net(line) else of_one_transfer(work, row)
    total = sum(each.amount_fen for each in rows)
    if total != net(line):
        raise Refused("statement.other_sum", number=payment_number, total=FEN.show(total), line=FEN.show(net(line)))
    put_together(work, line, rows)
    put(work, STATEMENT_LINE, line, "match", "、".join(each.number for each in rows))


def explain(work: Work, uid: int, note: str) -> None:
    """A line is nothing of the ledger's: interest, a fee, money from above."""
    line = take(work, STATEMENT_LINE, StatementLine, uid, "explain")
    line.note, line.settled_by = note, work.actor.name
    put(work, STATEMENT_LINE, line, "explain", note)


def reopen(work: Work, uid: int, reason: str) -> None:
    """It was matched or explained wrongly."""
    line = take(work, STATEMENT_LINE, StatementLine, uid, "reopen")
    work.session.execute(delete(StatementMatch).where(StatementMatch.line_uid == uid))
    line.note, line.settled_by = None, None
    put(work, STATEMENT_LINE, line, "reopen", reason)
