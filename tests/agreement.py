"""Whether ledger, reports, disclosure and audit extract of an office are one sum, whatever its level."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import extract, func, select

from app.fund.audit import AUDIT
from app.fund.disclosure import DISCLOSURE
from app.fund.payment.model import Payment
from app.kernel.periods import Period, parse_period
from app.plan.figures import Line, lines
from app.plan.statistics import STATISTICS
from app.record.report import SUM, Check, Report
from app.store.work import Office, Read


def years(read: Read) -> list[Period]:
    """The years in which money moved."""
    found = read.session.scalars(
        select(extract("year", Payment.paid_on)).distinct().order_by(extract("year", Payment.paid_on))
    )
    return [parse_period(str(year)) for year in found]


def ledger(read: Read, period: Period) -> int:
    wanted = select(func.sum(Payment.amount_fen)).where(Payment.paid_on.between(period.first, period.last))
    return int(read.session.scalar(wanted) or 0)


def reported(read: Read, period: Period) -> int:
    """What the statistics have as paid by all offices: their very last sum."""
    return [line.year.paid_fen for line in lines(read, period) if line.total][-1]


def published(read: Read, period: Period) -> int:
    return int(str([row for row in DISCLOSURE.tables[0].rows(read, period) if row.get(SUM)][-1]["amount_fen"]))


def audited(read: Read, period: Period) -> int:
    return sum(int(str(row["amount_fen"])) for row in AUDIT.tables[0].rows(read, period))


def disagreements(report: Report, read: Read, period: Period) -> Sequence[Check]:
    """What of a report does not agree."""
    return report.checks(read, period, report.told(read, period))


def disagreeing(read: Read) -> list[tuple[str, int, int, int, int]]:
    """Years in which the four are not one sum."""
    found = []
    for period in years(read):
        sums = (ledger(read, period), reported(read, period), published(read, period), audited(read, period))
        problems = [each for report in (STATISTICS, DISCLOSURE, AUDIT) for each in disagreements(report, read, period)]
        if len(set(sums)) > 1 or problems:
            found.append((period.text, *sums))
    return found


def beside_units(read: Read) -> list[Line]:
    """What the reports have as no unit's, in the years in which money moved."""
    return [
        line
        for period in years(read)
        for line in lines(read, period)
        if not (line.total or line.target) and line.unit.startswith("不归")
    ]


def example_agrees(folder: Path, bought_fen: int) -> None:
    """County and city of an example say one sum everywhere, what was bought included and nobody's 人次."""
    paid: dict[str, set[tuple[str, int]]] = {}
    for side in ("county", "city"):
        with Office(folder / side) as office, office.read() as read:
            assert years(read)
            assert disagreeing(read) == []
            paid[side] = {(row.number, row.amount_fen) for row in read.session.scalars(select(Payment))}
            beside = beside_units(read)
            assert [line.year.subsidised for line in beside if line.year.subsidised] == []
            assert sum(line.year.paid_fen for line in beside) == bought_fen
    assert paid["city"] <= paid["county"]
