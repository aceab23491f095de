"""Imports that were made, and undoing one: who may, until when, and what of it goes, is put back or stays, by name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, Table, and_, or_, select

from app.desk.hooks import hooks
from app.desk.imports import KINDS
from app.desk.lists import OF_NOUN, listing_of
from app.desk.nouns import NOUNS
from app.desk.records import RECORDS
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.identity import uid_text
from app.kernel.outcomes import Refused
from app.kernel.periods import parse_period
from app.kernel.texts import say
from app.plan.deadline.deadline_sync import sync_moved
from app.record.imports import core
from app.record.imports import undo as tables
from app.record.imports.core import ImportKind
from app.record.imports.undo import Fate
from app.record.record import Record
from app.store.models import Base, ImportChange, ImportedFile, ImportRun, Package
from app.store.work import Read, Work

NAMED = 24
"""Rows that stay which are named; of the rest the number is said."""
FIELDS = (
    Field("number", "序号", k.COUNT),
    Field("title", "种类", k.TEXT),
    Field("file", "文件", k.TEXT),
    Field("into", "导入到", k.TEXT),
    Field("at", "时间", k.TEXT),
    Field("actor", "经办人", k.TEXT),
    Field("rows", "读入", k.COUNT),
    Field("new", "新增", k.COUNT),
    Field("changed", "更新", k.COUNT),
    Field("obstacle", "能否撤销", k.TEXT),
)
"""An import as a row of the list, on the screen and on the command line."""
_OF_TABLE = {record.model.__tablename__: name for name, record in RECORDS.items()}
_FOLLOWS = frozenset({"deadline"})
"""Tables that follow from others and are brought up to date by themselves: nothing is said of their rows."""
_SENT = {table: name for table, name in _OF_TABLE.items() if RECORDS[name].sheet is not None}
"""The nouns that packages carry, by table."""
_RELIED = {
    record.model.__tablename__: relied for name, record in RECORDS.items() if (relied := hooks(name).relied) is not None
}


@dataclass(frozen=True)
class Imported:
    """An import as the list shows it; `number` None for one that an earlier program made."""

    number: int | None
    kind: str
    title: str
    file: str
    into: str
    at: str
    actor: str
    rows: int
    new: int | None
    changed: int | None
    obstacle: str
    """Why it cannot be undone, '' when it can."""

    @property
    def can_undo(self) -> bool:
        """Whether it may be undone now, as far as nothing was done with it since."""
        return not self.obstacle

    @property
    def texts(self) -> list[str]:
        """What the list shows, one for each of its fields."""
        values = {field.key: getattr(self, field.key) for field in FIELDS}
        values["obstacle"] = self.obstacle or say("undo.can")
        return ["" if value is None else str(value) for value in values.values()]


class Staying(NamedTuple):
    """A row that stays: its list, what it is called there, and why."""

    title: str
    name: str
    why: str

    def __str__(self) -> str:
        return say("undo.staying", title=self.title, name=self.name, why=self.why)


@dataclass(frozen=True)
class Undoing:
    """What undoing an import does: rows by the title of their list, and those that stay by name."""

    file: str
    removed: Mapping[str, int]
    restored: Mapping[str, int]
    kept: int
    staying: Sequence[Staying]

    @property
    def lines(self) -> list[str]:
        """What goes, what is put back, what stays, as a clerk reads it."""
        counts = [say(code, rows=_counted(rows)) for code, rows in self._parts() if rows]
        if self.kept:
            counts += [say("undo.kept", count=self.kept), *map(str, self.staying)]
        more = self.kept - len(self.staying)
        return [*counts, *([say("undo.more", count=more)] if more else [])] or [say("undo.file_only")]

    def _parts(self) -> Iterator[tuple[str, Mapping[str, int]]]:
        yield "undo.removed", self.removed
        yield "undo.restored", self.restored


def _counted(rows: Mapping[str, int]) -> str:
    return "、".join(say("undo.rows", title=title, count=f"{count:,}") for title, count in rows.items())


# --- what was imported --------------------------------------------------------------------------------------------------


def imported(read: Read) -> list[Imported]:
    """Every import that stands, the newest first."""
    names: dict[tuple[str, int], str] = {}
    ordered = _files().order_by(ImportedFile.at.desc(), ImportRun.number.desc())
    return [_shown(read, file, run, names) for file, run in read.session.execute(ordered)]


def _files() -> Select[ImportedFile, ImportRun]:
    same = (getattr(ImportRun, key) == getattr(ImportedFile, key) for key in ("sha256", "kind", "into"))
    return select(ImportedFile, ImportRun).outerjoin(ImportRun, and_(*same))


def _shown(read: Read, file: ImportedFile, run: ImportRun | None, names: dict[tuple[str, int], str]) -> Imported:
    kind = KINDS.get(file.kind)
    into = (kind.into, file.into) if kind and kind.into else None
    if into and into not in names:
        names[into] = _names(read, kind.into, [file.into]).get(file.into, "") if kind else ""
    return Imported(
        number=run.number if run else None,
        kind=file.kind,
        title=kind.title if kind else file.kind,
        file=file.name,
        into=names[into] if into else "",
        at=core.moment(read, file.at),
        actor=run.actor if run else "",
        rows=file.rows,
        new=run.new if run else None,
        changed=run.changed if run else None,
        obstacle=_obstacle(read, file, run),
    )


def _obstacle(read: Read, file: ImportedFile, run: ImportRun | None) -> str:
    try:
        _allow(read, file, run)
    except Refused as refusal:
        return str(refusal)
    return ""


# --- whether one may be undone ------------------------------------------------------------------------------------------


def _found(read: Read, number: int) -> tuple[ImportedFile, ImportRun]:
    """An import by its number; Refused when it may not be undone."""
    row = read.session.execute(_files().where(ImportRun.number == number)).first()
    if row is None:
        raise Refused("undo.unknown", number=number)
    _allow(read, *row)
    return row[0], row[1]


def _allow(read: Read, file: ImportedFile, run: ImportRun | None) -> None:
    """Whoever might import it now may undo it, until a package told of it."""
    if run is None or file.kind not in KINDS:
        raise Refused("undo.earlier")
    kind = KINDS[file.kind]
    core.target(read, kind, file.into or None)
    sent = _sent(read, kind, run)
    if sent is not None:
        raise Refused("undo.sent", serial=sent.serial, period=parse_period(sent.period).title)


def _sent(read: Read, kind: ImportKind, run: ImportRun) -> Package | None:
    """The first package since that tells of what an import wrote; a later period tells of all that an earlier one does."""
    since = select(Package).where(Package.direction == "sent", Package.office_uid == read.own.uid)
    packages = list(read.session.scalars(since.where(Package.serial > run.package).order_by(Package.serial)))
    last = {package.serial: parse_period(package.period).last for package in packages}
    if not packages or not _tells(read, kind, run, max(last.values())):
        return None
    return next(package for package in packages if _tells(read, kind, run, last[package.serial]))


def _tells(read: Read, kind: ImportKind, run: ImportRun, until: date) -> bool:
    """Whether a package as at a day has a row that an import made or changed, or lacks one that it took out."""
    changed = select(ImportChange.row_uid).where(ImportChange.number == run.number)
    for table, record in _sent_tables(run):
        column = table.c.uid
        written = or_(
            column.between(run.first_uid, run.last_uid),
            column.in_(changed.where(ImportChange.table_name == table.name)),
        )
        if read.session.scalar(select(1).where(written, _scope(read, record, until)).limit(1)):
            return True
    lacking = changed.where(ImportChange.revision.is_(None), ImportChange.table_name.in_(_SENT))
    if read.session.scalar(lacking.limit(1)) is None:
        return False
    if not kind.into:
        return True
    into = RECORDS[kind.into]
    return bool(read.session.scalar(select(1).where(into.model.uid == run.into, _scope(read, into, until))))


def _scope(read: Read, record: Record, until: date) -> ColumnElement[bool]:
    assert record.sheet is not None
    return record.sheet.scope(read.own.uid, until)


def _sent_tables(run: ImportRun) -> Iterator[tuple[Table, Record]]:
    """The tables that an import wrote and packages carry."""
    for table in run.tables.split():
        if table in _SENT:
            yield Base.metadata.tables[table], RECORDS[_SENT[table]]


# --- undoing ------------------------------------------------------------------------------------------------------------


def preview(read: Read, number: int) -> Undoing:
    """What undoing an import would do; Refused when it may not be undone."""
    file, run = _found(read, number)
    return _undoing(read, file, tables.judge(read, run, _RELIED))


def undo(work: Work, number: int) -> Undoing:
    """Undo an import as far as nothing was done with it since; the file may then be imported again."""
    file, run = _found(work, number)
    kind = KINDS[file.kind]
    fates = tables.judge(work, run, _RELIED)
    done = _undoing(work, file, fates)
    at, digest = core.moment(work, file.at), file.sha256[:12]
    tables.undo(work, run, fates)
    counts = {"removed": sum(done.removed.values()), "restored": sum(done.restored.values()), "kept": done.kept}
    work.session.delete(work.session.get_one(ImportRun, number))
    work.session.delete(file)
    work.session.flush()
    if kind.target is not None:
        work.moved.append(work.session.get_one(kind.target[1], run.into))
        sync_moved(work)
    detail = say("undo.journal", number=number, name=file.name, digest=digest, at=at, **counts)
    work.log(kind.noun, "undo", run.into or work.own.uid, detail)
    return done


def _undoing(read: Read, file: ImportedFile, fates: Mapping[str, Fate]) -> Undoing:
    told = {name: fate for name, fate in fates.items() if name not in _FOLLOWS}
    removed = {_title(name): fate.removed for name, fate in told.items() if fate.removed}
    restored = {_title(name): fate.restored for name, fate in told.items() if fate.restored}
    kept = sum(len(fate.kept) for fate in told.values())
    staying = list(islice(_staying(read, told), NAMED))
    found = Undoing(file.name, removed, restored, kept, staying)
    if kept and not removed and not restored:
        raise Refused("undo.nothing", rows="\n".join(found.lines))
    return found


def _staying(read: Read, fates: Mapping[str, Fate]) -> Iterator[Staying]:
    for table, fate in fates.items():
        uids = sorted(fate.kept)[:NAMED]
        names = _names(read, _OF_TABLE[table], uids)
        for uid in uids:
            yield Staying(_title(table), names.get(uid, uid_text(uid)), _why(fate.kept[uid]))


def _why(why: str) -> str:
    if why in (tables.CHANGED, tables.RELIED, tables.REPLACED):
        return say(f"undo.{why}")
    return say("undo.referred", title=_title(why))


def _title(table: str) -> str:
    noun = NOUNS[_OF_TABLE[table]]
    return noun.list_title or noun.title


def _names(read: Read, noun: str, uids: Sequence[int]) -> dict[int, str]:
    """What records are called in their list, masked as there; of a noun without a list, by the name that it has."""
    if noun not in OF_NOUN:
        model = RECORDS[noun].model
        named = read.session.execute(select(model.uid, model.name).where(model.uid.in_(uids)))
        return {row[0]: row[1] for row in named}
    listing, label = listing_of(read, noun), NOUNS[noun].label
    keys = ("uid", *(column.name for column in listing.columns))
    found = (dict(zip(keys, values, strict=True)) for values in listing.page(read.connection, uids))
    return {
        int(str(row["uid"])): " ".join(listing.column(key).field.kind.shown(row[key]) for key in label) for row in found
    }
