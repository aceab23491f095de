"""Taking in a 报送包: what is new, changed, the same or in dispute; then all that is not, in one transaction, or nothing."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import String
from sqlalchemy.exc import IntegrityError

from app.exchange import disputes, package
from app.exchange.admission import admit, known_already, missing, office_problems, only_copy, went_back
from app.exchange.compare import SheetPlan, compare
from app.exchange.disputes import Conflict
from app.exchange.manifest import Manifest
from app.exchange.package import Opened, last_package, summary
from app.exchange.sheets import ABOVE, RECEIPTED
from app.kernel.identity import uid_of
from app.kernel.kinds import Value
from app.kernel.outcomes import Problem, Problems, Refused
from app.kernel.texts import say
from app.record.pack_facts import keep_received
from app.record.sheet import Row, Sheet
from app.store.backup import back_up
from app.store.models import OfficeRow, Package
from app.store.work import Read, Work


@dataclass(frozen=True)
class MergePlan:
    """What taking a package in would do, or has done; `already` when this very package was taken in before."""

    manifest: Manifest
    already: bool
    sheets: tuple[SheetPlan, ...] = ()
    conflicts: list[Problem] = field(default_factory=list)
    """What stops the whole package."""
    disputes: list[Conflict] = field(default_factory=list)
    """Rows to be decided on: they wait with what hangs on them, all else is taken."""
    notes: tuple[str, ...] = ()
    """What is particular, in sentences: serials that never came, a sender that went back to a backup."""
    went_back: bool = False
    taken_before: bool = False
    """Whether it was taken in before, and brings what was decided since."""

    @property
    def office(self) -> str:
        """The sender's name."""
        return self.manifest.sender.name

    @property
    def period(self) -> str:
        """The month, such as 2019-12."""
        return self.manifest.period

    @property
    def serial(self) -> int:
        """The package's number among those of its sender."""
        return self.manifest.serial

    @property
    def total_fen(self) -> int:
        """Subsidies granted in all its lines."""
        return self.manifest.totals["line_fen"]

    @property
    def new(self) -> int:
        """Rows not known here."""
        return sum(len(s.new) for s in self.sheets)

    @property
    def changed(self) -> int:
        """Rows known with another content."""
        return sum(len(s.changed) + len(s.removed) for s in self.sheets)

    @property
    def same(self) -> int:
        """Rows that stay as they are."""
        return self.manifest.row_count if self.already else sum(s.same for s in self.sheets)

    @property
    def held(self) -> int:
        """Rows that wait for a decision."""
        return sum(len(s.held) for s in self.sheets)

    @property
    def counts(self) -> Mapping[str, tuple[int, int, int, int]]:
        """New, changed, same and waiting by sheet."""
        return {s.title: (len(s.new), len(s.changed) + len(s.removed), s.same, len(s.held)) for s in self.sheets}

    def disputed(self) -> list[str]:
        """What is to be decided, row by row, below a sentence that says how."""
        told = say("dispute.to_decide", count=len(self.disputes), held=self.held)
        return [told, *(str(conflict.problem) for conflict in self.disputes)] if self.disputes else []

    def text(self) -> str:
        """One sentence."""
        counts = {"new": self.new, "changed": self.changed, "same": self.same, "held": self.held}
        code = "merge.already" if self.already else "merge.plan"
        return say(code, office=self.office, period=self.period, serial=self.serial, **counts)


def preview(read: Read, path: Path) -> MergePlan:
    """What a package would change; Refused when it is damaged, not for this office or out of order."""
    return _plan(read, package.load(path))


def apply(work: Work, path: Path) -> MergePlan:
    """Take a package in after a backup; the same one again changes nothing but what was decided meanwhile.

    What is in dispute waits, with all that hangs on it; of the rest all is taken, or nothing.
    """
    opened = package.load(path)
    plan = _plan(work, opened)
    if plan.already:
        return plan
    if plan.conflicts:
        raise Problems(plan.conflicts)
    _back_up(work, opened.manifest)
    sender = _keep_office(work, opened.manifest)
    keep_received(work, sender, opened.facts)
    try:
        for sheet in reversed(plan.sheets):  # what hangs on a row goes before it
            _remove(work, sheet)
        for number, sheet in enumerate(plan.sheets, 1):
            _write(work, sender, sheet)
            work.progress(number, len(plan.sheets))
    except IntegrityError as error:
        raise Refused("merge.clash", detail=str(error.orig)) from None
    again, _ = compare(work, sender, opened.rows, went_back=plan.went_back)
    if any(s.new or s.changed or s.removed for s in again):
        raise Refused("merge.unequal")
    disputes.record(work, sender, plan.disputes, ((s.sheet, row) for s in plan.sheets for row in s.held))
    row = _kept(work, sender, opened.manifest, plan)
    row.held, row.state = plan.held, "applied"
    work.session.flush()
    work.log("package", "apply", row.uid, plan.text())
    return plan


def _kept(work: Work, sender: int, manifest: Manifest, plan: MergePlan) -> Package:
    """The row of a package: the one it has when it is taken again for what was decided meanwhile."""
    if plan.taken_before:
        last = last_package(work, "received", sender)
        assert last is not None
        return last
    row: Package = work.add(
        Package(
            direction="received",
            office_uid=sender,
            state="applied",
            note="；".join(plan.notes) or None,
            **summary(manifest, work),
        )
    )
    return row


