"""What the plan of a unit is called, its columns and verbs (绥政办发〔2019〕34号三（三）1、2: scheme of work and yearly plan)."""

from collections.abc import Iterator, Mapping

from app.kernel import kinds as k
from app.kernel.column import Asked, entered, named
from app.kernel.fields import Field
from app.kernel.kinds import Value
from app.kernel.noun import Fault, Inside, Noun, TableImport, create, edit

_RECEIVED = (("scheme_document", "scheme_on"), ("plan_document", "plan_on"), ("planned", "plan_on"))
"""What a paper says, and the day on which that paper came."""


def _faults(values: Mapping[str, Value]) -> Iterator[Fault]:
    """What a paper says without the day on which it came: such a paper would count as not handed in."""
    for said, came_on in _RECEIVED:
        if values[said] is not None and values[came_on] is None:
            yield Fault(came_on, "unit_plan.undated", {"said": UNIT_PLAN[said].title})


UNIT_PLAN = Noun(
    __package__,
    "unit_plan",
    "年度培训计划",
    "unit-plans",
    columns=(
        named(
            Field("unit_name", "责任单位", k.TEXT, True, aliases=("单位", "单位名称", "部门")),
            *("unit_uid", "责任单位编号", "class.unit"),
        ),
        entered(Field("year", "年度", k.COUNT, True, aliases=("年份",)), asked=Asked.NEW),
        entered(Field("scheme_on", "工作方案收到日期", k.DATE, help="没有交的空着")),
        entered(Field("scheme_document", "工作方案文号", k.TEXT)),
        entered(Field("plan_on", "培训计划收到日期", k.DATE, help="没有交的空着")),
        entered(Field("plan_document", "培训计划文号", k.TEXT)),
        entered(Field("planned", "计划人次", k.COUNT, aliases=("计划培训人次",)), total=True),
        entered(Field("budget_fen", "补贴资金预算(元)", k.FEN, help="没有交的空着，空白不按零计"), total=True),
        entered(Field("note", "说明", k.LONG, aliases=("备注",))),
    ),
    states={"active": "有效"},
    state_listed=False,
    verbs=(create("登记年度计划"), edit("active")),
    label=("unit_name", "year"),
    inside=(Inside("quota", "unit_name", "unit_name", ("unit_name",)), Inside("office")),
    imports=(TableImport("unit-plans", "年度培训计划", "导入年度计划"),),
    sheet_label="year",
    identity=("unit_name", "year"),
    faults=_faults,
)
