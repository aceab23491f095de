"""What a step of approval is called, its columns and verbs: no step comes, changes or goes by one person's word."""

from app.kernel import kinds as k
from app.kernel.column import entered
from app.kernel.fields import REASON, Field
from app.kernel.noun import Noun, Verb, create, edit
from app.kernel.workflow import CHIEF, REVIEWER, ROLES

OUTSIDE = "outside"
"""Who signs elsewhere, such as 财政: a clerk notes it."""
POST = k.coded("approval_post", {REVIEWER: ROLES[REVIEWER], CHIEF: ROLES[CHIEF], OUTSIDE: "外单位（由经办登记）"})

APPROVAL_STEP = Noun(
    __package__,
    "approval-step",
    "拨付审批环节",
    "approval-steps",
    columns=(
        entered(Field("seq", "顺序", k.COUNT, True), imported=False),
        entered(Field("title", "环节名称", k.TEXT, True, "例：科室审核、分管领导、局长、财政"), imported=False),
        entered(Field("post", "由谁签批", POST, True), imported=False),
        entered(Field("over_fen", "金额起点(元)", k.FEN, help="批次金额超过它才走这一步；空白都走"), imported=False),
    ),
    states={"pending": "待确认", "active": "执行中", "stopped": "已停用"},
    follows=frozenset({"active", "stopped"}),
    verbs=(
        create("新增审批环节", "seq", "title", "post", "over_fen"),
        edit("active", fields=("seq", "title", "post", "over_fen", REASON)),
        Verb("stop", "停用", ("active",), fields=(REASON,)),
    ),
    label=("title",),
    origin_listed=False,
)
