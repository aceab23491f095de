"""What a class says of itself: names to records and back, and every rule on its own values."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.institution.institution.model import Institution
from app.institution.institution.noun import PENDING
from app.institution.institution.programmes import parse_programmes
from app.institution.unit.model import Unit
from app.institution.unit.tree import asked, called, meant
from app.kernel.fact_values import is_fact
from app.kernel.fields import Field
from app.kernel.kinds import Value
from app.kernel.outcomes import Problem, Problems
from app.kernel.workflow import EDIT
from app.office.office.belonging import offices_below
from app.policy.procedures import cited
from app.record.lookups import own
from app.record.pack_facts import asking, said
from app.store.models import OfficeRow
from app.store.work import Read, Work
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import CLASS

ENTERPRISE = "enterprise"
_FURTHER = {"area": ("area", "class.area"), "programme": ("programme", "class.programme_unit")}
"""Units beside the one that answers for a class: of which kind they are, and what is said of one that nobody knows."""
UNITS = ("unit_name", *(f"{name}_name" for name in _FURTHER))
NAMED = ("for_office_name", *UNITS)
"""What a class names beside its institution."""


def current(read: Read, row: TrainingClass) -> dict[str, Any]:
    """The values of a class by the keys of its fields."""
    asked = [field for field in fields_of(read, row) if is_fact(field.key) or hasattr(row, field.key)]
    values = said(row, asked, read.pack_of(row, row.starts_on))
    values["institution_name"] = read.session.get_one(Institution, row.institution_uid).name
    values |= {f"{name}_name": called(read, getattr(row, f"{name}_uid")) for name in ("unit", *_FURTHER)}
    office = read.session.get(OfficeRow, row.for_office_uid) if row.for_office_uid else None
    values["for_office_name"] = office.name if office else None
    return values


def fields_of(read: Read, row: TrainingClass) -> tuple[Field, ...]:
    """What is asked of a class, with the facts of its pack."""
    return asking(CLASS, read.pack_of(row, row.starts_on)).asks(CLASS.verb(EDIT))


def own_training(institution: Institution, arrangement: str | None) -> bool:
    """Whether an enterprise trains its own people (SH-16): it is registered without a kind of training institution."""
    return arrangement == ENTERPRISE and institution.kind is None


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
