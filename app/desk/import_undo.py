"""Undoing an import: who may, until when, and what of it goes, is put back or stays, by name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from sqlalchemy import Select, and_, select

from app.desk.hooks import hooks
from app.desk.imports import KINDS
from app.desk.lists import OF_NOUN, listing_of
from app.desk.nouns import NOUNS
from app.desk.records import RECORDS
from app.kernel.identity import uid_text
from app.kernel.outcomes import Refused
from app.kernel.periods import period_title
from app.kernel.texts import say
from app.plan.deadline.deadline_sync import sync_moved
from app.record.imports import core, learned
from app.record.imports import undo as tables
from app.record.imports.undo import Fate
from app.store.models import ImportedFile, ImportRun, Package
from app.store.work import Read, Work

NAMED = 24
"""Rows that stay which are named; of the rest the number is said."""
_OF_TABLE = {record.model.__tablename__: name for name, record in RECORDS.items()}
_POSTED = frozenset({"payment"})
"""Tables of which nothing is taken out: what an import posted there is taken back by counter-entries."""
_FOLLOWS = frozenset({"deadline", "statement_match"})
"""Tables that follow from others and are brought up to date by themselves: nothing is said of their rows."""
_RELIED = {
    record.model.__tablename__: relied for name, record in RECORDS.items() if (relied := hooks(name).relied) is not None
}


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
    def going(self) -> int:
        """How many rows go or get their old values."""
        return sum(self.removed.values()) + sum(self.restored.values())

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


# --- whether one may be undone ------------------------------------------------------------------------------------------


def files() -> Select[ImportedFile, ImportRun, Package]:
    """Every import that stands, with what is needed to undo it and the package that told of it, if there are such."""
    same = (getattr(ImportRun, key) == getattr(ImportedFile, key) for key in ("sha256", "kind", "into"))
    runs = select(ImportedFile, ImportRun, Package).outerjoin(ImportRun, and_(*same))
    return runs.outerjoin(Package, Package.uid == ImportRun.told_by)


def allow(read: Read, file: ImportedFile, run: ImportRun | None, told_by: Package | None) -> None:
    """Whoever might import it now may undo it, until a package told of it."""
    if run is None or file.kind not in KINDS:
        raise Refused("undo.earlier")
    core.target(read, KINDS[file.kind], file.into or None)
    if _POSTED & set(run.tables.split()):
        raise Refused("undo.posted")
    _refuse_told(told_by)


def _refuse_told(told_by: Package | None) -> None:
    if told_by is not None:
        raise Refused("undo.sent", serial=told_by.serial, period=period_title(told_by.period))


def _found(read: Read, number: int) -> tuple[ImportedFile, ImportRun]:
    """An import by its number; Refused when it may not be undone."""
    row = read.session.execute(files().where(ImportRun.number == number)).first()
    if row is None:
        raise Refused("undo.unknown", number=number)
    allow(read, *row)
    return row[0], row[1]


# --- undoing ------------------------------------------------------------------------------------------------------------


def preview(read: Read, number: int) -> Undoing:
    """What undoing an import would do; Refused when it may not be undone."""
    file, run = _found(read, number)
    return _something(_undoing(read, file.name, tables.judge(read, run, _RELIED)))


def undo(work: Work, number: int) -> Undoing:
    """Undo an import as far as nothing was done with it since; the file may then be imported again."""
    return _something(_undo(work, *_found(work, number)))


def undo_all(work: Work, numbers: Iterable[int]) -> list[Undoing]:
    """Undo what belongs together, the last first, each as far as nothing was done with it since.

    Whoever asks looks at what stays: the whole is taken back by raising. What was undone by itself before is left out;
    what came in no file of its own, as the policy of an order, has no name.
    """
    done = []
    for number in sorted(numbers, reverse=True):
        run = work.session.get(ImportRun, number)
        if run is not None and run.kind in KINDS:
            done.append(_undo(work, *_found(work, number)))
        elif run is not None:
            told_by = work.session.get(Package, run.told_by) if run.told_by else None
            _refuse_told(told_by)
            done.append(_take_out(work, run, ""))
    return done


def _undo(work: Work, file: ImportedFile, run: ImportRun) -> Undoing:
    kind, number = KINDS[file.kind], run.number
    at, digest = core.moment(work, file.at), file.sha256[:12]
    done = _take_out(work, run, file.name)
    counts = {"removed": sum(done.removed.values()), "restored": sum(done.restored.values()), "kept": done.kept}
    work.session.delete(file)
    learned.doubt(work, kind, run.into or None)
    work.session.flush()
    if kind.target is not None:
        work.moved.append(work.session.get_one(kind.target[1], run.into))
        sync_moved(work)
    detail = say("undo.journal", number=number, name=file.name, digest=digest, at=at, **counts)
    work.log(kind.noun, "undo", run.into or work.own.uid, detail)
    return done


def _take_out(work: Work, run: ImportRun, name: str) -> Undoing:
    fates = tables.judge(work, run, _RELIED)
    done = _undoing(work, name, fates)
    tables.undo(work, run, fates)
    work.session.delete(work.session.get_one(ImportRun, run.number))
    work.session.flush()
    return done


def _undoing(read: Read, name: str, fates: Mapping[str, Fate]) -> Undoing:
    told = {name: fate for name, fate in fates.items() if name not in _FOLLOWS}
    removed = {_title(name): fate.removed for name, fate in told.items() if fate.removed}
    restored = {_title(name): fate.restored for name, fate in told.items() if fate.restored}
    kept = sum(len(fate.kept) for fate in told.values())
    return Undoing(name, removed, restored, kept, list(islice(_staying(read, told), NAMED)))


def _something(found: Undoing) -> Undoing:
    """What undoes anything; Refused when everything stays."""
    if found.kept and not found.going:
        raise Refused("undo.nothing", rows="\n".join(found.lines))
    return found


def _staying(read: Read, fates: Mapping[str, Fate]) -> Iterator[Staying]:
    for table, fate in fates.items():
        uids = sorted(fate.kept)[:NAMED]
        names = names_of(read, _OF_TABLE[table], uids)
        for uid in uids:
            yield Staying(_title(table), names.get(uid, uid_text(uid)), _why(fate.kept[uid]))


def _why(why: str) -> str:
    if why in (tables.CHANGED, tables.RELIED, tables.REPLACED):
        return say(f"undo.{why}")
    return say("undo.referred", title=_title(why))


def _title(table: str) -> str:
    noun = NOUNS[_OF_TABLE[table]]
    return noun.list_title or noun.title


def names_of(read: Read, noun: str, uids: Sequence[int]) -> dict[int, str]:
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
