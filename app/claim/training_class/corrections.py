"""Corrections of an approved class (更正): what it is called at once, what money hangs on by a second person."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.claim.training_class import reopening
from app.claim.training_class.recounting import handed_in
from app.kernel.fields import Field
from app.kernel.outcomes import Problems, Refused
from app.kernel.workflow import CORRECT
from app.office.correction import requests as corrections
from app.policy import procedures
from app.record.moves import put, take
from app.record.pack_facts import asking, assign
from app.store.journal import changes
from app.store.work import Read, Work
from app.training.attendance.model import Attendance
from app.training.enrolment.model import Enrolment
from app.training.enrolment.rosters import head_count, on_roster
from app.training.policy import pack_of_class
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import CLASS, CORRECTABLE, FINISHED, PLAIN
from app.training.training_class.opening import against_opening, raise_if_refused
from app.training.training_class.values import NAMED, current, named_of, resolve


def correct(work: Work, uid: int, reason: str, **values: Any) -> None:
    """Correct or complete an approved class: what no money hangs on at once, all else when another confirms it."""
    row = take(work, CLASS, TrainingClass, uid, CORRECT)
    before = standing(work, uid)
    new = corrections.require_changes(before, values)
    asked = tuple(fields(work, uid).values())
    if set(new) <= set(PLAIN):
        apply(work, uid, new)
        put(work, CLASS, row, CORRECT, f"{changes(asked, before, new)}；{reason}")
        return
    _fitting(work, row, new)
    corrections.ask(work, CLASS, (uid, row.number), asked, before, new, reason, apply)


def fields(read: Read, uid: int) -> Mapping[str, Field]:
    """What may be corrected of a class, by key."""
    correctable = asking(CLASS, pack_of_class(read, uid)).elements(CORRECTABLE)
    return {field.key: field for field in (*correctable, CLASS["state"])}


def standing(read: Read, uid: int) -> dict[str, Any]:
    """What a class says of itself now, and where it stands."""
    row = read.session.get_one(TrainingClass, uid)
    return {**_values(read, row), "state": row.state}


def _values(read: Read, row: TrainingClass) -> dict[str, Any]:
    return {**current(read, row), "filing_number": row.filing_number}


def apply(work: Work, uid: int, values: dict[str, Any]) -> None:
    """The class says this from now on, and what it owes by a day follows; or it goes one step back."""
    if "state" in values:
        reopening.apply(work, uid, values)
        return
    row = work.session.get_one(TrainingClass, uid)
    assign(row, _fitting(work, row, values))
    work.session.flush()
    work.moved.append(row)


def _fitting(work: Work, row: TrainingClass, values: dict[str, Any]) -> dict[str, Any]:
    """The columns of a correction; Refused when the class could not have been opened so, or its claim rests on it."""
    if not set(values) <= set(PLAIN) and (claim := handed_in(work, row.uid)):
        raise Refused("class.claim_stands", number=row.number, claim=claim)
    asked = {**_values(work, row), **values}
    if (enrolled := head_count(work, row.uid)) > asked["planned_count"]:
        raise Refused("class.fewer", enrolled=enrolled, planned=asked["planned_count"])
    if "arrangement" in values:
        _opened_so(work, row, asked)
    if "ends_on" in values:
        _held_until(work, row, asked["ends_on"])
    try:
        found = resolve(work, asked)
    except Problems as wrong:
        beside = ("institution_name",) if "arrangement" in values else ()
        if own_problems := [problem for problem in wrong.problems if problem.key in (*values, *beside)]:
            raise Problems(own_problems) from None
        found = {**asked, **named_of(work, asked)}  # what has changed around the class is not its correction
    names = {key: f"{key.removesuffix('_name')}_uid" for key in NAMED}
    return {names.get(key, key): found[names.get(key, key)] for key in values}


def _held_until(read: Read, row: TrainingClass, ends_on: date) -> None:
    """A class that is over ended by its acceptance, and none before a day that somebody attended."""
    if row.state in FINISHED:
        last = row.accepted_on or read.today
        if ends_on > last:
            raise Refused("class.ended_by", day=ends_on, last=last)
    attended = select(func.max(Attendance.day)).join(Enrolment, Enrolment.uid == Attendance.enrolment_uid)
    day = read.session.scalar(attended.where(on_roster(row.uid)))
    if day and ends_on < day:
        raise Refused("class.attended_after", day=ends_on, last=day)


def _opened_so(work: Work, row: TrainingClass, asked: Mapping[str, Any]) -> None:
    """A class that was only put on file cannot turn into one that has to be approved."""
    way = procedures.opening(work.pack_of(row, row.starts_on), row.starts_on, row.occupation, asked["arrangement"])
    if row.approved_by is None:
        raise_if_refused(against_opening(way, "file"))
    elif way.written and not asked["filing_number"]:
        raise Refused("class.reply_number", clause=way.clause)
