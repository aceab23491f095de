"""Imports as a front end does them: template, read, check, apply, marked copy."""

from pathlib import Path

from app.desk.imports import KINDS as KINDS
from app.desk.imports import apply as apply
from app.exchange.marked_table import marked_copy as marked_copy
from app.exchange.table import read_table
from app.exchange.template import template as template
from app.record.imports.core import Checked as Checked
from app.record.imports.core import ImportKind as ImportKind
from app.record.imports.core import Receipt as Receipt
from app.record.imports.core import check as check
from app.record.imports.table import Table
from app.store.work import Progress


def read(kind: ImportKind, path: Path, progress: Progress | None = None) -> Table:
    """The table of an import kind in a workbook."""
    return read_table(path, kind.fields, progress)
