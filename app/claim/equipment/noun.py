"""What an item of training equipment is called, its columns, states and verbs."""

from app.claim.claim.noun import CLAIM, CLAIM_NUMBER
from app.kernel import kinds as k
from app.kernel import money
from app.kernel.column import Asked, entered, named
from app.kernel.fields import CONFIRMATION, LATE, REASON, Field
from app.kernel.noun import Inside, Noun, Verb, create, edit

_FACILITIES = {"base": "高技能人才培训基地", "studio": "技能大师工作室"}
FACILITY = k.coded("facility", _FACILITIES)


def facility_of(title: str) -> str:
    """The facility that a line is for, by its title; one that another office named otherwise stays as it is."""
    return next((code for code, known in _FACILITIES.items() if known == title), title)


USUAL_FEN = 100_000_000 * money.FEN_IN_YUAN
"""Equipment above it is asked about before it is kept: somebody may have written a digit too many."""
_ENTERED = ("institution_name", "facility", "name", "bought_on", "value_fen", "invoice", "serial_number", CONFIRMATION)

EQUIPMENT = Noun(
    __package__,
    "equipment",
    "实训设备",
    "equipment",
    columns=(
        named(
            Field("institution_name", "购置单位", k.TEXT, True, "在“机构”中登记的企业"),
            *("institution_uid", "培训机构编号", "class.institution"),
            asked=Asked.ALWAYS,
        ),
        entered(Field("facility", "建设项目", FACILITY, True)),
        entered(Field("name", "设备名称", k.TEXT, True)),
        entered(Field("bought_on", "购置日期", k.DATE, True)),
        entered(Field("value_fen", "购置金额(元)", k.FEN, True, "发票金额"), total=True),
        entered(Field("invoice", "发票号", k.CODE, True)),
        entered(Field("serial_number", "出厂编号", k.CODE, help="设备铭牌上的；多台的逐台登记")),
        named(CLAIM_NUMBER, "claim_uid", "补贴申请编号", asked=Asked.NEVER, imported=False),
    ),
    states={"active": "已登记", "claimed": "已申请", "void": "已作废"},
    verbs=(
        create("登记设备", *_ENTERED),
        edit("active", fields=_ENTERED),
        Verb("claim", "申请设备补助", ("active",), "claimed", (CLAIM["applied_on"], LATE)),
        Verb("void", "作废", ("active",), "void", (REASON,)),
    ),
    label=("institution_name", "name"),
    inside=(Inside("claim", known=("claim_number", "institution_name", "facility")),),
    sheet_label="name",
)
