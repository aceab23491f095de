"""The journal (操作日志): who did what to which record, when and why; a chain of digests, so that a gap shows."""

import hashlib
from collections.abc import Iterable, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.kernel.fields import Field
from app.kernel.kinds import Value
from app.store.models import Journal


def append(session: Session, at: str, actor: str, noun: str, verb: str, subject: int, detail: str, clause: str) -> None:
    """Add one entry to the chain."""
    session.flush()
    last = session.scalars(select(Journal.digest).order_by(Journal.id.desc()).limit(1)).first() or ""
    row = Journal(at=at, actor=actor, noun=noun, verb=verb, subject=subject, detail=detail, clause=clause)
    row.digest = _digest(last, row)
    session.add(row)


def last(session: Session, noun: str, verb: str, subject: int) -> str | None:
    """When a verb was last done to a record (UTC, ISO text); None when never."""
    done = select(Journal.at).where(Journal.subject == subject, Journal.noun == noun, Journal.verb == verb)
    return session.scalars(done.order_by(Journal.id.desc())).first()


def newest(session: Session) -> tuple[int, str]:
    """Number and digest of the last entry; 0 and '' where there is none."""
    row = session.execute(select(Journal.id, Journal.digest).order_by(Journal.id.desc()).limit(1)).first()
    return (row[0], row[1]) if row else (0, "")


def latest(session: Session, entries: int) -> str:
    """The latest time (UTC, ISO text) that any of the last so many entries bears; '' where there is none."""
    last = select(Journal.at).order_by(Journal.id.desc()).limit(entries).subquery()
    return session.scalar(select(func.max(last.c.at))) or ""


def has(session: Session, number: int, digest: str) -> bool:
    """Whether an entry that was seen once still stands there; of none seen, it does."""
    row = session.get(Journal, number) if number else None
    return not number or (row is not None and row.digest == digest)


def broken_at(session: Session) -> int | None:
    """The id of the first entry whose digest does not follow, or None when the chain is whole."""
    last = ""
    for row in session.scalars(select(Journal).order_by(Journal.id).execution_options(yield_per=1000)):
        if row.digest != _digest(last, row):
            return row.id
        last = row.digest
    return None


def _digest(last: str, row: Journal) -> str:
    parts = (last, row.at, row.actor, row.noun, row.verb, str(row.subject), row.detail, row.clause)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def changes(fields: Iterable[Field], before: Mapping[str, Value], after: Mapping[str, Value]) -> str:
    """What an edit changed, one phrase a field; identity numbers and accounts masked."""
    return "；".join(
        f"{f.title}：{f.kind.shown(before.get(f.key)) or '空'} → {f.kind.shown(after[f.key]) or '空'}"
        for f in fields
        if f.key in after and before.get(f.key) != after[f.key]
    )
