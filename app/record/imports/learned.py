"""What was answered about the tables of a sender is kept and used for his next one."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from app.record.imports.core import ImportKind
from app.record.imports.layout import NOTHING, Layout, from_json
from app.store.models import LearnedLayout, OfficeRow
from app.store.work import Read, Work

_SEEN = 12
"""Tables of a sender whose headings are remembered, and workbooks whose sheets are."""


def sender_of(read: Read, kind: ImportKind, into: int | None) -> int:
    """Whose tables these are: the office that they go into or that handed in its roster, the institution; 0 for our own."""
    if kind.target is None or into is None:
        return 0
    row: Any = read.session.get(kind.target[1], into)
    if isinstance(row, OfficeRow):
        return into
    return int(getattr(row, "for_office_uid", None) or getattr(row, "institution_uid", None) or 0)


def span_of(read: Read, kind: ImportKind, into: int | None) -> tuple[date, date] | None:
    """The days of the record that a table goes into, by which a day without its year is known."""
    if kind.target is None or into is None:
        return None
    row: Any = read.session.get(kind.target[1], into)
    first, last = getattr(row, "starts_on", None), getattr(row, "ends_on", None)
    return (first, last) if first and last else None


def known(read: Read, kind: ImportKind, into: int | None) -> Layout:
    """The layout of a sender's tables as far as it was answered."""
    found = read.session.get(LearnedLayout, (kind.name, sender_of(read, kind, into)))
    return from_json(found.answers) if found else NOTHING


def of_others(read: Read, kind: ImportKind, into: int | None) -> list[Layout]:
    """The layouts of the tables of all other senders, the latest first, but for those by which an import was undone."""
    rows = select(LearnedLayout.answers).where(LearnedLayout.kind == kind.name)
    others = rows.where(LearnedLayout.sender != sender_of(read, kind, into)).order_by(LearnedLayout.at.desc())
    return [layout for text in read.session.scalars(others) if not (layout := from_json(text)).doubted]


def doubt(work: Work, kind: ImportKind, into: int | None) -> None:
    """Have the answers about a sender's tables proposed again: an import by them was undone, perhaps because of them."""
    layout = known(work, kind, into)
    if layout.columns or layout.values or layout.usual:
        keep(work, kind, into, replace(layout, doubted=True))


def keep(work: Work, kind: ImportKind, into: int | None, layout: Layout) -> None:
    """Keep a layout for the next table of its sender."""
    sender = sender_of(work, kind, into)
    text = layout.lasting().to_json()
    found = work.session.get(LearnedLayout, (kind.name, sender))
    if found is None:
        work.session.add(LearnedLayout(kind=kind.name, sender=sender, answers=text, actor=work.actor.name, at=work.now))
    elif found.answers != text:
        found.answers, found.actor, found.at = text, work.actor.name, work.now


def learn(work: Work, kind: ImportKind, into: int | None, layout: Layout) -> None:
    """Add what was answered of a table that is imported; what holds for all rows was said of its headings alone."""
    before = known(work, kind, into)
    if layout.columns or layout.constants or layout.values or layout.chosen or layout.void:
        last = layout if layout.given else before
        seen = tuple(dict.fromkeys([layout.like, *before.seen]))[:_SEEN]
        said = before.with_answers(layout)
        chosen = dict([*said.chosen.items()][-_SEEN:])
        keep(work, kind, into, replace(said, usual=last.usual, like=last.like, seen=seen, chosen=chosen))
