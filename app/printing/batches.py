"""What front ends print: a form or a whole set, of one record or of each of a selection, as one document."""

from collections.abc import Sequence
from dataclasses import replace

from app.kernel.outcomes import Problem, Refused
from app.printing import documents
from app.printing.documents import Document
from app.printing.library import library_of
from app.printing.offsets import Offset
from app.printing.sets import SETS, Bundle, set_of, subject, title_of
from app.printing.subjects import Subject
from app.store.work import Read


def titles(read: Read, noun: str, uids: Sequence[int]) -> list[tuple[str, str]]:
    """Name and title of what some records of a noun may print: the forms of any of them, then the whole set."""
    found = {form.name: form for uid in uids for form in documents.forms_of(read, noun, uid)}
    forms = sorted(found.values(), key=lambda form: (form.order, form.name))
    named = [(form.name, form.title) for form in forms]
    whole = [(name, title_of(noun)) for name, of in SETS.items() if of == noun]
    return [*named, *whole] if len(named) > 1 else named


def pdf(read: Read, name: str, uids: Sequence[int], overprint: Offset | None = None) -> Document:
    """A form or a set of each of some records; one that cannot have it is a problem, Refused where none can.

    `overprint` prints the values alone, moved so far. What is wrong with forms of the office is a problem as well.
    """
    library = library_of(read.office.folder)
    if overprint and name in SETS:
        raise Refused("printing.overprint_set")
    bundles, left_out = list[Bundle](), list[tuple[int, Refused]]()
    for uid in uids:
        try:
            bundles.append(_bundle(read, name, uid, overprint, several=len(uids) > 1))
        except Refused as refused:
            left_out.append((uid, refused))
    if not bundles:
        raise left_out[0][1]
    title = title_of(SETS[name]) if name in SETS else library[name].title
    document = _joined(bundles, title)
    problems = [Problem("printing.left_out", {"reason": refused}) for _, refused in left_out]
    problems += [Problem("printing.own_wrong", {"wrong": wrong}) for wrong in library.problems]
    return replace(document, problems=[*document.problems, *problems])


def _bundle(read: Read, name: str, uid: int, overprint: Offset | None, *, several: bool) -> Bundle:
    if name in SETS:
        return set_of(Subject(read, SETS[name], uid))
    about, form = documents.subject_of(read, name, uid)
    paper = documents.paper_of(about, form, overprint=overprint)
    if not paper.composed:
        raise Refused("printing.nobody", title=form.title)
    first = subject(about.noun, about.record) if several else ""
    return Bundle(paper.composed, [first, *[""] * (len(paper.composed) - 1)], [paper])


def _joined(bundles: Sequence[Bundle], title: str) -> Document:
    papers = [paper for bundle in bundles for paper in bundle.papers]
    points = dict.fromkeys(point for paper in papers for point in paper.points)
    composed = [one for bundle in bundles for one in bundle.composed]
    bookmarks = [text for bundle in bundles for text in bundle.bookmarks]
    document = documents.joined(composed, title, list(points), bookmarks)
    return replace(document, prints=[paper.printed for paper in papers])
