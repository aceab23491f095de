"""What a change of money set aside is called, its columns, states and verbs."""

from app.fund.budget.noun import BUDGET
from app.kernel import kinds as k
from app.kernel.column import Asked, entered, named, recorded, shown
from app.kernel.fields import REASON, Field
from app.kernel.noun import Inside, Noun, Turn, Verb, create
from app.kernel.workflow import CHIEF, CLERK, REVIEWER

ADDED, REDUCED, CARRIED, BROUGHT = "added", "reduced", "carried", "brought"
KIND = k.coded("budget_change", {ADDED: "追加", REDUCED: "调减", CARRIED: "结转下年", BROUGHT: "上年结转"})

BUDGET_CHANGE = Noun(
    __package__,
    "budget-change",
    "资金调整",
    "budget-changes",
    columns=(
        named(BUDGET["fund"], "budget_uid", "资金安排", asked=Asked.NEW, imported=False),
        shown(BUDGET["year"]),
        entered(Field("kind", "类别", KIND, True, "追加、调减；年度终了后结转下年"), imported=False),
        entered(Field("amount_fen", "金额(元)", k.FEN, help="结转下年的空白，按余额"), imported=False, total=True),
        entered(Field("document", "文号", k.TEXT, True, "追加、调减或结转的文件文号"), imported=False),
        recorded(Field("entered_by", "登记人", k.NAME), hidden=True),
    ),
    states={"pending": "待确认", "active": "已生效", "void": "已作废"},
    follows=frozenset({"active"}),
    verbs=(
        create("追加、调减或结转", BUDGET["fund"], BUDGET["year"], "kind", "amount_fen", "document"),
        Verb("confirm", "确认资金调整", ("pending",), "active", role=REVIEWER, also=f"{CHIEF} {CLERK}"),
        Verb("void", "作废", ("pending",), "void", (REASON,)),
    ),
    label=("fund", "kind"),
    inside=(Inside("budget", "fund", "fund", ("fund", "year")),),
    turns=(Turn("pending", "confirm", ("entered_by",), senior=True),),
)
