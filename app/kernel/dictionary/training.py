"""The data elements of classes, the people in them and what is kept of each."""

from app.kernel import kinds as k
from app.kernel.dictionary.codes import APPRENTICE, ARRANGEMENT, REPORTED, RESULT, SEX
from app.kernel.fields import Field, group
from app.kernel.workflow import CLASS, ENROLMENT, TAG

CLASSES = group(
    Field("number", "班级编号", k.TEXT),
    Field("name", "班级名称", k.TEXT, True),
    Field("institution_name", "培训机构", k.TEXT, True),
    Field("unit_name", "责任单位", k.TEXT, True),
    Field("occupation", "职业(工种)", k.TEXT, True),
    Field("level", "技能等级", k.CHOICE, True, choices="skill_levels"),
    Field("training_type", "培训类型", k.CHOICE, True, choices="training_types"),
    Field("arrangement", "组织形式", ARRANGEMENT, help="办理流程和预拨因组织形式而不同，政策没有区别的可以不填"),
    Field("subsidised", "补贴性培训", k.FLAG, help="是或否；空白按是"),
    Field("delivery_mode", "培训方式", k.CHOICE, choices="delivery_modes"),
    Field("starts_on", "开班日期", k.DATE, True),
    Field("ends_on", "结班日期", k.DATE, True),
    Field("place", "培训地点", k.LONG, True),
    Field("theory_periods", "理论课时", k.COUNT, True),
    Field("practice_periods", "实训课时", k.COUNT, True),
    Field("periods", "总课时", k.COUNT),
    Field("planned_count", "计划人数", k.COUNT, True),
    Field("leader", "班主任", k.NAME),
    Field("contact_phone", "联系电话", k.PHONE),
    Field("enrolled_count", "在册人数", k.COUNT),
    Field("filed_count", "备案人数", k.COUNT),
    Field("qualified_count", "合格人数", k.COUNT),
    Field("approved_count", "核准人数", k.COUNT),
    Field("left_out", "不予核准人员", k.LONG, help="核准少于合格时必填：写明是谁，用序号、身份证号或姓名，以顿号分开"),
    Field("left_out_reason", "不予核准的原因", k.LONG, help="记入花名册，补贴申请按此不予补贴"),
    Field("filed_on", "批准或备案日期", k.DATE),
    Field("filing_number", "批复或备案文号", k.TEXT),
    Field("accepted_on", "验收日期", k.DATE, help="空白按今天；补录以前的验收填当时的日期"),
    Field("materials", "验收材料", k.LONG),
    Field("reviewer", "审核人", k.NAME),
    Field("state", "状态", k.coded("class_state", CLASS.states)),
    Field("reported", "报送回执", REPORTED),
)
TRAINEES = group(
    Field("name", "姓名", k.NAME, True, aliases=("学员姓名", "参训人员姓名")),
    Field("id_number", "身份证号", k.ID, True, aliases=("公民身份号码", "身份证号码", "证件号码")),
    Field("sex", "性别", SEX),
    Field("born", "出生日期", k.DATE),
    Field("age", "年龄", k.COUNT),
    Field("phone", "联系电话", k.PHONE, aliases=("手机号码", "手机号", "电话")),
    Field("household", "户口所在地", k.LONG, aliases=("户口所在地区划", "户籍地址")),
    Field("address", "住址", k.LONG, aliases=("家庭住址", "现住址")),
    Field("initials", "拼音首字母", k.TEXT),
    Field("classes", "参训次数", k.COUNT),
    Field("certificates", "证书数", k.COUNT),
    Field("subsidies", "享受补贴次数", k.COUNT),
    Field("subsidy_fen", "补贴合计(元)", k.FEN),
)
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
