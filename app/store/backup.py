"""Backups of an office, the office made of one, and what is wrong inside a database."""

import secrets
import shutil
from datetime import datetime
from pathlib import Path

from sqlalchemy import update

from app.domain.outcomes import Refused
from app.store import journal
from app.store.copies import checked_copy, verify
from app.store.engine import SCHEMA, integrity_faults, schema_in_file
from app.store.models import OfficeRow, Setting
from app.store.work import BACKUPS, DATABASE, Office, Read

_DAILY, _DAYS_KEPT = "每日-", 30


def faults(read: Read) -> list[str]:
    """What is wrong inside the database: pages, references, the journal's chain."""
    found = list(integrity_faults(read.connection))
    broken = journal.broken_at(read.session)
    return found + ([f"操作日志自第 {broken} 条起被改动"] if broken is not None else [])


def back_up(office: Office, target: Path) -> Path:
    """Write a checked copy to `target`; an older file of that name is replaced only by a good one."""
    return checked_copy(office.engine, target)


def restore(source: Path, folder: Path) -> Office:
    """Make an office of a backup in a folder that has none.

    The copy draws a new number for its uids, so that two machines that go on from one backup never give the same.
    """
    if (folder / DATABASE).exists():
        raise Refused("office.exists", folder=folder)
    if not source.is_file():
        raise Refused("backup.missing", file=source)
    found = schema_in_file(source)
    if found > SCHEMA:
        raise Refused("office.newer", found=found, known=SCHEMA)
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{DATABASE}.new"
    try:
        shutil.copyfile(source, unfinished)
        verify(unfinished)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    unfinished.rename(folder / DATABASE)
    office = Office(folder)
    with office.work() as work:
        number = secrets.randbits(31) | 1
        work.session.execute(update(Setting).where(Setting.key == "number").values(value=str(number)))
        work.session.execute(update(OfficeRow).where(OfficeRow.uid == work.own.uid).values(number=number))
    return office


def folder_of(office: Office) -> Path:
    """Where this office's backups lie: the folder that was chosen for them, else beside the data."""
    with office.read() as read:
        chosen = read.settings.get("backups", "")
    return Path(chosen) if chosen else office.folder / BACKUPS


def daily(office: Office) -> Path | None:
    """A checked copy once a day, and only the newest thirty of these kept; None when today's is there already."""
    folder = folder_of(office)
    target = folder / f"{_DAILY}{office.clock():%Y%m%d}.db"
    if target.exists():
        return None
    back_up(office, target)
    for old in sorted(folder.glob(f"{_DAILY}*.db"))[:-_DAYS_KEPT]:
        old.unlink()
    return target


def newest(office: Office) -> datetime | None:
    """When the newest backup in the office's backup folder was made, in local time."""
    made = [path.stat().st_mtime for path in folder_of(office).glob("*.db")]
    return datetime.fromtimestamp(max(made)).astimezone() if made else None
