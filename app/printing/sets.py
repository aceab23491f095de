"""All papers of a record as they are filed (全套): a contents page that says what is missing, bookmarks, running pages."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from app.desk.nouns import NOUNS
from app.kernel.kinds import Value
from app.kernel.texts import say
from app.printing import documents
from app.printing.compose import Composed, compose
from app.printing.documents import FONTS, Paper
from app.printing.forms import Form
from app.printing.library import FORMS, library_of
from app.printing.stamping import stamped
from app.printing.subjects import Subject, office_values
from app.printing.values import VALUES, FormData

SETS: Mapping[str, str] = {
    f"{noun}-set": noun for noun in NOUNS if sum(form.noun == noun and not form.inside for form in FORMS.values()) > 1
}
"""The names by which sets are asked for, and the nouns that they are of."""


class Bundle(NamedTuple):
    """Papers to be joined: their pages, the title in the outline for each ('' for none), and what each is."""

    composed: Sequence[Composed]
    bookmarks: Sequence[str]
    papers: Sequence[Paper]


class _Part(NamedTuple):
    """One form of a set: its paper, or why it is not in it."""

    form: Form
    paper: Paper | None
    missing: str = ""

    @property
    def pages(self) -> int:
        return sum(one.count for one in self.paper.composed) if self.paper else 0


def title_of(noun: str) -> str:
    """What the set of a noun is called."""
    return say("paper_set.title", noun=NOUNS[noun].title)


def subject(noun: str, record: Mapping[str, Value]) -> str:
    """Which record it is, as people name it."""
    declared = NOUNS[noun]
    named = (declared.fields[key].kind.shown(record.get(key)) for key in declared.label)
    return f"{declared.title}：{'　'.join(filter(None, named))}"


def set_of(about: Subject) -> Bundle:
    """The set of a record; Refused when there is no such record."""
    subject(about.noun, about.record)
    forms = library_of(about.read.office.folder).forms
    parts = [_part(each, form) for each in (about, *about.filed) for form in each.may_have(forms.values())]
    papers = [part.paper for part in parts if part.paper]
    composed = [_contents(about, parts), *(one for paper in papers for one in paper.composed)]
    bookmarks = [title_of(about.noun), *(title for paper in papers for title in _bookmarks(paper))]
    return Bundle(list(_running(composed)), bookmarks, papers)


def _part(about: Subject, form: Form) -> _Part:
    """A form with its pages; none while a value that it requires is missing, or nobody has one."""
    required = form.required if form.noun == about.noun else ()
    if missing := [VALUES[form.noun][key].title for key in required if not about.has(key)]:
        return _Part(form, None, say("paper_set.missing", titles="、".join(missing)))
    paper = documents.paper_of(about, form)
    return _Part(form, paper) if paper.composed else _Part(form, None, say("paper_set.nobody"))


def _contents(about: Subject, parts: Sequence[_Part]) -> Composed:
    """The contents; where they take several pages themselves, all others stand so much later."""
    count, composed = 0, compose(documents.CONTENTS, _listed(about, parts, 1), about.read.today, FONTS)
    while composed.count != count:
        count = composed.count
        composed = compose(documents.CONTENTS, _listed(about, parts, count), about.read.today, FONTS)
    return composed


def _listed(about: Subject, parts: Sequence[_Part], before: int) -> FormData:
    """The rows of the contents: each form with its pages behind so many others, and what is the matter with it."""
    rows, at = [], before + 1
    for number, part in enumerate(parts, 1):
        span = say("paper_set.pages", first=at, last=at + part.pages - 1) if part.pages > 1 else str(at)
        told = {"part": part.form.title, "span": span if part.paper else "", "remark": _remark(part)}
        rows.append({"seq": number, **told})
        at += part.pages
    named = {"set_title": title_of(about.noun), "subject": subject(about.noun, about.record)}
    sample = about.read.settings.get("sample") == "1"
    return FormData({**office_values(about.read), **named}, rows, sample=sample)


def _remark(part: _Part) -> str:
    wrong = sum(len(one.problems) for one in part.paper.composed) if part.paper else 0
    return say("paper_set.wrong", count=wrong) if wrong else part.missing


def _bookmarks(paper: Paper) -> Iterator[str]:
    yield paper.form.title
    yield from [""] * (len(paper.composed) - 1)


def _running(papers: Sequence[Composed]) -> Iterator[Composed]:
    """The papers with the number of each page in the whole set."""
    pages, first = sum(one.count for one in papers), 1
    for one in papers:
        yield _numbered(one, first, pages)
        first += one.count


def _numbered(one: Composed, first: int, pages: int) -> Composed:
    return stamped(one, FONTS, lambda page: say("paper_set.page", page=first + page, pages=pages))
