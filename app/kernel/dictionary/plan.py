"""The data elements of targets, indicators and the workforce."""

from app.kernel import kinds as k
from app.kernel.fields import Field, group

QUOTA = group(
    Field("seq", "序号", k.COUNT),
    Field("axis", "分解口径", k.TEXT),
    Field("unit_name", "责任单位", k.TEXT, True),
    Field("parent_name", "上级责任单位", k.TEXT),
    Field("cooperating", "配合单位", k.LONG),
    Field("duty", "工作职责", k.LONG),
    Field("year", "年度", k.COUNT, True),
    Field("until_year", "至年度", k.COUNT, help="几年合下的指标写末年"),
    Field("measure", "计量单位", k.TEXT, help="人次或人"),
    Field("target", "任务指标", k.COUNT, True),
    Field("stretch", "力争指标", k.COUNT),
    Field("done", "完成人次", k.COUNT),
    Field("persons", "完成人数", k.COUNT),
    Field("certified", "持证数", k.COUNT),
    Field("progress", "完成率", k.PERCENT),
    Field("upgrade_share", "技能提升占比", k.PERCENT, help="完成数中技能提升培训所占比例，只取整到万分之一，不进位"),
    Field("upgrade_required", "要求占比", k.PERCENT),
)
