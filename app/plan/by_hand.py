"""What offices without the program handed in (手工报送): their figures beside those that are counted, and what is in both."""

from collections.abc import Collection, Iterator

from sqlalchemy import select

from app.kernel.periods import Period, parse_period, period_title
from app.kernel.texts import say
from app.plan.counting import Figures, Key, Span, count
from app.plan.figures import FIGURES
from app.plan.reported.model import ReportedFigures
from app.plan.reported.record import COUNTS, reported
from app.record.report import Check, warning
from app.store.models import OfficeRow
from app.store.work import Read
from app.training.training_class.model import TrainingClass


def marked(office: OfficeRow, added: Collection[int]) -> str:
    """The name of an office, and that it reports by hand, or that some below it do whose figures were `added` to its own."""
    if not office.program:
        return office.name + say("summary.by_hand")
    return office.name + say("summary.with_by_hand") if office.uid in added else office.name


def unsaid(read: Read, period: Period, *, told_apart: bool) -> str:
    """What a table lacks of figures that were handed in, in a sentence; '' where it lacks nothing.

    人数 of several months cannot be added, and figures tell no more than whose they are.
    """
    first, last = period.so_far
    offices = [row.name for row in read.session.execute(reported(first, last))]
    if not offices:
        return ""
    if told_apart:
        return say("summary.by_hand_apart", offices="、".join(offices))
    return say("summary.by_hand_persons") if first.replace(day=1) != last.replace(day=1) else ""


def holders(read: Read, span: Span) -> frozenset[int]:
    """The offices in whose work figures of a span stand that were handed in."""
    return frozenset(row.uid for row in read.session.execute(reported(*span)))


def add_figures(read: Read, span: Span, found: dict[Key, Figures], whole: dict[Key, Figures]) -> None:
    """Add the figures handed in to those of each office and of all: 人数 of several months cannot be added and is left out."""
    one_month = span[0].replace(day=1) == span[1].replace(day=1)
    added = [key for key in COUNTS if one_month or key != "persons"]
    for row in read.session.execute(reported(*span)):
        for figures in (found.setdefault((row.uid,), Figures()), whole.setdefault((), Figures())):
            for key in added:
                setattr(figures, key, getattr(figures, key) + (getattr(row, key) or 0))


def both_ways(read: Read, period: Period) -> Iterator[Check]:
    """Offices that handed in figures of a month of the year so far and rosters of classes that count in it too."""
    first, last = period.so_far
    handed_in = (
        select(ReportedFigures, OfficeRow)
        .join(OfficeRow, OfficeRow.uid == ReportedFigures.office_uid)
        .where(ReportedFigures.period.between(f"{first:%Y-%m}", f"{last:%Y-%m}"))
        .where(OfficeRow.uid.in_(select(TrainingClass.for_office_uid)))
        .order_by(OfficeRow.region, ReportedFigures.period)
    )
    rows = read.session.execute(handed_in).all()
    months = {row.period: parse_period(row.period).days for row, _ in rows}
    counted = count(read, months, {"office": ("office",)}) if months else {}
    for row, office in rows:
        figures = counted[row.period].get(("office", office.uid), Figures())
        titles = "、".join(f.title for f in FIGURES if getattr(row, f.key) and getattr(figures, f.key))
        if titles:
            yield warning(
                "summary.both_ways",
                (marked(office, ()),),
                office=office.name,
                month=period_title(row.period),
                titles=titles,
            )
