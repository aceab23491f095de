"""Verbs of the rows of a roster."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.kernel.fields import Field
from app.kernel.outcomes import Problems, Refused
from app.kernel.workflow import CHANGEABLE, CORRECT
from app.office.correction import requests as corrections
from app.policy.pack import Pack
from app.record.hooks import Barred
from app.record.moves import put, take
from app.record.pack_facts import asking, assign, said
from app.store.journal import changes
from app.store.work import Read, Work
from app.training.enrolment import certificates
from app.training.enrolment.model import Enrolment
from app.training.enrolment.noun import CERTIFICATE, CORRECTABLE, EDITABLE, ENROLMENT
from app.training.policy import pack_of_class, pack_of_place
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import CLASS

_FLAGS = ("draws_pension", "modules_done")
"""What nobody said yes to is no."""
_CERTIFICATE = ENROLMENT.elements(CERTIFICATE)
_BEFORE_ACCEPTANCE = (*CHANGEABLE, "submitted", "approved", "filed", "running", "ended")
"""Accepted head counts stay those of the roster."""
_CLASS_STATES: Mapping[str, Collection[str]] = {
    "edit": CHANGEABLE,
    "drop": _BEFORE_ACCEPTANCE,
    CORRECT: tuple(state for state in CLASS.states if state not in (*CHANGEABLE, "void")),
}
"""In which states of its class a row of a roster allows a verb."""


def correct(work: Work, uid: int, reason: str, **values: Any) -> None:
    """Ask to correct a row of a roster whose class was handed in: an account, a category, a certificate."""
    row = take(work, ENROLMENT, Enrolment, uid, CORRECT)
    _class_in(work, row, CORRECT)
    name = work.session.get_one(Trainee, row.trainee_uid).name
    before = standing(work, uid)
    _certified(work, row, {**before, **values})
    asked = _elements(pack_of_class(work, row.class_uid), CORRECTABLE)
    corrections.ask(work, ENROLMENT, (uid, name), asked, before, values, reason, apply)


def fields(read: Read, uid: int) -> Mapping[str, Field]:
    """What may be corrected of a row of a roster, by key."""
    return {field.key: field for field in _elements(pack_of_place(read, uid), CORRECTABLE)}


def _elements(pack: Pack, keys: Sequence[str]) -> tuple[Field, ...]:
    return asking(ENROLMENT, pack).elements(keys)


def standing(read: Read, uid: int) -> dict[str, Any]:
    """What a row of a roster says now."""
    row = read.session.get_one(Enrolment, uid)
    pack = pack_of_class(read, row.class_uid)
    return said(row, _elements(pack, CORRECTABLE), pack)


def apply(work: Work, uid: int, values: dict[str, Any]) -> None:
    """The row says this from now on; a claim that was assessed before says so when it is decided."""
    row = work.session.get_one(Enrolment, uid)
    _certified(work, row, {**standing(work, uid), **values})
    assign(row, {key: (value or 0) if key in _FLAGS else value for key, value in values.items()})


def _certified(read: Read, row: Enrolment, values: Mapping[str, Any]) -> None:
    """A certificate is issued by now, to this person alone, and stands in one class."""
    if all(values[field.key] == getattr(row, field.key) for field in _CERTIFICATE):
        return  # it is corrected for something else
    person, number = read.session.get_one(Trainee, row.trainee_uid), values["certificate_number"]
    wrong = certificates.faults(number, values["certificate_date"], person.id_number, read.today)
    problems = [ENROLMENT[key].problem(code) for key, code in wrong]
    training = read.session.get_one(TrainingClass, row.class_uid)
    for bearer in certificates.bearers(read, [number])[number] if number else ():
        himself = bearer.id_number == person.id_number
        here = himself and bearer.class_uid == row.class_uid
        again = himself and certificates.may_stand_again(read, bearer, training, number)
        if certificates.alike(values["certificate_kind"], bearer.kind) and not (here or again):
            known = ENROLMENT["certificate_number"].problem("results.certificate_known", where=bearer.class_number)
            problems.append(known)
    if problems:
        raise Problems(problems)


def edit(work: Work, uid: int, **values: Any) -> None:
    """Correct a row of a roster while its class is not submitted."""
    row = take(work, ENROLMENT, Enrolment, uid, "edit")
    _class_in(work, row, "edit")
    for flag in _FLAGS:
        if values.get(flag, 0) is None:
            values[flag] = 0
    pack = pack_of_class(work, row.class_uid)
    asked = _elements(pack, EDITABLE)
    before = said(row, asked, pack)
    assign(row, values)
    put(work, ENROLMENT, row, "edit", changes(asked, before, values))


def drop(work: Work, uid: int, reason: str) -> None:
    """A trainee leaves the class; the row stays, with the reason."""
    row = take(work, ENROLMENT, Enrolment, uid, "drop")
    _class_in(work, row, "drop")
    put(work, ENROLMENT, row, "drop", reason)


def bars(read: Read, uids: Collection[int]) -> Barred:
    """Which verbs some rows refuse for the state of their class: by verb and uid, why."""
    held = select(Enrolment.uid, TrainingClass.state).join(TrainingClass, TrainingClass.uid == Enrolment.class_uid)
    states = read.session.execute(held.where(Enrolment.uid.in_(list(uids)))).all()
    return {
        verb: {uid: _closed(state, verb) for uid, state in states if state not in fit}
        for verb, fit in _CLASS_STATES.items()
    }


def _closed(state: str, verb: str) -> Refused:
    editable = verb == CORRECT and state in CHANGEABLE
    return Refused("enrolment.open" if editable else "enrolment.closed", state=CLASS.states[state])


def _class_in(work: Work, row: Enrolment, verb: str) -> None:
    state = work.session.get_one(TrainingClass, row.class_uid).state
    if state not in _CLASS_STATES[verb]:
        raise _closed(state, verb)
