"""Verbs of training classes, from opening to acceptance."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.institution.agreement import record as agreements
from app.institution.institution.model import Institution
from app.institution.institution.noun import PENDING
from app.institution.institution.programmes import parse_programmes
from app.institution.unit.model import Unit
from app.institution.unit.tree import asked, called, meant
from app.kernel.fact_values import is_fact
from app.kernel.fields import Field
from app.kernel.kinds import Value
from app.kernel.outcomes import Problem, Problems, Refused
from app.kernel.workflow import EDIT
from app.office.office.belonging import offices_below
from app.office.separation import another_person
from app.policy.procedures import cited
from app.record import backlog
from app.record.confirming import require_answer
from app.record.lookups import own
from app.record.moves import cite, move, not_before, put, take
from app.record.pack_facts import asking, assign, columns, said
from app.store.journal import changes
from app.store.models import OfficeRow
from app.store.work import Read, Work
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

ENTERPRISE = "enterprise"
_FURTHER = {"area": ("area", "class.area"), "programme": ("programme", "class.programme_unit")}
"""Units beside the one that answers for a class: of which kind they are, and what is said of one that nobody knows."""
UNITS = ("unit_name", *(f"{name}_name" for name in _FURTHER))
NAMED = ("for_office_name", *UNITS)
"""What a class names beside its institution."""


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
    asked = _asked(work, row)
    assign(row, resolve(work, {**before, **values}))
    row.pack_version = work.pack_on(row.starts_on).version
    put(work, CLASS, row, "edit", changes(asked, before, values))


def current(read: Read, row: TrainingClass) -> dict[str, Any]:
    """The values of a class by the keys of its fields."""
    asked = [field for field in _asked(read, row) if is_fact(field.key) or hasattr(row, field.key)]
    values = said(row, asked, read.pack_of(row, row.starts_on))
    values["institution_name"] = read.session.get_one(Institution, row.institution_uid).name
    values |= {f"{name}_name": called(read, getattr(row, f"{name}_uid")) for name in ("unit", *_FURTHER)}
    office = read.session.get(OfficeRow, row.for_office_uid) if row.for_office_uid else None
    values["for_office_name"] = office.name if office else None
    return values


def _asked(read: Read, row: TrainingClass) -> tuple[Field, ...]:
    """What is asked of a class, with the facts of its pack."""
    return asking(CLASS, read.pack_of(row, row.starts_on)).asks(CLASS.verb(EDIT))


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


def own_training(institution: Institution, arrangement: str | None) -> bool:
    """Whether an enterprise trains its own people (SH-16): it is registered without a kind of training institution."""
    return arrangement == ENTERPRISE and institution.kind is None


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


def approve(work: Work, uid: int, filing_number: str | None = None, confirmation: str | None = None) -> None:
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
    opened_in_time(work, row, work.today)
    asked = followed(work, row, "approve", APPROVE, filed_on=work.today)
    looked = require_answer([*opened_after(row, CLASS.verb("approve").title, way, work.today), *asked], confirmation)
    row.approved_by, row.filed_on, row.filed_count = work.actor.name, work.today, head_count(work, uid)
    row.filing_number = filing_number
    told = "，".join(filter(None, (filing_number, f"备案 {row.filed_count} 人")))
    put(work, CLASS, row, "approve", told + looked, way.clause)


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


def resolve(work: Work, values: Mapping[str, Any]) -> dict[str, Any]:
    """Names to records, and every rule on a class's own values; all problems at once."""
    problems: list[Problem] = []
    institution = _institution(work, values, problems)
    found = _named(work, values, problems)
    if values["ends_on"] < values["starts_on"]:
        problems.append(_problem("ends_on", "class.dates", values))
    untaught = values["theory_periods"] + values["practice_periods"] == 0
    if untaught and values["training_type"] not in work.pack_on(values["starts_on"]).month_types:
        problems.append(_problem("theory_periods", "class.periods", values))
    if values["planned_count"] == 0:
        problems.append(_problem("planned_count", "class.planned", values))
    problems += _outside_period(work, values["starts_on"])
    if problems or institution is None:
        raise Problems(problems)
    kept = {key: value for key, value in values.items() if key not in ("institution_name", *NAMED)}
    if kept.get("subsidised") is None:
        kept["subsidised"] = 1
    return {**kept, "institution_uid": institution.uid, **found}


