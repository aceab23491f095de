"""What the lists of an office ask of its policy, as plain data that a SELECT can read."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date

from app.policy.indicators import SUBSIDISED, indicators
from app.policy.keys import PERSONS
from app.policy.pack import Pack, Target, Value


def facts(pack: Pack) -> dict[str, object]:
    """Whose the targets are and which training counts for what: region, scope, 技能提升培训, shares, indicators, first classes."""
    scope = _any(pack, "plan_scope")
    return {
        "region": pack.region,
        "subsidised_only": int(scope is not None and scope.text == SUBSIDISED),
        "post_types": pack.post_types,
        "upgrade_types": pack.list("upgrade_types"),
        "shares": [_share(pack, target) for target in pack.targets if target.upgrade_share is not None],
        "indicators": [asdict(indicator) for indicator in indicators(pack)],
        "plan_units": pack.list("plan_units"),
        "plan_materials": list(_materials(pack)),
        **_first_class(pack),
    }


def _any(pack: Pack, key: str) -> Value | None:
    """The value of a key, of whatever day."""
    return next((value for value in pack.values if value.key == key), None)


def _share(pack: Pack, target: Target) -> dict[str, object]:
    """How much of a unit's target must be 技能提升培训, at least, in per cent.

    A circular's row may count some groups in 人 and the others in 人次 (XC-06): the share is of the whole row, so those
    groups are named in `persons` with each of its measures.
    """
    about = (target.axis, target.unit, target.year, target.until_year)
    row = [other for other in pack.targets if (other.axis, other.unit, other.year, other.until_year) == about]
    persons = [name for other in row if other.measure == PERSONS for name, _ in other.parts if len(row) > 1]
    names = dict(zip(("axis", "unit", "year", "until_year"), about, strict=True))
    return {**names, "measure": target.measure, "share": target.upgrade_share, "persons": persons}


def _materials(pack: Pack) -> Iterator[dict[str, object]]:
    """What units must hand in for each year of the term, where the pack says so."""
    first, last = (_any(pack, key) for key in ("first_day", "last_day"))
    for year in range(first.day.year, last.day.year + 1) if first and last else ():
        if asked := pack.get("plan_materials", date(year, 12, 31)):
            yield {"year": year, **dict.fromkeys(asked.items, 1)}


def _first_class(pack: Pack) -> dict[str, object]:
    """By which day each listed institution must have held a class, of how many, and whether it is delisted for none."""
    by, persons, delisted = (_any(pack, key) for key in ("first_class_by", "first_class_persons", "no_class_delisted"))
    return {
        "first_class_by": by.day.isoformat() if by else None,
        "first_class_persons": persons.amount if persons else 1,
        "first_class_delisted": delisted.amount if delisted else 0,
    }
