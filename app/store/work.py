"""The office: an open database with its pack, people and clock; `read()` never writes, `work()` is the one write."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from app.kernel.outcomes import Refused
from app.policy.keys import KEYS, LIST
from app.policy.pack import Pack
from app.policy.rows import PERSON
from app.store import journal, packs
from app.store.built_packages import PACKAGES_FOLDER, recover
from app.store.engine import SCHEMA, checkpoint, optimize, teach, tell_today
from app.store.files import DATABASE as DATABASE
from app.store.files import Draft
from app.store.header import newer, schema_in_file
from app.store.local_disk import local_only
from app.store.lock import OfficeLock
from app.store.models import Day, OfficeRow, Serial, Setting, User
from app.store.upgrade import open_current

BACKUPS = "backups"
SERIAL_BITS = 32

Clock = Callable[[], datetime]
"""Gives the present moment with its time zone."""
Progress = Callable[[int, int], None]
"""Told rows done and rows in all (0: unknown); may raise Cancelled, and then nothing has happened."""


def system_clock() -> datetime:
    """The computer's own clock in local time."""
    return datetime.now().astimezone()


@dataclass(frozen=True)
class Actor:
    """Who is working: a name and role codes."""

    name: str
    roles: frozenset[str]


class Read:
    """One consistent look at the office; closes with its block. `actor` is who looks, None where nobody is asked."""

    def __init__(self, office: "Office", session: Session, actor: Actor | None = None) -> None:
        self.office = office
        self.session = session
        self.actor = actor

    @property
    def connection(self) -> Connection:
        """For listings and bulk statements."""
        return self.session.connection()

    def staff(self) -> list[Actor]:
        """Those who work here with their roles, oldest first."""
        users = self.session.scalars(select(User).where(User.state == "active").order_by(User.uid))
        return [Actor(user.name, frozenset(user.roles.split())) for user in users]

    @property
    def today(self) -> date:
        """The local date."""
        return self.office.clock().date()

    @cached_property
    def settings(self) -> Mapping[str, str]:
        """This office's settings."""
        return {row.key: row.value for row in self.session.scalars(select(Setting))}

    @cached_property
    def own(self) -> OfficeRow:
        """This office's own row."""
        return self.session.get_one(OfficeRow, int(self.settings["office"]))

    def pack_on(self, day: date) -> Pack:
        """The version of the policy pack that a record of a day takes when it is made."""
        return packs.in_force(self.session, self.settings["pack"], day)

    def pack_of(self, record: Any, day: date) -> Pack:
        """The version of the policy pack by which a class or a claim goes: its own, whatever came since.

        Another office's may not be known here: it is looked at by the one in force here on its day.
        """
        if record.origin != self.own.uid:
            return self.pack_on(day)
        return packs.installed(self.session, record.pack_id, record.pack_version)

    @cached_property
    def days(self) -> Mapping[date, str]:
        """The office's calendar: day -> off or work."""
        return self.calendar()

    def calendar(self) -> Mapping[date, str]:
        """The calendar as it is at this moment, changes under way included."""
        return dict(self.session.execute(select(Day.day, Day.kind)).all())

    def lists(self) -> Mapping[str, Sequence[str]]:
        """The pack's lists by name, for fields whose choices they give; and the titles of its schemes and sanctions."""
        pack = self.pack_on(self.today)
        listed = {key: pack.list(key) for key, declared in KEYS.items() if declared.kind == LIST}
        return {
            **listed,
            "schemes": tuple(s.title for s in pack.schemes.values() if s.about == PERSON),
            "sanctions": tuple(step.title for step in pack.sanctions),
        }


