"""Backups of an office, the office made of one, and what is wrong inside a database."""

import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import update

from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.store import journal, packs
from app.store.checksum import has_checksum, remove_checksum
from app.store.copies import checked_copy, damage
from app.store.engine import SCHEMA, integrity_faults
from app.store.files import Draft
from app.store.header import newer, schema_in_file
from app.store.lock import account
from app.store.models import OfficeRow, Setting
from app.store.own_files import take_out
from app.store.staging import logs_of, staged
from app.store.work import BACKUPS, DATABASE, Actor, Clock, Office, Read, system_clock

FAULTY = "backup.faulty"
"""The refusal of a backup that is whole, of an office in which something disagreed: it can be restored despite that."""
Look = Callable[[Read], Sequence[object]]
"""What disagrees inside an office, as sentences."""
_DAMAGED = frozenset({"office.damaged", "upgrade.failed", packs.DAMAGED})
_DAILY, _DAYS_KEPT = "每日-", 30
_TOLD = 5


def faults(read: Read) -> list[str]:
    """What is wrong inside the database: pages, references, the journal's chain."""
    found = list(integrity_faults(read.connection))
    broken = journal.broken_at(read.session)
    return found + ([f"操作日志自第 {broken} 条起被改动"] if broken is not None else [])


def back_up(office: Office, target: Path) -> Path:
    """Write a checked copy to `target`; an older file of that name is replaced only by a good one."""
    return checked_copy(office.engine, target, office.folder)


def keep_backup(office: Office, actor: Actor | None, target: Path) -> None:
    """Journal that a copy of everything is made, so that the copy says so of itself."""
    target.parent.mkdir(parents=True, exist_ok=True)
    Draft(target).discard()  # where it cannot be written, nothing is journalled either
    with office.work(actor or Actor(account(), frozenset())) as work:
        work.log("office", "backup", work.own.uid, say("backup.logged", file=target))


def restore(
    source: Path,
    folder: Path,
    look: Look = faults,
    *,
    despite: bool = False,
    clock: Clock = system_clock,
) -> Office:
    """Make an office of a backup in a folder that has none; Refused when the backup is not what it was.

    What `look` finds wrong inside is refused too, unless it is to be restored `despite` that. The copy draws a new
    number for its uids before it gets its place, so that two machines that go on from one backup never give the same.
    """
    if not source.is_file():
        raise Refused("backup.missing", file=source)
    if any(log.stat().st_size for log in logs_of(source)):
        raise Refused("backup.open", file=source)
    with staged(folder) as place:
        with _of_the_backup():
            _take(source, place / DATABASE)
            take_out(place / DATABASE, place)
            made = Office(place, clock=clock)
        with made as office:
            _examine(office, look, despite=despite)
            _renumber(office, source)
    return Office(folder, clock=clock)


@contextmanager
def _of_the_backup() -> Iterator[None]:
    """What is said of a damaged office, said of its backup: there is no office yet that could be restored."""
    try:
        yield
    except Refused as refused:
        if refused.code not in _DAMAGED:
            raise
        raise Refused("backup.damaged", detail=refused.params["detail"]) from None


def _take(source: Path, path: Path) -> None:
    """A sound copy of a backup, without its checksum."""
    shutil.copyfile(source, path)
    found = schema_in_file(path)
    remove_checksum(path)
    if found > SCHEMA:
        raise newer(path, found, SCHEMA)
    if bad := damage(path):
        raise Refused("backup.damaged", detail=bad)


def _examine(office: Office, look: Look, *, despite: bool) -> None:
    with office.read() as read, _of_the_backup():
        bad = look(read)
    if bad and not despite:
        more = say("backup.more", count=len(bad)) if len(bad) > _TOLD else ""
        raise Refused(FAULTY, detail="；".join(map(str, bad[:_TOLD])) + more)


def _renumber(office: Office, source: Path) -> None:
    number = secrets.randbits(31) | 1
    with office.work(Actor(account(), frozenset())) as work:
        work.session.execute(update(Setting).where(Setting.key == "number").values(value=str(number)))
        work.session.execute(update(OfficeRow).where(OfficeRow.uid == work.own.uid).values(number=number))
        work.log("office", "restore", work.own.uid, f"{source.name}（{_checked(source)}）")


def told_restored(source: Path, folder: Path) -> str:
    """What to know after a restoration: how far the backup could be checked, and what it may lack."""
    return say("backup.restored", folder=folder, checked=_checked(source))


def _checked(source: Path) -> str:
    return say("backup.sealed" if has_checksum(source) else "backup.unsealed")


def folder_of(read: Read) -> Path:
    """Where this office's backups lie: the folder that was chosen for them, else beside the data."""
    chosen = read.settings.get("backups", "")
    return Path(chosen) if chosen else read.office.folder / BACKUPS


def daily(office: Office, actor: Actor | None = None) -> Path | None:
    """A checked copy once a day, and only the newest thirty of these kept; None when today's is there already.

    The journal says in whose time it was made.
    """
    with office.read() as read:
        folder = folder_of(read)
    target = folder / f"{_DAILY}{office.clock():%Y%m%d}.db"
    if target.exists():
        return None
    keep_backup(office, actor, target)
    back_up(office, target)
    for old in sorted(folder.glob(f"{_DAILY}*.db"))[:-_DAYS_KEPT]:
        old.unlink()
    return target


def newest(folder: Path) -> datetime | None:
    """When the newest backup in a backup folder was made, in local time; None where there is none."""
    made = [path.stat().st_mtime for path in folder.glob("*.db")]
    return datetime.fromtimestamp(max(made)).astimezone() if made else None
