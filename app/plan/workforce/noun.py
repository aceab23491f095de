"""What head counts of a year are called, their columns and verbs; what cannot be true of them."""

from collections.abc import Iterator, Mapping

from app.kernel import kinds as k
from app.kernel.column import Asked, entered, shown
from app.kernel.fields import Field
from app.kernel.kinds import Value
from app.kernel.noun import Fault, Noun, TableImport, create, edit

_WITHIN = (("skilled", "employed"), ("highly_skilled", "skilled"))
"""A group and the one that it is a part of."""


def _faults(values: Mapping[str, Value]) -> Iterator[Fault]:
    """Nobody employed, or a part that is more than the whole."""
    if values["employed"] == 0:
        yield Fault("employed", "workforce.employed")
    for part, whole in _WITHIN:
        count, limit = values[part], values[whole]
        if isinstance(count, int) and isinstance(limit, int) and count > limit:
            titles = {"part": WORKFORCE[part].title, "whole": WORKFORCE[whole].title}
            yield Fault(part, "workforce.exceeds", {**titles, "count": count, "limit": limit})


WORKFORCE = Noun(
    __package__,
    "workforce",
    "就业人员统计",
    "workforce",
    columns=(
        entered(Field("year", "年度", k.COUNT, True, "人数为这一年年底数", aliases=("年份",)), asked=Asked.NEW),
        entered(Field("employed", "就业人员(人)", k.COUNT, True, aliases=("就业人员", "就业人员总量"))),
        entered(Field("skilled", "技能劳动者(人)", k.COUNT, True, aliases=("技能劳动者",))),
        entered(Field("highly_skilled", "高技能人才(人)", k.COUNT, True, aliases=("高技能人才",))),
        shown(Field("skilled_share", "技能劳动者占比", k.PERCENT)),
        shown(Field("highly_skilled_share", "高技能人才占比", k.PERCENT)),
        entered(
            Field("poor_in_need", "有培训需求的贫困劳动力(人)", k.COUNT, help="没有核实的空着，空白不按零计"),
        ),
        entered(Field("source", "数据来源", k.TEXT, True, "统计报表、公报或调查的名称和文号")),
    ),
    states={"active": "有效"},
    state_listed=False,
    verbs=(create("登记年度人数"), edit("active")),
    label=("year",),
    imports=(TableImport("workforce", "就业人员统计", "导入人数"),),
    sheet_label="year",
    identity=("year",),
    faults=_faults,
)
