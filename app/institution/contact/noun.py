"""What a contact is called, its columns, states and verbs (绥政办发〔2019〕34号四（二）: name and telephone are reported up)."""

from app.kernel import kinds as k
from app.kernel.column import entered, named
from app.kernel.fields import REASON, Field
from app.kernel.noun import Inside, Noun, TableImport, Verb, create, edit

CONTACT = Noun(
    __package__,
    "contact",
    "联系人",
    "contacts",
    columns=(
        named(
            Field("unit_name", "责任单位", k.TEXT, True, aliases=("单位", "单位名称", "工作单位")),
            *("unit_uid", "责任单位编号", "class.unit"),
        ),
        entered(Field("section", "专门机构", k.TEXT, help="专门负责这项工作的科室", aliases=("科室", "部门"))),
        entered(Field("name", "姓名", k.NAME, True, aliases=("联系人", "联系人姓名"))),
        entered(Field("post", "职务", k.TEXT, aliases=("职位",))),
        entered(Field("phone", "联系电话", k.PHONE, True, aliases=("联系方式", "电话", "手机号码"))),
        entered(Field("since", "任职日期", k.DATE, help="从哪一天起担任联系人")),
    ),
    states={"active": "在任", "left": "已卸任"},
    verbs=(
        create("登记联系人"),
        edit("active"),
        Verb("leave", "卸任", ("active",), "left", (REASON,)),
    ),
    label=("name", "unit_name"),
    list_title="通讯录",
    inside=(Inside("quota", "unit_name", "unit_name", ("unit_name",)), Inside("office")),
    imports=(TableImport("contacts", "联系人", "导入联系人"),),
    sheet_label="name",
    identity=("unit_name", "name"),
)
