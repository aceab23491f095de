"""The data elements of packages."""

from app.kernel import kinds as k
from app.kernel.dictionary.codes import DIRECTION
from app.kernel.fields import Field, group
from app.kernel.workflow import PACKAGE

PACKAGES = group(
    Field("direction", "方向", DIRECTION),
    Field("office_name", "单位", k.TEXT),
    Field("period", "所属期", k.TEXT),
    Field("serial", "序号", k.COUNT),
    Field("made_on", "日期", k.DATE),
    Field("row_count", "记录数", k.COUNT),
    Field("total_fen", "补贴合计(元)", k.FEN),
    Field("accepted", "接收", k.COUNT),
    Field("refused", "未接收", k.COUNT),
    Field("note", "说明", k.TEXT),
    Field("sha256", "校验码", k.TEXT),
    Field("state", "状态", k.coded("package_state", PACKAGE.states)),
)
