"""Check a whole table, then write it in one transaction, or nothing of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import func, select

from app.kernel.fields import Field
from app.kernel.identity import uid_text
from app.kernel.noun import Noun
from app.kernel.outcomes import Problem, Problems, Refused
from app.kernel.texts import say
from app.kernel.workflow import CLERK, ROLES
from app.record.imports.batch import Batch, read_columns
from app.record.imports.known import office_name
from app.record.imports.recording import Started, keep, recorded
from app.record.imports.table import Table
from app.store.models import ImportedFile, Journal
from app.store.work import Progress, Read, Work

_NAMED = 6
"""Columns that are not read and named one by one."""


class Plan(Protocol):
    """What a table would change; `write` does it and makes sure of it."""

    @property
    def new(self) -> int:
        """Rows that the office does not have."""

    @property
    def changed(self) -> int:
        """Rows that the office has otherwise."""

    @property
    def same(self) -> int:
        """Rows that the office has already."""

    def write(self, work: Work) -> None:
        """Write; Refused when what can be read afterwards is not what was meant."""


@dataclass(frozen=True)
class ImportKind:
    """A kind of table: its fields, the noun it brings, the verb it is, and the record it goes into ('' none)."""

    name: str
    title: str
    fields: tuple[Field, ...]
    noun: str
    plan: Callable[[Read, Batch, int], Plan]
    verb: str = "import"
    target: tuple[Noun, type[Any]] | None = None
    """The noun and the table of the record that it goes into; None for the office itself."""
    kept: tuple[str, ...] = ()
    """Required fields that a row of what is known already may lack: its plan asks them of the others."""
    asked: Callable[[Read, int | None], tuple[Field, ...]] | None = None
    """Its fields under the policy of the record that it goes into, where a policy may ask facts of its own."""

    def at(self, read: Read, into: int | None) -> "ImportKind":
        """The kind with what is asked under the policy of the record that it goes into, else under that of today."""
        return self if self.asked is None else replace(self, fields=self.asked(read, into))

    @property
    def into(self) -> str:
        """The noun of the record that it goes into; '' for the office itself."""
        return self.target[0].name if self.target else ""


@dataclass
class Checked:
    """A table with everything wrong in it, and what importing it would do."""

    table: Table
    into: int
    batch: Batch
    rows: Plan
    already: str
    """When the same file was imported, or ''."""
    stamp: int

    @property
    def problems(self) -> list[Problem]:
        """What must be corrected first."""
        return self.batch.problems

    @property
    def warnings(self) -> list[Problem]:
        """What someone should look at; it prevents nothing."""
        return self.batch.warnings

    @property
    def notes(self) -> list[str]:
        """What is replaced, what was skipped or put in order on the way, and last, in short, the columns that were not read."""
        changes = [] if self.already else self.batch.changes.told(self.batch.fields, self.batch.who)
        titles = self.table.unread
        first = "、".join(titles[:_NAMED]) + (say("import.and_more") if len(titles) > _NAMED else "")
        unread = [say("import.unread", count=len(titles), titles=first)] if titles else []
        return [*changes, *self.table.notes, *self.batch.notes, *unread]

    @property
    def new(self) -> int:
        """Rows that the office does not have."""
        return self.rows.new

    @property
    def changed(self) -> int:
        """Rows that the office has otherwise."""
        return self.rows.changed

    @property
    def same(self) -> int:
        """Rows that the office has already."""
        return self.rows.same

    @property
    def refused(self) -> int:
        """Rows of the sheets with at least one problem."""
        return len({self.table.beside(place)[0] for place in self.batch.bad})


@dataclass(frozen=True)
class Receipt:
    """What an import did, in rows."""

    read: int
    new: int
    changed: int
    same: int
    refused: int = 0
    already: str = ""
    notes: tuple[str, ...] = ()
    differing: int = 0
    """Of a file that was imported before, rows that the office has otherwise by now, or no more."""

    def text(self) -> str:
        """The receipt as the clerk reads it."""
        counts = say(
            "import.receipt", **{key: getattr(self, key) for key in ("read", "new", "changed", "same", "refused")}
        )
        again = [say("import.already", at=self.already)] if self.already else []
        again += [say("import.differing", count=self.differing)] if self.differing else []
        return "\n".join([*again, counts])


def check(
    read: Read,
    kind: ImportKind,
    table: Table,
    into: int | None = None,
    progress: Progress | None = None,
    *,
    decided: bool = False,
) -> Checked:
    """Everything that is wrong with a table, and what it would change; writes nothing. `decided`: by another office."""
    place = target(read, kind, into)
    stamp = _stamp(read)
    fields = [f.optional() if f.key in kind.kept else f for f in kind.at(read, into).fields]
    batch = read_columns(table, fields, read.lists(), progress)
    batch.decided = decided
    plan = kind.plan(read, batch, place)
    batch.problems.sort(key=lambda p: (p.place, len(p.column), p.column))
    return Checked(table, place, batch, plan, _already(read, kind, table, place), stamp)


def apply(
    work: Work, kind: ImportKind, checked: Checked, follow: Callable[[Work], None] = lambda work: None
) -> Receipt:
    """Write a checked table: all of it or, when it has problems, nothing; the same file again changes nothing.

    `follow` writes what follows from it in subjects above; it is undone together with the table.
    """
    target(work, kind, checked.into or None)
    again = _already(work, kind, checked.table, checked.into)
    if again:
        differing = checked.new + checked.changed
        return Receipt(len(checked.table.numbers), 0, 0, checked.same, already=again, differing=differing)
    if checked.stamp != _stamp(work):
        checked = check(work, kind, checked.table, checked.into or None, decided=checked.batch.decided)
    if checked.problems:
        raise Problems(checked.problems, checked.batch.more)
    with recorded(work) as started:
        checked.rows.write(work)
        follow(work)
    receipt = Receipt(
        len(checked.table.numbers), checked.new, checked.changed, checked.same, notes=tuple(checked.notes)
    )
    _remember(work, kind, checked, receipt, started)
    return receipt


def _remember(work: Work, kind: ImportKind, checked: Checked, receipt: Receipt, started: Started) -> None:
    table = checked.table
    work.session.add(
        ImportedFile(
            sha256=table.sha256,
            kind=kind.name,
            into=checked.into,
            name=table.path.name,
            at=work.now,
            rows=receipt.read,
        )
    )
    new, changed = receipt.new, receipt.changed
    keep(work, started, sha256=table.sha256, kind=kind.name, into=checked.into, new=new, changed=changed)
    detail = say(
        "import.journal",
        name=table.path.name,
        digest=table.sha256[:12],
        counts=Receipt(receipt.read, receipt.new, receipt.changed, receipt.same).text(),
    )
    work.log(kind.noun, kind.verb, checked.into or work.own.uid, detail)


def target(read: Read, kind: ImportKind, into: int | None) -> int:
    """The record that a table goes into, 0 for the office itself; Refused when it may not now."""
    roles = read.actor.roles if read.actor else frozenset(ROLES)
    if kind.target is None:
        if CLERK not in roles:
            raise Refused("move.role", verb=say("import.verb", kind=kind.title), role=ROLES[CLERK])
        return 0
    flow, model = kind.target
    if into is None:
        raise Refused("import.into", kind=kind.title, noun=flow.title)
    row: Any = read.session.get(model, into)
    if row is None:
        raise Refused("record.missing", noun=flow.title, uid=uid_text(into))
    if not flow.verb(kind.verb).foreign and row.origin != read.own.uid:
        raise Refused("move.foreign", office=office_name(read, row.origin))
    flow.step(kind.verb, getattr(row, "state", flow.first), roles)
    return into


def _already(read: Read, kind: ImportKind, table: Table, into: int) -> str:
    found = read.session.get(ImportedFile, (table.sha256, kind.name, into))
    if found is None:
        return ""
    return moment(read, found.at)


def moment(read: Read, at: str) -> str:
    """A stored moment (UTC) as people here read it."""
    local = datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone(read.office.clock().tzinfo)
    return local.strftime("%Y-%m-%d %H:%M")


def _stamp(read: Read) -> int:
    """Every change is journalled: the same last entry means the same data."""
    return read.session.scalar(select(func.max(Journal.id))) or 0
