"""Imports as a front end does them: template, read, check, apply, marked copy."""

from pathlib import Path

from app.desk.imports import KINDS as KINDS
from app.desk.imports import apply as apply
from app.exchange.class_template import without_bare_names
from app.exchange.marked_table import marked_copy as marked_copy
from app.exchange.table import read_table
from app.exchange.template import template as template
from app.record.imports import core
from app.record.imports.core import Checked as Checked
from app.record.imports.core import ImportKind as ImportKind
from app.record.imports.core import Receipt as Receipt
from app.record.imports.table import Table
from app.store.work import Progress, Read


def read(kind: ImportKind, path: Path, progress: Progress | None = None) -> Table:
    """The table of an import kind in a workbook."""
    return read_table(path, kind.fields, progress)


def check(
    read: Read, kind: ImportKind, table: Table, into: int | None = None, progress: Progress | None = None
) -> Checked:
    """Everything that is wrong with a table, people aside of whom it says nothing; writes nothing."""
    return core.check(read, kind, without_bare_names(kind, table), into, progress)
