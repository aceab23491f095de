"""The forms of the office, filled from its records: screen preview, printer and package take the same pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.desk.lists import OF_NOUN
from app.desk.nouns import NOUNS
from app.desk.report_paper import paper
from app.fund.disclosure import disclosure
from app.kernel.outcomes import Problem, Refused
from app.kernel.periods import Period, years
from app.kernel.texts import RESOURCES, say
from app.office.separation import staffing
from app.printing import table_pages
from app.printing.compose import Composed, compose
from app.printing.formfile import load
from app.printing.forms import Form
from app.printing.pdf import render
from app.printing.subjects import Subject, office_values, unsaid
from app.printing.table_pages import Words
from app.printing.values import FormData
from app.record.report import SUM, Report
from app.store.files import atomic
from app.store.work import Read

FONTS = RESOURCES / "fonts"
_FUNDS = "budget"


@dataclass(frozen=True)
class Document:
    """A printed form: its bytes, how many pages, what did not fit, and of a public one what is asked before it goes out."""

    data: bytes
    pages: int
    problems: Sequence[Problem]
    open: str = ""


@cache
def _forms() -> Mapping[str, Form]:
    return {path.stem: load(path) for path in sorted((RESOURCES / "forms").glob("*.toml"))}


FORMS: Mapping[str, Form] = {name: form for name, form in _forms().items() if form.noun in NOUNS}
"""Those that a record may have."""


def pdf(read: Read, name: str, uid: int) -> Document:
    """A form about one record, or one for each record inside it; Refused when there is no such record."""
    form = FORMS[name]
    above = form.inside and OF_NOUN[form.noun].record(read.connection, uid) is None
    return of_subject(Subject(read, form.inside if above else form.noun, uid), form)


def of_subject(about: Subject, form: Form) -> Document:
    """A form about a record; Refused for one that the policy does not ask for."""
    if form.noun == _FUNDS:
        span = years(int(str(about.record["year"])), int(str(about.record["until_year"])))
        return report(about.read, disclosure(str(about.record["fund"])), span)
    if form.noun == about.noun and not about.asks(form):
        raise Refused("printing.not_asked", title=form.title)
    return _document(about.read, form, about.data(form), about.open_points(form))


def report(read: Read, about: Report, period: Period) -> Document:
    """The paper of a report: its form filled with the rows of its first table, else its tables as they stand."""
    if about.form:
        return _report_form(read, about, period)
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


def _report_form(read: Read, about: Report, period: Period) -> Document:
    rows = list(about.tables[0].rows(read, period))
    parts = [row for row in rows if not row.get(SUM)]
    sums: dict[str, object] = {key: value for row in rows if row.get(SUM) for key, value in row.items()}
    values = {**sums, **about.values(read, period), "period_title": period.title, **office_values(read)}
    numbered = [{"seq": number, **row} for number, row in enumerate(parts, start=1)]
    data = FormData(values, numbered, sample=read.settings.get("sample") == "1")
    return _document(read, _forms()[about.form], [data], unsaid(about.unconfirmed(read, period)))


def _document(read: Read, form: Form, filled: Iterable[FormData], points: Sequence[str]) -> Document:
    composed = [compose(form, data, read.today, FONTS) for data in filled]
    if not composed:
        raise Refused("printing.nobody", title=form.title)
    return joined(composed, form.title, points)


def joined(composed: Sequence[Composed], title: str, points: Sequence[str] = ()) -> Document:
    """Papers one after another, with what is wrong with any of them said once."""
    problems = {str(problem): problem for one in composed for problem in one.problems}
    count = sum(one.count for one in composed)
    return Document(render(composed[0], FONTS, *composed[1:]), count, list(problems.values()), _open(title, points))


def _open(title: str, points: Sequence[str]) -> str:
    """What is asked before a paper goes out while something about it is open; '' when nothing is."""
    return say("printing.open", title=title, points="\n".join(f"· {point}" for point in points)) if points else ""


def save(document: Document, path: Path) -> None:
    """Write a document to a file, whole or not at all."""
    with atomic(path) as unfinished:
        unfinished.write_bytes(document.data)


def forms_of(read: Read, noun: str, uid: int) -> list[Form]:
    """The forms that a record of a noun may have; none where there is no such record."""
    try:
        return Subject(read, noun, uid).may_have(FORMS.values())
    except Refused:
        return []


def of_record(read: Read, noun: str, uid: int) -> list[tuple[str, bytes]]:
    """Title and PDF of each form about a record that goes up with it, and whose values are all there.

    A claim has no 公示 before its notice, and what is filled in by hand stays here.
    """
    about = Subject(read, noun, uid)
    due = [form for form in about.may_have(FORMS.values()) if not form.by_hand and form.noun == noun]
    whole = [form for form in due if all(_there(about, key) for key in form.required)]
    return [(form.title, of_subject(about, form).data) for form in whole]


def _there(about: Subject, key: str) -> bool:
    """Whether a value that a form requires is there: of the record, or of what the policy adds to its papers."""
    value = about.papers.get(key) or None if key in about.papers else about.record.get(key, "")
    return value is not None
