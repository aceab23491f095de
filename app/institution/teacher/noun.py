"""What a teacher is called, the columns, states and verbs; the columns are those of the roster of teachers (师资登记表)."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.institution.institution.noun import INSTITUTION
from app.kernel import kinds as k
from app.kernel.column import entered, named, shown
from app.kernel.fields import REASON, Field
from app.kernel.noun import Fault, Inside, Noun, TableImport, Verb, create, edit

_ENGAGEMENT = k.coded("engagement", {"full": "专职", "part": "兼职"})


def _faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    issued, until = values.get("issued_on"), values.get("valid_until")
    if issued and until and until < issued:
        yield Fault("valid_until", "teacher.dates")


TEACHER = Noun(
    __package__,
    "teacher",
    "教师",
    "teachers",
    columns=(
        entered(Field("name", "姓名", k.NAME, True, aliases=("教师姓名",))),
        entered(Field("id_number", "身份证号", k.ID, True, aliases=("公民身份号码", "身份证号码", "证件号码"))),
        shown(Field("sex", "性别", k.TEXT)),
        shown(Field("age", "年龄", k.COUNT)),
        named(
            Field("institution_name", "培训机构", k.TEXT, True, aliases=("所在机构", "机构名称")),
            *("institution_uid", "培训机构编号", "agreement.institution"),
        ),
        shown(INSTITUTION["uscc"], hidden=True),
        entered(Field("engagement", "专职或兼职", _ENGAGEMENT, True, aliases=("专职/兼职", "专兼职"))),
        entered(Field("education", "学历", k.TEXT)),
        entered(Field("major", "所学专业", k.TEXT), hidden=True),
        entered(Field("post_title", "职称", k.TEXT)),
        entered(Field("occupation", "任教职业(工种)", k.TEXT, True, aliases=("任教工种",))),
        entered(Field("courses", "担任培训课程", k.LONG), hidden=True),
        entered(Field("certificate_name", "教师资格或职业资格", k.TEXT, aliases=("职业资格名称", "证书名称"))),
        entered(Field("level", "资格等级", k.TEXT)),
        entered(Field("certificate_number", "证书编号", k.CODE, aliases=("证书号",))),
        entered(Field("issued_on", "发证日期", k.DATE), hidden=True),
        entered(Field("valid_until", "证书有效期至", k.DATE, help="含当日；长期有效的不填"), hidden=True),
        entered(Field("phone", "联系电话", k.PHONE, aliases=("手机号码", "电话"))),
    ),
    states={"active": "在岗", "left": "已离职"},
    verbs=(
        create("登记教师"),
        edit("active"),
        Verb("leave", "离职", ("active",), "left", (REASON,)),
        Verb("rejoin", "返岗", ("left",), "active"),
    ),
    label=("name", "institution_name"),
    inside=(Inside("institution", known=("institution_name",), after="agreements"),),
    imports=(TableImport("teachers", "教师", "导入教师", joins=True),),
    sheet_label="name",
    identity=("id_number", "institution_name"),
    faults=_faults,
)
