"""What fills the paper on which the use of funds is made public (XC-35, OD-26, CX-29, QJ-19): no person stands on it."""

from dataclasses import asdict

from app.fund.budget.record import RECORD as FUNDS
from app.fund.disclosing import basis, uses
from app.kernel.kinds import FEN
from app.kernel.periods import Period, years
from app.kernel.texts import say
from app.printing.values import FormData
from app.record.listing import Filter, Query
from app.store.work import Read

_SUMS = ("times", "advanced_fen", "paid_fen", "returned_fen", "amount_fen")


def disclosed(read: Read, period: Period, fund: str = "") -> FormData:
    """The rows of a period by fund, institution and scheme, their sums, and what is left of the money set aside."""
    own = read.own
    found = [{**asdict(use), "amount_fen": use.amount_fen} for use in uses(read, period, fund)]
    rows = [{"seq": number, **row} for number, row in enumerate(found, start=1)]
    values: dict[str, object] = {
        **{key: sum(int(row[key]) for row in found) for key in _SUMS},
        "period_title": period.title,
        "disclosed": basis(read, period),
        "balances": _balances(read, period, fund),
        "office.name": own.name,
        "office.phone": own.phone,
        "office.address": own.address,
    }
    return FormData(values, rows, sample=read.settings.get("sample") == "1")


def _balances(read: Read, period: Period, fund: str) -> str:
    arranged = [Filter("state", "=", "active"), Filter("origin", "=", read.own.name)]
    if fund:
        arranged.append(Filter("fund", "=", fund))
    parts = []
    for row in FUNDS.listing.rows(read.connection, Query(tuple(arranged))):
        first, last = int(str(row["year"])), int(str(row["until_year"]))
        if first <= period.last.year and period.first.year <= last:
            sums = {"amount": FEN.show(row["amount_fen"]), "balance": FEN.show(row["balance_fen"])}
            parts.append(say("disclosure.balance", fund=row["fund"], years=years(first, last).title, **sums))
    return say("disclosure.balances", parts="；".join(parts)) if parts else say("disclosure.none")
