"""Money set aside (资金安排) from a table: a sum a fund and its years, with its document."""

from sqlalchemy import select

from app.fund.budget.model import Budget
from app.fund.budget.noun import BUDGET
from app.kernel.kinds import Value
from app.kernel.periods import years
from app.office.correction import second_person as second
from app.record.imports.batch import Batch
from app.record.imports.upserts import Upserts
from app.store.work import Read

_KEYS = BUDGET.own
_Sum = tuple[str, int, int]


def plan(read: Read, batch: Batch, into: int) -> Upserts:
    """Compare with what is known: the same fund and first year is the same sum; years of one fund never overlap."""
    batch.fail_repeats("fund", "year")
    known = {
        (row.fund, row.year): row for row in read.session.scalars(select(Budget).where(Budget.origin == read.own.uid))
    }
    sums: dict[tuple[str, int], _Sum] = {key: (row.fund, row.year, row.until_year) for key, row in known.items()}
    found = Upserts(Budget, batch)
    for index in range(len(batch)):
        values = batch.record(index, *_KEYS)
        fund, year, amount = values["fund"], values["year"], values["amount_fen"]
        if not (isinstance(fund, str) and isinstance(year, int) and isinstance(amount, int)):
            continue
        last = values["until_year"] if isinstance(values["until_year"], int) else year
        values["until_year"] = last
        sums[fund, year] = (fund, year, last)
        _judge(batch, index, (fund, year, last), amount, sums)
        row = known.get((fund, year))
        if row is not None and row.state != second.PENDING and not batch.decided and found.differs(row, values):
            batch.fail(index, "amount_fen", "correction.holds", noun=BUDGET.title)
        found.put(index, row, values if row is not None else {**values, **second.entered(read, decided=batch.decided)})
    return found


def _judge(batch: Batch, index: int, one: _Sum, amount: Value, sums: dict[tuple[str, int], _Sum]) -> None:
    fund, year, last = one
    if not isinstance(amount, int) or amount <= 0:
        batch.fail(index, "amount_fen", "budget.nothing")
    if last < year:
        batch.fail(index, "until_year", "budget.years")
    for other, first, until in sums.values():
        if other == fund and first != year and first <= last and year <= until:
            batch.fail(index, "year", "budget.overlaps", years=years(first, until).title)
