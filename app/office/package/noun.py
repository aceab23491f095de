"""What a package is called, its columns and states; nobody enters one."""

from app.kernel import kinds as k
from app.kernel.column import Asked, named, recorded
from app.kernel.fields import Field
from app.kernel.noun import STATE, Noun
from app.kernel.periods import PERIOD

PACKAGE = Noun(
    __package__,
    "package",
    "报送包",
    "packages",
    columns=(
        recorded(Field("direction", "方向", k.coded("direction", {"sent": "报出", "received": "收到"}))),
        named(Field("office_name", "单位", k.TEXT), "office_uid", "单位编号", asked=Asked.NEVER, imported=False),
        recorded(Field("period", "所属期", PERIOD)),
        recorded(Field("serial", "序号", k.COUNT)),
        recorded(Field("made_on", "日期", k.DATE)),
        recorded(Field("row_count", "记录数", k.COUNT)),
        recorded(Field("total_fen", "补贴合计(元)", k.FEN)),
        recorded(Field("accepted", "接收", k.COUNT)),
        recorded(Field("refused", "未接收", k.COUNT)),
        recorded(Field("held", "暂缓", k.COUNT)),
        STATE,
        recorded(Field("note", "说明", k.TEXT)),
        recorded(Field("sha256", "校验码", k.TEXT), hidden=True),
    ),
    states={"built": "已生成", "applied": "已接收", "receipted": "已有回执"},
    label=("period", "serial"),
    list_title="报送",
    origin_listed=False,
)
