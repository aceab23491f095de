"""Imports as a front end does them: template, read, what is open, check, apply, marked copy."""

from app.desk import imports as desk
from app.desk.imports import KINDS as KINDS
from app.desk.screens import TABLES
from app.exchange import corrections
from app.exchange.class_template import without_bare_names
from app.exchange.marked_table import marked_copy as marked_copy
from app.exchange.questions import Asking as Asking
from app.exchange.table import Source as Source
from app.exchange.table import Wanted
from app.exchange.table import read_pasted as read_pasted
from app.exchange.table import read_source as read_source
from app.exchange.table import source_of as source_of
from app.exchange.template import template as template
from app.record.imports import core, learned
from app.record.imports.core import Checked as Checked
from app.record.imports.core import ImportKind as ImportKind
from app.record.imports.core import Receipt as Receipt
from app.record.imports.layout import Layout
from app.record.imports.learned import known as known
from app.record.imports.learned import span_of
from app.record.imports.table import Table
from app.store.work import Progress, Read, Work
from app.training.enrolment.rosters import numbers_of
from app.training.training_class.model import TrainingClass


def wanted(read: Read, kind: ImportKind, into: int | None) -> Wanted:
    """What is looked for in a file of an import kind for a record."""
    table, people = TABLES[kind.name], _people(read, kind, into)
    return Wanted(
        kind.at(read, into).fields,
        read.lists(),
        span_of(read, kind, into),
        clocked=table.by_day,
        joins=table.joins,
        kept=kind.kept,
        instead={"id_number": "name"} if "id_number" in kind.kept and (table.of_people or people) else {},
        there=people,
        others=learned.of_others(read, kind, into),
    )


def _people(read: Read, kind: ImportKind, into: int | None) -> frozenset[str]:
    """The identity numbers of who is or was on the roster of a class that a table with fields which stay as they are goes into."""
    of_class = kind.target is not None and kind.target[1] is TrainingClass
    return numbers_of(read, into) if of_class and kind.kept and into is not None else frozenset()


def check(
    read: Read,
    kind: ImportKind,
    table: Table,
    into: int | None = None,
    progress: Progress | None = None,
    *,
    decided: bool = False,
) -> Checked:
    """Everything that is wrong with a table, people aside of whom it says nothing; writes nothing."""
    return core.check(read, kind, without_bare_names(kind, table), into, progress, decided=decided)


def apply(work: Work, kind: ImportKind, checked: Checked) -> Receipt:
    """Write a checked table, all of it or nothing; what was answered and corrected holds for the next of its sender then."""
    receipt = desk.apply(work, kind, checked)
    if not receipt.already:
        words = corrections.words(checked.table, checked.batch.fields.values(), work.lists())
        layout = checked.table.layout.with_answers(Layout(values=words))
        learned.learn(work, kind, checked.into or None, layout)
    return receipt
