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
