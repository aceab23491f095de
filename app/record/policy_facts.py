"""What the office's policy says today, for statements: scope of the plan, indicators, shares, first classes."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, TableValuedAlias, cast, func, select

from app.store.models import PackRow, Setting

TODAY = func.office_today()
OWN = select(cast(Setting.value, Integer)).where(Setting.key == "office").scalar_subquery()
"""This office's own uid."""

_chosen = select(Setting.value).where(Setting.key == "pack").scalar_subquery()
_versions = select(PackRow.text).where(PackRow.pack_id == _chosen).order_by(PackRow.version.desc()).subquery()
_texts = select(func.json_group_array(_versions.c.text)).scalar_subquery()


def fact(name: str) -> ColumnElement[Any]:
    """One fact of `policy.facts`; a subquery of its own, so that it is asked once in a statement."""
    return select(func.json_extract(func.policy_facts(_texts, TODAY), f"$.{name}")).scalar_subquery()


def rows(name: str, alias: str) -> TableValuedAlias:
    """A list among the facts as a table: `key` is the place, `value` the item, an object as JSON."""
    return func.json_each(fact(name)).table_valued("key", "value", name=alias)
