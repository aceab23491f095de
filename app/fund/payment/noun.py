"""What a payment is called, its columns and verbs."""

from dataclasses import replace

from app.claim.claim.noun import CLAIM, CLAIM_NUMBER, FUND, PAID_ON, VOUCHER
from app.kernel import kinds as k
from app.kernel.column import Asked, named, recorded, shown
from app.kernel.fields import REASON, Field
from app.kernel.noun import STATE, Inside, Noun, correct
from app.training.training_class.noun import CLASS

KIND = k.coded("payment_kind", {"claim": "拨付", "advance": "预拨", "return": "退回"})

PAYMENT = Noun(
    "app.fund.ledger",
    "payment",
    "拨付",
    "payments",
    list_title="拨付台账",
    columns=(
        recorded(Field("number", "拨付编号", k.TEXT)),
        recorded(Field("kind", "类别", KIND)),
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
        recorded(Field("bank", "开户银行", k.TEXT), hidden=True),
        recorded(Field("account", "收款账号", k.ACCOUNT), hidden=True),
        shown(Field("settled_fen", "核定金额(元)", k.FEN)),
        shown(Field("ahead_fen", "已预拨(元)", k.FEN)),
        recorded(Field("amount_fen", "拨付金额(元)", k.FEN), total=True),
        recorded(FUND),
        shown(CLASS["number"], "class_number"),
        shown(CLASS["occupation"]),
        shown(CLASS["level"], hidden=True),
        shown(CLAIM["scheme"]),
        recorded(VOUCHER),
        shown(Field("voucher_corrected", "更正后的凭证号", k.CODE)),
        recorded(PAID_ON),
        replace(STATE, hidden=True),
    ),
    states={"paid": "已拨付"},
    verbs=(correct("更正凭证号", ("paid",), "voucher", REASON),),
    label=("number",),
    inside=(
        Inside("claim", "claim_number", "number", ("claim_number",), "拨付", after="claim-lines"),
        Inside("advance", "advance_number", "number", ("advance_number",), "拨付"),
        Inside("recovery", "recovery_number", "number", title="退回"),
        Inside("budget", "fund", "fund", ("fund",)),
    ),
    sheet_label="number",
    sheet_title="拨付台账",
    sums={"payment_fen": "amount_fen"},
)
