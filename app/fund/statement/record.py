"""Lines of bank statements bound to their table, with the payments that each is."""

from sqlalchemy import func, select

from app.fund.payment.model import Payment
from app.fund.statement import importing, verbs
from app.fund.statement.matching import unmatched
from app.fund.statement.model import StatementLine, StatementMatch
from app.fund.statement.noun import STATEMENT_LINE
from app.record.hooks import Hooks
from app.record.listing import contains
from app.record.record import Record
from app.store.work import Read

_matched = (
    select(func.group_concat(Payment.number, "、"))
    .join(StatementMatch, StatementMatch.payment_uid == Payment.uid)
    .where(StatementMatch.line_uid == StatementLine.uid)
    .correlate(StatementLine)
    .scalar_subquery()
)


def _suggest(read: Read) -> dict[str, list[str]]:
    """Payments that no line is yet."""
    funds = read.session.scalars(select(StatementLine.fund).distinct()).all()
    return {"payment_number": [row.number for fund in funds for row in unmatched(read, fund)]}


RECORD = Record(
    STATEMENT_LINE,
    StatementLine,
    verbs={"match": verbs.match, "explain": verbs.explain, "reopen": verbs.reopen},
    sql={"matched": _matched},
    order=(StatementLine.fund, StatementLine.day.desc(), StatementLine.uid),
    search=contains(StatementLine.voucher, StatementLine.party, StatementLine.summary),
    watches=frozenset({"statement_match", "payment"}),
    local=frozenset({"seq"}),
    plans={"statements": importing.plan},
    hooks=Hooks(suggest=_suggest),
)
