"""What a recovery is called, its columns, states and verbs."""

from dataclasses import replace

from app.claim.claim.noun import CLAIM_NUMBER, FUND, PAID_ON, VOUCHER
from app.kernel import kinds as k
from app.kernel.column import named, recorded, shown
from app.kernel.fields import CONFIRMATION, REASON, Field
from app.kernel.noun import Inside, Noun, Turn, Verb, create
from app.kernel.workflow import CHIEF, REVIEWER
from app.training.training_class.noun import CLASS

CAUSE = k.coded(
    "cause",
    {
        "overpaid": "结算多拨",
        "fraud": "骗取套取",
        "reduced": "核减",
        "refused": "上级未接收",
        "cancelled": "班级作废",
        "other": "其他",
    },
)
_REPAID = Field("amount_fen", "本次退回(元)", k.FEN, help="空白按尚欠的全部；可以分次退")
_REPAY = (
    _REPAID,
    replace(FUND, title="退回哪项资金"),
    replace(VOUCHER, help="收款凭证号"),
    replace(PAID_ON, title="退回日期"),
    CONFIRMATION,
)

RECOVERY = Noun(
    __package__,
    "recovery",
    "追回",
    "recoveries",
    columns=(
        recorded(Field("number", "追回编号", k.TEXT)),
        named(
            replace(CLAIM_NUMBER, help="已拨付的补贴申请；追回未结算的预拨时空白"),
            *("claim_uid", "补贴申请编号"),
            imported=False,
        ),
        named(
            Field("advance_number", "预拨编号", k.TEXT, help="已预拨、还没有结算的；追回已拨付的申请时空白"),
            *("advance_uid", "预拨记录编号"),
            imported=False,
        ),
        shown(CLASS["number"], "class_number", hidden=True),
        named(
            Field("person", "向谁追回", k.TEXT, help="发给本人的补贴：序号、姓名或身份证号；付给机构的不填"),
            *("enrolment_uid", "名册编号"),
            imported=False,
            hidden=True,
        ),
        shown(CLASS["institution_name"], hidden=True),
        shown(Field("payer", "退款单位或个人", k.TEXT)),
        recorded(Field("cause", "追回原因", CAUSE, True)),
        recorded(Field("due_fen", "应追回(元)", k.FEN, True, "不超过已拨付而未追回的金额"), total=True),
        recorded(Field("returned_fen", "已退回(元)", k.FEN), total=True),
        shown(Field("owed_fen", "尚欠(元)", k.FEN), total=True),
        recorded(Field("document", "依据文件", k.TEXT, True, "作出追回决定的文件文号，或审计、检查结论的文号")),
        recorded(Field("clause", "依据条款", k.TEXT)),
        recorded(Field("asked_by", "提出人", k.NAME), hidden=True),
        recorded(Field("asked_on", "提出日期", k.DATE)),
        recorded(Field("confirmed_by", "确认人", k.NAME), hidden=True),
        recorded(Field("confirmed_on", "确认日期", k.DATE)),
    ),
    states={"pending": "待确认", "due": "待追回", "returned": "已追回", "revoked": "已撤销"},
    verbs=(
        create("提出追回", "claim_number", "advance_number", "person", "cause", "due_fen", "document"),
        Verb("confirm", "确认追回", ("pending",), "due", role=REVIEWER, also=CHIEF),
        Verb("revoke", "撤销追回", ("pending",), "revoked", (REASON,)),
        Verb("ask_revoke", "提请撤销追回", ("due",), None, (REASON,), also=f"{REVIEWER} {CHIEF}"),
        Verb("repay", "登记退款", ("due",), "returned", _REPAY),
    ),
    label=("number", "payer"),
    early=("state", "owed_fen"),
    inside=(
        Inside("claim", "claim_number", "number", ("claim_number", "institution_name"), after="advances"),
        Inside("advance", "advance_number", "number", ("advance_number", "institution_name"), after="payments"),
    ),
    sheet_label="number",
    money="owed_fen",
    dated=True,
    turns=(Turn("pending", "confirm", ("asked_by",)), Turn("due", "repay")),
)
