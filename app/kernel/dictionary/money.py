"""The data elements of lines of claims; sums in 分."""

from app.kernel import kinds as k
from app.kernel.dictionary.codes import DECISION, REPORTED, WARNINGS
from app.kernel.fields import Field, group

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
