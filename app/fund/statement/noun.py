"""What a line of a bank statement is called, its columns, states, verbs, and the statement as a table."""

from dataclasses import replace

from app.claim.claim.noun import FUND, VOUCHER
from app.kernel import kinds as k
from app.kernel.column import entered, recorded, shown
from app.kernel.fields import REASON, Field
from app.kernel.noun import STATE, Inside, Noun, TableImport, Turn, Verb

_PAYMENT_NUMBER = Field("payment_number", "拨付编号", k.TEXT, True, "台账上是哪一笔；几笔合成一次转账的写其中一笔")
_NOTE = Field("note", "说明", k.LONG, True, "例：利息、手续费、财政拨入")

STATEMENT_LINE = Noun(
    __package__,
    "statement-line",
    "银行流水",
    "statement-lines",
    columns=(
        entered(replace(FUND, help="这个账户是哪项资金")),
        entered(Field("day", "交易日期", k.DATE, True, aliases=("记账日期", "入账日期", "日期"))),
        entered(replace(VOUCHER, required=False, aliases=("回单号", "交易流水号", "凭证编号"))),
        entered(
            Field("out_fen", "支出(元)", k.FEN, aliases=("借方发生额", "借方金额", "支出金额", "转出金额")), total=True
        ),
        entered(
            Field("in_fen", "收入(元)", k.FEN, aliases=("贷方发生额", "贷方金额", "收入金额", "转入金额")), total=True
        ),
        entered(Field("balance_fen", "账户余额(元)", k.FEN, aliases=("余额",))),
        entered(Field("party", "对方户名", k.TEXT, aliases=("对方名称", "收款人", "交易对手"))),
        entered(Field("summary", "摘要", k.TEXT, aliases=("用途", "附言", "备注"))),
        shown(Field("matched", "对应的拨付", k.LONG)),
        recorded(_NOTE),
        recorded(Field("settled_by", "对账人", k.NAME), hidden=True),
        STATE,
    ),
    states={"open": "未对上", "matched": "已对上", "explained": "已说明"},
    verbs=(
        Verb("match", "对上一笔拨付", ("open",), "matched", (_PAYMENT_NUMBER,)),
        Verb("explain", "说明", ("open",), "explained", (_NOTE,)),
        Verb("reopen", "撤销对账", ("matched", "explained"), "open", (REASON,)),
    ),
    label=("day", "summary"),
    early=("state",),
    inside=(Inside("budget", "fund", "fund", ("fund",), after="payments"),),
    imports=(TableImport("statements", "银行流水", "导入银行流水"),),
    turns=(Turn("open", "match"),),
)
