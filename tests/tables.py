"""Tables that tests read as they stand: by their headings and a layout, without the lists of a policy."""

from collections.abc import Sequence
from pathlib import Path

from app.exchange.table import Table, Wanted, read_pasted, read_source, source_of
from app.kernel.fields import Field
from app.record.imports.layout import NOTHING, Layout


def read_table(path: Path, fields: Sequence[Field], layout: Layout = NOTHING) -> Table:
    """The table of some fields in a file."""
    return read_source(source_of(path), Wanted(fields), layout)


def from_clipboard(text: str, fields: Sequence[Field]) -> Table:
    """The table of some fields in a pasted block."""
    return read_pasted(text, Wanted(fields), NOTHING)
