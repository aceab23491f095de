"""What a day of the calendar is called, its columns and verbs."""

from app.kernel import kinds as k
from app.kernel.column import Asked, entered
from app.kernel.fields import Field
from app.kernel.noun import Noun, create, edit

DAY = Noun(
    __package__,
    "day",
    "工作日历",
    "days",
    columns=(
        entered(Field("day", "日期", k.DATE, True), asked=Asked.NEW),
        entered(Field("kind", "类型", k.coded("day_kind", {"off": "休息", "work": "上班"}), True)),
        entered(Field("name", "说明", k.TEXT)),
    ),
    states={"active": "有效"},
    stated=False,
    verbs=(create("登记日期"), edit("active")),
    label=("day",),
    origin_listed=False,
)
