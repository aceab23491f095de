"""The forms of the office, filled from its records: screen preview, printer and package take the same pages."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from app.award.texts.unverified import Unsettled, listed
from app.claim.claim.verification import warned
from app.desk.hooks import hooks
from app.desk.lists import LISTINGS, OF_NOUN
from app.desk.nouns import NOUNS
from app.desk.report_paper import paper
from app.fund.disclosure import disclosure
from app.kernel.identity import uid_text
from app.kernel.kinds import Value
from app.kernel.outcomes import Problem, Refused
from app.kernel.periods import Period, years
from app.kernel.texts import RESOURCES, say
from app.kernel.workflow import CHANGEABLE
from app.office.separation import staffing
from app.policy.pack import Document as PolicyDocument
from app.printing import table_pages
from app.printing.compose import compose
from app.printing.formfile import load
from app.printing.forms import Form
from app.printing.pdf import render
from app.printing.table_pages import Words
from app.printing.values import FormData
from app.record.hooks import Doubts
from app.record.listing import Query
from app.record.report import SUM, Report
from app.store.files import atomic
from app.store.work import Read

_FUNDS = "budget"
"""States in which paper carries the word 草稿; what is handed in is for signing."""
_KIND = frozenset({"class_name", "class_number", "equipment_fen"})
"""Required values that tell what a claim is for."""


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


class Subject:
    """The record that forms are about; each thing that they need of it is read once, however many are printed."""

    def __init__(self, read: Read, noun: str, uid: int) -> None:
        self.read, self.noun, self.uid = read, noun, uid
        self._hooks = hooks(noun)

    @cached_property
    def record(self) -> Mapping[str, Value]:
        """Its values by key; Refused when there is no such record."""
        found = OF_NOUN[self.noun].record(self.read.connection, self.uid)
        if found is None:
            raise Refused("record.missing", noun=OF_NOUN[self.noun].title, uid=uid_text(self.uid))
        return found

    @cached_property
    def papers(self) -> Mapping[str, str]:
        """The words that the policy gives to its papers."""
        return self._hooks.papers(self.read, self.uid)

    @cached_property
    def basis(self) -> PolicyDocument:
        """The circular that it goes by: the first of its own pack's documents, else of the one in force."""
        pack = self._hooks.policy(self.read, self.uid) or self.read.pack_on(self.read.today)
        return pack.documents[0]

    @cached_property
    def doubts(self) -> Doubts:
        """What an internal paper says and a public one is asked about."""
        return self._hooks.doubts(self.read, self.uid)

    @cached_property
    def rows(self) -> Sequence[Mapping[str, object]]:
        """The rows of its usual table."""
        return self._hooks.rows(self.read, self.uid)

    @cached_property
    def forms(self) -> list[Form]:
        """Those that it may have: of its kind, since a claim for a class has others than one for equipment, and asked for."""
        of_noun = (f for f in FORMS.values() if f.noun == self.noun and (not f.when or self.papers.get(f.when)))
        return [form for form in of_noun if all(self.record.get(key) is not None for key in _KIND & set(form.required))]

    def pdf(self, form: Form) -> Document:
        """A form about it; Refused for one that the policy does not ask for."""
        if form.noun == _FUNDS:
            span = years(int(str(self.record["year"])), int(str(self.record["until_year"])))
            return report(self.read, disclosure(str(self.record["fund"])), span)
        filled = _filled(self, form)
        if form.when and not filled.values[form.when]:
            raise Refused("printing.not_asked", title=form.title)
        doubt = self.doubts
        points = [*_unsaid((*doubt.decided, *doubt.handled)), *_unissued(self.basis)] if form.public else []
        return _document(self.read, form, filled, points)


