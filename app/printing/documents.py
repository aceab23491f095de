"""The forms of the office, filled from its records: screen preview, printer and package take the same pages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.desk.lists import OF_NOUN
from app.desk.report_paper import paper
from app.fund.disclosure import disclosure
from app.kernel.outcomes import Problem, Refused
from app.kernel.periods import Period, years
from app.kernel.texts import RESOURCES, say
from app.office.separation import staffing
from app.printing import table_pages
from app.printing.compose import Composed, compose
from app.printing.forms import Form
from app.printing.library import library_of, shipped
from app.printing.offsets import Offset
from app.printing.pdf import render
from app.printing.prints import Printed, digest_of, keep_prints, times
from app.printing.stamping import shifted, stamped
from app.printing.subjects import Subject, office_values, unsaid
from app.printing.table_pages import Words
from app.printing.values import FormData
from app.record import leaving
from app.record.report import SUM, Report
from app.store.files import atomic
from app.store.work import Actor, Office, Read

FONTS = RESOURCES / "fonts"
_FUNDS = "budget"


@dataclass(frozen=True)
class Document:
    """A printed form: its bytes, how many pages, what did not fit, and of a public one what is asked before it goes out."""

    data: bytes
    pages: int
    problems: Sequence[Problem]
    open: str = ""
    prints: Sequence[Printed] = ()
    """The papers of records in it, to be kept in the journal when it leaves the program."""
    title: str = ""

    @property
    def whole(self) -> bool:
        """Whether identity numbers or accounts stand in it in full."""
        return any(printed.whole for printed in self.prints)


@dataclass(frozen=True)
class Paper:
    """A form about a record as pages: once, or as often as it has people or weeks."""

    form: Form
    composed: Sequence[Composed]
    printed: Printed
    points: Sequence[str]
    """What is asked before it goes out to the public."""


CONTENTS = shipped()["set-contents"]
"""What stands before all papers of a record."""


def pdf(read: Read, name: str, uid: int) -> Document:
    """A form about one record, or one for each record inside it; Refused when there is no such record."""
    about, form = subject_of(read, name, uid)
    return _alone(paper_of(about, form))


def subject_of(read: Read, name: str, uid: int) -> tuple[Subject, Form]:
    """Which record a form is printed of: its own noun's, or the one on whose page it is offered for everybody inside."""
    form = library_of(read.office.folder)[name]
    above = form.inside and OF_NOUN[form.noun].record(read.connection, uid) is None
    return Subject(read, form.inside if above else form.noun, uid), form


def paper_of(about: Subject, form: Form, *, copy: bool = True, overprint: Offset | None = None) -> Paper:
    """The pages of a form about a record; a copy of what was printed before says so, but to the public it says nothing.

    `overprint` prints the values alone onto preprinted paper, moved as the printer needs it.
    """
    if form.noun == about.noun and not about.asks(form):
        raise Refused("printing.not_asked", title=form.title)
    filled, points = _of_fund(about) if form.noun == _FUNDS else (list(about.data(form)), about.open_points(form))
    composed = [compose(form, data, about.read.today, FONTS, values_only=bool(overprint)) for data in filled]
    if overprint:
        composed = [shifted(one, overprint.right, overprint.down) for one in composed]
    printed = Printed(about.noun, about.uid, form.title, digest_of(form, filled), form.whole)
    count = times(about.read, printed) if copy and not form.public else 0
    if count:
        mark = say("prints.mark", count=count)
        composed = [stamped(one, FONTS, lambda page: mark, line=1) for one in composed]
    return Paper(form, composed, printed, points)


def _of_fund(about: Subject) -> tuple[list[FormData], list[str]]:
    """What fills the paper on the use of a fund: the report of its years."""
    span = years(int(str(about.record["year"])), int(str(about.record["until_year"])))
    use = disclosure(str(about.record["fund"]))
    return [_report_data(about.read, use, span)], unsaid(use.unconfirmed(about.read, span))


