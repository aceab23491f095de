"""What money set aside is called, its columns, states and verbs."""

from app.kernel import kinds as k
from app.kernel.column import entered, recorded, shown
from app.kernel.fields import REASON, Field
from app.kernel.noun import Noun, TableImport, Turn, Verb, correct, create, edit
from app.kernel.workflow import CHIEF, CLERK, REVIEWER

BUDGET = Noun(
    __package__,
    "budget",
    "资金",
    "funds",
    columns=(
        entered(Field("fund", "资金来源", k.CHOICE, True, choices="fund_sources")),
        entered(Field("year", "年度", k.COUNT, True, aliases=("年份",))),
        entered(Field("until_year", "至年度", k.COUNT, help="几年合下的资金写末年；空白按一年")),
        entered(Field("amount_fen", "安排金额(元)", k.FEN, True), total=True),
        shown(Field("allocated_fen", "已分配(元)", k.FEN, help="分给下级单位的"), total=True),
        shown(Field("advanced_fen", "预拨(元)", k.FEN), total=True),
        shown(Field("paid_fen", "拨付(元)", k.FEN), total=True),
        shown(Field("returned_fen", "退回(元)", k.FEN), total=True),
        shown(Field("balance_fen", "余额(元)", k.FEN), total=True),
        shown(Field("committed_fen", "已核准未拨(元)", k.FEN, help="已核准、还没有付的补贴申请占用的"), total=True),
        shown(Field("available_fen", "可用额度(元)", k.FEN, help="余额减去已核准未拨的"), total=True),
        entered(Field("document", "文号", k.TEXT, True, "下达资金的文件文号")),
        recorded(Field("entered_by", "登记人", k.NAME), hidden=True, sent=False),
    ),
    states={"pending": "待确认", "active": "已安排", "unarranged": "未安排"},
    follows=frozenset({"active", "unarranged"}),
    verbs=(
        create("新建资金安排"),
        edit("pending"),
        Verb("confirm", "确认资金安排", ("pending",), "active", role=REVIEWER, also=f"{CHIEF} {CLERK}"),
        correct("更正资金安排", ("active",), "amount_fen", "until_year", "document", REASON),
    ),
    label=("fund", "year"),
    early=(),
    imports=(TableImport("budgets", "资金安排", "导入资金安排"),),
    sheet_label="fund",
    sheet_title="资金安排",
    turns=(Turn("pending", "confirm", ("entered_by",), senior=True),),
)
