"""The import kinds by name, and what is done with each: template, read, check, apply, marked copy."""

from collections.abc import Mapping
from pathlib import Path

from app.exchange.marked import marked_copy as marked_copy
from app.exchange.table import read_table
from app.exchange.template import template as template
from app.store.work import Progress
from app.usecases.imports import (
    attendance,
    budgets,
    institutions,
    months,
    quotas,
    rates,
    results,
    roster,
    tags,
    workforce,
)
from app.usecases.imports.core import Checked as Checked
from app.usecases.imports.core import ImportKind as ImportKind
from app.usecases.imports.core import Receipt as Receipt
from app.usecases.imports.core import apply as apply
from app.usecases.imports.core import check as check
from app.usecases.imports.sheet import Table

KINDS: Mapping[str, ImportKind] = {
    kind.name: kind
    for kind in (
        ImportKind("quotas", "任务指标", quotas.FIELDS, "quota", quotas.plan),
        ImportKind("institutions", "培训机构", institutions.FIELDS, "institution", institutions.plan),
        ImportKind("workforce", "就业人员统计", workforce.FIELDS, "workforce", workforce.plan),
        ImportKind("rates", "补贴标准目录", rates.FIELDS, "rate", rates.plan),
        ImportKind("budgets", "资金安排", budgets.FIELDS, "budget", budgets.plan),
        ImportKind("roster", "学员花名册", roster.FIELDS, "class", roster.plan, "roster", "class"),
        ImportKind("results", "成绩与证书", results.FIELDS, "class", results.plan, "results", "class"),
        ImportKind("tags", "人员身份", tags.FIELDS, "tag", tags.plan),
        ImportKind("attendance", "考勤", attendance.FIELDS, "class", attendance.plan, "attendance", "class"),
        ImportKind("months", "在岗月份", months.FIELDS, "class", months.plan, "months", "class"),
    )
}


def read(kind: ImportKind, path: Path, progress: Progress | None = None) -> Table:
    """The table of an import kind in a workbook."""
    return read_table(path, kind.fields, progress)
