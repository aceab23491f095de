"""What a responsible unit is called, and its columns; it has no list of its own: its targets' list shows it."""

from app.kernel import kinds as k
from app.kernel.column import recorded
from app.kernel.fields import Field
from app.kernel.noun import Noun

KINDS = {"department": "责任部门", "area": "属地", "programme": "专项计划"}
"""Each a view of the same people: who answers for a class, where it is held, under which programme it counts."""
KIND = k.coded("unit_kind", KINDS)

UNIT = Noun(
    __package__,
    "unit",
    "责任单位",
    "",
    columns=(
        recorded(Field("seq", "序号", k.COUNT)),
        recorded(Field("axis", "分解口径", k.TEXT)),
        recorded(Field("kind", "口径类别", KIND)),
        recorded(Field("unit_name", "责任单位", k.TEXT, True), "name"),
        recorded(Field("cooperating", "配合单位", k.LONG)),
        recorded(Field("duty", "工作职责", k.LONG)),
        recorded(Field("parent_uid", "上级单位编号", k.UID)),
    ),
    states={},
    stated=False,
    sheet_label="name",
)