def pdf(read: Read, name: str, uid: int) -> Document:
    """A form about one record; Refused when there is no such record."""
    return Subject(read, FORMS[name].noun, uid).pdf(FORMS[name])


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
    fonts, mark = RESOURCES / "fonts", "示例" if read.settings.get("sample") == "1" else ""
    composed = table_pages.pages(papers, fonts, read.own.name, mark)
    points = _unsaid(about.unconfirmed(read, period))
    count, problems = sum(one.count for one in composed), [said for one in composed for said in one.problems]
    return Document(render(composed[0], fonts, *composed[1:]), count, problems, _open(about.title, points))


def _report_form(read: Read, about: Report, period: Period) -> Document:
    rows = list(about.tables[0].rows(read, period))
    parts = [row for row in rows if not row.get(SUM)]
    sums: dict[str, object] = {key: value for row in rows if row.get(SUM) for key, value in row.items()}
    values = {**sums, **about.values(read, period), "period_title": period.title, **_office(read)}
    numbered = [{"seq": number, **row} for number, row in enumerate(parts, start=1)]
    data = FormData(values, numbered, sample=read.settings.get("sample") == "1")
    return _document(read, _forms()[about.form], data, _unsaid(about.unconfirmed(read, period)))


def _office(read: Read) -> dict[str, object]:
    own = read.own
    return {"office.name": own.name, "office.phone": own.phone, "office.address": own.address}


def _document(read: Read, form: Form, data: FormData, points: Sequence[str] = ()) -> Document:
    fonts = RESOURCES / "fonts"
    composed = compose(form, data, read.today, fonts)
    return Document(render(composed, fonts), composed.count, composed.problems, _open(form.title, points))


def _open(title: str, points: Sequence[str]) -> str:
    """What is asked before a paper goes out while something about it is open; '' when nothing is."""
    return say("printing.open", title=title, points="\n".join(f"· {point}" for point in points)) if points else ""


def _unsaid(values: Collection[Unsettled]) -> list[str]:
    return [say("printing.open_values", values=listed(values))] if values else []


def _unissued(first: PolicyDocument) -> list[str]:
    return [say("printing.open_basis", document=first.name)] if first.draft else []


def save(document: Document, path: Path) -> None:
    """Write a document to a file, whole or not at all."""
    with atomic(path) as unfinished:
        unfinished.write_bytes(document.data)


def _filled(about: Subject, form: Form) -> FormData:
    read, record = about.read, about.record
    first = about.basis
    named = f"《{first.title}》（{first.number}）" if first.number else first.name
    basis = say("printing.rules") if first.draft else named
    state = str(record.get("claim_state", record.get("state", "")))
    given = {**about.papers, "basis": basis, "unsettled": warned(about.doubts.handled)}
    values: dict[str, object] = {**record, **_office(read), **given}
    if "reasons" in form.values():
        values["reasons"] = "\n".join(str(row["reasons"]) for row in about.rows)
    if "state_title" in form.values():
        values["state_title"] = NOUNS[form.noun].states[state]
    return FormData(
        values,
        [{**row, "seq": number} for number, row in enumerate(_rows(about, form), start=1)],
        draft=state in CHANGEABLE and not form.register,
        sample=read.settings.get("sample") == "1",
        unsettled=bool(about.doubts.decided) and not form.public,
    )


def _rows(about: Subject, form: Form) -> Iterable[Mapping[str, object]]:
    """The rows of a form's table: those of the list that it names, else the usual ones of its noun."""
    if form.table is None:
        return ()
    if form.table.rows:
        return LISTINGS[form.table.rows].rows(about.read.connection, Query(inside=about.uid))
    return about.rows


def forms_of(read: Read, noun: str, uid: int) -> list[Form]:
    """The forms that a record of a noun may have; none where there is no such record."""
    try:
        return Subject(read, noun, uid).forms
    except Refused:
        return []


def of_record(read: Read, noun: str, uid: int) -> list[tuple[str, bytes]]:
    """Title and PDF of each form about a record whose values are all there: a claim has no 公示 before its notice."""
    about = Subject(read, noun, uid)
    due = [f for f in about.forms if all(about.record.get(k, "") is not None for k in f.required)]
    return [(form.title, about.pdf(form).data) for form in due]
