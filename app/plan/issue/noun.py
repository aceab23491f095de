"""What an issued plan is called, its columns and verbs."""

from dataclasses import replace

from app.institution.unit.noun import UNIT
from app.kernel import kinds as k
from app.kernel.column import entered, recorded, shown
from app.kernel.fields import Field
from app.kernel.noun import Noun, create

ON_PAPER = (Field("sums", "合计", k.LONG), Field("issue_note", "下达说明", k.LONG))
"""What 任务分解表 says beside the version itself."""
IN_ROWS = (
    Field("unit", "责任单位", k.TEXT),
    Field("years", "年度", k.TEXT),
    Field("left", "未分解", k.COUNT),
    Field("change", "比上一版增减", k.COUNT),
)
"""What its rows say beside the figures of targets."""

ISSUE = Noun(
    __package__,
    "plan_issue",
    "任务下达",
    "plan-issues",
    columns=(
        entered(replace(UNIT["axis"], required=True), imported=False),
        entered(Field("year", "年度", k.COUNT, True), imported=False),
        recorded(Field("version", "版次", k.COUNT, help="同一口径和年度第几次下达")),
        entered(Field("document", "文号", k.TEXT, True, "下达任务的文件文号"), imported=False),
        entered(Field("issued_on", "下达日期", k.DATE, True), imported=False),
        shown(Field("row_count", "行数", k.COUNT)),
        entered(Field("note", "说明", k.LONG), imported=False),
        recorded(Field("content", "任务", k.LONG), listed=False),
    ),
    states={"active": "已下达"},
    verbs=(create("下达任务"),),
    label=("document", "year"),
    explained="与上一版对照",
    dated=True,
)
