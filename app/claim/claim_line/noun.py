"""What a line of a claim is called, its columns and verbs, and the words of its decision."""

from app.claim.claim.noun import CLAIM, CLAIM_NUMBER
from app.claim.override.noun import OVERRIDE
from app.claim.reduction.noun import REDUCTION
from app.kernel import kinds as k
from app.kernel.codes import REPORTED
from app.kernel.column import Asked, named, recorded, shown
from app.kernel.fields import REASON, Field
from app.kernel.noun import Inside, Noun, Verb
from app.kernel.workflow import CHIEF, REVIEWER
from app.policy.keys import PAYEES
from app.training.enrolment.noun import ENROLMENT
from app.training.trainee.noun import TRAINEE
from app.training.training_class.noun import CLASS

_ACTIVE = ("active",)

PERSON, ENTERPRISE = "person", "enterprise"
PAYEE = k.coded("line_payee", {code: title for title, code in reversed(PAYEES.items())})
"""Whom a line pays."""
DECISION = k.coded("decision", {"granted": "核定", "refused": "不予补贴", "open": "待核对"})
PAID_STATE = k.coded(
    "paid_state",
    {"waiting": "待拨付", "listed": "待送银行", "sent": "已送银行", "failed": "未付成", "paid": "已付"},
)
WARNINGS = k.Kind(
    "warnings", lambda text: k.clean_text(text.lstrip("！")), lambda value: f"！{value}" if value else "", width=16
)
"""The titles of what a line only asks to look at."""

CLAIM_LINE = Noun(
    __package__,
    "claim-line",
    "补贴明细",
    "claim-lines",
    columns=(
        recorded(ENROLMENT["seq"]),
        named(CLAIM_NUMBER, "claim_uid", "补贴申请编号", asked=Asked.NEVER, imported=False),
        shown(CLAIM["class_number"]),
        named(TRAINEE["name"], "trainee_uid", "学员编号", asked=Asked.NEVER, imported=False),
        shown(TRAINEE["id_number"], sent=True),
        shown(TRAINEE["sex"], hidden=True),
        shown(ENROLMENT["category"]),
        recorded(CLASS["occupation"]),
        recorded(CLASS["level"]),
        named(
            ENROLMENT["certificate_number"],
            *("enrolment_uid", "名册编号"),
            asked=Asked.NEVER,
            imported=False,
        ),
        shown(ENROLMENT["account"], hidden=True),
        recorded(Field("rate_fen", "标准(元)", k.FEN)),
        recorded(Field("amount_fen", "核定金额(元)", k.FEN), total=True),
        recorded(Field("decision", "核定结果", DECISION)),
        shown(Field("paid_state", "支付状态", PAID_STATE, help="发给本人的，各人付到哪一步")),
        recorded(Field("payee", "支付对象", PAYEE, help="政策写明发给谁；空白为培训机构"), hidden=True),
        recorded(Field("warnings", "提示", WARNINGS)),
        recorded(Field("reasons", "理由与条款", k.LONG)),
        recorded(Field("paid", "计发的日期或月份", k.LONG), hidden=True),
        recorded(Field("year", "年度", k.COUNT), hidden=True),
        recorded(Field("reported", "报送回执", REPORTED), sent=False),
        recorded(Field("receipt_reason", "回执意见", k.LONG), sent=False),
        shown(CLAIM["state"], "claim_state", "申请状态", hidden=True),
    ),
    states={"active": "有效"},
    verbs=(
        Verb("override", "手工通过", _ACTIVE, fields=(OVERRIDE["reason"], OVERRIDE["document"])),
        Verb("confirm", "确认手工通过", _ACTIVE, role=REVIEWER),
        Verb("revoke", "撤销手工通过", _ACTIVE, fields=(REASON,)),
        Verb(
            "reduce",
            "提请核减",
            _ACTIVE,
            fields=(REDUCTION["cause"], REDUCTION["reason"], REDUCTION["document"]),
            also=f"{REVIEWER} {CHIEF}",
        ),
        Verb("refuse", "不予接收", _ACTIVE, fields=(REASON,), foreign=True),
        Verb("take_back", "撤销不予接收", _ACTIVE, foreign=True),
    ),
    label=("name",),
    early=("amount_fen", "decision", "paid_state", "warnings", "reasons"),
    inside=(
        Inside("claim", known=("claim_number", "number", "class_number", "occupation", "level")),
        Inside("trainee", "id_number", "id_number", ("name", "id_number"), "享受补贴", after="tags"),
        Inside("package", "origin", "office_name", title="未接收的补贴明细", where=(("reported", "未接收"),)),
    ),
    explained="核定说明",
    stated=False,
    sheet_label="name",
    sums={"line_fen": "amount_fen"},
    remade="claim_uid",
)
