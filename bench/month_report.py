"""The month's report of an office of a million rosters, to its SQL by hand: a row a unit, an axis and in all."""

from collections.abc import Callable, Iterable
from pathlib import Path

from app.kernel.periods import Period, parse_period
from app.plan.statistics import UNITS
from app.plan.summary import summary
from app.store.work import Office, Read
from bench import data
from bench.ratio import Result, in_turns

REACH, ROUNDS, PERIOD = 1.5, 3, "2020-12"
_SPANS = ("'2020-12-01' AND '2020-12-31'", "'2020-01-01' AND '2020-12-31'")
"""The month, and its year up to its end."""
_UNITS = ("u.uid", "coalesce(u.parent_uid, u.uid)", "u.axis", "k.origin", "1")
"""What the rows of 统计报表 are told apart by: section, unit, axis, office, nothing."""
_OFFICE = ("k.origin", "1")
_CLASSES = (
    "training_class k LEFT JOIN unit u ON u.uid = k.unit_uid",
    "k.starts_on",
    "k.state IN ('running', 'ended', 'accepted')",
    ("count(CASE WHEN {on} BETWEEN {span} THEN 1 END)",),
)
_RESULTS = (
    "training_class k LEFT JOIN unit u ON u.uid = k.unit_uid JOIN enrolment e ON e.class_uid = k.uid",
    "k.ends_on",
    "k.state IN ('ended', 'accepted') AND e.state = 'active'",
    (
        "count(CASE WHEN {on} BETWEEN {span} THEN 1 END)",
        "count(DISTINCT CASE WHEN {on} BETWEEN {span} THEN e.trainee_uid END)",
        "count(CASE WHEN {on} BETWEEN {span} AND e.result = 'qualified' THEN 1 END)",
        "count(CASE WHEN {on} BETWEEN {span} AND e.result = 'qualified' THEN e.certificate_number END)",
        "count(DISTINCT CASE WHEN {on} BETWEEN {span} AND e.result = 'qualified' THEN e.trainee_uid END)",
    ),
)
_AWARDS = (
    "claim c JOIN training_class k ON k.uid = c.class_uid LEFT JOIN unit u ON u.uid = k.unit_uid "
    "JOIN claim_line l ON l.claim_uid = c.uid",
    "c.applied_on",
    "c.state = 'paid' AND l.decision = 'granted'",
    (
        "count(CASE WHEN {on} BETWEEN {span} THEN l.trainee_uid END)",
        "sum(CASE WHEN {on} BETWEEN {span} THEN l.amount_fen END)",
    ),
)
_PAYMENTS = (
    "payment p LEFT JOIN advance a ON a.uid = p.advance_uid LEFT JOIN claim c ON c.uid = p.claim_uid "
    "JOIN training_class k ON k.uid = coalesce(c.class_uid, a.class_uid) LEFT JOIN unit u ON u.uid = k.unit_uid",
    "p.paid_on",
    "1",
    ("sum(CASE WHEN {on} BETWEEN {span} THEN p.amount_fen END)",),
)


def measure(folder: Path) -> list[Result]:
    """统计报表 by unit and 汇总表 by office."""
    with data.million(folder) as office:
        return [
            _result(office, "统计报表", _UNITS, lambda: _ours(office, UNITS.rows)),
            _result(office, "汇总表", _OFFICE, lambda: _ours(office, summary("office").tables[0].rows)),
        ]


def _result(office: Office, title: str, groups: tuple[str, ...], ours: Callable[[], object]) -> Result:
    bare = data.raw(office)

    def floor() -> None:
        for statement in statements(groups):
            bare.execute(statement).fetchall()

    return Result(f"110 万行花名册的月报：{title}", *in_turns(floor, ours, ROUNDS), REACH)


def statements(groups: tuple[str, ...]) -> list[str]:
    """One for each kind of row and of figure, the month and the year so far in the same look."""
    return [
        f"SELECT {group}, {_counts(on, counts)} FROM {tables} "  # noqa: S608
        f"WHERE {where} AND {on} BETWEEN {_SPANS[1]} GROUP BY 1"
        for group in groups
        for tables, on, where, counts in (_CLASSES, _RESULTS, _AWARDS, _PAYMENTS)
    ]


def _counts(on: str, counts: tuple[str, ...]) -> str:
    return ", ".join(each.format(on=on, span=span) for span in _SPANS for each in counts)


def _ours(office: Office, rows: Callable[[Read, Period], Iterable[object]]) -> None:
    with office.read() as read:
        list(rows(read, parse_period(PERIOD)))
