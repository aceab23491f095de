"""The office itself: settings, counters, packs, people, packages, calendar and the journal."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Keyed, Record


class Setting(Base):
    """One setting of this office: own uid, number prefix, schema and pack, folders."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Serial(Base):
    """A counter; numbers are drawn inside the write transaction, so that none is given twice."""

    __tablename__ = "serial"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


class OfficeRow(Keyed, Base):
    """An office: this one, and each whose packages were applied here. `number` is the high half of its uids."""

    __tablename__ = "office"
    name: Mapped[str]
    region: Mapped[str]
    level: Mapped[str]
    number: Mapped[int] = mapped_column(unique=True)
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    parent_uid: Mapped[int | None]
    """The office that carries its packages up; None for this one, and for those that send to it themselves."""
    program: Mapped[int] = mapped_column(default=1, server_default="1")
    """0 for an office that reports by workbook, since it has not the program."""


class PackRow(Base):
    """An installed policy pack, immutable; a correction is a new version."""

    __tablename__ = "pack"
    pack_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]
    sha256: Mapped[str]
    installed_at: Mapped[str]


class User(Record, Base):
    """A person who works with the program; roles are codes joined by blanks."""

    __tablename__ = "user"
    name: Mapped[str] = mapped_column(unique=True)
    roles: Mapped[str]
    state: Mapped[str] = mapped_column(default="active")


class Credential(Base):
    """How a person of this office proves who he is; beside the person, who is listed and exported.

    `secret` is an argon2id digest with its salt and cost. `given` is 1 for a password that somebody else gave: it is
    changed at the next sign-in. `failures` in a row make the next try wait, counted from `failed_at` (UTC).
    """

    __tablename__ = "credential"
    user_uid: Mapped[int] = mapped_column(ForeignKey("user.uid"), primary_key=True, autoincrement=False)
    secret: Mapped[str]
    given: Mapped[int]
    failures: Mapped[int] = mapped_column(default=0)
    failed_at: Mapped[str | None]


class Token(Base):
    """What stands for a person's password on the command line until a moment (UTC); `digest` is all that is kept of it.

    `seen_at` is when it was used last: a clock that is set back before that does not bring it to life again.
    """

    __tablename__ = "token"
    digest: Mapped[str] = mapped_column(primary_key=True)
    user_uid: Mapped[int] = mapped_column(ForeignKey("user.uid"), index=True)
    made_at: Mapped[str]
    until: Mapped[str]
    seen_at: Mapped[str]


class Package(Keyed, Base):
    """A 报送包 that was sent or received, with the digest that the next one names."""

    __tablename__ = "package"
    __table_args__ = (UniqueConstraint("direction", "office_uid", "serial"),)
    direction: Mapped[str]
    office_uid: Mapped[int] = mapped_column(ForeignKey("office.uid"))
    period: Mapped[str]
    serial: Mapped[int]
    sha256: Mapped[str]
    made_on: Mapped[date]
    row_count: Mapped[int]
    total_fen: Mapped[int]
    accepted: Mapped[int | None]
    refused: Mapped[int | None]
    held: Mapped[int | None]
    note: Mapped[str | None]
    """What was particular: serials that never came, a sender that went back to a backup, an entry made afterwards."""
    state: Mapped[str]


class ImportedFile(Base):
    """A file that was imported, so that the same one again changes nothing."""

    __tablename__ = "imported_file"
    sha256: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    into: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    at: Mapped[str]
    rows: Mapped[int]


class ImportRun(Base):
    """What is needed to undo an import (撤销导入): its uids and what stood before; earlier programs kept none of it.

    Every uid from `first_uid` to `last_uid` was drawn by it; `tables` are those that it wrote, joined by blanks.
    `told_by` is the uid of the first package that told of it, None while none did: it is final from then on.
    """

    __tablename__ = "import_run"
    __table_args__ = (UniqueConstraint("sha256", "kind", "into"),)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str]
    kind: Mapped[str]
    into: Mapped[int]
    actor: Mapped[str]
    first_uid: Mapped[int]
    last_uid: Mapped[int]
    tables: Mapped[str]
    new: Mapped[int]
    changed: Mapped[int]
    told_by: Mapped[int | None]


class ImportChange(Base):
    """What a row was before an import changed it or took it out: as JSON by column, what was otherwise; of the latter all.

    `revision` is the one that the import left, None where it took the row out.
    """

    __tablename__ = "import_change"
    __table_args__ = ({"sqlite_with_rowid": False},)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    table_name: Mapped[str] = mapped_column(primary_key=True)
    row_uid: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    old: Mapped[str]
    revision: Mapped[int | None]


class BegunImport(Base):
    """An import that is not done yet: the file as it was read, what was answered and corrected; it goes when that is done.

    `waiting` is how many rows are to be corrected, None while questions are open; `path` is '' for what was pasted.
    """

    __tablename__ = "begun_import"
    kind: Mapped[str] = mapped_column(primary_key=True)
    into: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sha256: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    path: Mapped[str]
    at: Mapped[str]
    actor: Mapped[str]
    waiting: Mapped[int | None]
    layout: Mapped[str]
    corrections: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class LearnedLayout(Base):
    """How the tables of one sender are to be read, as somebody once answered; `sender` 0 for the office itself."""

    __tablename__ = "learned_layout"
    kind: Mapped[str] = mapped_column(primary_key=True)
    sender: Mapped[int] = mapped_column(primary_key=True)
    answers: Mapped[str]
    actor: Mapped[str]
    at: Mapped[str]


class Day(Base):
    """A day whose kind differs from its weekday: off (休息) or work (调休上班)."""

    __tablename__ = "day"
    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str] = mapped_column(default="")


class Journal(Base):
    """Who did what to which record, when and why; each row holds the digest of the one before."""

    __tablename__ = "journal"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str]
    actor: Mapped[str]
    noun: Mapped[str]
    verb: Mapped[str]
    subject: Mapped[int] = mapped_column(index=True)
    detail: Mapped[str]
    clause: Mapped[str]
    digest: Mapped[str]
