"""Taking in a 报送包: all that is not in dispute, in one transaction, or nothing."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import String
from sqlalchemy.exc import IntegrityError

from app.exchange import disputes, package
from app.exchange.compare import SheetPlan
from app.exchange.manifest import Manifest
from app.exchange.merge_plan import MergePlan, carried_plan, left_out, own_plan, plan_of
from app.exchange.package import Carried, Opened, summary
from app.exchange.package_rows import last_package
from app.exchange.refusals_of_others import pass_on
from app.exchange.sheets import ABOVE, RECEIPTED
from app.kernel.identity import uid_of
from app.kernel.kinds import Value
from app.kernel.outcomes import Problems, Refused
from app.record.pack_facts import keep_received
from app.record.sheet import Row, Sheet
from app.store.backup import back_up
from app.store.built_packages import package_file
from app.store.models import OfficeRow, Package
from app.store.work import Read, Work


def preview(read: Read, path: Path) -> MergePlan:
    """What a package would change; Refused when it is damaged, not for this office or out of order."""
    return plan_of(read, package.load(path))


def apply(work: Work, path: Path) -> MergePlan:
    """Take a package in after a backup; the same one again changes nothing but what was decided meanwhile.

    What is in dispute waits, with all that hangs on it; of the rest all is taken, or nothing. Those that came within it
    go first, since its people may be theirs.
    """
    opened = package.load(path)
    plan = plan_of(work, opened)
    if plan.nothing_to_do:
        return plan
    if plan.conflicts:
        raise Problems(plan.conflicts)
    _back_up(work, opened.manifest)
    carrier = _keep_office(work, opened.manifest)
    below, left = [], []
    for carried in opened.carried:
        try:
            below.append(_take_carried(work, opened, carried, carrier))
        except Refused as refused:
            left.append(left_out(opened, carried, refused))
    plan = own_plan(work, opened, back=plan.went_back) if opened.carried else plan
    plan = replace(plan, below=tuple(below), notes=(*plan.notes, *left))
    if not plan.already:
        _take(work, carrier, opened, plan, path.read_bytes())
    return plan


def _take_carried(work: Work, opened: Opened, carried: Carried, carrier: int) -> MergePlan:
    """A package that came within another, and what was decided on it there."""
    plan = carried_plan(work, opened, carried)
    sender = _keep_office(work, carried.opened.manifest, carrier)
    if not plan.already:
        _take(work, sender, carried.opened, plan, carried.data)
    pass_on(work, sender, carried.decision.office, carried.decision.refused)
    return plan


def _take(work: Work, sender: int, opened: Opened, plan: MergePlan, data: bytes) -> None:
    """Write what a package brings, look whether that is what it says, and keep it with its row."""
    keep_received(work, sender, opened.facts)
    try:
        for sheet in reversed(plan.sheets):  # what hangs on a row goes before it
            _remove(work, sheet)
        for number, sheet in enumerate(plan.sheets, 1):
            _write(work, sender, sheet)
            work.progress(number, len(plan.sheets))
    except IntegrityError as error:
        raise Refused("merge.clash", detail=str(error.orig)) from None
    if not all(_stands(work, sheet) for sheet in plan.sheets):
        raise Refused("merge.unequal")
    disputes.record(work, sender, plan.disputes, ((s.sheet, row) for s in plan.sheets for row in s.held))
    row = _kept(work, sender, opened.manifest, plan)
    row.held, row.state = plan.held, "applied"
    work.session.flush()
    _keep_file(work, row, data)
    work.log("package", "apply", row.uid, plan.text())


def _stands(work: Work, plan: SheetPlan) -> bool:
    """Whether a table holds just what was to be written, and nothing of what was to go."""
    written = {row.values[0]: row.values for row in (*plan.new, *plan.changed)}
    there = plan.sheet.of(work.connection, [*written, *plan.removed])
    return {values[0]: values for values in there} == written


def _keep_file(work: Work, row: Package, data: bytes) -> None:
    """The bytes that came, to be carried up."""
    kept = package_file(work.office.folder, row)
    kept.parent.mkdir(exist_ok=True)
    if not kept.exists():
        work.draft(kept).write_bytes(data)


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


def _back_up(work: Work, manifest: Manifest) -> None:
    moment = re.sub(r"\D", "", work.now)
    back_up(
        work.office, work.office.folder / "backups" / f"合并前-{manifest.sender.region}-{manifest.serial}-{moment}.db"
    )


def _keep_office(work: Work, manifest: Manifest, carrier: int | None = None) -> int:
    """The sender's own row as it states itself, and who carries its packages."""
    sender = manifest.sender
    uid = uid_of(sender.uid)
    assert uid is not None  # admitted
    row = work.session.get(OfficeRow, uid) or OfficeRow(uid=uid)
    row.name, row.region, row.level, row.number = sender.name, sender.region, sender.level, sender.number
    row.phone, row.address, row.parent_uid = sender.phone, sender.address, carrier
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
