"""What a check by hand is called, its columns, states and verbs."""

from dataclasses import replace

from app.claim.claim.noun import CLAIM, CLAIM_NUMBER
from app.kernel import kinds as k
from app.kernel.column import Asked, named, recorded, shown
from app.kernel.fields import REASON, Field
from app.kernel.noun import STATE, Inside, Noun, Turn, Verb
from app.training.enrolment.noun import ENROLMENT
from app.training.trainee.noun import TRAINEE

ANSWER = k.coded("hand_answer", {"yes": "符合", "no": "不符"})
_NOTE = Field("note", "核对说明", k.LONG, help="看了什么材料、有什么问题")

HAND_CHECK = Noun(
    __package__,
    "hand-check",
    "人工核对",
    "hand-checks",
    columns=(
        recorded(Field("title", "核对事项", k.LONG)),
        recorded(Field("fact", "事项代码", k.TEXT), listed=False),
        shown(ENROLMENT["seq"], "seq", "名册序号"),
        named(TRAINEE["name"], "enrolment_uid", "名册编号", asked=Asked.NEVER, imported=False),
        shown(TRAINEE["id_number"], hidden=True),
        recorded(Field("answer", "核对结果", ANSWER)),
        recorded(_NOTE),
        recorded(Field("checked_by", "核对人", k.NAME)),
        recorded(Field("checked_on", "核对日期", k.DATE)),
        recorded(Field("clause", "依据条款", k.TEXT)),
        recorded(Field("quote", "原文", k.LONG)),
        STATE,
        named(CLAIM_NUMBER, "claim_uid", "补贴申请编号", asked=Asked.NEVER, imported=False),
        shown(CLAIM["state"], "claim_state", "申请状态", hidden=True),
    ),
    states={"open": "未核对", "answered": "已核对", "void": "不再核对"},
    follows=frozenset({"void"}),
    verbs=(
        Verb("affirm", "核对符合", ("open",), "answered", (_NOTE,)),
        Verb("deny", "核对不符", ("open",), "answered", (replace(_NOTE, required=True, help="写明哪里不符"),)),
        Verb("reopen", "撤回核对", ("answered",), "open", (REASON,)),
    ),
    label=("title", "name"),
    early=("state", "name", "answer"),
    inside=(Inside("claim", known=("claim_number", "claim_state"), after="claim-lines"),),
    turns=(Turn("open", "affirm"),),
)
