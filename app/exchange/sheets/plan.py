"""Sheets of the plan: units and their targets, head counts of a year, money set aside."""

from app.exchange.sheets.parts import STATE, cells, keys, of_office, sheet, shown, titled
from app.institution.unit.model import Unit
from app.kernel import dictionary as d
from app.kernel import kinds as k
from app.kernel import workflow as w
from app.kernel.dictionary import Field
from app.listings.plan import COUNTED, QUOTAS
from app.store.models import Budget, Quota

_YEARS = titled(year=("年度", k.COUNT), until_year=("至年度", k.COUNT), state=("状态", STATE.kind))
_BUDGET = _YEARS | titled(amount_fen=("安排金额(元)", k.FEN), document=("文号", k.TEXT)) | {"fund": d.PAYMENTS["fund"]}

QUOTA_SHEET = sheet(
    "计划进度",
    Quota,
    "责任单位",
    of_office(Quota),
    (
        *shown((Unit.name, d.QUOTA["unit_name"])),
        *cells(Quota, d.QUOTA, "year until_year measure target stretch"),
        *shown(*((QUOTAS.column(key).sql, d.QUOTA[key]) for key in ("done", "persons", "certified", "progress"))),
        *cells(Quota, {"state": Field("state", "状态", k.coded("quota_state", w.QUOTA.states))}, "source state"),
        *keys(Quota, unit_uid="责任单位编号"),
    ),
    (Unit, Unit.uid == Quota.unit_uid),
    COUNTED,
    order=(Quota.year, Unit.axis, Unit.seq),
)
BUDGETS = sheet(
    "资金安排",
    Budget,
    "资金来源",
    of_office(Budget),
    (*cells(Budget, _BUDGET, "fund year until_year amount_fen document state"), *keys(Budget)),
    order=(Budget.year,),
)
