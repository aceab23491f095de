"""What money passed on is called, its columns, states and verbs."""

from app.fund.budget.noun import BUDGET
from app.kernel import kinds as k
from app.kernel.column import entered, named, shown
from app.kernel.fields import REASON, Field
from app.kernel.noun import Noun, Verb, create, edit

ALLOCATION = Noun(
    __package__,
    "allocation",
    "资金分配",
    "allocations",
    columns=(
        entered(BUDGET["fund"], imported=False),
        entered(Field("year", "年度", k.COUNT, True, "所分配资金的年度；几年合下的写首年"), imported=False),
        named(
            Field("area_name", "属地", k.TEXT, True, "分给哪个区县或镇街的人社部门"),
            *("unit_uid", "属地编号", "class.area"),
            imported=False,
        ),
        shown(Field("region", "行政区划代码", k.TEXT)),
        entered(Field("amount_fen", "分配金额(元)", k.FEN, True, least=1), imported=False, total=True),
        entered(Field("document", "文号", k.TEXT, True, "分配资金的文件文号"), imported=False),
    ),
    states={"active": "已分配", "void": "已作废"},
    verbs=(
        create("分配资金"),
        edit("active", fields=("amount_fen", "document")),
        Verb("void", "作废", ("active",), "void", (REASON,)),
    ),
    label=("fund", "area_name"),
    early=(),
)
