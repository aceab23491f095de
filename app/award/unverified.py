"""What no issued document says yet, 待核实 values and those of a draft: what a decision rests on, and mere procedure.

Nobody is paid on the former outside an example office; the latter is done as the pack says, and shown.
"""

from collections.abc import Collection
from datetime import date

from app.award.equipment import BASIS, CEILINGS, EQUIPMENT
from app.award.pack_text import text_of_value
from app.award.schemes import SCHEMES, TRAINING, Scheme, Terms
from app.policy.keys import GROUPS
from app.policy.pack import STATUSES, VERIFIED, Pack, Value

COUNTING = ("year_basis",)
"""How a limit is counted: its one choice is what the rules keep to anyway, so that it is only shown."""
NOTICE = ("notice_days", "notice_first_day")
CLAIMING = (
    *("shared_account_warning", "certificate_types", "fund_sources", "claim_review", "real_name_gate"),
    *("separate_types", "separate_individuals", "claim_from", "claim_within_days", "claim_within_months"),
    *NOTICE,
)
OPENING = (
    *("class_opening", "enterprise_opening", "programme_opening", "programmes_approved", "admission_occupations"),
    "opening_lead_days",
)
"""The procedure of a notice, of a claim as a whole, and of opening a class."""
SPOKEN = frozenset(
    {
        *COUNTING,
        "acceptance_materials",
        "shared_account_warning",
        "rate_authority",
        "rate_basis",
        "rate_factors",
        "living_allowance_travel",
    }
)
"""Values about a scheme that no rule pays or refuses by."""

_ALL = frozenset({"first_day", "last_day", "pension_excluded"})
_EQUIPMENT = frozenset({BASIS, *CEILINGS.values(), "equipment_once", "equipment_needs_education_fund"})
_SHARED = frozenset({"yearly_limit", "lifetime_limit", "no_repeat", "payable_certificates"})


def deciding(name: str) -> frozenset[str]:
    """The keys that decide whether and how much a scheme pays: those that it names, and all of its own subject.

    A key that is added to the subject of a scheme decides, unless it is said to be only SPOKEN of.
    """
    return _ALL | _EQUIPMENT if name == EQUIPMENT else _deciding(SCHEMES[name])


def _deciding(scheme: Scheme) -> frozenset[str]:
    listed = {scheme.types, scheme.groups, scheme.subjects, scheme.levels, scheme.certificates}
    named = {scheme.basis, scheme.limit, scheme.months, scheme.outlives, scheme.stated_rate, *listed}
    others = {other.types for other in SCHEMES.values() if scheme.name == TRAINING}
    shared = _SHARED if scheme.limit in _SHARED else frozenset()
    return (_ALL | named | others | shared | {*scheme.needs, *GROUPS.get(scheme.name, ())}) - SPOKEN - {""}


def unsettled(pack: Pack, keys: Collection[str], day: date) -> tuple[Value, ...]:
    """The values of some keys on a day that are 待核实 or a draft's, in the pack's order."""
    return tuple(v for v in pack.values if v.key in keys and v.status != VERIFIED and v.holds(day))


def undecided(pack: Pack, scheme: str, day: date) -> tuple[Value, ...]:
    """The unsettled values by which a claim of a scheme is decided."""
    return unsettled(pack, deciding(scheme), day)


def counting(terms: Terms) -> tuple[Value, ...]:
    """The unsettled values by which a scheme's limit is counted, none where it has no limit."""
    return unsettled(terms.pack, COUNTING, terms.day) if terms.policy.yearly_limit is not None else ()


def named(value: Value) -> str:
    """An unsettled value with its title and its mark."""
    return f"{value.title}：{text_of_value(value)}"


def listed(values: Collection[Value]) -> str:
    """The titles of unsettled values by their marks, each once, such as 待核实：公示期、公示期起算."""
    titles = {mark: dict.fromkeys(v.title for v in values if v.status == mark) for mark in STATUSES}
    return "；".join(f"{STATUSES[mark]}：{'、'.join(named)}" for mark, named in titles.items() if named)
