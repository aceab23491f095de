"""The data elements, each declared once; edit dialog, template, import, export, print and command line read them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain import kinds as k
from app.domain.deadlines import STANDINGS
from app.domain.kinds import BadValue, Kind, Value
from app.domain.outcomes import Problem
from app.domain.workflow import (
    ADVANCE,
    AGREEMENT,
    BUDGET,
    CLAIM,
    CLASS,
    DEADLINE,
    ENROLMENT,
    INSTITUTION,
    OVERRIDE,
    PACKAGE,
    PAYMENT,
    RECOVERY,
    ROLES,
    TAG,
    USER,
    WORKFLOWS,
)
from app.domain.workflow import EQUIPMENT as EQUIPMENT_FLOW

SEX = k.coded("sex", {"男": "男", "女": "女"})
RESULT = k.coded("result", {"qualified": "合格", "failed": "不合格"})
DECISION = k.coded("decision", {"granted": "核定", "refused": "不予补贴"})
DIRECTION = k.coded("direction", {"sent": "报出", "received": "收到"})
REPORTED = k.coded("reported", {"pending": "待回执", "accepted": "已接收", "refused": "未接收"})
DAY_KIND = k.coded("day_kind", {"off": "休息", "work": "上班"})
ROLE_LIST = k.several("roles", ROLES)
NOUN = k.coded("noun", {"office": "本单位", **{flow.noun: flow.title for flow in WORKFLOWS.values()}})
VERB = k.coded(
    "verb",
    {
        **{move.verb: move.title for flow in WORKFLOWS.values() for move in flow.moves},
        "create": "新建",
        "edit": "修改",
        "approve": "批准",
        "publish": "公布",
        "found": "建立",
        "import": "导入",
        "build": "生成",
        "adopt": "登记",
        "apply": "接收",
        "receipt": "回执",
        "lapse": "失效",
        "install": "安装政策包",
        "confirm": "确认",
        "revoke": "撤销",
        "settle": "结算",
        "extract": "审计导出",
    },
)
"""What the journal records; where nouns call the same verb differently, the plainest word."""
ARRANGEMENTS = {"enterprise": "企业培训", "project": "项目制培训", "open": "机构自主招生", "individual": "个人申报"}
ARRANGEMENT = k.coded("arrangement", ARRANGEMENTS)
APPRENTICE = k.coded("apprentice_kind", {"worker": "职工学徒", "student": "学生学徒"})
CAUSE = k.coded(
    "cause",
    {"overpaid": "结算多拨", "fraud": "骗取套取", "reduced": "核减", "cancelled": "班级作废", "other": "其他"},
)
PAYMENT_KIND = k.coded("payment_kind", {"claim": "拨付", "advance": "预拨", "return": "退回"})
FIRST_CLASS = k.coded(
    "first_class", {"held": "已办", "open": "期限内未办", "short": "提示：未按期办满", "none": "列入取消资格名单"}
)
FACILITY = k.coded("facility", {"base": "高技能人才培训基地", "studio": "技能大师工作室"})
LEVEL = k.coded("office_level", {"town": "街镇", "county": "区县", "city": "市"})


@dataclass(frozen=True)
class Field:
    """One data element: key, Chinese title, kind; `choices` names the list of the policy pack that holds its values."""

    key: str
    title: str
    kind: Kind = k.TEXT
    required: bool = False
    help: str = ""
    choices: str = ""
    aliases: tuple[str, ...] = ()
    """Other headers under which clerks' workbooks carry it."""
    least: int | None = None
    """The least sum, in 分, that may be entered; None where any may."""

    def read(self, text: str, lists: Mapping[str, Sequence[str]]) -> Value:
        """The value of a text; None when it is blank and may be; BadValue otherwise."""
        if not text or not text.strip():
            if self.required:
                raise BadValue("field.required")
            return None
        value = k.choose(text, lists[self.choices]) if self.choices else self.kind.read(text)
        if value == "" and self.required:  # nothing but characters that cannot be seen
            raise BadValue("field.required")
        if self.least is not None and isinstance(value, int) and value < self.least:
            raise BadValue("money.least", least=self.kind.show(self.least))
        return value

    def optional(self) -> "Field":
        """The same element where it may be left out."""
        return replace(self, required=False)


