"""What a target is called, its columns and verbs; the list shows how far it is."""

from dataclasses import replace

from app.institution.unit.noun import UNIT
from app.kernel import kinds as k
from app.kernel.column import named, recorded, shown
from app.kernel.fields import REASON, Field
from app.kernel.noun import Noun, TableImport, Verb, create
from app.kernel.workflow import EDIT
from app.policy.keys import MEASURES

_DOCUMENT = Field("document", "文号", k.TEXT, True, "下达或调整任务的文件文号")
_MEASURE = Field("measure", "计量单位", k.TEXT, help="、".join(MEASURES))
_TARGET = Field("target", "任务指标", k.COUNT, True, aliases=("目标数", "任务数"))
_BELOW = replace(UNIT["name"], title="街镇或科室", help="责任单位以下的街镇或科室")

QUOTA = Noun(
    __package__,
    "quota",
    "任务指标",
    "quotas",
    columns=(
        shown(UNIT["seq"]),
        named(UNIT["name"], "unit_uid", "责任单位编号"),
        shown(Field("parent_name", "上级责任单位", k.TEXT)),
        shown(Field("unit", "责任单位编号", k.UID), hidden=True),
        shown(UNIT["axis"], hidden=True),
        recorded(Field("year", "年度", k.COUNT, True, aliases=("年份",))),
        recorded(Field("until_year", "至年度", k.COUNT, help="几年合下的指标写末年")),
        recorded(_TARGET, total=True),
        recorded(Field("stretch", "力争指标", k.COUNT), total=True),
        recorded(_MEASURE),
        shown(Field("unallocated", "未分解", k.COUNT, help="任务指标减去已分解到下一级的；没有往下分解的空着")),
        shown(Field("done", "完成人次", k.COUNT), total=True, sent=True),
        shown(Field("persons", "完成人数", k.COUNT), sent=True),
        shown(Field("certified", "持证数", k.COUNT), total=True, sent=True),
        shown(Field("progress", "完成率", k.PERCENT), sent=True),
        shown(Field("place", "排名", k.COUNT, help="在同一口径、年度、计量单位的同级单位中，按完成率")),
        shown(Field("forecast", "预计完成", k.COUNT, help="按今天为止的进度推算到任务末年年底")),
        shown(
            Field(
                "upgrade_share",
                "技能提升占比",
                k.PERCENT,
                help="完成数中技能提升培训所占比例，只取整到万分之一，不进位；一项任务中按人和按人次的合在一起算，按人的一人只算一次",
            )
        ),
        shown(Field("upgrade_required", "要求占比", k.PERCENT)),
        shown(UNIT["cooperating"]),
        shown(UNIT["duty"]),
        recorded(Field("source", "依据", k.LONG), listed=False),
        recorded(Field("issued", "下达文号", k.TEXT), hidden=True),
    ),
    states={"active": "有效"},
    state_listed=False,
    verbs=(
        create(
            "登记指标",
            *("unit_name", "year", "until_year"),
            replace(_MEASURE, kind=k.coded("measure", {measure: measure for measure in MEASURES})),
            *("target", "stretch"),
            _DOCUMENT.optional(),
        ),
        Verb("split", "分解指标", ("active",), fields=(_BELOW, "target", "stretch"), coins=frozenset({"unit_name"})),
        Verb(EDIT, "修改指标", ("active",), fields=(_TARGET.optional(), "stretch")),
        Verb("adjust", "调整指标", ("active",), fields=(_TARGET, "stretch", _DOCUMENT, REASON)),
    ),
    label=("unit_name", "year"),
    list_title="计划任务",
    tab_title="计划",
    imports=(
        TableImport(
            "quotas",
            "任务指标",
            "导入计划",
            ("unit_name", "parent_name", "axis", "year", "until_year", "measure", "target", "stretch"),
        ),
    ),
    sheet_label="unit_name",
    sheet_title="计划进度",
)
