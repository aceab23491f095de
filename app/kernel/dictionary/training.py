"""The data elements of classes, the people in them and what is kept of each."""

from app.kernel import kinds as k
from app.kernel.dictionary.codes import APPRENTICE, RESULT
from app.kernel.fields import Field, group
from app.kernel.workflow import ENROLMENT, TAG

TAGS = group(
    Field("category", "人员身份", k.CHOICE, True, choices="person_categories", aliases=("身份类别",)),
    Field("since", "认定日期", k.DATE, True, "证明材料载明的日期", aliases=("发证日期", "认定时间")),
    Field("until", "失效日期", k.DATE, help="含当日；没有期限的不填", aliases=("有效期至",)),
    Field("proof", "证明材料", k.PROOF, True, "名称和编号，例：残疾人证 字第1号", aliases=("证件编号",)),
    Field("state", "状态", k.coded("tag_state", TAG.states)),
)
ENROLMENTS = group(
    Field("seq", "序号", k.COUNT),
    Field("category", "人员类别", k.CHOICE, True, choices="person_categories"),
    Field("draws_pension", "是否按月领取养老金", k.FLAG, help="是或否；空白按否", aliases=("是否领取养老金",)),
    Field("bank", "开户银行", k.TEXT),
    Field("account", "银行账号", k.ACCOUNT, aliases=("社保卡账号", "银行卡号")),
    Field("theory_score", "理论成绩", k.TEXT),
    Field("practice_score", "实操成绩", k.TEXT, aliases=("操作成绩", "实践成绩")),
    Field("result", "评定", RESULT, aliases=("考核结果", "是否合格")),
    Field("certificate_kind", "证书类型", k.CHOICE, choices="certificate_types"),
    Field("certificate_number", "证书编号", k.CODE, aliases=("证书号",)),
    Field("certificate_date", "发证日期", k.DATE),
    Field(
        "fee_fen",
        "实际培训费(元)",
        k.FEN,
        help="向本人收取的培训费；免费培训的不填或填 0",
        aliases=("实际费用", "培训费"),
        least=0,
    ),
    Field("locality", "地域条件", k.CHOICE, choices="localities", help="符合政策所列地域条件中的哪一项"),
    Field("hired_on", "入职日期", k.DATE, help="企业职工、以工代训人员填写", aliases=("入职时间", "录用日期")),
    Field("apprentice_kind", "学徒类别", APPRENTICE, help="新型学徒制填职工学徒或学生学徒"),
    Field("firm_opened_on", "企业开业日期", k.DATE, help="小微企业主参加创业培训填写", aliases=("开业日期",)),
    Field("modules_done", "完成实训模块", k.FLAG, help="公共实训填是或否"),
    Field("left_out", "不予核准的原因", k.LONG),
    Field("state", "状态", k.coded("enrolment_state", ENROLMENT.states)),
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
