"""What figures handed in are called, their columns, and the workbook in which they come."""

from collections.abc import Iterator, Mapping

from app.kernel import kinds as k
from app.kernel.column import Asked, entered, recorded
from app.kernel.fields import Field
from app.kernel.kinds import Value
from app.kernel.noun import Fault, Inside, Noun, TableImport

_WITHIN = (("qualified", "times"), ("certified", "qualified"), ("persons", "times"))
"""A count and the one that it is a part of."""

_COURSES, _PASSED = ("办班个数", "开班个数", "办班数", "开班期数"), ("考试合格", "考核合格", "鉴定合格")


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


def _count(key: str, title: str, help_: str, aliases: tuple[str, ...] = (), hints: tuple[str, ...] = ()) -> Field:
    return Field(key, title, k.COUNT, True, help_, aliases=aliases, hints=hints)


def _money(key: str, title: str, help_: str, hints: tuple[str, ...]) -> Field:
    return Field(key, title, k.FEN, True, help_, hints=hints, least=0)


REPORTED = Noun(
    __package__,
    "reported_figures",
    "手工报送数据",
    "reported-figures",
    columns=(
        recorded(Field("office_name", "填报单位", k.TEXT)),
        entered(Field("period", "所属月份", MONTH, True, "一行一个月，写成 2020-03"), asked=Asked.NEVER),
        entered(
            _count("classes", "开班数", "当月开班的班数", hints=_COURSES),
            asked=Asked.NEVER,
            total=True,
        ),
        entered(
            _count("times", "培训人次", "当月结班的班里的人，一人参加几个班算几次", aliases=("培训人次数",)),
            asked=Asked.NEVER,
            total=True,
        ),
        entered(
            Field(
                "persons", "培训人数", k.COUNT, help="其中的人数，一人多次只算一次；不掌握的空着", hints=("实际人数",)
            ),
            asked=Asked.NEVER,
        ),
        entered(
            _count("qualified", "合格人次", "培训人次中考核合格的", hints=_PASSED),
            asked=Asked.NEVER,
            total=True,
        ),
        entered(
            _count("certified", "取证人次", "合格人次中取得证书的", hints=("发证数", "发证人次", "拿证")),
            asked=Asked.NEVER,
            total=True,
        ),
        entered(
            Field("placed", "就业人次", k.COUNT, help="当月实现就业的人次；不掌握的空着"),
            asked=Asked.NEVER,
            total=True,
        ),
        entered(_count("subsidised", "补贴人次", "当月申请补贴、核定给予的人次"), asked=Asked.NEVER, total=True),
        entered(
            _money(
                "awarded_fen", "核定金额(元)", "当月申请的补贴核定的金额", ("补贴金额", "应拨", "应补金额", "应发金额")
            ),
            asked=Asked.NEVER,
            total=True,
        ),
        entered(
            _money(
                "paid_fen", "已拨金额(元)", "当月实际拨付的金额", ("实际支付", "实拨", "已支付", "支付金额", "拨付金额")
            ),
            asked=Asked.NEVER,
            total=True,
        ),
    ),
    states={"active": "有效"},
    state_listed=False,
    label=("office_name", "period"),
    inside=(Inside("office", known=("office_name",)),),
    imports=(
        TableImport(
            *("figures", "手工报送数据", "导入报送数据"),
            into="office",
            verb="figures",
            beside="roster",
        ),
    ),
    faults=_faults,
    sheet_label="office_name",
)