class Work(Read):
    """The write transaction: numbers, journal, bulk rows, progress."""

    actor: Actor

    def __init__(self, office: "Office", session: Session, actor: Actor, progress: Progress | None) -> None:
        super().__init__(office, session, actor)
        self.touched: set[str] = set()
        self.moved: list[Any] = []
        """Records whose state or days changed, for what follows from them (`plan.deadline.deadline_sync.sync_moved`)."""
        self.drafts: list[Draft] = []
        self.told: list[str] = []
        """What is said once to whoever does this work, and kept nowhere: a first password."""
        self._serials: dict[
            str, Serial
        ] = {}  # or a session, which forgets what nobody holds, would read them each time
        self.progress: Progress = progress or (lambda done, total: None)

    @property
    def now(self) -> str:
        """UTC, to the second, as ISO text."""
        return self.office.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def serial(self, name: str, count: int = 1) -> int:
        """The first of `count` new numbers of a counter."""
        row = self._serials.get(name) or self.session.get(Serial, name)
        if row is None:
            row = Serial(name=name, value=0)
            self.session.add(row)
        self._serials[name] = row
        first = row.value + 1
        row.value += count
        self.session.flush()
        return first

    def number(self, counter: str, year: int, prefix: str = "") -> str:
        """The next number of a year by which people call a record, such as BT, the region code, 2020-0001.

        It carries the office's region code, so that it is known above the office as well, where others count from 1 too.
        """
        return self.numbers(counter, year, prefix, 1)[0]

    def numbers(self, counter: str, year: int, prefix: str, count: int) -> list[str]:
        """So many of them in a row."""
        first = self.serial(f"{counter}:{year}", count)
        return [f"{prefix}{self.own.region}-{year}-{value:04d}" for value in range(first, first + count)]

    def uid(self, count: int = 1) -> int:
        """The first of `count` new uids in a row: this copy's number in the high half, a serial in the low."""
        return int(self.settings["number"]) << SERIAL_BITS | self.serial("uid", count)

    def add(self, row: Any) -> Any:
        """Keep a new row of this office; gives it back."""
        row.uid = self.uid()
        if hasattr(type(row), "origin"):
            row.origin = self.own.uid
        self.session.add(row)
        self.session.flush()
        return row

    def bulk(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """Many rows at the speed of the bare driver; the caller has checked them.

        Columns that say nothing in any of them are left out: the driver takes five times as long over a None as over a text.
        """
        if rows:
            told = zip(columns, zip(*rows, strict=True), strict=True)
            said = {column: values for column, values in told if values.count(None) < len(rows)}
            text = f"INSERT INTO {table} ({', '.join(said)}) VALUES ({', '.join('?' * len(said))})"  # noqa: S608
            kept = rows if len(said) == len(columns) else zip(*said.values(), strict=True)
            self.connection.exec_driver_sql(text, list(kept))
        self.touched.add(table)

    def draft(self, path: Path) -> Path:
        """Where to write a file that states this work: it gets its name only once the work stands in the database.

        A program that dies between the two leaves a record without its file, never a file that no record knows of.
        """
        self.drafts.append(Draft(path, recovered=path.parent == self.office.folder / PACKAGES_FOLDER))
        return self.drafts[-1].unfinished

    def log(self, noun: str, verb: str, subject: int, detail: str = "", clause: str = "") -> None:
        """Write the journal."""
        journal.append(self.session, self.now, self.actor.name, noun, verb, subject, detail, clause)
        self.touched.add("journal")


class Office:
    """An open office folder; one program at a time."""

    def __init__(self, folder: Path, *, clock: Clock = system_clock, key: bytes | None = None) -> None:
        local_only(folder)
        path = folder / DATABASE
        if not path.is_file():
            raise Refused("office.missing", folder=folder)
        found = SCHEMA if key else schema_in_file(path)
        if found > SCHEMA:
            raise newer(path, found, SCHEMA)
        self.folder, self.clock = folder, clock
        self.on_change: list[Callable[[frozenset[str]], None]] = []
        self._lock = OfficeLock(folder)
        try:
            self.engine = open_current(path, folder / BACKUPS, key)
            recover(folder, self.engine)
            tell_today(self.engine, lambda: self.clock().date())
            teach(self.engine, "policy_facts", 2, packs.facts_of)
        except BaseException:
            self._lock.close()
            raise

    def close(self) -> None:
        """Bring everything into the one file and let others in."""
        try:
            with suppress(Refused):  # on a full disk the log stays beside the file, and is read when it is opened next
                optimize(self.engine)
                checkpoint(self.engine)
        finally:
            self.engine.dispose()
            self._lock.close()

    def __enter__(self) -> "Office":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def read(self, actor: Actor | None = None) -> Iterator[Read]:
        """A consistent look; whatever was changed in it is thrown away."""
        with Session(self.engine, autoflush=False) as session:
            yield Read(self, session, actor)

    @contextmanager
    def work(self, actor: Actor | None, progress: Progress | None = None) -> Iterator[Work]:
        """The write transaction of somebody: commits at the end, rolls back on anything raised; nobody else commits.

        Refused when there is nobody to answer for it.
        """
        if actor is None:
            raise Refused("office.nobody")
        with ExitStack() as unplaced:
            with self.engine.connect().execution_options(writing=True) as connection, connection.begin():
                session = Session(connection, autoflush=False)
                work = Work(self, session, actor, progress)
                unplaced.callback(_discard, work.drafts)
                event.listen(session, "after_flush", lambda s, _: work.touched.update(_tables(s)))
                try:
                    yield work
                    session.flush()
                except StaleDataError:
                    raise Refused("record.changed") from None
                finally:
                    session.close()
                for draft in work.drafts:
                    draft.settle()
            for tell in self.on_change:
                tell(frozenset(work.touched))
            _place(work.drafts)

    def person(self, name: str) -> Actor:
        """One of the office's people; Refused when there is none of that name."""
        with self.read() as read:
            staff = {actor.name: actor for actor in read.staff()}
        if name not in staff:
            raise Refused("office.user", name=name, names="、".join(staff))
        return staff[name]

    def people(self) -> list[str]:
        """Names of those who work here, oldest first."""
        with self.read() as read:
            return [actor.name for actor in read.staff()]


def _discard(drafts: Sequence[Draft]) -> None:
    for draft in drafts:
        draft.discard()


def _place(drafts: Sequence[Draft]) -> None:
    for draft in drafts:
        try:
            draft.place()
        except (Refused, OSError):
            raise Refused("file.recorded", file=draft.path) from None


def _tables(session: Session) -> set[str]:
    rows = [*session.new, *session.dirty, *session.deleted]
    return {type(row).__tablename__ for row in rows}
