"""What an office is called, its columns and verbs."""

from app.kernel import kinds as k
from app.kernel.column import Asked, named, recorded, shown
from app.kernel.fields import REASON, Field
from app.kernel.noun import Noun, Verb, correct, create, edit
from app.kernel.workflow import ADMIN, CHIEF
from app.office.staffing import UNDERSTAFFED

LEVELS = {"town": "街镇", "county": "区县", "city": "市"}
LEVEL = k.coded("office_level", LEVELS)
PACK = Field("pack", "政策包", k.TEXT, True)
"""Asked when an office is founded."""
IDLE = "idle_minutes"
OVERSPENDING = "overspending"
"""The setting that says what becomes of a sum that is more than a fund still has."""
_OVERSPENDING = k.coded("overspending", {"asked": "询问后办理", "refused": "不允许"})
"""The setting after how many minutes without a key or a click the window locks."""
SETTINGS = ("backups", "superior", IDLE)
"""What is edited of an office and kept among its settings."""
FIGURES, AMEND = "figures", "amend"
"""What is done for an office without the program."""
REGISTERED = ("name", "region", "level", "phone", "address")

OFFICE = Noun(
    __package__,
    "office",
    "本单位",
    "offices",
    columns=(
        recorded(Field("name", "单位名称", k.TEXT, True, "盖章用的全称")),
        recorded(Field("region", "行政区划代码", k.TEXT, True, "6 至 12 位数字，以民政部公布的代码为准")),
        recorded(Field("level", "层级", LEVEL, True)),
        recorded(Field("phone", "联系电话", k.TEXT)),
        recorded(Field("address", "地址", k.LONG)),
        named(
            Field("parent_name", "由谁转报", k.TEXT, help="这个单位的报送包由它的上级转来；空白为直接报送"),
            *("parent_uid", "转报单位编号"),
            asked=Asked.NEVER,
            imported=False,
        ),
        recorded(Field("program", "使用本程序", k.FLAG, help="不用的按工作簿报送，报表上注明")),
        shown(Field("backups", "备份文件夹", k.TEXT, help="最好放在另一块磁盘或 U 盘上；空白则放在数据文件夹里")),
        shown(Field("superior", "上级行政区划代码", k.TEXT, help="填了以后，报送包只能由这个上级接收")),
        shown(
            Field(
                IDLE,
                "无人操作几分钟后锁定",
                k.COUNT,
                help="1 至 120；空白按十分钟。锁定后要输密码才能继续，填了一半的不会丢",
            )
        ),
        shown(
            Field(
                UNDERSTAFFED,
                "人员不足",
                k.FLAG,
                help="提交、复核、核准、拨付不能由不同的人办理时填是；各项报表上会写明",
            )
        ),
        shown(
            Field(OVERSPENDING, "资金超支", _OVERSPENDING, help="核准或拨付的金额超出资金可用额度时；空白为询问后办理")
        ),
    ),
    states={"active": "有效"},
    stated=False,
    verbs=(
        create("登记未用程序的单位", *REGISTERED),
        Verb(FIGURES, "导入报送数据", ("active",), foreign=True),
        Verb(AMEND, "更正单位登记", ("active",), fields=REGISTERED, foreign=True),
        edit("active", fields=("name", "phone", "address", *SETTINGS), also=f"{CHIEF} {ADMIN}"),
        correct("登记人员不足、超支办法", ("active",), UNDERSTAFFED, OVERSPENDING, REASON, also=f"{CHIEF} {ADMIN}"),
    ),
    label=("name",),
    list_title="单位",
    tab_title="本单位",
)
