"""What a rate is called, and its columns."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.kernel import kinds as k
from app.kernel import money
from app.kernel.column import entered, recorded
from app.kernel.fields import CONFIRMATION, REASON, Field
from app.kernel.noun import Fault, Noun, TableImport, Turn, Verb, correct, create, edit
from app.kernel.workflow import CHIEF, CLERK, REVIEWER

SAMPLE = "示例"
"""A document number that says so marks a rate as an example, on screen and on paper."""

USUAL_FEN = 100_000 * money.FEN_IN_YUAN
"""A rate above it is asked about before it is kept: somebody may have written a digit too many."""
_ENTERED = ("occupation", "level", "amount_fen", "since", "document", CONFIRMATION)


def _faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    if values["amount_fen"] <= 0:
        yield Fault("amount_fen", "money.form")


RATE = Noun(
    __package__,
    "rate",
    "补贴标准",
    "rates",
    columns=(
        entered(
            Field(
                "occupation",
                "职业(工种)",
                k.TEXT,
                True,
                "不按职业分列的目录，填目录的名称",
                aliases=("职业名称", "工种"),
            )
        ),
        entered(Field("level", "技能等级", k.CHOICE, True, choices="skill_levels", aliases=("等级",))),
        entered(
            Field(
                "amount_fen",
                "补贴标准(元)",
                k.FEN,
                True,
                "每人的金额，元；按月、按年的项目为每人每月、每人每年",
                aliases=("补贴标准",),
                least=1,
            )
        ),
        entered(Field("since", "执行日期", k.DATE, True)),
        entered(Field("document", "文号", k.TEXT, True, "依据文件的文号；示例数据写“示例”")),
        recorded(Field("sample", "示例", k.FLAG)),
        recorded(Field("entered_by", "登记人", k.NAME), hidden=True, sent=False),
    ),
    states={"pending": "待确认", "active": "有效"},
    follows=frozenset({"active"}),
    verbs=(
        create("新建标准", *_ENTERED),
        edit("pending", fields=_ENTERED),
        Verb("confirm", "确认标准", ("pending",), "active", role=REVIEWER, also=f"{CHIEF} {CLERK}"),
        correct("更正标准", ("active",), "amount_fen", "since", "document", REASON, CONFIRMATION),
    ),
    label=("occupation", "level"),
    list_title="补贴标准目录",
    imports=(TableImport("rates", "补贴标准目录", "导入标准"),),
    identity=("occupation", "level", "since"),
    faults=_faults,
    origin_listed=False,
    turns=(Turn("pending", "confirm", ("entered_by",), senior=True),),
)
