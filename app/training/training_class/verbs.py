"""Verbs of training classes, from opening to acceptance."""

from datetime import date
from typing import Any

from app.institution.agreement import record as agreements
from app.institution.institution.model import Institution
from app.kernel.outcomes import Refused
from app.office.separation import another_person
from app.record import backlog
from app.record.confirming import require_answer
from app.record.moves import cite, move, not_before, put, take
from app.record.pack_facts import assign, columns
from app.store.journal import changes
from app.store.work import Work
from app.training.enrolment.model import Enrolment
from app.training.enrolment.rosters import head_count
from app.training.training_class.accepting import count
from app.training.training_class.materials import checked
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import CLASS, FILED_ON
from app.training.training_class.opening import (
    against_opening,
    applied_in_time,
    institution_may_train,
    opened_after,
    opened_in_time,
    opening_of,
    raise_if_refused,
)
from app.training.training_class.standards import APPLY, APPROVE, END, START, followed
from app.training.training_class.values import current, fields_of, own_training, resolve


def create(work: Work, **values: Any) -> int:
    """Open a class as a draft: a listed institution, one of its occupations and levels, a responsible unit."""
    found = resolve(work, values)
    institution_may_train(work, found["institution_uid"], values["starts_on"])
    year = values["starts_on"].year
    number = work.number("class", year)
    pack = work.pack_on(values["starts_on"])
    row = work.add(TrainingClass(number=number, pack_id=pack.id, pack_version=pack.version, **columns(found)))
    work.moved.append(row)
    work.log("class", "create", row.uid, f"{number} {values['name']}")
    return int(row.uid)


def edit(work: Work, uid: int, **values: Any) -> None:
    """Correct a class that is not submitted."""
    row = take(work, CLASS, TrainingClass, uid, "edit")
    before = current(work, row)
    asked = fields_of(work, row)
    assign(row, resolve(work, {**before, **values}))
    row.pack_version = work.pack_on(row.starts_on).version
    put(work, CLASS, row, "edit", changes(asked, before, values))


def submit(work: Work, uid: int, confirmation: str | None = None) -> None:
    """Hand a class with its roster to the reviewer; every rule on it is asked once more, its institution may be off the list.

    Who hands in after the last day to decide is told now, not by the reviewer.
    """
    row = take(work, CLASS, TrainingClass, uid, "submit")
    raise_if_refused(against_opening(opening_of(work, row), "submit"))
    applied_in_time(work, row)
    enrolled = _ready(work, row)
    looked = require_answer(followed(work, row, "submit", APPLY, applied_on=work.today), confirmation)
    row.submitted_by, row.approved_by, row.return_reason = work.actor.name, None, None
    put(work, CLASS, row, "submit", f"{enrolled} 人{looked}")


def file(
    work: Work,
    uid: int,
    filing_number: str,
    filed_on: date | None = None,
    late_reason: str | None = None,
    confirmation: str | None = None,
) -> None:
    """Put the opening on file (开班备案, CX-09, CX-24) with everything that a submission is asked; nobody approves it."""
    row = take(work, CLASS, TrainingClass, uid, "file")
    way = opening_of(work, row)
    raise_if_refused(against_opening(way, "file"))
    day, late = backlog.day_of(work, FILED_ON, filed_on, date.min, late_reason)
    opened_in_time(work, row, day)
    enrolled = _ready(work, row)
    asked = followed(work, row, "file", APPLY, APPROVE, applied_on=day, filed_on=day)
    looked = require_answer([*opened_after(row, CLASS.verb("file").title, way, day), *asked], confirmation)
    row.submitted_by, row.approved_by, row.return_reason = work.actor.name, None, None
    row.filing_number, row.filed_on, row.filed_count = filing_number, day, enrolled
    put(work, CLASS, row, "file", f"{filing_number}，{day}，备案 {enrolled} 人{looked}{late}", way.clause)


def _ready(work: Work, row: TrainingClass) -> int:
    """The people of a class that may be opened; Refused when its roster or any of its own values is not in order."""
    enrolled = head_count(work, row.uid)
    if not enrolled:
        raise Refused("class.empty")
    if enrolled > row.planned_count:
        raise Refused("class.crowded", enrolled=enrolled, planned=row.planned_count)
    resolve(work, current(work, row))
    institution_may_train(work, row.institution_uid, row.starts_on)
    _agreed(work, row)
    return enrolled


