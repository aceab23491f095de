"""What a public notice is called, its columns, states and verbs; it is put up by a verb of the claims that it is of."""

from dataclasses import replace

from app.claim.claim.noun import CLAIM
from app.kernel import kinds as k
from app.kernel.column import recorded, shown
from app.kernel.fields import CONFIRMATION, LATE, Field
from app.kernel.noun import Noun, Verb

NOTICE = Noun(
    __package__,
    "notice",
    "公示",
    "notices",
    columns=(
        recorded(Field("number", "公示编号", k.TEXT)),
        recorded(CLAIM["notice_from"]),
        recorded(CLAIM["notice_to"]),
        recorded(CLAIM["notice_days"]),
        recorded(Field("counted_from", "起算日", k.DATE), hidden=True),
        recorded(Field("payable_on", "最早可拨付日", k.DATE)),
        shown(Field("claim_count", "申请数", k.COUNT), total=True),
        shown(Field("published_count", "公示人数", k.COUNT), total=True),
        shown(replace(CLAIM["total_fen"], title="公示金额(元)"), total=True),
        shown(Field("open_objections", "未处理的异议", k.COUNT), total=True),
        recorded(CLAIM["cleared_on"]),
        recorded(Field("posted_by", "公示经办人", k.NAME)),
        recorded(Field("publisher", "公示单位", k.LONG), hidden=True),
        recorded(Field("joint_text", "共同公示", k.LONG), hidden=True),
        recorded(Field("phone", "受理电话", k.TEXT), hidden=True),
        recorded(Field("address", "受理地址", k.LONG), hidden=True),
        recorded(Field("clause", "依据条款", k.TEXT), hidden=True),
    ),
    states={"posted": "公示中", "over": "公示期满", "withdrawn": "已撤下"},
    verbs=(Verb("clear", "公示期满", ("posted",), None, ("cleared_on", LATE, CONFIRMATION)),),
    label=("number",),
    explained="公示文本",
    money="total_fen",
    dated=True,
    follows=frozenset({"over", "withdrawn"}),
)
