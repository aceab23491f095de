"""What a report is: its periods, its tables with columns as data elements, and what of it does not agree.

A subject declares one beside its rows; it is then shown, written to Excel and, where it names a form, printed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from app.award.texts.unverified import Unsettled, listed
from app.kernel.fields import REASON, Field
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.kernel.periods import KINDS, Period, parse_period
from app.kernel.texts import say
from app.store.work import Read, Work

Cell: TypeAlias = Value | float
"""A value of a data element; a share may be exact, and is rounded only where it is shown."""
Row: TypeAlias = Mapping[str, Cell]
Told: TypeAlias = Sequence[Sequence[Row]]
"""The rows of each table of a report."""
SUM = "is_sum"
"""The key under which a row says that it is the sum of others."""


def _nothing(read: Read, period: Period) -> Mapping[str, object]:
    return {}


def _none(read: Read, period: Period) -> Sequence[Unsettled]:
    return ()


@dataclass(frozen=True)
class Check:
    """Something to be looked at before a report goes out, in a sentence that says what to do.

    An error is a figure that cannot be right; a warning is something that may be as it is.
    """

    text: str
    error: bool
    row: tuple[str, ...] = ()
    """What stands in the row that it is about; empty where it is about none."""

    def __str__(self) -> str:
        return say("report.error" if self.error else "report.warning", text=self.text)


def error(code: str, row: tuple[str, ...] = (), /, **params: object) -> Check:
    """An error by its sentence."""
    return Check(say(code, **params), True, row)  # noqa: FBT003 - it is one


def warning(code: str, row: tuple[str, ...] = (), /, **params: object) -> Check:
    """A warning by its sentence."""
    return Check(say(code, **params), False, row)  # noqa: FBT003 - it is none


@dataclass(frozen=True)
class Table:
    """One table of a report; with a note it is a paper to be signed, without one a plain extract."""

    title: str
    """The name of its sheet; '' for the word of the period, 月报 for a month."""
    fields: tuple[Field, ...]
    rows: Callable[[Read, Period], Iterable[Row]]
    """Each row has a value for the key of every field; a sum says so under SUM."""
    note: Callable[[Read, Period], str] | None = None
    foot: Callable[[Read], str] | None = None
    """The line for those who answer for it."""
    label: tuple[str, ...] = ()
    """Keys of the columns that name a row: they stand on each page of a paper that is several pages wide."""
    chart: "Chart | None" = None
    behind: "Callable[[Read, Period, Row, str], Behind | None] | None" = None
    """What a figure of a row, by the key of its column, was counted from; None for what is not counted."""

    def sheet(self, period: Period) -> str:
        """The name of its sheet for a period."""
        return self.title or period.kind


@dataclass(frozen=True)
class Behind:
    """The rows from which a figure was counted, one a class, an entry of a roster, a line of a claim or a payment."""

    fields: tuple[Field, ...]
    rows: Sequence[Row]


@dataclass(frozen=True)
class Chart:
    """Bars beside a table: one for each row that is no sum, as long as its share."""

    title: str
    label: str
    """The key of what names a bar."""
    share: str
    """The key of the column of shares."""


@dataclass(frozen=True)
class Report:
    """A report of a month, quarter, half-year, year, or from one day to another."""

    name: str
    title: str
    tables: tuple[Table, ...]
    checks: Callable[[Read, Period, Told], Sequence[Check]]
    """What of it does not agree, or may not."""
    heading: str = ""
    """What stands after the office's name above each of its papers."""
    periods: tuple[str, ...] = KINDS
    unconfirmed: Callable[[Read, Period], Sequence[Unsettled]] = _none
    """The values that it rests on and that no issued document says."""
    whole: bool = False
    """Whether it may carry whole identity numbers, for a reason that the journal keeps."""
    form: str = ""
    """The form that prints its first table; '' where it is printed as it stands, if it is a paper."""
    values: Callable[[Read, Period], Mapping[str, object]] = _nothing
    """What its form prints beside the rows and their sum."""

    def period(self, text: str) -> Period:
        """The period of a text; Refused when it is none, or of a kind for which the report is not made."""
        period = parse_period(text)
        if period.kind not in self.periods:
            raise Refused("report.kind", title=self.title, kinds="、".join(self.periods))
        return period

    @property
    def on_paper(self) -> bool:
        """Whether it can be printed."""
        return bool(self.form or self.tables[0].note)

    def only(self, keys: Sequence[str]) -> "Report":
        """The same with only some columns of its first table, in the table's order; Refused for a key that it lacks."""
        first, *others = self.tables
        titles = {field.key: field.title for field in first.fields}
        if unknown := [key for key in keys if key not in titles]:
            known = "、".join(f"{key}（{title}）" for key, title in titles.items())
            raise Refused("report.column", title=self.title, keys="、".join(unknown), known=known)
        wanted = {*keys, *first.label}
        chosen = replace(first, fields=tuple(field for field in first.fields if field.key in wanted))
        return replace(self, tables=(chosen, *others))

    def told(self, read: Read, period: Period) -> Told:
        """The rows of each of its tables."""
        return [list(table.rows(read, period)) for table in self.tables]

    def problems(self, read: Read, period: Period, told: Told) -> list[Check]:
        """Everything to be looked at before it goes out."""
        open_values = self.unconfirmed(read, period)
        said = [warning("report.unconfirmed", values=listed(open_values))] if open_values else []
        return [*said, *self.checks(read, period, told)]


def keep_reason(work: Work, report: Report, period: Period, reason: str) -> None:
    """Record that whole identity numbers left the office, for whom and why; Refused without a reason."""
    if not reason.strip():
        raise Refused("report.reason", title=REASON.title)
    told = say("report.logged", title=report.title, period=period.title, reason=reason.strip())
    work.log("office", "extract", work.own.uid, told)
