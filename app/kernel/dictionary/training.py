"""The data elements of classes, the people in them and what is kept of each."""

from app.kernel import kinds as k
from app.kernel.fields import Field, group
from app.kernel.workflow import TAG

TAGS = group(
    Field("category", "人员身份", k.CHOICE, True, choices="person_categories", aliases=("身份类别",)),
    Field("since", "认定日期", k.DATE, True, "证明材料载明的日期", aliases=("发证日期", "认定时间")),
    Field("until", "失效日期", k.DATE, help="含当日；没有期限的不填", aliases=("有效期至",)),
    Field("proof", "证明材料", k.PROOF, True, "名称和编号，例：残疾人证 字第1号", aliases=("证件编号",)),
    Field("state", "状态", k.coded("tag_state", TAG.states)),
)
ATTENDANCE = group(
    Field("day", "日期", k.DATE, True, aliases=("考勤日期", "上课日期")),
    Field("periods", "课时", k.COUNT, True, "当天实际参训的课时", aliases=("课时数",)),
    Field("minutes", "每课时分钟", k.COUNT, True, aliases=("每课时分钟数",)),
)
WORK_MONTHS = group(
    Field("month", "月份", k.TEXT),
    Field("months", "在岗月份", k.MONTHS, True, "如 2019-10、2019-11，或 2019-10至2019-12", aliases=("月份明细",)),
)
