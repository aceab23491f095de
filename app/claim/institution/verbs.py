"""Verbs of institutions: register, correct, put on the published list, take off it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from app.claim.equipment.model import Equipment
from app.institution.institution.model import Institution
from app.institution.institution.noun import FLAGS, GUARDED, INSTITUTION, PENDING
from app.institution.institution.programmes import parse_programmes
from app.kernel.kinds import BadValue, Value
from app.kernel.outcomes import Problems, Refused
from app.kernel.workflow import CORRECT, EDIT
from app.office.correction import requests as corrections
from app.office.separation import another_person
from app.record.lookups import entered_by, only_one
from app.record.moves import cite, put, take
from app.record.pack_facts import asking, assign, columns, said
from app.store.journal import changes
from app.store.work import Read, Work
from app.training.training_class.model import TrainingClass

_GUARDED = tuple(INSTITUTION[key] for key in GUARDED)


def create(work: Work, **values: Any) -> int:
    """Register an institution; its credit code may stand once in an office."""
    _check(work, values, None)
    row = work.add(Institution(**columns(blank_flags_as_no(values))))
    work.log("institution", "create", row.uid, str(values["name"]))
    return int(row.uid)


def edit(work: Work, uid: int, **values: Value) -> None:
    """Correct an institution."""
    row = take(work, INSTITUTION, Institution, uid, "edit")
    pack = work.pack_on(work.today)
    asked = asking(INSTITUTION, pack).asks(INSTITUTION.verb(EDIT))
    before = said(row, asked, pack)
    if held := guarded_fields(work, row, values):
        raise Refused("institution.guarded", fields="、".join(INSTITUTION[key].title for key in held))
    _check(work, {**before, **values}, uid)
    assign(row, blank_flags_as_no(values))
    if row.state == PENDING:
        row.state = "draft"
    put(work, INSTITUTION, row, "edit", changes(asked, before, values))


def correct(work: Work, uid: int, reason: str, **values: Value) -> None:
    """Ask to change who an institution is or where it is paid."""
    row = take(work, INSTITUTION, Institution, uid, CORRECT)
    _check(work, {**_current(row), **values}, uid)
    before = standing(work, uid)
    corrections.ask(work, INSTITUTION, (uid, row.name), _GUARDED, before, values, reason, apply)


def standing(read: Read, uid: int) -> dict[str, Any]:
    """Who it is and where it is paid now."""
    row = read.session.get_one(Institution, uid)
    return {key: getattr(row, key) for key in GUARDED}


def apply(work: Work, uid: int, values: dict[str, Any]) -> None:
    """It is paid there from now on; claims that were assessed before say so when they are decided."""
    row = work.session.get_one(Institution, uid)
    _check(work, {**_current(row), **values}, uid)
    for key, value in values.items():
        setattr(row, key, value)


def guarded_fields(read: Read, row: Institution, values: Mapping[str, Value]) -> list[str]:
    """What of some new values one person may not change: the institution is published, or has classes or equipment."""
    held = [key for key in GUARDED if key in values and values[key] != getattr(row, key)]
    return held if held and _matters(read, row) else []


def _matters(read: Read, row: Institution) -> bool:
    if row.state not in ("draft", PENDING):
        return True
    models: tuple[Any, ...] = (TrainingClass, Equipment)
    uses = (select(model.uid).where(model.institution_uid == row.uid) for model in models)
    return any(read.session.scalars(used).first() is not None for used in uses)


def _current(row: Institution) -> dict[str, Value]:
    return {key: getattr(row, key) for key in INSTITUTION.own}


def publish(work: Work, uid: int, listed_on: date | None = None) -> None:
    """Put on the published list, with the date of publication (SH-08, QJ-22); another does it than who entered it last."""
    row = take(work, INSTITUTION, Institution, uid, "publish")
    if corrections.deciders(work, work.actor.name):  # where nobody else works, nobody else can
        first = entered_by(work, INSTITUTION.name, uid)
        another_person(work, first, INSTITUTION.verb("publish").title)
    row.listed_on = listed_on or work.today
    put(
        work,
        INSTITUTION,
        row,
        "publish",
        str(row.listed_on),
        cite(work.pack_on(row.listed_on), "published_catalogues", row.listed_on),
    )


def delist(work: Work, uid: int, reason: str) -> None:
    """Take off the list; no new class may name it."""
    row = take(work, INSTITUTION, Institution, uid, "delist")
    put(work, INSTITUTION, row, "delist", reason)


def blank_flags_as_no(values: Mapping[str, Value]) -> dict[str, Value]:
    """The values of an institution; what nobody said yes to is no."""
    return {key: value or 0 if key in FLAGS else value for key, value in values.items()}


def _check(work: Work, values: Mapping[str, Value], uid: int | None) -> None:
    try:
        parse_programmes(str(values["programmes"]), work.lists()["skill_levels"])
    except BadValue as bad:
        raise Problems([INSTITUTION["programmes"].problem(bad.code, "", **bad.params)]) from None
    only_one(work, Institution, uid, str(values["uscc"]), uscc=values["uscc"])
