"""What a transfer is called, its columns, states, verbs, and the bank's answer as a table."""

import re
from dataclasses import replace

from app.claim.claim.noun import BATCH_NUMBER, CLAIM_NUMBER, FUND, PAID_ON, VOUCHER
from app.kernel import kinds as k
from app.kernel.column import Asked, named, recorded
from app.kernel.fields import CONFIRMATION, REASON, Field
from app.kernel.kinds import BadValue, Value
from app.kernel.noun import STATE, Inside, Noun, TableImport, Turn, Verb
from app.office.staffing import POSTS

_BACK = re.compile("(?<![未无])退[票汇款回]")
"""The money came back, however well that went."""
_FAILED = re.compile("失败|退|不符|错|拒|驳回|无效|注销|异常|撤销|不足")
_NOT_DONE = re.compile("[未不](能|予|曾)?(成功|付|入账|到账|发放|完成|通过)")
_DONE = re.compile("成功|已付|入账|到账|已发放|完成")
_NO_RESULT = re.compile("受理|提交|上传|审[核批]|复核|部分|待|尚|暂|正在|预计|可疑|冲|[^其]中$")
"""What a bank says of an order that it has taken, or of a part of it: the money may still go."""


def _result(text: str) -> Value:
    """What a bank calls done or not done; anything else is asked about, for it is money."""
    word = k.clean_text(text)
    failed = bool(_FAILED.search(word)) or (bool(_NOT_DONE.search(word)) and not _NO_RESULT.search(word))
    done = bool(_DONE.search(_NOT_DONE.sub("", word)))
    if _BACK.search(word) or (failed and not done):
        return "failed"
    if done and not failed and not _NO_RESULT.search(word):
        return "paid"
    raise BadValue("choice.unknown", choices="成功、失败")


RESULT = k.Kind("bank_result", _result, lambda value: {"paid": "成功", "failed": "失败"}.get(str(value), ""), width=8)
NUMBER = Field(
    "number", "付款编号", k.TEXT, True, "银行文件里本单位的编号，回盘时按它对应", aliases=("业务编号", "流水号")
)
AMOUNT = Field("amount_fen", "付款金额(元)", k.FEN, True, aliases=("金额", "交易金额", "实发金额"))
_ANSWER = (
    NUMBER,
    AMOUNT,
    Field("result", "处理结果", RESULT, True, aliases=("交易结果", "处理状态", "交易状态", "状态", "结果")),
    replace(VOUCHER, required=False, help="付成的写银行或财政的凭证号", aliases=("回单号", "交易流水号")),
    replace(PAID_ON, required=False, aliases=("交易日期", "入账日期", "处理日期")),
    Field("bank_reason", "失败原因", k.TEXT, aliases=("退回原因", "备注", "摘要")),
)

TRANSFER = Noun(
    "app.fund.remittance",
    "transfer",
    "付款明细",
    "transfers",
    columns=(
        recorded(NUMBER),
        named(BATCH_NUMBER, "batch_uid", "拨付批次", asked=Asked.NEVER, imported=False),
        named(CLAIM_NUMBER, "claim_uid", "补贴申请编号", asked=Asked.NEVER, imported=False),
        named(
            Field("advance_number", "预拨编号", k.TEXT),
            "advance_uid",
            "预拨",
            asked=Asked.NEVER,
            imported=False,
            hidden=True,
        ),
        named(
            Field("roster_row", "名册序号", k.COUNT),
            "enrolment_uid",
            "名册",
            asked=Asked.NEVER,
            imported=False,
            hidden=True,
        ),
        recorded(Field("payee", "收款人", k.TEXT)),
        recorded(Field("bank", "开户银行", k.TEXT)),
        recorded(Field("account", "收款账号", k.ACCOUNT)),
        recorded(AMOUNT, total=True),
        recorded(FUND),
        recorded(Field("result_on", "处理日期", k.DATE)),
        recorded(VOUCHER),
        recorded(Field("bank_reason", "银行退回原因", k.LONG)),
        recorded(Field("drop_reason", "移出原因", k.LONG), hidden=True),
        recorded(Field("listed_by", "列入人", k.NAME), hidden=True),
        named(
            Field("replaced_number", "重付的是", k.TEXT),
            "replaces_uid",
            "原付款",
            asked=Asked.NEVER,
            imported=False,
            hidden=True,
        ),
        STATE,
    ),
    states={
        "listed": "待送银行",
        "sent": "已送银行",
        "paid": "已付",
        "failed": "未付成",
        "replaced": "已另行重付",
        "dropped": "已移出",
    },
    follows=frozenset({"sent"}),
    verbs=(
        Verb("drop", "移出批次", ("listed",), "dropped", (REASON,)),
        Verb("pay", "登记已付", ("sent",), "paid", (VOUCHER, PAID_ON, CONFIRMATION), role=POSTS["pay"]),
        Verb(
            "unpaid", "登记未付成", ("sent",), "failed", (replace(PAID_ON, title="处理日期"), REASON), role=POSTS["pay"]
        ),
        Verb("pay_again", "重新列入拨付", ("failed",), "replaced", (BATCH_NUMBER, CONFIRMATION), role=POSTS["pay"]),
    ),
    label=("number", "payee"),
    early=("payee", "amount_fen", "state", "bank_reason"),
    inside=(
        Inside("batch", "batch_number", "number", ("batch_number",)),
        Inside("claim", "claim_number", "number", ("claim_number",), after="payments"),
        Inside("advance", "advance_number", "number", after="payments"),
    ),
    imports=(
        TableImport("bank-results", "银行回盘", "导入银行回盘", _ANSWER, into="batch", verb="answer", posts=True),
    ),
    money="amount_fen",
    dated=True,
    turns=(Turn("failed", "pay_again"),),
)
