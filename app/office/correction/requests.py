"""Corrections (更正): what one person asks to change of what matters already, and another confirms.

New people and their posts, an account that is paid to, an approved class, a person's identity number, a voucher: one
person's word does not change them. Until it is confirmed everything stays as it was; where nobody else works in the
office, it takes effect at once and the journal says so.
"""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, select

from app.kernel.fact_values import is_fact
from app.kernel.fields import Field, read_values
from app.kernel.kinds import Value
from app.kernel.noun import Noun
from app.kernel.outcomes import Problems, Refused
from app.kernel.texts import say
from app.kernel.workflow import ADMIN, CHIEF, CORRECT, REVIEWER
from app.office.correction.model import Correction
from app.office.separation import roles
from app.store.journal import changes
from app.store.work import Read, Work

Apply: TypeAlias = Callable[[Work, int, dict[str, Any]], None]
"""Puts new values into a record by its uid; Refused when they do not fit any more."""


def ask(
    work: Work,
    flow: Noun,
    subject: tuple[int, str],
    fields: Sequence[Field],
    before: Mapping[str, Value],
    values: Mapping[str, Value],
    reason: str,
    apply: Apply,
) -> None:
    """Ask to give a record, by its uid and name, other values; what is asked for already must be decided first."""
    uid, name = subject
    new = require_changes(before, values)
    if pending(work, flow.name, uid) is not None:
        raise Refused("correction.waits", name=name)
    detail = changes(fields, before, new)
    row = work.add(
        Correction(
            noun=flow.name,
            subject=uid,
            subject_name=name,
            detail=detail,
            old_values=_kept(fields, before, new),
            new_values=_kept(fields, new, new),
            reason=reason,
            asked_by=work.actor.name,
            asked_on=work.today,
        )
    )
    work.log(flow.name, CORRECT, uid, say("correction.asked", detail=detail, reason=reason))
    if not deciders(work, row.asked_by):
        apply(work, uid, new)
        close(work, row, None)
        work.log("correction", "confirm", row.uid, say("correction.alone", name=name, detail=detail))


def require_changes(before: Mapping[str, Value], values: Mapping[str, Value]) -> dict[str, Any]:
    """What of some values is other than before; Refused when nothing is."""
    if not (found := changed_values(before, values)):
        raise Refused("correction.nothing")
    return found


def changed_values(before: Mapping[str, Value], values: Mapping[str, Value]) -> dict[str, Any]:
    """Those of some values that are other than before; a blank, 0 and 否 are the same, but of a fact of a pack."""
    return {key: value for key, value in values.items() if _meant(key, before.get(key)) != _meant(key, value)}


def _meant(key: str, value: Value) -> Value:
    """Of a fact nothing said is unknown, which is not no."""
    return value if is_fact(key) else value or None


def pending(read: Read, noun: str, uid: int) -> Correction | None:
    """The correction of a record that waits for a second person."""
    waiting = select(Correction).where(
        Correction.noun == noun, Correction.subject == uid, Correction.state == "pending"
    )
    return read.session.scalars(waiting).first()


def proposed(read: Read, word: str, uids: Collection[int]) -> list[str]:
    """What some corrections change, of what, why and by whose word."""
    rows = read.session.scalars(select(Correction).where(Correction.uid.in_(list(uids))).order_by(Correction.uid))
    return [
        say("correction.proposed", name=row.subject_name, detail=row.detail, reason=row.reason, by=row.asked_by)
        for row in rows
    ]


def waiting(read: Read, noun: str, uids: Sequence[int] | Select[Any]) -> list[str]:
    """Which of some records have a correction that another person has yet to confirm: they are as they were."""
    found = select(Correction.subject_name, Correction.detail).where(
        Correction.noun == noun, Correction.subject.in_(uids), Correction.state == "pending"
    )
    return [say("correction.pending", name=name, detail=detail) for name, detail in read.session.execute(found)]


def deciders(read: Read, asked_by: str) -> list[str]:
    """Who may confirm: others who review or decide; in an office that has none of them any other, the 管理员 last."""
    others = {name: held for name, held in roles(read).items() if name != asked_by}
    seniors = [name for name, held in others.items() if held & {REVIEWER, CHIEF}]
    return seniors or [name for name, held in others.items() if held - {ADMIN}] or list(others)


def values_of(read: Read, text: str, fields: Mapping[str, Field]) -> dict[str, Any]:
    """What a correction keeps as texts, as values again."""
    texts = json.loads(text)
    values, problems = read_values([fields[key].optional() for key in texts], texts, read.lists())
    if problems:
        raise Problems(problems)
    return values


def close(work: Work, row: Correction, confirmed_by: str | None) -> None:
    """It has taken effect."""
    row.confirmed_by, row.confirmed_on, row.state = confirmed_by, work.today, "confirmed"
    work.session.flush()
    told = say("correction.confirmed", detail=row.detail, reason=row.reason, by=row.asked_by)
    work.log(row.noun, CORRECT, row.subject, told)


def _kept(fields: Sequence[Field], values: Mapping[str, Value], keys: Mapping[str, Value]) -> str:
    return json.dumps({f.key: f.kind.show(values.get(f.key)) for f in fields if f.key in keys}, ensure_ascii=False)
