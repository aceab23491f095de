"""What a person who works in the office is called, with states and verbs."""

from app.kernel import kinds as k
from app.kernel.column import entered
from app.kernel.fields import REASON, Field
from app.kernel.noun import Noun, Verb, create, edit
from app.kernel.workflow import CHIEF, ROLES

USER = Noun(
    __package__,
    "user",
    "人员",
    "users",
    columns=(
        entered(Field("name", "姓名", k.NAME, True, "登录和日志用")),
        entered(Field("roles", "岗位", k.several("roles", ROLES), True, "经办、复核、负责人，可兼任，用顿号分开")),
    ),
    states={"pending": "待确认", "active": "在岗", "left": "离岗"},
    follows=frozenset({"active", "left"}),
    verbs=(
        create("新增人员"),
        edit("active", fields=("name", "roles", REASON), also=CHIEF),
        Verb("leave", "离岗", ("active",), fields=(REASON,)),
        Verb("rejoin", "返岗", ("left",), fields=(REASON,), also=CHIEF),
    ),
    label=("name",),
    origin_listed=False,
)
