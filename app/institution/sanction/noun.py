"""What a sanction is called, its columns, states and verbs."""

from dataclasses import replace

from app.institution.institution.noun import INSTITUTION
from app.kernel import kinds as k
from app.kernel.column import entered, named, recorded, shown
from app.kernel.fields import REASON, Field
from app.kernel.noun import STATE, Inside, Noun, Turn, Verb, create
from app.kernel.workflow import CHIEF, REVIEWER

_STEP = Field("step_title", "处理", k.TEXT, help="政策规定的一种处理")
_LIFTED_ON = Field("lifted_on", "解除日期", k.DATE, True, help="自这一天起不再限制")

SANCTION = Noun(
    __package__,
    "sanction",
    "机构处理",
    "sanctions",
    columns=(
        named(
            Field("institution_name", "培训机构", k.TEXT, True),
            *("institution_uid", "培训机构编号", "agreement.institution"),
            imported=False,
        ),
        shown(INSTITUTION["uscc"], hidden=True),
        recorded(_STEP),
        recorded(Field("step", "处理代码", k.CODE), listed=False),
        STATE,
        recorded(Field("decided_on", "决定日期", k.DATE, True)),
        recorded(Field("effect", "对开班的限制", k.LONG)),
        recorded(Field("mend_by", "整改期限", k.DATE, help="整改完毕的最后一日")),
        entered(Field("reason", "处理事由", k.LONG, True, "查实的问题"), imported=False),
        entered(Field("document", "处理决定文号", k.TEXT, True), imported=False),
        entered(Field("decided_by", "决定单位", k.TEXT, help="空白按本单位"), imported=False),
        recorded(Field("clause", "依据条款", k.TEXT)),
        recorded(Field("entered_by", "登记人", k.NAME), hidden=True),
        recorded(replace(_LIFTED_ON, required=False)),
        recorded(Field("lifted_reason", "解除或撤销的原因", k.LONG)),
        recorded(Field("asked_by", "提出解除人", k.NAME), hidden=True),
        recorded(Field("confirmed_by", "确认人", k.NAME), hidden=True),
    ),
    states={"active": "有效", "lifting": "解除待确认", "voiding": "撤销待确认", "lifted": "已解除", "void": "已撤销"},
    follows=frozenset({"lifted", "void"}),
    verbs=(
        create(
            "登记处理",
            *("institution_name", replace(_STEP, kind=k.CHOICE, choices="sanctions")),
            *("decided_on", "document", "reason", "decided_by"),
        ),
        Verb("lift", "解除处理", ("active",), "lifting", (_LIFTED_ON, REASON)),
        Verb("annul", "撤销处理", ("active",), "voiding", (REASON,)),
        Verb("agree", "确认解除或撤销", ("lifting", "voiding"), role=REVIEWER, also=CHIEF),
        Verb("decline", "不予解除或撤销", ("lifting", "voiding"), "active", (REASON,), also=f"{REVIEWER} {CHIEF}"),
    ),
    label=("institution_name", "step_title"),
    early=("state", "decided_on", "effect"),
    inside=(
        Inside("institution", known=("institution_name",), after="teachers"),
        Inside("class", "uscc", "uscc", ("institution_name",), after="claims"),
    ),
    sheet_label="institution_name",
    dated=True,
    turns=tuple(Turn(state, "agree", ("asked_by",)) for state in ("lifting", "voiding")),
)
