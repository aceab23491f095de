"""The data elements of the office itself: its people, packages, calendar."""

from app.kernel import kinds as k
from app.kernel.dictionary.codes import DAY_KIND, DIRECTION, LEVEL, ROLE_LIST
from app.kernel.fields import Field, group
from app.kernel.workflow import PACKAGE, USER

OFFICE = group(
    Field("name", "单位名称", k.TEXT, True, "盖章用的全称"),
    Field("region", "行政区划代码", k.TEXT, True, "6 至 12 位数字，以民政部公布的代码为准"),
    Field("level", "层级", LEVEL, True),
    Field("pack", "政策包", k.TEXT, True),
    Field("phone", "联系电话", k.TEXT),
    Field("address", "地址", k.LONG),
    Field("backups", "备份文件夹", k.TEXT, help="最好放在另一块磁盘或 U 盘上；空白则放在数据文件夹里"),
    Field("superior", "上级行政区划代码", k.TEXT, help="填了以后，报送包只能由这个上级接收"),
    Field("understaffed", "人员不足", k.FLAG, help="提交、复核、核准、拨付不能由不同的人办理时填是；各项报表上会写明"),
)
USERS = group(
    Field("name", "姓名", k.NAME, True, "登录和日志用"),
    Field("roles", "岗位", ROLE_LIST, True, "经办、复核、负责人，可兼任，用顿号分开"),
    Field("state", "状态", k.coded("user_state", USER.states)),
)
PACKAGES = group(
    Field("direction", "方向", DIRECTION),
    Field("office_name", "单位", k.TEXT),
    Field("period", "所属期", k.TEXT),
    Field("serial", "序号", k.COUNT),
    Field("made_on", "日期", k.DATE),
    Field("row_count", "记录数", k.COUNT),
    Field("total_fen", "补贴合计(元)", k.FEN),
    Field("accepted", "接收", k.COUNT),
    Field("refused", "未接收", k.COUNT),
    Field("note", "说明", k.TEXT),
    Field("sha256", "校验码", k.TEXT),
    Field("state", "状态", k.coded("package_state", PACKAGE.states)),
)
DAYS = group(
    Field("day", "日期", k.DATE, True),
    Field("kind", "类型", DAY_KIND, True),
    Field("name", "说明", k.TEXT),
)