def _plan(read: Read, opened: Opened) -> MergePlan:
    manifest = opened.manifest
    sender = admit(read, manifest)
    if known_already(read, manifest, sender):
        return _again(read, opened, sender)
    only_copy(read, manifest, sender)
    back = went_back(read, manifest, sender)
    sheets, conflicts = compare(read, sender, opened.rows, went_back=back)
    notes = (*_gap(missing(read, manifest, sender)), *(_gone(sheets) if back else ()), *opened.left_out)
    stopped = office_problems(read, manifest, sender)
    return MergePlan(manifest, False, tuple(sheets), stopped, conflicts, notes, back)


def _again(read: Read, opened: Opened, sender: int) -> MergePlan:
    """The last package of an office is taken again when rows of it waited and now less do."""
    last = last_package(read, "received", sender)
    if last is None or last.sha256 != opened.manifest.sha256 or not last.held:
        return MergePlan(opened.manifest, already=True)
    sheets, conflicts = compare(read, sender, opened.rows)
    plan = MergePlan(opened.manifest, False, tuple(sheets), disputes=conflicts, taken_before=True)
    return plan if plan.held < last.held else MergePlan(opened.manifest, already=True)


def _gap(serials: range) -> Iterator[str]:
    if serials:
        span = f"{serials[0]}" if len(serials) == 1 else f"{serials[0]}至{serials[-1]}"
        yield say("merge.gap", serials=span)


def _gone(sheets: Sequence[SheetPlan]) -> Iterator[str]:
    """That the sender went back to a backup, and what it no longer has, table by table."""
    gone = "、".join(say("merge.gone", sheet=s.title, rows=len(s.removed)) for s in sheets if s.removed)
    yield say("merge.went_back") + (say("merge.removes", gone=gone) if gone else "")


def _back_up(work: Work, manifest: Manifest) -> None:
    moment = re.sub(r"\D", "", work.now)
    back_up(
        work.office, work.office.folder / "backups" / f"合并前-{manifest.sender.region}-{manifest.serial}-{moment}.db"
    )


def _keep_office(work: Work, manifest: Manifest) -> int:
    """The sender's own row as it states itself."""
    sender = manifest.sender
    uid = uid_of(sender.uid)
    assert uid is not None  # admitted
    row = work.session.get(OfficeRow, uid) or OfficeRow(uid=uid)
    row.name, row.region, row.level, row.number = sender.name, sender.region, sender.level, sender.number
    row.phone, row.address = sender.phone, sender.address
    work.session.add(row)
    work.session.flush()
    return uid


def _remove(work: Work, plan: SheetPlan) -> None:
    """In one statement, so that a unit and its sections may go in any order."""
    if plan.removed:
        text = f"DELETE FROM {plan.sheet.name} WHERE uid IN (SELECT value FROM json_each(?))"  # noqa: S608
        work.connection.exec_driver_sql(text, (json.dumps(plan.removed),))
        work.touched.add(plan.sheet.name)


def _write(work: Work, sender: int, plan: SheetPlan) -> None:
    """New rows and changes of one table; whatever awaits a receipt awaits a new one."""
    sheet, name = plan.sheet, plan.sheet.name
    extra: dict[str, object] = {"reported": "pending"} if sheet in RECEIPTED else {}
    fixed = {"origin": sender, **extra, **_left_behind(sheet)}
    work.bulk(name, (*sheet.columns, *fixed), [(*_stored(row), *fixed.values()) for row in _parents_first(plan)])
    if "receipt_reason" in sheet.table.c:
        extra["receipt_reason"] = None
    settings = ", ".join(f"{column} = ?" for column in (*sheet.columns[1:], *extra))
    _many(work, f"UPDATE {name} SET {settings} WHERE uid = ?", [_update(row, extra) for row in plan.changed])  # noqa: S608


def _left_behind(sheet: Sheet) -> Mapping[str, object]:
    """What a table must say and a package does not: what a decision was drawn from stays with the office that took it."""
    own = {*sheet.columns, "origin"}
    texts = [column for column in sheet.table.c if isinstance(column.type, String) and column.name not in own]
    return {column.name: "" for column in texts if not column.nullable and column.default is None}


def _many(work: Work, text: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        work.connection.exec_driver_sql(text, rows)


def _update(row: Row, extra: Mapping[str, object]) -> tuple[Any, ...]:
    uid, *values = _stored(row)
    return (*values, *extra.values(), uid)


def _stored(row: Row) -> Iterator[Value]:
    """Values as the tables hold them: dates as ISO text."""
    return (v.isoformat() if isinstance(v, date) else v for v in row.values)


def _parents_first(plan: SheetPlan) -> list[Row]:
    """Rows in an order in which the one above comes before those below it, as a unit before its sections."""
    if (column := ABOVE.get(plan.sheet)) is None:
        return plan.new
    place, waiting, done, ordered = plan.sheet.at(column), list(plan.new), set[Value](), list[Row]()
    new = {row.values[0] for row in plan.new}
    while waiting:
        ready = [row for row in waiting if row.values[place] not in new or row.values[place] in done]
        if not ready:
            raise Refused("merge.clash", detail=plan.title)
        ordered += ready
        done |= {row.values[0] for row in ready}
        waiting = [row for row in waiting if row.values[0] not in done]
    return ordered
