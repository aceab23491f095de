"""Verbs of trainees and of the rows of a roster."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select

from app.domain.dictionary import ENROLMENTS, TRAINEES, Field
from app.domain.kinds import Value
from app.domain.outcomes import Refused
from app.domain.workflow import CHANGEABLE, CLASS, ENROLMENT, TRAINEE
from app.store.journal import changes
from app.store.models import Enrolment, Trainee, TrainingClass
from app.store.work import Read, Work
from app.usecases.initials import initials
from app.usecases.records import put, take

TRAINEE_FIELDS = tuple(TRAINEES[key] for key in ("name", "phone", "household", "address"))
_CONDITIONS = ("locality", "fee_fen", "firm_opened_on", "hired_on", "apprentice_kind", "modules_done")
ENROLMENT_FIELDS = tuple(ENROLMENTS[key] for key in ("category", "draws_pension", "bank", "account", *_CONDITIONS))
_BEFORE_ACCEPTANCE = (*CHANGEABLE, "submitted", "approved", "filed", "running", "ended")
"""Accepted head counts stay those of the roster."""
_CLASS_STATES: Mapping[str, Collection[str]] = {"edit": CHANGEABLE, "drop": _BEFORE_ACCEPTANCE}
"""In which states of its class a row of a roster allows a verb."""


def edit_trainee(work: Work, uid: int, **values: Value) -> None:
    """Correct a person's name or address; the ID number is the person and is never edited."""
    row = take(work, TRAINEE, Trainee, uid, "edit")
    detail = _change(row, TRAINEE_FIELDS, values)
    if "name" in values:
        row.initials = initials(row.name)
    put(work, TRAINEE, row, "edit", detail)


def edit_enrolment(work: Work, uid: int, **values: Any) -> None:
    """Correct a row of a roster while its class is not submitted."""
    row = take(work, ENROLMENT, Enrolment, uid, "edit")
    _class_in(work, row, "edit")
    for flag in ("draws_pension", "modules_done"):
        if values.get(flag, 0) is None:
            values[flag] = 0
    put(work, ENROLMENT, row, "edit", _change(row, ENROLMENT_FIELDS, values))


def drop(work: Work, uid: int, reason: str) -> None:
    """A trainee leaves the class; the row stays, with the reason."""
    row = take(work, ENROLMENT, Enrolment, uid, "drop")
    _class_in(work, row, "drop")
    put(work, ENROLMENT, row, "drop", reason)


def barred(read: Read, uids: Collection[int]) -> dict[str, dict[int, Refused]]:
    """Which verbs some rows refuse for the state of their class: by verb and uid, why."""
    held = select(Enrolment.uid, TrainingClass.state).join(TrainingClass, TrainingClass.uid == Enrolment.class_uid)
    states = read.session.execute(held.where(Enrolment.uid.in_(list(uids)))).all()
    return {
        verb: {uid: _closed(state) for uid, state in states if state not in fit} for verb, fit in _CLASS_STATES.items()
    }


def _closed(state: str) -> Refused:
    return Refused("enrolment.closed", state=CLASS.states[state])


def _class_in(work: Work, row: Enrolment, verb: str) -> None:
    state = work.session.get_one(TrainingClass, row.class_uid).state
    if state not in _CLASS_STATES[verb]:
        raise _closed(state)


def _change(row: Any, fields: tuple[Field, ...], values: Mapping[str, Value]) -> str:
    before: dict[str, Value] = {f.key: getattr(row, f.key) for f in fields}
    for key, value in values.items():
        setattr(row, key, value)
    return changes(fields, before, values)
