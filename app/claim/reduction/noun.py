"""What a reduction is called, its columns, states and verbs; it is asked for on the line that it is of."""

from app.claim.claim.noun import CLAIM, CLAIM_NUMBER
from app.kernel import kinds as k
from app.kernel.column import Asked, named, recorded, shown
from app.kernel.fields import REASON, Field
from app.kernel.noun import Inside, Noun, Verb
from app.kernel.workflow import CHIEF, REVIEWER
from app.training.trainee.noun import TRAINEE

CAUSE = k.coded("reduction_cause", {"fraud": "弄虚作假", "ineligible": "不符合补贴条件", "mistake": "登记有误"})
_STAGE = k.coded("reduction_stage", CLAIM.states)

REDUCTION = Noun(
    __package__,
    "reduction",
    "核减",
    "reductions",
    columns=(
        named(CLAIM_NUMBER, "claim_uid", "补贴申请编号", asked=Asked.NEVER, imported=False),
        named(TRAINEE["name"], "enrolment_uid", "名册编号", asked=Asked.NEVER, imported=False),
        shown(TRAINEE["id_number"]),
        recorded(Field("cause", "核减类别", CAUSE, True)),
        recorded(Field("reason", "核减原因", k.LONG, True, "写明查实的情况；将写进这个人的核定结果")),
        recorded(Field("document", "核减依据", k.TEXT, True, "举报核查报告、检查或审计结论、会议纪要的文号")),
        recorded(Field("clause", "依据条款", k.TEXT)),
        recorded(Field("amount_fen", "核减金额(元)", k.FEN), total=True),
        recorded(Field("stage", "核减时申请状态", _STAGE)),
        recorded(
            Field("published_on", "已在公示中列出", k.DATE, help="这个人已经公示以后核减的，是那次公示的起始日期")
        ),
        recorded(Field("asked_by", "提出人", k.NAME)),
        recorded(Field("asked_on", "提出日期", k.DATE)),
        recorded(Field("confirmed_by", "确认人", k.NAME)),
        recorded(Field("confirmed_on", "确认日期", k.DATE)),
    ),
    states={"pending": "待确认", "confirmed": "已核减", "revoked": "已撤销"},
    verbs=(Verb("undo", "提请撤销核减", ("confirmed",), None, (REASON,), also=f"{REVIEWER} {CHIEF}"),),
    label=("name", "claim_number"),
    list_title="核减清单",
    inside=(Inside("claim", known=("claim_number",), after="claim-lines"),),
)
