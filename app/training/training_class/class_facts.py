"""What is known of a class as rows of a policy ask it: as entered, of its roster, its attendance and its institution."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeAlias

from app.institution.institution.model import Institution
from app.institution.sanction.standing import bar_on
from app.policy.pack import Pack
from app.policy.pack_facts import CLASS, INSTITUTION, entered, fact_values
from app.store.work import Read
from app.training.attendance import sums
from app.training.enrolment.rosters import head_count
from app.training.training_class.model import TrainingClass

Getter: TypeAlias = Callable[[Read, TrainingClass], Any]

OF_CLASS: Mapping[str, Getter] = {
    "start": lambda read, row: row.starts_on,
    "end": lambda read, row: row.ends_on,
    "occupation": lambda read, row: row.occupation,
    "level": lambda read, row: row.level,
    "training_type": lambda read, row: row.training_type,
    "arrangement": lambda read, row: row.arrangement or "",  # blank is none of those that a pack names
    "planned_periods": lambda read, row: row.theory_periods + row.practice_periods,
    "theory_periods": lambda read, row: row.theory_periods,
    "practice_periods": lambda read, row: row.practice_periods,
    "planned_count": lambda read, row: row.planned_count,
    "heads": lambda read, row: head_count(read, row.uid) or row.planned_count,
    "filed_on": lambda read, row: row.filed_on,
    "class_periods": lambda read, row: sums.class_periods(read, row.uid),
    "class_days": lambda read, row: sums.class_days(read, row.uid),
    "period_minutes": lambda read, row: sums.period_minutes(read, row.uid),
    "most_day_periods": lambda read, row: sums.most_day_periods(read, row.uid),
    "insured": lambda read, row: bool(_institution(read, row).insured),
    "institution_kind": lambda read, row: _institution(read, row).kind,
    "barred": lambda read, row: bar_on(read, row.institution_uid, row.starts_on) is not None,
}
"""Every fact of the program that a class has; what is not registered is None."""


def class_facts(read: Read, row: TrainingClass, pack: Pack, names: Collection[str] = ()) -> dict[str, Any]:
    """The facts of a class, of the program's own all or those asked for; what the pack declares stands before them."""
    own = {name: get(read, row) for name, get in OF_CLASS.items() if not names or name in names}
    declared = fact_values(row.facts, entered(pack.facts, CLASS))
    return {**own, **institution_facts(_institution(read, row), pack), **declared}


def institution_facts(institution: Institution, pack: Pack) -> dict[str, Any]:
    """What the pack asks of an institution."""
    return dict(fact_values(institution.facts, entered(pack.facts, INSTITUTION)))


def _institution(read: Read, row: TrainingClass) -> Institution:
    return read.session.get_one(Institution, row.institution_uid)
