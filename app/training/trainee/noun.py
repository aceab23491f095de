"""What a trainee is called, its columns, states and verbs."""

from app.kernel import kinds as k
from app.kernel.column import entered, recorded, shown
from app.kernel.fields import REASON, Field
from app.kernel.noun import Noun, Verb, correct, edit
from app.kernel.workflow import CHIEF, REVIEWER

_SEX = k.coded("sex", {"男": "男", "女": "女"})
_INITIALS = k.Kind("raw", str)
"""A text exactly as it is kept: each reading begins with a blank."""
_CALLED = (
    "考生",
    "学员",
    "学生",
    "员工",
    "职工",
    "户名",
    "开户名",
    "持卡人",
    "参训人",
    "参训人员",
    "培训对象",
    "Name",
    "NAME",
)
_SHARED = ("宿舍", "寝室", "办公", "单位", "公司", "企业", "学校", "车间", "部门", "村委", "社区")
"""Whose telephone is nobody's own."""
MERGED_INTO = Field(
    "merged_into", "并入的身份证号", k.ID, True, "同一个人号码正确的那条记录的身份证号；本条记录并入后不再保留"
)
IDENTITY = ("name", "id_number")
"""Who a person is."""

TRAINEE = Noun(
    "app.claim.trainee",
    "trainee",
    "学员",
    "trainees",
    columns=(
        entered(Field("name", "姓名", k.NAME, True, aliases=("学员姓名", "参训人员姓名"), hints=_CALLED)),
        recorded(
            Field(
                "id_number",
                "身份证号",
                k.ID,
                True,
                aliases=("公民身份号码", "公民身份证号码", "身份证号码", "证件号码"),
            )
        ),
        recorded(Field("sex", "性别", _SEX, hints=("Sex", "SEX", "Gender", "GENDER"))),
        recorded(Field("born", "出生日期", k.DATE)),
        entered(Field("phone", "联系电话", k.PHONE, aliases=("手机号码", "手机号", "电话"), never=_SHARED)),
        entered(Field("household", "户口所在地", k.LONG, aliases=("户口所在地区划", "户籍地址")), hidden=True),
        entered(Field("address", "住址", k.LONG, aliases=("家庭住址", "现住址")), hidden=True),
        shown(Field("classes", "参训次数", k.COUNT)),
        shown(Field("certificates", "证书数", k.COUNT)),
        shown(Field("subsidies", "享受补贴次数", k.COUNT)),
        shown(Field("subsidy_fen", "补贴合计(元)", k.FEN)),
        recorded(Field("initials", "拼音首字母", _INITIALS), listed=False),
    ),
    states={"active": "在库"},
    verbs=(
        edit("active"),
        correct("更正", ("active",), *IDENTITY, REASON),
        Verb("merge", "提请合并", ("active",), None, (MERGED_INTO, REASON), also=f"{REVIEWER} {CHIEF}"),
    ),
    label=("name",),
    state_listed=False,
    origin_listed=False,
    sheet_label="name",
)