def named_of(work: Work, values: Mapping[str, Any]) -> dict[str, int | None]:
    """The columns of what a class names beside its institution, whatever else of it is in order."""
    return _named(work, values, [])


def _named(work: Work, values: Mapping[str, Any], problems: list[Problem]) -> dict[str, int | None]:
    return {**_units(work, values, problems), "for_office_uid": _for_office(work, values, problems)}


def _for_office(work: Work, values: Mapping[str, Any], problems: list[Problem]) -> int | None:
    """The office below, one without the program, that handed in the roster."""
    name = values.get("for_office_name")
    found = [office.uid for office in offices_below(work, program=False) if office.name == name]
    if name and not found:
        problems.append(_problem("for_office_name", "class.for_office", values))
    return found[0] if found else None


def _units(work: Work, values: Mapping[str, Any], problems: list[Problem]) -> dict[str, int | None]:
    """The units for which a class counts: one that answers for it, and each further one of its own kind and breakdown."""
    found: dict[str, int | None] = {}
    for name, (kind, unknown) in {"unit": ("", "class.unit"), **_FURTHER}.items():
        key, text = f"{name}_name", values.get(f"{name}_name")
        fitting = meant(work, text, kind) if text else ()
        if text and (problem := asked(CLASS[key], text, fitting, unknown)):
            problems.append(problem)
        found[f"{name}_uid"] = fitting[0][0] if len(fitting) == 1 else None
    chosen = {uid: work.session.get_one(Unit, uid).axis for uid in filter(None, found.values())}
    for name in _FURTHER:
        unit, further = found["unit_uid"], found[f"{name}_uid"]
        if unit and further and unit != further and chosen[unit] == chosen[further]:
            problems.append(_problem(f"{name}_name", "class.one_axis", values, axis=chosen[unit]))
    return found


def _institution(work: Work, values: Mapping[str, Any], problems: list[Problem]) -> Institution | None:
    row = own(work, Institution, name=values["institution_name"])
    if row is None:
        problems.append(_problem("institution_name", "class.institution", values))
        return None
    if row.state == PENDING:
        problems.append(_problem("institution_name", "institution.pending", values))
        return None
    listed = row.state == "listed" and row.listed_on is not None and row.listed_on <= values["starts_on"]
    if not listed and not own_training(row, values.get("arrangement")):
        clause = _cited(work, values["starts_on"], "listed_institution_only", "published_catalogues")
        code = "class.not_listed" if clause else "class.not_published"
        problems.append(_problem("institution_name", code, values, clause=clause))
    if (values["occupation"], values["level"]) not in parse_programmes(row.programmes, work.lists()["skill_levels"]):
        clause = _cited(work, values["starts_on"], "institution_must_teach")
        code = "class.programme_asked" if clause else "class.programme"
        problems.append(_problem("occupation", code, values, offered=row.programmes, clause=clause))
    return row


def _cited(work: Work, on: date, *keys: str) -> str:
    """The clause of the first of some values that the pack of a day states, '' when it states none."""
    stated = (work.pack_on(on).get(key, on) for key in keys)
    return next((value.source.cite() for value in stated if value and value.content), "")


def _outside_period(work: Work, starts_on: date) -> list[Problem]:
    pack = work.pack_on(starts_on)
    first, last = pack.get("first_day", starts_on), pack.get("last_day", starts_on)
    if first and last and not first.day <= starts_on <= last.day:
        params = {"first": first.day, "last": last.day, "clause": cited(last)}
        return [CLASS["starts_on"].problem("class.period", str(starts_on), **params)]
    return []


def _problem(key: str, code: str, values: Mapping[str, Value], **params: object) -> Problem:
    field = CLASS[key]
    return field.problem(code, field.kind.shown(values[key]), **params)
