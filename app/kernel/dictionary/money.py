"""The data elements of lines of claims and equipment; sums in 分."""

from app.kernel import kinds as k
from app.kernel.dictionary.codes import DECISION, FACILITY, REPORTED, WARNINGS
from app.kernel.fields import Field, group
from app.kernel.workflow import EQUIPMENT as EQUIPMENT_FLOW

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
