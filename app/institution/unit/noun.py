"""What a responsible unit is called, its columns and verbs; targets, classes and contacts name it by its path."""

from app.kernel import kinds as k
from app.kernel.column import recorded, shown
from app.kernel.fields import Field
from app.kernel.noun import Noun, create, edit
from app.policy.pack import AXES

KINDS = AXES
KIND = k.coded("unit_kind", KINDS)
_AXIS = Field("axis", "分解口径", k.TEXT, help="如 责任部门、镇（街道）；同一批人在不同口径各计一次，从不相加")
_ABOVE = Field("parent_name", "上级单位", k.TEXT, help="在哪个单位以下；空白为最上一级")

UNIT = Noun(
    __package__,
    "unit",
    "责任单位",
    "units",
    columns=(
        recorded(Field("seq", "序号", k.COUNT)),
        recorded(_AXIS),
        recorded(Field("kind", "口径类别", KIND)),
        recorded(Field("unit_name", "责任单位", k.TEXT, True), "name"),
        shown(Field("called", "全称", k.TEXT, help="各级名称以“/”相连；班级和任务按它指明是哪一个")),
        shown(_ABOVE),
        recorded(Field("region", "行政区划代码", k.TEXT, help="属地有人社部门的写它的代码，下发任务和资金按它分发")),
        recorded(Field("cooperating", "配合单位", k.LONG)),
        recorded(Field("duty", "工作职责", k.LONG)),
        recorded(Field("parent_uid", "上级单位编号", k.UID), listed=False),
    ),
    states={"active": "有效"},
    stated=False,
    verbs=(
        create(
            "新建单位",
            "name",
            "parent_name",
            "axis",
            "kind",
            "region",
            "cooperating",
            "duty",
            coins=frozenset({"unit_name"}),
        ),
        edit("active", fields=("name", "region", "cooperating", "duty")),
    ),
    label=("called",),
    early=(),
    sheet_label="name",
)
