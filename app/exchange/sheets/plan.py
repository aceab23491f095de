"""Sheet of money set aside."""

from app.exchange.sheets.parts import STATE, cells, keys, of_office, sheet, titled
from app.kernel import dictionary as d
from app.kernel import kinds as k
from app.store.models import Budget

_YEARS = titled(year=("年度", k.COUNT), until_year=("至年度", k.COUNT), state=("状态", STATE.kind))
_BUDGET = _YEARS | titled(amount_fen=("安排金额(元)", k.FEN), document=("文号", k.TEXT)) | {"fund": d.PAYMENTS["fund"]}

BUDGETS = sheet(
    "资金安排",
    Budget,
    "资金来源",
    of_office(Budget),
    (*cells(Budget, _BUDGET, "fund year until_year amount_fen document state"), *keys(Budget)),
    order=(Budget.year,),
)
