"""What a payment is called, its columns and verbs."""

from dataclasses import replace

from app.claim.claim.noun import CLAIM, CLAIM_NUMBER, FUND, PAID_ON, VOUCHER
from app.fund.transfer.noun import NUMBER as TRANSFER_NUMBER
from app.kernel import kinds as k
from app.kernel.column import Asked, named, recorded, shown
from app.kernel.fields import REASON, Field
from app.kernel.noun import STATE, Inside, Noun, Verb, correct
from app.training.training_class.noun import CLASS

CORRECTED = ("fund", "voucher", "paid_on", "amount_fen", "bank", "account")
"""What of a row may have been entered wrongly; it is taken back and entered once more."""
ENTRY = k.coded("payment_entry", {"posted": "记账", "bounced": "退票", "reversed": "冲正"})
KIND = k.coded("payment_kind", {"claim": "拨付", "advance": "预拨", "return": "退回"})

_RETURNED_ON = Field("returned_on", "退回日期", k.DATE, True, "银行退回款项的日期")
_RETURN_VOUCHER = Field("return_voucher", "退回凭证号", k.CODE, True, "银行退回款项的凭证号")

PAYMENT = Noun(
    "app.fund.ledger",
    "payment",
    "拨付",
    "payments",
    list_title="拨付台账",
    columns=(
        recorded(Field("number", "拨付编号", k.TEXT)),
        recorded(Field("kind", "类别", KIND)),
        recorded(Field("entry", "记账方式", ENTRY), before=lambda row: "posted"),
        named(
            Field("reversed_number", "冲销的拨付", k.TEXT, help="退票和冲正所对的那一笔"),
            *("reverses_uid", "冲销的拨付编号"),
            asked=Asked.NEVER,
            imported=False,
            hidden=True,
        ),
        named(
            CLAIM_NUMBER,
            *("claim_uid", "补贴申请编号"),
            asked=Asked.NEVER,
            imported=False,
        ),
        named(
            Field("advance_number", "预拨编号", k.TEXT),
            *("advance_uid", "预拨记录编号"),
            asked=Asked.NEVER,
            imported=False,
        ),
        named(
            Field("recovery_number", "追回编号", k.TEXT),
            *("recovery_uid", "追回记录编号"),
            asked=Asked.NEVER,
            imported=False,
            hidden=True,
        ),
        recorded(CLAIM["payee"]),
        named(
            Field("roster_row", "名册序号", k.COUNT, help="付给本人的，是名册上的第几行"),
            *("enrolment_uid", "名册编号"),
            asked=Asked.NEVER,
            imported=False,
            hidden=True,
        ),
        recorded(Field("bank", "开户银行", k.TEXT), hidden=True),
        recorded(Field("account", "收款账号", k.ACCOUNT), hidden=True),
        shown(Field("settled_fen", "核定金额(元)", k.FEN)),
        shown(Field("ahead_fen", "已预拨(元)", k.FEN)),
        recorded(Field("amount_fen", "拨付金额(元)", k.FEN, help="更正时写实际拨付的；其实没有付过的写 0"), total=True),
        recorded(FUND),
        shown(CLASS["number"], "class_number"),
        shown(CLASS["occupation"]),
        shown(CLASS["level"], hidden=True),
        shown(CLAIM["scheme"]),
        shown(TRANSFER_NUMBER, "transfer_number", hidden=True),
        recorded(VOUCHER),
        recorded(PAID_ON),
        recorded(Field("times", "计入人次", k.DIFFERENCE, help="退票和冲正的为负"), hidden=True),
        recorded(Field("posted_by", "记账人", k.NAME), hidden=True),
        recorded(Field("reason", "退票或冲正的原因", k.LONG), hidden=True),
        replace(STATE, hidden=True),
    ),
    states={"paid": "已拨付"},
    verbs=(
        Verb("bounce", "登记退票", ("paid",), fields=(_RETURNED_ON, _RETURN_VOUCHER, REASON)),
        correct("更正（冲正重记）", ("paid",), *CORRECTED, REASON),
    ),
    label=("number",),
    early=("payee", "amount_fen", "paid_on", "voucher", "entry"),
    inside=(
        Inside("claim", "claim_number", "number", ("claim_number",), "拨付", after="claim-lines"),
        Inside("advance", "advance_number", "number", ("advance_number",), "拨付"),
        Inside("recovery", "recovery_number", "number", title="退回"),
        Inside("budget", "fund", "fund", ("fund",)),
    ),
    dated=True,
    sheet_label="number",
    sheet_title="拨付台账",
    sums={"payment_fen": "amount_fen"},
)
