"""What an institution is called, its columns, states and verbs."""

from app.kernel import kinds as k
from app.kernel.column import entered, recorded, shown
from app.kernel.fact_values import FACTS, KEPT
from app.kernel.fields import REASON, Field
from app.kernel.noun import Noun, TableImport, Verb, correct, create, edit
from app.kernel.workflow import CHIEF, REVIEWER
from app.policy import pack_facts

FIRST_CLASS = k.coded(
    "first_class", {"held": "已办", "open": "期限内未办", "short": "提示：未按期办满", "none": "列入取消资格名单"}
)
FLAGS = ("insured", "education_fund")
"""What nobody said yes to is no."""
GUARDED = ("name", "uscc", "bank", "account")
"""Who is paid, and where to: one person's word does not change it once the institution matters."""
PENDING = "pending"
"""The state of one that a published list names without its credit code: it stands in the list until somebody fills it in, and
nothing is founded on it before."""
_OWNED = (
    "(?:民办|公办|民营|国营|国有|私营|私立|公立|集体|股份制?|合资|外资|混合)(?:办学|性质|学校|机构|企业|单位|所有制?)?"
)
"""Whose an institution is, not what it is, where the policy has no such kind."""
_ASKED = ("name", "uscc", "kind", "leader", "phone", "address", "bank", "account", "programmes", *FLAGS, FACTS)

INSTITUTION = Noun(
    "app.claim.institution",
    "institution",
    "培训机构",
    "institutions",
    columns=(
        entered(Field("name", "机构名称", k.TEXT, True, aliases=("培训机构名称", "单位名称"))),
        entered(
            Field("uscc", "统一社会信用代码", k.USCC, True, "18 位，营业执照或办学许可证上", aliases=("社会信用代码",))
        ),
        entered(
            Field(
                "kind",
                "机构类别",
                k.CHOICE,
                choices="institution_kinds",
                hints=("性质", "办学性质", "机构性质"),
                unlike=(_OWNED,),
            )
        ),
        entered(
            Field(
                "programmes",
                "培训职业及等级",
                k.LONG,
                True,
                "例：电工 四级/中级工；保育员 五级/初级工",
                aliases=("可开展的培训项目", "培训工种及等级"),
                hints=("培训工种", "培训职业", "培训项目"),
            )
        ),
        entered(Field("leader", "负责人", k.NAME, hints=("法人", "法定代表人", "法人代表"))),
        entered(Field("phone", "联系电话", k.PHONE)),
        entered(Field("address", "地址", k.LONG)),
        entered(Field("bank", "开户银行", k.TEXT), hidden=True),
        entered(Field("account", "银行账号", k.ACCOUNT), hidden=True),
        recorded(Field("listed_on", "公布日期", k.DATE)),
        shown(Field("first_class", "首期班", FIRST_CLASS, help="是否按期办过规定人数的培训班")),
        entered(Field("insured", "参保企业", k.FLAG, help="依法参加社会保险的企业填是"), hidden=True),
        entered(
            Field("education_fund", "提取使用职工教育经费", k.FLAG, help="依法足额提取并使用职工教育经费的企业填是"),
            hidden=True,
        ),
        KEPT,
    ),
    states={"draft": "已登记", "listed": "已公布", "delisted": "已退出", PENDING: "待补信用代码"},
    follows=frozenset({PENDING}),
    verbs=(
        create("新建机构", *_ASKED),
        edit("draft", "listed", PENDING, fields=_ASKED),
        correct("更正", ("draft", "listed", "delisted"), *GUARDED, REASON),
        Verb("publish", "列入公布名单", ("draft", "delisted"), "listed", ("listed_on",), also=f"{REVIEWER} {CHIEF}"),
        Verb("delist", "移出名单", ("listed",), "delisted", (REASON,)),
    ),
    label=("name",),
    tab_title="机构",
    imports=(TableImport("institutions", "培训机构", "导入机构", _ASKED, kept=("uscc",)),),
    facts=pack_facts.INSTITUTION,
    sheet_label="name",
    dated=True,
)
