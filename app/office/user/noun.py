"""What a person who works in the office is called, with states and verbs."""

from app.kernel import kinds as k
from app.kernel.column import entered, shown
from app.kernel.fields import REASON, Field
from app.kernel.noun import Noun, Verb, create, edit
from app.kernel.workflow import ADMIN, CHIEF, ROLES

RESET = "reset"
"""The verb by which two people give a person a first password in place of one that is forgotten."""
SECURED = k.coded("password_state", {"none": "未设", "own": "本人设定", "given": "首次密码，待本人改", RESET: "重设"})
"""How far somebody's password is his own, and what is asked for when it is forgotten."""
_ALSO = f"{CHIEF} {ADMIN}"

USER = Noun(
    __package__,
    "user",
    "人员",
    "users",
    columns=(
        entered(Field("name", "姓名", k.NAME, True, "登录和日志用")),
        entered(
            Field(
                "roles",
                "岗位",
                k.several("roles", ROLES),
                True,
                "经办、复核、负责人，可兼任，用顿号分开；管理员管人员和设置，不兼别的岗位",
            )
        ),
        shown(Field("password", "密码", SECURED)),
    ),
    states={"pending": "待确认", "active": "在岗", "left": "离岗"},
    follows=frozenset({"active", "left"}),
    verbs=(
        create("新增人员", also=_ALSO),
        edit("active", fields=("name", "roles", REASON), also=_ALSO),
        Verb("leave", "离岗", ("active",), fields=(REASON,), also=_ALSO),
        Verb("rejoin", "返岗", ("left",), fields=(REASON,), also=_ALSO),
        Verb(RESET, "重设密码", ("active",), fields=(REASON,), also=_ALSO),
    ),
    label=("name",),
    origin_listed=False,
)
