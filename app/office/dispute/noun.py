"""What a dispute is called, its columns, states and the decisions on it."""

from app.kernel import kinds as k
from app.kernel.column import named, recorded
from app.kernel.fields import REASON, Field
from app.kernel.noun import Noun, Turn, Verb
from app.kernel.workflow import CHIEF, REVIEWER

KINDS = {
    "person_name": "同号不同名",
    "person_number": "更正的身份证号涉及其他单位",
    "person_uid": "学员编号已属他人",
    "revision": "报送的内容较旧",
    "uid": "编号已属其他单位",
    "near": "疑似同一人",
    "account": "不同机构同一账号",
}
THEIRS, OURS, ASK = "theirs", "ours", "ask"
UNDECIDED = ("pending", "asked")
"""States in which the row, and what hangs on it, is held back."""
_OPEN = (*UNDECIDED, "theirs", "ours")
_MORE = f"{REVIEWER} {CHIEF}"

DISPUTE = Noun(
    __package__,
    "dispute",
    "待裁定",
    "disputes",
    columns=(
        named(Field("office_name", "报送单位", k.TEXT), "sender_uid", "报送单位编号", imported=False),
        recorded(Field("sheet", "内容", k.TEXT)),
        recorded(Field("row_name", "名称", k.TEXT)),
        recorded(Field("kind", "分歧", k.coded("dispute_kind", KINDS))),
        recorded(Field("theirs", "报送的", k.LONG)),
        recorded(Field("ours", "本单位的", k.LONG)),
        named(Field("keeper_name", "登记单位", k.TEXT), "keeper_uid", "登记单位编号", imported=False),
        recorded(Field("raised_on", "提出日期", k.DATE)),
        recorded(Field("decided_by", "裁定人", k.NAME)),
        recorded(Field("decided_on", "裁定日期", k.DATE)),
        recorded(Field("reason", "裁定理由", k.LONG)),
        recorded(Field("detail", "说明", k.LONG), hidden=True),
    ),
    states={
        "pending": "待裁定",
        "asked": "已请报送单位核实",
        "theirs": "以报送为准",
        "ours": "以本单位为准",
        "gone": "已消除",
    },
    follows=frozenset({"gone"}),
    verbs=(
        Verb(THEIRS, "以报送为准", _OPEN, "theirs", (REASON,), also=_MORE),
        Verb(OURS, "以本单位为准", _OPEN, "ours", (REASON,), also=_MORE),
        Verb(ASK, "请报送单位核实", _OPEN, "asked", (REASON,), also=_MORE),
    ),
    label=("row_name", "kind"),
    early=("state", "kind"),
    origin_listed=False,
    turns=(Turn("pending", THEIRS),),
)
