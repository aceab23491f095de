"""The data elements of rates, claims and everything that is paid or comes back; sums in 分."""

from app.kernel import kinds as k
from app.kernel.dictionary.codes import CAUSE, DECISION, FACILITY, PAYMENT_KIND, REPORTED, WARNINGS
from app.kernel.fields import Field, group
from app.kernel.workflow import ADVANCE, BUDGET, OVERRIDE, PAYMENT, RECOVERY
from app.kernel.workflow import EQUIPMENT as EQUIPMENT_FLOW

RATES = group(
    Field("occupation", "职业(工种)", k.TEXT, True, aliases=("职业名称", "工种")),
    Field("level", "技能等级", k.CHOICE, True, choices="skill_levels", aliases=("等级",)),
    Field(
        "amount_fen",
        "补贴标准(元)",
        k.FEN,
        True,
        "每人的金额，元；按月、按年的项目为每人每月、每人每年",
        aliases=("补贴标准",),
        least=1,
    ),
    Field("since", "执行日期", k.DATE, True),
    Field("document", "文号", k.TEXT, True, "依据文件的文号；示例数据写“示例”"),
    Field("sample", "示例", k.FLAG),
)
CLAIM_LINES = group(
    Field("claim_number", "申请编号", k.TEXT),
    Field("year", "年度", k.COUNT),
    Field("decision", "核定结果", DECISION),
    Field("rate_fen", "标准(元)", k.FEN),
    Field("amount_fen", "核定金额(元)", k.FEN),
    Field("warnings", "提示", WARNINGS),
    Field("reasons", "理由与条款", k.REASONS),
    Field("reported", "报送回执", REPORTED),
    Field("receipt_reason", "回执意见", k.REASONS),
)
OVERRIDES = group(
    Field("month", "月份", k.TEXT),
    Field("reason", "手工通过的原因", k.LONG, True, "写明为什么超过限额仍予补贴"),
    Field("document", "批准文号", k.TEXT, True, "批准突破限额的文件或会议纪要的文号"),
    Field("against", "超出的限额", k.REASONS),
    Field("clause", "依据条款", k.CLAUSE),
    Field("amount_fen", "核定金额(元)", k.FEN),
    Field("asked_by", "提出人", k.NAME),
    Field("asked_on", "提出日期", k.DATE),
    Field("confirmed_by", "确认人", k.NAME),
    Field("confirmed_on", "确认日期", k.DATE),
    Field("state", "状态", k.coded("override_state", OVERRIDE.states)),
)
EQUIPMENT = group(
    Field("institution_name", "购置单位", k.TEXT, True, "在“机构”中登记的企业"),
    Field("facility", "建设项目", FACILITY, True),
    Field("name", "设备名称", k.TEXT, True),
    Field("bought_on", "购置日期", k.DATE, True),
    Field("value_fen", "购置金额(元)", k.FEN, True, "发票金额"),
    Field("invoice", "发票号", k.CODE, True),
    Field("claim_number", "申请编号", k.TEXT),
    Field("state", "状态", k.coded("equipment_state", EQUIPMENT_FLOW.states)),
)
PAYMENTS = group(
    Field("number", "拨付编号", k.TEXT),
    Field("kind", "类别", PAYMENT_KIND),
    Field("claim_number", "申请编号", k.TEXT),
    Field("advance_number", "预拨编号", k.TEXT),
    Field("recovery_number", "追回编号", k.TEXT),
    Field("settled_fen", "核定金额(元)", k.FEN),
    Field("ahead_fen", "已预拨(元)", k.FEN),
    Field("payee", "收款单位", k.TEXT),
    Field("bank", "开户银行", k.TEXT),
    Field("account", "收款账号", k.ACCOUNT),
    Field("amount_fen", "拨付金额(元)", k.FEN),
    Field("fund", "资金来源", k.CHOICE, True, choices="fund_sources"),
    Field("voucher", "凭证号", k.CODE, True, "财政或银行的拨付凭证号"),
    Field("voucher_corrected", "更正后的凭证号", k.CODE),
    Field("paid_on", "拨付日期", k.DATE, True),
    Field("state", "状态", k.coded("payment_state", PAYMENT.states)),
)
ADVANCES = group(
    Field("number", "预拨编号", k.TEXT),
    Field("class_number", "班级编号", k.TEXT, True, "已批准、还没有验收的企业培训或项目制培训班"),
    Field("scheme", "补贴项目", k.TEXT),
    Field("applied_on", "申请日期", k.DATE, help="空白按今天；补录以前的申请填当时的日期"),
    Field("head_count", "在册人数", k.COUNT),
    Field("rate_fen", "每人标准(元)", k.FEN),
    Field("expected_fen", "预计补贴(元)", k.FEN),
    Field("share", "预拨比例上限(%)", k.COUNT),
    Field("amount_fen", "预拨金额(元)", k.FEN, help="空白按政策允许的最高比例；可以少填，不能多填"),
    Field("clause", "依据条款", k.CLAUSE),
    Field("submitted_by", "提交人", k.NAME),
    Field("approved_by", "核准人", k.NAME),
    Field("paid_by", "拨付经办人", k.NAME),
    Field("combined", "兼岗办理", k.FLAG, help="人员不足的单位由一人兼办了两个环节"),
    Field("real_name_number", "实名制系统编号", k.CODE, help="省级实名制管理系统的录入编号；结算的申请沿用"),
    Field("paid_on", "预拨日期", k.DATE),
    Field("claim_number", "结算的申请", k.TEXT),
    Field("state", "状态", k.coded("advance_state", ADVANCE.states)),
)
RECOVERIES = group(
    Field("number", "追回编号", k.TEXT),
    Field("claim_number", "申请编号", k.TEXT, help="已拨付的补贴申请；追回未结算的预拨时空白"),
    Field("advance_number", "预拨编号", k.TEXT, help="已预拨、还没有结算的；追回已拨付的申请时空白"),
    Field("cause", "追回原因", CAUSE, True),
    Field("document", "依据文件", k.TEXT, True, "作出追回决定的文件文号，或审计、检查结论的文号"),
    Field("clause", "依据条款", k.CLAUSE),
    Field("due_fen", "应追回(元)", k.FEN, True, "不超过已拨付而未追回的金额"),
    Field("returned_fen", "已退回(元)", k.FEN),
    Field("owed_fen", "尚欠(元)", k.FEN),
    Field("amount_fen", "本次退回(元)", k.FEN, help="空白按尚欠的全部；可以分次退"),
    Field("asked_by", "提出人", k.NAME),
    Field("asked_on", "提出日期", k.DATE),
    Field("confirmed_by", "确认人", k.NAME),
    Field("confirmed_on", "确认日期", k.DATE),
    Field("state", "状态", k.coded("recovery_state", RECOVERY.states)),
)
BUDGETS = group(
    Field("fund", "资金来源", k.CHOICE, True, choices="fund_sources"),
    Field("year", "年度", k.COUNT, True),
    Field("until_year", "至年度", k.COUNT, help="几年合下的资金写末年；空白按一年"),
    Field("amount_fen", "安排金额(元)", k.FEN, True),
    Field("document", "文号", k.TEXT, True, "下达资金的文件文号"),
    Field("advanced_fen", "预拨(元)", k.FEN),
    Field("paid_fen", "拨付(元)", k.FEN),
    Field("returned_fen", "退回(元)", k.FEN),
    Field("balance_fen", "余额(元)", k.FEN),
    Field("state", "状态", k.coded("budget_state", BUDGET.states)),
)
