"""How a pack has things done: an opening approved or put on file, a claim reviewed once or twice, and by which day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.kernel.months import months_later
from app.kernel.worktime import working_day_before
from app.policy.keys import APPROVAL, BUREAU, CERTIFICATE, DEPARTMENT, FILING
from app.policy.pack import STATUSES, UNVERIFIED, Pack, Value

ENTERPRISE, PROJECT, INDIVIDUAL = "enterprise", "project", "individual"
"""How a class is arranged (组织形式), where its procedure depends on it."""


@dataclass(frozen=True, slots=True)
class Way:
    """What a pack chose, and the clause that says so."""

    name: str
    clause: str
    written: bool = False
    """Whether an answer in writing, with its number, belongs to it (批复)."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The last day on which something is still in time, and the clause that sets it."""

    last: date
    clause: str


def cited(value: Value | None) -> str:
    """文号 and place of a value, 待核实 where no document says it, '' for none."""
    return (value.source.cite() or STATUSES[UNVERIFIED]) if value else ""


def opening(pack: Pack, on: date, occupation: str, arrangement: str | None) -> Way:
    """Whether a class that starts on a day is approved or put on file.

    An enterprise's own training may have its own way (SH-16); where programmes are put on file, those of a
    准入类 occupation are still approved (CX-09).
    """
    own = pack.get("enterprise_opening", on) if arrangement == ENTERPRISE else None
    if own:
        return Way(own.text, cited(own), written=True)
    programme, kept = pack.get("programme_opening", on), pack.get("programmes_approved", on)
    if programme and programme.text == FILING and kept and occupation in pack.list("admission_occupations", on):
        return Way(APPROVAL, cited(kept))
    stated = pack.get("class_opening", on)
    return Way(stated.text if stated else APPROVAL, cited(stated))


def review(pack: Pack, on: date, training_type: str | None, arrangement: str | None) -> Way:
    """Whether a claim is checked by the department in charge before the bureau reviews it (OD-24), save OD-25."""
    stated = pack.get("claim_review", on)
    if stated is None or stated.text == BUREAU:
        return Way(BUREAU, cited(stated))
    types = next((value for value in pack.all("separate_types", on) if training_type in value.items), None)
    individuals = pack.get("separate_individuals", on) if arrangement == INDIVIDUAL else None
    former = types or (individuals if individuals and individuals.amount else None)
    return Way(BUREAU, cited(former)) if former else Way(DEPARTMENT, cited(stated))


def opening_limit(pack: Pack, starts_on: date, days: Mapping[date, str]) -> Limit | None:
    """The last day to approve or file an opening; None without such a rule, Refused when the year is unannounced."""
    lead = pack.get("opening_lead_days", starts_on)
    return Limit(working_day_before(starts_on, lead.amount, days), cited(lead)) if lead else None


def claim_limit(pack: Pack, starts_on: date, ends_on: date, certified_on: date | None) -> Limit | None:
    """The last day to claim for a class: so long after its last certificate, or after its end; the earlier of two."""
    origin = pack.get("claim_from", starts_on)
    first = certified_on if certified_on and (origin is None or origin.text == CERTIFICATE) else ends_on
    found = []
    if within := pack.get("claim_within_days", starts_on):
        found.append(Limit(first + timedelta(days=within.amount), cited(within)))
    if months := pack.get("claim_within_months", starts_on):
        found.append(Limit(months_later(first, months.amount), cited(months)))
    return min(found, key=lambda limit: limit.last, default=None)