def _alone(paper: Paper) -> Document:
    """One paper as a document; Refused where it is for everybody and there is nobody."""
    if not paper.composed:
        raise Refused("printing.nobody", title=paper.form.title)
    return replace(joined(paper.composed, paper.form.title, paper.points), prints=[paper.printed])


def report(read: Read, about: Report, period: Period) -> Document:
    """The paper of a report: its form filled with the rows of its first table, else its tables as they stand."""
    if about.form:
        data, points = _report_data(read, about, period), unsaid(about.unconfirmed(read, period))
        form = shipped()[about.form]
        return joined([compose(form, data, read.today, FONTS)], form.title, points)
    if not about.on_paper:
        raise Refused("report.no_paper", title=about.title)
    papers = []
    for table in about.tables:
        title = f"{read.own.name}{about.heading}{table.sheet(period)}（{period.title}）"
        note = (table.note(read, period) if table.note else "") + staffing(read)
        words = Words(title, note, table.foot(read) if table.foot else "", f"{about.title} {period.title}")
        if rows := list(table.rows(read, period)):
            papers.append((paper(table, rows), words))
    if not papers:
        raise Refused("report.no_rows", title=about.title, period=period.title)
    mark = "示例" if read.settings.get("sample") == "1" else ""
    composed = table_pages.pages(papers, FONTS, read.own.name, mark)
    return joined(composed, about.title, unsaid(about.unconfirmed(read, period)))


def _report_data(read: Read, about: Report, period: Period) -> FormData:
    """What fills the form of a report: the rows of its first table, its sums and what it says beside them."""
    rows = list(about.tables[0].rows(read, period))
    parts = [row for row in rows if not row.get(SUM)]
    sums: dict[str, object] = {key: value for row in rows if row.get(SUM) for key, value in row.items()}
    values = {**sums, **about.values(read, period), "period_title": period.title, **office_values(read)}
    numbered = [{"seq": number, **row} for number, row in enumerate(parts, start=1)]
    return FormData(values, numbered, sample=read.settings.get("sample") == "1")


def joined(
    composed: Sequence[Composed], title: str, points: Sequence[str] = (), bookmarks: Sequence[str] = ()
) -> Document:
    """Papers one after another, with what is wrong with any of them said once."""
    problems = {str(problem): problem for one in composed for problem in one.problems}
    count = sum(one.count for one in composed)
    data = render(composed[0], FONTS, *composed[1:], bookmarks=bookmarks)
    return Document(data, count, list(problems.values()), _open(title, points), title=title)


def _open(title: str, points: Sequence[str]) -> str:
    """What is asked before a paper goes out while something about it is open; '' when nothing is."""
    return say("printing.open", title=title, points="\n".join(f"· {point}" for point in points)) if points else ""


def save(office: Office, actor: Actor | None, document: Document, path: Path, reason: str = "") -> None:
    """Write a document to a file, whole or not at all, and with it that its papers were printed, and what for."""
    if not document.prints:
        leaving.keep(
            office, actor, leaving.EXPORT, say("leaving.saved", title=document.title, file=path.name), path=path
        )
        with atomic(path) as unfinished:
            unfinished.write_bytes(document.data)
        return
    with office.work(actor) as work:
        keep_prints(work, document.prints, reason)
        work.draft(path).write_bytes(document.data)


def forms_of(read: Read, noun: str, uid: int) -> list[Form]:
    """The forms that a record of a noun may have; none where there is no such record."""
    try:
        return Subject(read, noun, uid).may_have(library_of(read.office.folder).forms.values())
    except Refused:
        return []


def of_record(read: Read, noun: str, uid: int) -> list[tuple[str, bytes]]:
    """Title and PDF of each form about a record that goes up with it, and whose values are all there.

    A claim has no 公示 before its notice, and what is filled in by hand stays here.
    """
    about = Subject(read, noun, uid)
    due = [
        form
        for form in about.may_have(library_of(read.office.folder).forms.values())
        if not form.by_hand and form.noun == noun
    ]
    whole = [form for form in due if all(about.has(key) for key in form.required)]
    return [(form.title, _alone(paper_of(about, form, copy=False)).data) for form in whole]
