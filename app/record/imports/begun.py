"""An import that was begun is kept in the office's own store until it is done or given up, so that it can be gone on with."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.record.imports.layout import Layout, from_json
from app.record.imports.table import Table
from app.store.models import BegunImport
from app.store.work import Read, Work


@dataclass(frozen=True)
class Begun:
    """What is kept of one: the file as it was read, and what was answered and corrected since."""

    kind: str
    into: int
    sha256: str
    """Of the content."""
    name: str
    path: Path | None
    """Where the file was; None of what was pasted."""
    content: bytes
    layout: Layout
    waiting: int | None = None
    """How many rows are to be corrected; None while questions are open."""
    corrections: str = ""

    def corrected(self, table: Table) -> Table:
        """The table as it was read again, with what was corrected and left out."""
        if not self.corrections:
            return table
        known = json.loads(self.corrections)
        for place, key, text in known["cells"]:
            table.rows[place].texts[key] = text
        return replace(table.only(known["places"], ""), notes=known["notes"]) if known["places"] else table


def corrections_of(table: Table) -> str:
    """What was corrected in a table and which rows are left, by the places at which they were read."""
    places = table.places or range(len(table.numbers))
    cells = [(places[place], key, table.cells[key][place]) for place, key in sorted(table.edited)]
    return json.dumps({"cells": cells, "places": table.places, "notes": table.notes}, ensure_ascii=False)


def of_kind(read: Read, kind: str) -> Sequence[BegunImport]:
    """Those of a kind of table, the newest first."""
    rows = select(BegunImport).where(BegunImport.kind == kind).order_by(BegunImport.at.desc())
    return read.session.scalars(rows).all()


def find(read: Read, kind: str, into: int, sha256: str) -> Begun | None:
    """What is kept of a file."""
    row = read.session.get(BegunImport, (kind, into, sha256), options=[undefer(BegunImport.content)])
    if row is None:
        return None
    path = Path(row.path) if row.path else None
    known = (row.kind, row.into, row.sha256, row.name, path, row.content)
    return Begun(*known, from_json(row.layout), row.waiting, row.corrections)


def keep(work: Work, begun: Begun) -> None:
    """Keep it as it stands now; it is in the journal once it is done."""
    work.session.merge(
        BegunImport(
            kind=begun.kind,
            into=begun.into,
            sha256=begun.sha256,
            name=begun.name,
            path=str(begun.path or ""),
            at=work.now,
            actor=work.actor.name,
            waiting=begun.waiting,
            layout=begun.layout.to_json(),
            corrections=begun.corrections,
            content=begun.content,
        )
    )


def drop(work: Work, kind: str, into: int, sha256: str) -> None:
    """It is done or given up."""
    row = work.session.get(BegunImport, (kind, into, sha256))
    if row is not None:
        work.session.delete(row)
