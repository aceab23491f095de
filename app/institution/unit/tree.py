"""Units as a tree: what each is called, which lie below it, and which one a name means, since two may be called alike."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import CTE, Subquery, case, func, literal, select
from sqlalchemy.orm import aliased

from app.institution.unit.model import Unit
from app.kernel.fields import Field
from app.kernel.outcomes import Problem
from app.store.work import Read

BELOW, OF_AXIS = "/", "："
"""Between a unit and the one below it, and between a breakdown and a unit where the path alone would be two units."""


@cache
def above() -> CTE:
    """Every unit with itself and each unit above it: `unit_uid` is the upper, `below_uid` the lower."""
    each = select(Unit.uid.label("unit_uid"), Unit.uid.label("below_uid")).cte("above", recursive=True)
    lower = aliased(Unit)
    return each.union_all(select(each.c.unit_uid, lower.uid).join(lower, lower.parent_uid == each.c.below_uid))


@cache
def names() -> Subquery:
    """What each unit is called: its path from the top, behind its breakdown where another of its office has the same.

    `top_uid` is the unit at the head of the path, `depth` how many lie above it.
    """
    heads = select(Unit.uid, Unit.name.label("path"), Unit.uid.label("top_uid"), literal(0).label("depth"))
    each = heads.where(Unit.parent_uid.is_(None)).cte("paths", recursive=True)
    lower = aliased(Unit)
    below = select(lower.uid, each.c.path + BELOW + lower.name, each.c.top_uid, each.c.depth + 1)
    paths = each.union_all(below.join(each, each.c.uid == lower.parent_uid))
    alike = func.count().over(partition_by=(Unit.origin, paths.c.path))
    called = case((alike > 1, Unit.axis + OF_AXIS + paths.c.path), else_=paths.c.path).label("called")
    named = select(Unit.uid, paths.c.path, called, paths.c.top_uid, paths.c.depth, Unit.kind)
    return named.join(paths, paths.c.uid == Unit.uid).limit(-1).subquery()


def meant(read: Read, text: str, kind: str = "") -> Sequence[tuple[int, str]]:
    """The office's own units that a text may mean, each with what it is called: one, none, or several that are asked about.

    A path is meant before a name that stands at the end of several; `kind` leaves only units of one kind.
    """
    named = names()
    wanted = select(Unit.uid, Unit.axis, Unit.name, named.c.path, named.c.called).join(named, named.c.uid == Unit.uid)
    wanted = wanted.where(Unit.origin == read.own.uid).order_by(Unit.axis, Unit.seq, Unit.uid)
    if kind:
        wanted = wanted.where(Unit.kind == kind)
    rows = read.session.execute(wanted).all()
    whole = [row for row in rows if text in (row.called, row.path, f"{row.axis}{OF_AXIS}{row.path}")]
    called = [row for row in whole if text == row.called]
    return [(row.uid, row.called) for row in called or whole or [row for row in rows if row.name == text]]


def called(read: Read, uid: int | None) -> str | None:
    """What a unit is called; None for none."""
    named = names().c
    return None if uid is None else read.session.scalar(select(named.called).where(named.uid == uid))


def asked(field: Field, text: str, found: Sequence[tuple[int, str]], unknown: str) -> Problem | None:
    """What is wrong with a text that means no unit, or several; None where it means one."""
    if len(found) == 1:
        return None
    if not found:
        return field.problem(unknown, text)
    return field.problem("unit.several", text, count=len(found), names="、".join(name for _, name in found))