def _agreed(work: Work, row: TrainingClass) -> None:
    """SH-09, SH-17: who entrusts an institution must have an agreement with it when the class begins."""
    pack = work.pack_of(row, row.starts_on)
    asked = pack.get("agreement_required", row.starts_on)
    institution = work.session.get_one(Institution, row.institution_uid)
    if asked is None or not asked.amount or own_training(institution, row.arrangement):
        return
    if agreements.agreement_on(work, institution.uid, row.starts_on) is None:
        clause = cite(pack, "agreement_required", row.starts_on)
        raise Refused("class.agreement", institution=institution.name, on=row.starts_on, clause=clause)


def withdraw(work: Work, uid: int) -> None:
    """Take a class back before it is decided."""
    move(work, CLASS, TrainingClass, uid, "withdraw")


def approve(
    work: Work,
    uid: int,
    filing_number: str | None = None,
    filed_on: date | None = None,
    late_reason: str | None = None,
    confirmation: str | None = None,
) -> None:
    """Approve the opening (开班审批, SH-24), an enterprise's own with the number of the written reply (SH-16).

    The head count on file is fixed here.
    """
    row = take(work, CLASS, TrainingClass, uid, "approve")
    another_person(work, row.submitted_by, CLASS.verb("approve").title)
    way = opening_of(work, row)
    raise_if_refused(against_opening(way, "approve"))
    institution_may_train(work, row.institution_uid, row.starts_on)
    if way.written and not filing_number:
        raise Refused("class.reply_number", clause=way.clause)
    day, late = backlog.day_of(work, CLASS["filed_on"], filed_on, date.min, late_reason)
    opened_in_time(work, row, day)
    asked = followed(work, row, "approve", APPROVE, filed_on=day)
    looked = require_answer([*opened_after(row, CLASS.verb("approve").title, way, day), *asked], confirmation)
    row.approved_by, row.filed_on, row.filed_count = work.actor.name, day, head_count(work, uid)
    row.filing_number = filing_number
    told = "，".join(filter(None, (filing_number, f"备案 {row.filed_count} 人")))
    put(work, CLASS, row, "approve", told + looked + late, way.clause)


def return_(work: Work, uid: int, reason: str) -> None:
    """Give a class back with a reason."""
    row = take(work, CLASS, TrainingClass, uid, "return_")
    row.return_reason = reason
    put(work, CLASS, row, "return_", reason)


def start(work: Work, uid: int, confirmation: str | None = None) -> None:
    """The class has begun."""
    row = take(work, CLASS, TrainingClass, uid, "start")
    not_before(work.today, row.starts_on, "class.not_begun")
    institution_may_train(work, row.institution_uid, row.starts_on)
    put(work, CLASS, row, "start", require_answer(followed(work, row, "start", START), confirmation).lstrip("，"))


def end(work: Work, uid: int, confirmation: str | None = None) -> None:
    """The class is over."""
    row = take(work, CLASS, TrainingClass, uid, "end")
    not_before(work.today, row.ends_on, "class.not_over")
    put(work, CLASS, row, "end", require_answer(followed(work, row, "end", END), confirmation).lstrip("，"))


def accept(
    work: Work,
    uid: int,
    approved_count: int | None = None,
    left_out: str | None = None,
    left_out_reason: str | None = None,
    materials: str | None = None,
    accepted_on: date | None = None,
    late_reason: str | None = None,
) -> None:
    """Accept the results: 备案, 合格 and 核准 head counts; every trainee has a result, every material is there (SH-28)."""
    row = take(work, CLASS, TrainingClass, uid, "accept")
    another_person(work, row.submitted_by, CLASS.verb("accept").title)
    open_results = head_count(work, uid, Enrolment.result.is_(None))
    if open_results:
        raise Refused("class.results_open", count=open_results)
    row.materials = checked(work.pack_of(row, row.starts_on), row.starts_on, materials)
    row.accepted_on, late = backlog.day_of(work, CLASS["accepted_on"], accepted_on, row.ends_on, late_reason)
    told = count(work, row, approved_count, left_out, left_out_reason)
    row.accepted_by = work.actor.name
    detail = "；".join(filter(None, (told, row.materials))) + late
    put(
        work,
        CLASS,
        row,
        "accept",
        detail,
        cite(work.pack_of(row, row.starts_on), "acceptance_materials", row.starts_on),
    )
