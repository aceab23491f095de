"""What figures handed in are called, their columns, and the workbook in which they come."""

from collections.abc import Iterator, Mapping

from app.kernel import kinds as k
from app.kernel.column import Asked, entered, shown
from app.kernel.fields import Field
from app.kernel.kinds import Value
from app.kernel.noun import Fault, Inside, Noun, TableImport

_WITHIN = (("qualified", "times"), ("certified", "qualified"), ("persons", "times"))
"""A count and the one that it is a part of."""


def _month(text: str) -> Value:
    """One month, in any of the ways in which clerks write months."""
    months = str(k.MONTHS.read(text))
    if "、" in months:
        raise k.BadValue("reported.month")
    return months


MONTH = k.Kind("month", _month, width=10)


def _faults(values: Mapping[str, Value]) -> Iterator[Fault]:
    """A part that is more than the whole."""
    for part, whole in _WITHIN:
        count, limit = values[part], values[whole]
        if isinstance(count, int) and isinstance(limit, int) and count > limit:
            titles = {"part": REPORTED[part].title, "whole": REPORTED[whole].title}
            yield Fault(part, "workforce.exceeds", {**titles, "count": count, "limit": limit})


def _count(key: str, title: str, help_: str = "") -> Field:
    return Field(key, title, k.COUNT, True, help_)


REPORTED = Noun(
    __package__,
    "reported_figures",
    "手工报送数据",
    "reported-figures",
    columns=(
        shown(Field("office_name", "填报单位", k.TEXT)),
        entered(Field("period", "所属月份", MONTH, True), asked=Asked.NEVER),
        entered(_count("classes", "开班数"), asked=Asked.NEVER, total=True),
        entered(_count("times", "培训人次"), asked=Asked.NEVER, total=True),
        entered(Field("persons", "培训人数", k.COUNT, help="一人多次只算一次；不掌握的空着"), asked=Asked.NEVER),
        entered(_count("qualified", "合格人次"), asked=Asked.NEVER, total=True),
        entered(_count("certified", "取证人次"), asked=Asked.NEVER, total=True),
        entered(_count("subsidised", "补贴人次"), asked=Asked.NEVER, total=True),
        entered(Field("awarded_fen", "核定金额(元)", k.FEN, True), asked=Asked.NEVER, total=True),
        entered(Field("paid_fen", "已拨金额(元)", k.FEN, True), asked=Asked.NEVER, total=True),
    ),
    states={"active": "有效"},
    state_listed=False,
    origin_listed=False,
    label=("office_name", "period"),
    inside=(Inside("office", known=("office_name",)),),
    imports=(TableImport("figures", "手工报送数据", "导入报送数据", into="office", verb="figures"),),
    faults=_faults,
)
