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
INDICATORS = group(
    Field("title", "指标", k.TEXT),
    Field("unit_name", "责任单位", k.TEXT),
    Field("axis", "分解口径", k.TEXT),
    Field("year", "年度", k.COUNT),
    Field("until_year", "至年度", k.COUNT),
    Field("target", "指标值", k.COUNT),
    Field("unit", "计量单位", k.TEXT),
    Field("done", "完成数", k.COUNT, help="占比类指标为占比的分子"),
    Field("base", "基数", k.COUNT, help="占比类指标的分母"),
    Field("counted_year", "统计年度", k.COUNT, help="占比按这一年的人数计算"),
    Field("share", "实际占比", k.PERCENT),
    Field("progress", "完成率", k.PERCENT),
    Field("met", "达标", k.FLAG),
    Field("note", "说明", k.LONG),
    Field("clause", "条款", k.TEXT),
    Field("document", "文号", k.TEXT),
    Field("quote", "通知原文", k.LONG),
)
WORKFORCE = group(
    Field("year", "年度", k.COUNT, True, "人数为这一年年底数"),
    Field("employed", "就业人员(人)", k.COUNT, True, aliases=("就业人员", "就业人员总量")),
    Field("skilled", "技能劳动者(人)", k.COUNT, True, aliases=("技能劳动者",)),
    Field("highly_skilled", "高技能人才(人)", k.COUNT, True, aliases=("高技能人才",)),
    Field("skilled_share", "技能劳动者占比", k.PERCENT),
    Field("highly_skilled_share", "高技能人才占比", k.PERCENT),
    Field("poor_in_need", "有培训需求的贫困劳动力(人)", k.COUNT, help="没有核实的空着，空白不按零计"),
    Field("source", "数据来源", k.TEXT, True, "统计报表、公报或调查的名称和文号"),
)
