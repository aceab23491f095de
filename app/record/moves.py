"""What every verb does: load its record, ask the workflow, move the state, write the journal."""

from datetime import date, datetime
from typing import Any, TypeVar

from app.kernel.identity import uid_text
from app.kernel.noun import Noun
from app.kernel.outcomes import Refused
from app.policy.pack import Pack
from app.store.journal import last
from app.store.models import Base, OfficeRow
from app.store.work import Read, Work

R = TypeVar("R", bound=Base)


def load(read: Read, model: type[R], uid: int | date, title: str) -> R:
    """The record of a uid; Refused when there is none."""
    row = read.session.get(model, uid)
    if row is None:
        raise Refused("record.missing", noun=title, uid=uid_text(uid) if isinstance(uid, int) else uid)
    return row


def take(work: Work, flow: Noun, model: type[R], uid: int, verb: str) -> R:
    """The record that a verb is for; Refused when it is another office's, or its state or the role forbids the verb."""
    row: Any = load(work, model, uid, flow.title)
    own_only(work, row)
    flow.step(verb, getattr(row, "state", flow.first), work.actor.roles)
    return row  # type: ignore[no-any-return]


def own_only(work: Work, row: Any) -> None:
    """Refuse to change what another office keeps."""
    if row.origin != work.own.uid:
        raise Refused("move.foreign", office=work.session.get_one(OfficeRow, row.origin).name)


def put(work: Work, flow: Noun, row: Any, verb: str, detail: str = "", clause: str = "") -> None:
    """Move the record to its new state and journal the verb."""
    to = flow.verb(verb).to
    if to is not None:
        row.state = to
    work.session.flush()
    work.moved.append(row)
    work.log(flow.name, verb, row.uid, detail, clause)


def move(work: Work, flow: Noun, model: type[Base], uid: int, verb: str, detail: str = "") -> None:
    """A verb that does no more than move the state: take the record and put it."""
    put(work, flow, take(work, flow, model, uid, verb), verb, detail)


def done_on(read: Read, flow: Noun, verb: str, uid: int) -> date | None:
    """The day here on which a verb was last done to a record."""
    at = last(read.session, flow.name, verb, uid)
    return datetime.fromisoformat(at).astimezone(read.office.clock().tzinfo).date() if at else None


def cite(pack: Pack, key: str, on: date) -> str:
    """文号 and place of a policy value on a day, 待核实 for one that no document gives, '' when the pack has none."""
    value = pack.get(key, on)
    return value.source.cite() if value else ""


def not_before(day: date, limit: date, code: str) -> None:
    """Refuse what is too early."""
    if day < limit:
        raise Refused(code, day=limit.isoformat())
