"""Issued plans bound to their table: what is frozen, how it differs from the version before, and the rows of its paper."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.award.texts.explanation import Paragraph
from app.institution.unit.model import Unit
from app.institution.unit.tree import names
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.kernel.periods import years
from app.kernel.texts import say
from app.plan.issue.model import PlanIssue
from app.plan.issue.noun import ISSUE
from app.plan.quota.model import Quota
from app.plan.quota.record import RECORD as QUOTAS
from app.record.hooks import Hooks
from app.record.listing import contains
from app.record.record import Record
from app.store.work import Read, Work

_INDENT = "　"
_ABOUT = ("unit", "years", "measure")
_Row = Mapping[str, Any]


def create(work: Work, axis: str, year: int, document: str, issued_on: date, note: str | None = None) -> int:
    """Freeze the targets of an axis and year as they go out by a document; Refused when there are none."""
    before = _versions(work, axis, year)
    if any(row.document == document for row in before):
        raise Refused("plan_issue.again", document=document, axis=axis, year=year)
    rows = _standing(work, axis, year)
    if not rows:
        raise Refused("plan_issue.nothing", axis=axis, year=year)
    content = json.dumps(
        [{key: value for key, value in row.items() if key != "uid"} for row in rows], ensure_ascii=False
    )
    version = len(before) + 1
    made = {"axis": axis, "year": year, "version": version, "document": document, "note": note}
    issue = work.add(PlanIssue(**made, issued_on=issued_on, content=content))
    for row in rows:
        work.session.get_one(Quota, row["uid"]).issued = document
    work.log(ISSUE.name, "create", issue.uid, f"{axis} {year} 第{version}版 {len(rows)}行", document)
    return int(issue.uid)


def _versions(read: Read, axis: str, year: int) -> Sequence[PlanIssue]:
    wanted = select(PlanIssue).filter_by(origin=read.own.uid, axis=axis, year=year)
    return read.session.scalars(wanted.order_by(PlanIssue.version)).all()


def _standing(read: Read, axis: str, year: int) -> list[dict[str, Any]]:
    """The office's targets of an axis whose years have this one among them, each unit before those below it."""
    named = names()
    columns = (Quota.uid, named.c.path, named.c.depth, Unit.name, Quota.year, Quota.until_year, Quota.measure)
    wanted = (
        select(*columns, Quota.target, Quota.stretch, QUOTAS.sql["unallocated"].label("left"))
        .join(Unit, Unit.uid == Quota.unit_uid)
        .join(named, named.c.uid == Unit.uid)
        .where(Quota.origin == read.own.uid, Unit.axis == axis, Quota.year <= year, Quota.until_year >= year)
        .where((Quota.target.is_not(None)) | (Quota.stretch.is_not(None)))
        .order_by(Unit.seq, named.c.top_uid, named.c.path, Quota.measure)
    )
    found = (row._mapping for row in read.session.execute(wanted))
    return [
        {
            **{key: row[key] for key in ("uid", "depth", "measure", "target", "stretch", "left")},
            "unit": row["path"],
            "name": row["name"],
            "years": years(row["year"], row["until_year"]).title,
        }
        for row in found
    ]


def _content(issue: PlanIssue) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(issue.content)
    return rows


def _before(read: Read, issue: PlanIssue) -> dict[tuple[Any, ...], _Row] | None:
    """The version before by what its rows are about; None for the first."""
    earlier = [row for row in _versions(read, issue.axis, issue.year) if row.version < issue.version]
    return {_about(row): row for row in _content(earlier[-1])} if earlier else None


def _about(row: _Row) -> tuple[Any, ...]:
    return tuple(row[key] for key in _ABOUT)


def explain(read: Read, uid: int) -> tuple[Paragraph, ...]:
    """How a version differs from the one before, and what of it is not divided yet."""
    issue = read.session.get(PlanIssue, uid)
    if issue is None:
        return ()
    before, now = _before(read, issue), _content(issue)
    changed = [say("plan_issue.first")] if before is None else list(_changes(before, now)) or [say("plan_issue.same")]
    left = [_say("plan_issue.open", row, left=row["left"]) for row in now if row["left"]]
    return (Paragraph("与上一版对照", tuple(changed)), *((Paragraph("未分解", tuple(left)),) if left else ()))


def _changes(before: Mapping[tuple[Any, ...], _Row], now: Sequence[_Row]) -> Iterator[str]:
    for row in now:
        old = before.get(_about(row))
        if old is None:
            yield _say("plan_issue.added", row, new=_figures(row))
        elif _figures(old) != _figures(row):
            yield _say("plan_issue.changed", row, old=_figures(old), new=_figures(row))
    here = {_about(row) for row in now}
    yield from (_say("plan_issue.gone", row, old=_figures(row)) for key, row in before.items() if key not in here)


def _figures(row: _Row) -> str:
    stretch = f"（力争 {row['stretch']}）" if row["stretch"] is not None else ""
    return f"{'' if row['target'] is None else row['target']}{stretch}"


def _say(code: str, row: _Row, **more: object) -> str:
    return say(code, unit=row["unit"], year=row["years"], measure=row["measure"], **more)


def rows_on_paper(read: Read, uid: int) -> list[Mapping[str, Value]]:
    """The frozen rows as 任务分解表 prints them: a unit below another is set in, what was otherwise stands beside."""
    issue = read.session.get_one(PlanIssue, uid)
    before = _before(read, issue)
    return [
        {**row, "unit": _INDENT * row["depth"] + row["name"], "change": _change(row, before)} for row in _content(issue)
    ]


def _change(row: _Row, before: Mapping[tuple[Any, ...], _Row] | None) -> int | None:
    """By how much a target was adjusted since the version before; None where it was not."""
    old = before.get(_about(row)) if before is not None else None
    return ((row["target"] or 0) - ((old["target"] if old else 0) or 0) or None) if before is not None else None


def papers(read: Read, uid: int) -> Mapping[str, str]:
    """What the paper says above and below its rows: the sums of the units at the top, each measure by itself."""
    issue = read.session.get(PlanIssue, uid)
    if issue is None:
        return {}
    sums: Counter[tuple[str, str]] = Counter()
    for row in _content(issue):
        if row["depth"] == 0:
            sums[row["years"], row["measure"]] += row["target"] or 0
    total = "；".join(f"{span} {count:,} {measure}" for (span, measure), count in sums.items())
    return {"sums": total, "issue_note": issue.note or ""}


RECORD = Record(
    ISSUE,
    PlanIssue,
    verbs={"create": create},
    sql={"row_count": func.json_array_length(PlanIssue.content)},
    order=(PlanIssue.year.desc(), PlanIssue.axis, PlanIssue.version.desc()),
    search=contains(PlanIssue.document, PlanIssue.axis),
    hooks=Hooks(explain=explain, rows=rows_on_paper, papers=papers),
)