def read(
    fields: Iterable[Field], texts: Mapping[str, str], lists: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Value], list[Problem]]:
    """The values of a form and all its problems."""
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for field in fields:
        text = texts.get(field.key, "")
        try:
            values[field.key] = field.read(text, lists)
        except BadValue as bad:
            value = field.kind.mask(text) if field.kind.mask else text
            problems.append(Problem(bad.code, bad.params, key=field.key, title=field.title, value=value))
    return values, problems


def _group(*fields: Field) -> dict[str, Field]:
    return {f.key: f for f in fields}


YEARS = frozenset({"year", "until_year", "counted_year"})
"""Keys of numbers that are years: shown without separators, never added."""
ORIGIN = Field("origin", "来源单位", k.TEXT)
NOTE = Field("note", "备注", k.LONG)
REASON = Field("reason", "原因", k.LONG, True, "写明原因，将记入操作日志")

OFFICE = _group(
    Field("name", "单位名称", k.TEXT, True, "盖章用的全称"),
    Field("region", "行政区划代码", k.TEXT, True, "6 至 12 位数字，以民政部公布的代码为准"),
    Field("level", "层级", LEVEL, True),
    Field("pack", "政策包", k.TEXT, True),
    Field("phone", "联系电话", k.TEXT),
    Field("address", "地址", k.LONG),
    Field("backups", "备份文件夹", k.TEXT, help="最好放在另一块磁盘或 U 盘上；空白则放在数据文件夹里"),
    Field("superior", "上级行政区划代码", k.TEXT, help="填了以后，报送包只能由这个上级接收"),
)
USERS = _group(
    Field("name", "姓名", k.NAME, True, "登录和日志用"),
    Field("roles", "岗位", ROLE_LIST, True, "经办、复核、负责人，可兼任，用顿号分开"),
    Field("state", "状态", k.coded("user_state", USER.states)),
)
QUOTA = _group(
    Field("seq", "序号", k.COUNT),
    Field("axis", "分解口径", k.TEXT),
    Field("unit_name", "责任单位", k.TEXT, True),
    Field("parent_name", "上级责任单位", k.TEXT),
    Field("cooperating", "配合单位", k.LONG),
    Field("duty", "工作职责", k.LONG),
    Field("year", "年度", k.COUNT, True),
    Field("until_year", "至年度", k.COUNT, help="几年合下的指标写末年"),
    Field("measure", "计量单位", k.TEXT, help="人次或人"),
    Field("target", "任务指标", k.COUNT, True),
    Field("stretch", "力争指标", k.COUNT),
    Field("done", "完成人次", k.COUNT),
    Field("persons", "完成人数", k.COUNT),
    Field("certified", "持证数", k.COUNT),
    Field("progress", "完成率", k.PERCENT),
    Field("upgrade_share", "技能提升占比", k.PERCENT, help="完成数中技能提升培训所占比例，只取整到万分之一，不进位"),
    Field("upgrade_required", "要求占比", k.PERCENT),
)
INDICATORS = _group(
    Field("title", "指标", k.TEXT),
    Field("unit_name", "责任单位", k.TEXT),
    Field("axis", "分解口径", k.TEXT),
    Field("year", "年度", k.COUNT),
    Field("until_year", "至年度", k.COUNT),
    Field("target", "指标值", k.COUNT),
    Field("unit", "计量单位", k.TEXT),
    Field("done", "完成数", k.COUNT, help="占比类指标为占比的分子"),
    Field("base", "基数", k.COUNT, help="占比类指标的分母"),
    Field("counted_year", "统计年度", k.COUNT, help="占比按这一年的人数计算"),
    Field("share", "实际占比", k.PERCENT),
    Field("progress", "完成率", k.PERCENT),
    Field("met", "达标", k.FLAG),
    Field("note", "说明", k.LONG),
    Field("clause", "条款", k.TEXT),
    Field("document", "文号", k.TEXT),
    Field("quote", "通知原文", k.LONG),
)
WORKFORCE = _group(
    Field("year", "年度", k.COUNT, True, "人数为这一年年底数"),
    Field("employed", "就业人员(人)", k.COUNT, True, aliases=("就业人员", "就业人员总量")),
    Field("skilled", "技能劳动者(人)", k.COUNT, True, aliases=("技能劳动者",)),
    Field("highly_skilled", "高技能人才(人)", k.COUNT, True, aliases=("高技能人才",)),
    Field("skilled_share", "技能劳动者占比", k.PERCENT),
    Field("highly_skilled_share", "高技能人才占比", k.PERCENT),
    Field("poor_in_need", "有培训需求的贫困劳动力(人)", k.COUNT, help="没有核实的空着，空白不按零计"),
    Field("source", "数据来源", k.TEXT, True, "统计报表、公报或调查的名称和文号"),
)
INSTITUTIONS = _group(
    Field("name", "机构名称", k.TEXT, True, aliases=("培训机构名称", "单位名称")),
    Field("uscc", "统一社会信用代码", k.USCC, True, "18 位，营业执照或办学许可证上", aliases=("社会信用代码",)),
    Field("kind", "机构类别", k.CHOICE, choices="institution_kinds"),
    Field("leader", "负责人", k.NAME),
    Field("phone", "联系电话", k.PHONE),
    Field("address", "地址", k.LONG),
    Field("bank", "开户银行", k.TEXT),
    Field("account", "银行账号", k.ACCOUNT),
    Field("programmes", "培训职业及等级", k.LONG, True, "例：电工 四级/中级工；保育员 五级/初级工"),
    Field("listed_on", "公布日期", k.DATE),
    Field("insured", "参保企业", k.FLAG, help="依法参加社会保险的企业填是"),
    Field("education_fund", "提取使用职工教育经费", k.FLAG, help="依法足额提取并使用职工教育经费的企业填是"),
    Field("first_class", "首期班", FIRST_CLASS, help="是否按期办过规定人数的培训班"),
    Field("state", "状态", k.coded("institution_state", INSTITUTION.states)),
)
AGREEMENTS = _group(
    Field("number", "协议编号", k.TEXT, True),
    Field("institution_name", "培训机构", k.TEXT, True),
    Field("party", "委托方", k.TEXT, True, "委托培训的企业或部门"),
    Field("signed_on", "签订日期", k.DATE, True),
    Field("until_on", "有效期至", k.DATE, True, "含当日；这一天以前（含）开班的培训班适用"),
    Field("state", "状态", k.coded("agreement_state", AGREEMENT.states)),
)
CLASSES = _group(
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
    Field("filed_on", "批准或备案日期", k.DATE),
    Field("filing_number", "批复或备案文号", k.TEXT),
    Field("materials", "验收材料", k.LONG),
    Field("reviewer", "审核人", k.NAME),
    Field("state", "状态", k.coded("class_state", CLASS.states)),
    Field("reported", "报送回执", REPORTED),
)
TRAINEES = _group(
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
TAGS = _group(
    Field("category", "人员身份", k.CHOICE, True, choices="person_categories", aliases=("身份类别",)),
    Field("since", "认定日期", k.DATE, True, "证明材料载明的日期", aliases=("发证日期", "认定时间")),
    Field("until", "失效日期", k.DATE, help="含当日；没有期限的不填", aliases=("有效期至",)),
    Field("proof", "证明材料", k.TEXT, True, "名称和编号，例：残疾人证 字第1号", aliases=("证件编号",)),
    Field("state", "状态", k.coded("tag_state", TAG.states)),
)
ENROLMENTS = _group(
    Field("seq", "序号", k.COUNT),
    Field("category", "人员类别", k.CHOICE, True, choices="person_categories"),
    Field("draws_pension", "是否按月领取养老金", k.FLAG, help="是或否；空白按否", aliases=("是否领取养老金",)),
    Field("bank", "开户银行", k.TEXT),
    Field("account", "银行账号", k.ACCOUNT, aliases=("社保卡账号", "银行卡号")),
    Field("theory_score", "理论成绩", k.TEXT),
    Field("practice_score", "实操成绩", k.TEXT, aliases=("操作成绩", "实践成绩")),
    Field("result", "评定", RESULT, aliases=("考核结果", "是否合格")),
    Field("certificate_kind", "证书类型", k.CHOICE, choices="certificate_types"),
    Field("certificate_number", "证书编号", k.TEXT, aliases=("证书号",)),
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
    Field("state", "状态", k.coded("enrolment_state", ENROLMENT.states)),
)
ATTENDANCE = _group(
    Field("day", "日期", k.DATE, True, aliases=("考勤日期", "上课日期")),
    Field("periods", "课时", k.COUNT, True, "当天实际参训的课时", aliases=("课时数",)),
    Field("minutes", "每课时分钟", k.COUNT, True, aliases=("每课时分钟数",)),
)
WORK_MONTHS = _group(
    Field("month", "月份", k.TEXT),
    Field("months", "在岗月份", k.MONTHS, True, "如 2019-10、2019-11，或 2019-10至2019-12", aliases=("月份明细",)),
)
RATES = _group(
    Field("occupation", "职业(工种)", k.TEXT, True, aliases=("职业名称", "工种")),
    Field("level", "技能等级", k.CHOICE, True, choices="skill_levels", aliases=("等级",)),
    Field(
        "amount_fen",
        "补贴标准(元)",
        k.FEN,
        True,
        "每人的金额，元；按月、按年的项目为每人每月、每人每年",
        aliases=("补贴标准",),
        least=1,
    ),
    Field("since", "执行日期", k.DATE, True),
    Field("document", "文号", k.TEXT, True, "依据文件的文号；示例数据写“示例”"),
    Field("sample", "示例", k.FLAG),
)
CLAIMS = _group(
    Field("number", "申请编号", k.TEXT),
    Field("class_number", "班级编号", k.TEXT),
    Field("class_name", "班级名称", k.TEXT),
    Field("scheme", "补贴项目", k.TEXT),
    Field("applied_on", "申请日期", k.DATE),
    Field("line_count", "申请人数", k.COUNT),
    Field("granted_count", "核定人数", k.COUNT),
    Field("refused_count", "不予补贴", k.COUNT),
    Field("total_fen", "核定金额(元)", k.FEN),
    Field("equipment_fen", "设备购置总值(元)", k.FEN),
    Field("submitted_by", "提交人", k.NAME),
    Field("department", "主管部门", k.TEXT),
    Field("department_by", "主管部门审核人", k.NAME),
    Field("department_on", "主管部门审核日期", k.DATE),
    Field("department_note", "主管部门审核意见", k.LONG),
    Field("reviewed_by", "复核人", k.NAME),
    Field("approved_by", "核准人", k.NAME),
    Field("notice_from", "公示起始", k.DATE),
    Field("notice_to", "公示截止", k.DATE),
    Field("cleared_on", "公示结束", k.DATE),
    Field("paid_on", "拨付日期", k.DATE),
    Field("notice_days", "公示工作日", k.COUNT),
    Field("real_name_number", "实名制系统编号", k.TEXT, help="省级实名制管理系统的录入编号"),
    Field("state", "状态", k.coded("claim_state", CLAIM.states)),
    Field("reported", "报送回执", REPORTED),
)
CLAIM_LINES = _group(
    Field("claim_number", "申请编号", k.TEXT),
    Field("year", "年度", k.COUNT),
    Field("decision", "核定结果", DECISION),
    Field("rate_fen", "标准(元)", k.FEN),
    Field("amount_fen", "核定金额(元)", k.FEN),
    Field("reasons", "理由与条款", k.LONG),
    Field("reported", "报送回执", REPORTED),
    Field("receipt_reason", "回执意见", k.LONG),
)
OVERRIDES = _group(
    Field("month", "月份", k.TEXT),
    Field("reason", "手工通过的原因", k.LONG, True, "写明为什么超过限额仍予补贴"),
    Field("document", "批准文号", k.TEXT, True, "批准突破限额的文件或会议纪要的文号"),
    Field("against", "超出的限额", k.LONG),
    Field("clause", "依据条款", k.TEXT),
    Field("amount_fen", "核定金额(元)", k.FEN),
    Field("asked_by", "提出人", k.NAME),
    Field("asked_on", "提出日期", k.DATE),
    Field("confirmed_by", "确认人", k.NAME),
    Field("confirmed_on", "确认日期", k.DATE),
    Field("state", "状态", k.coded("override_state", OVERRIDE.states)),
)
EQUIPMENT = _group(
    Field("institution_name", "购置单位", k.TEXT, True, "在“机构”中登记的企业"),
    Field("facility", "建设项目", FACILITY, True),
    Field("name", "设备名称", k.TEXT, True),
    Field("bought_on", "购置日期", k.DATE, True),
    Field("value_fen", "购置金额(元)", k.FEN, True, "发票金额"),
    Field("invoice", "发票号", k.TEXT, True),
    Field("claim_number", "申请编号", k.TEXT),
    Field("state", "状态", k.coded("equipment_state", EQUIPMENT_FLOW.states)),
)
PAYMENTS = _group(
    Field("number", "拨付编号", k.TEXT),
    Field("kind", "类别", PAYMENT_KIND),
    Field("claim_number", "申请编号", k.TEXT),
    Field("advance_number", "预拨编号", k.TEXT),
    Field("recovery_number", "追回编号", k.TEXT),
    Field("settled_fen", "核定金额(元)", k.FEN),
    Field("ahead_fen", "已预拨(元)", k.FEN),
    Field("payee", "收款单位", k.TEXT),
    Field("bank", "开户银行", k.TEXT),
    Field("account", "收款账号", k.ACCOUNT),
    Field("amount_fen", "拨付金额(元)", k.FEN),
    Field("fund", "资金来源", k.CHOICE, True, choices="fund_sources"),
    Field("voucher", "凭证号", k.TEXT, True, "财政或银行的拨付凭证号"),
    Field("paid_on", "拨付日期", k.DATE, True),
    Field("state", "状态", k.coded("payment_state", PAYMENT.states)),
)
ADVANCES = _group(
    Field("number", "预拨编号", k.TEXT),
    Field("class_number", "班级编号", k.TEXT, True, "已批准、还没有验收的企业培训或项目制培训班"),
    Field("scheme", "补贴项目", k.TEXT),
    Field("applied_on", "申请日期", k.DATE),
    Field("head_count", "在册人数", k.COUNT),
    Field("rate_fen", "每人标准(元)", k.FEN),
    Field("expected_fen", "预计补贴(元)", k.FEN),
    Field("share", "预拨比例上限(%)", k.COUNT),
    Field("amount_fen", "预拨金额(元)", k.FEN, help="空白按政策允许的最高比例；可以少填，不能多填"),
    Field("clause", "依据条款", k.TEXT),
    Field("submitted_by", "提交人", k.NAME),
    Field("approved_by", "核准人", k.NAME),
    Field("paid_on", "预拨日期", k.DATE),
    Field("claim_number", "结算的申请", k.TEXT),
    Field("state", "状态", k.coded("advance_state", ADVANCE.states)),
)
RECOVERIES = _group(
    Field("number", "追回编号", k.TEXT),
    Field("claim_number", "申请编号", k.TEXT, help="已拨付的补贴申请；追回未结算的预拨时空白"),
    Field("advance_number", "预拨编号", k.TEXT, help="已预拨、还没有结算的；追回已拨付的申请时空白"),
    Field("cause", "追回原因", CAUSE, True),
    Field("document", "依据文件", k.TEXT, True, "作出追回决定的文件文号，或审计、检查结论的文号"),
    Field("clause", "依据条款", k.TEXT),
    Field("due_fen", "应追回(元)", k.FEN, True, "不超过已拨付而未追回的金额"),
    Field("returned_fen", "已退回(元)", k.FEN),
    Field("owed_fen", "尚欠(元)", k.FEN),
    Field("amount_fen", "本次退回(元)", k.FEN, help="空白按尚欠的全部；可以分次退"),
    Field("asked_by", "提出人", k.NAME),
    Field("asked_on", "提出日期", k.DATE),
    Field("confirmed_by", "确认人", k.NAME),
    Field("confirmed_on", "确认日期", k.DATE),
    Field("state", "状态", k.coded("recovery_state", RECOVERY.states)),
)
BUDGETS = _group(
    Field("fund", "资金来源", k.CHOICE, True, choices="fund_sources"),
    Field("year", "年度", k.COUNT, True),
    Field("until_year", "至年度", k.COUNT, help="几年合下的资金写末年；空白按一年"),
    Field("amount_fen", "安排金额(元)", k.FEN, True),
    Field("document", "文号", k.TEXT, True, "下达资金的文件文号"),
    Field("advanced_fen", "预拨(元)", k.FEN),
    Field("paid_fen", "拨付(元)", k.FEN),
    Field("returned_fen", "退回(元)", k.FEN),
    Field("balance_fen", "余额(元)", k.FEN),
    Field("state", "状态", k.coded("budget_state", BUDGET.states)),
)
PACKAGES = _group(
    Field("direction", "方向", DIRECTION),
    Field("office_name", "单位", k.TEXT),
    Field("period", "所属期", k.TEXT),
    Field("serial", "序号", k.COUNT),
    Field("made_on", "日期", k.DATE),
    Field("row_count", "记录数", k.COUNT),
    Field("total_fen", "补贴合计(元)", k.FEN),
    Field("accepted", "接收", k.COUNT),
    Field("refused", "未接收", k.COUNT),
    Field("sha256", "校验码", k.TEXT),
    Field("state", "状态", k.coded("package_state", PACKAGE.states)),
)
DAYS = _group(
    Field("day", "日期", k.DATE, True),
    Field("kind", "类型", DAY_KIND, True),
    Field("name", "说明", k.TEXT),
)
DEADLINES = _group(
    Field("title", "事项", k.TEXT),
    Field("period", "所属期", k.TEXT),
    Field("due_on", "截止日期", k.DATE),
    Field("standing", "到期情况", k.coded("standing", STANDINGS)),
    Field("clause", "依据条款", k.TEXT),
    Field("state", "状态", k.coded("deadline_state", DEADLINE.states)),
    Field("done_on", "办结日期", k.DATE, True),
    Field("done_by", "办理人", k.NAME),
    Field("note", "办理说明", k.LONG, True, "怎样办的：报送文号、方式、收件单位"),
)
JOURNAL = _group(
    Field("at", "时间", k.MOMENT),
    Field("actor", "人员", k.NAME),
    Field("noun", "对象", NOUN),
    Field("verb", "操作", VERB),
    Field("subject", "编号", k.UID),
    Field("detail", "内容", k.LONG),
    Field("clause", "依据条款", k.TEXT),
)
