"""The facts that the program itself knows of a line, a class, an institution or a purchase; a pack may declare further ones."""

from collections.abc import Mapping
from dataclasses import dataclass

TEXT, COUNT, PERCENT, YUAN, DATE, FLAG, SET = "text", "count", "percent", "yuan", "date", "flag", "set"


@dataclass(frozen=True, slots=True)
class FactKind:
    """What a fact is called, of which kind it is, and the unit behind a number; `codes` are shown by their titles."""

    title: str
    kind: str = TEXT
    unit: str = ""
    codes: Mapping[str, str] | None = None


_ARRANGEMENT = {"enterprise": "企业培训", "project": "项目制培训", "open": "机构自主招生", "individual": "个人申报"}
_APPRENTICE = {"worker": "职工学徒", "student": "学生学徒"}
_RESULT = {"qualified": "合格", "failed": "不合格"}
_FACILITY = {"base": "高技能人才培训基地", "studio": "技能大师工作室"}
YEAR_SHARE, WHOLE_YEARS = "year_share", "whole_years"

OWN: Mapping[str, FactKind] = {
    # the class
    "start": FactKind("开班日期", DATE),
    "end": FactKind("结班日期", DATE),
    "occupation": FactKind("职业（工种）"),
    "level": FactKind("技能等级"),
    "training_type": FactKind("培训类型"),
    "arrangement": FactKind("组织形式", codes=_ARRANGEMENT),
    "planned_periods": FactKind("规定课时", COUNT, "课时"),
    "theory_periods": FactKind("理论课时", COUNT, "课时"),
    "practice_periods": FactKind("实操课时", COUNT, "课时"),
    "theory_share": FactKind("理论课时占比", PERCENT, "%"),
    "practice_share": FactKind("实操课时占比", PERCENT, "%"),
    "planned_count": FactKind("计划人数", COUNT, "人"),
    "heads": FactKind("班级人数", COUNT, "人"),
    "class_days": FactKind("有考勤的天数", COUNT, "天"),
    "period_minutes": FactKind("每课时分钟", COUNT, "分钟"),
    "most_day_periods": FactKind("学员一天最多课时", COUNT, "课时"),
    "class_attendance": FactKind("全班出勤率", PERCENT, "%"),
    "own_scheme": FactKind("专门支付该培训类型的补贴项目"),
    "by_certificate": FactKind("凭证书申领", FLAG),
    "in_term": FactKind("在政策实施期内", FLAG),
    "claimed_on": FactKind("申请日期", DATE),
    "applied_on": FactKind("开班申请日期", DATE),
    "filed_on": FactKind("批准或备案日期", DATE),
    "cleared_on": FactKind("公示结束日期", DATE),
    "paid_on": FactKind("拨付日期", DATE),
    # the person and the line of the roster
    "id_valid": FactKind("身份证号校验相符", FLAG),
    "born": FactKind("出生日期", DATE),
    "category": FactKind("人员类别"),
    "groups": FactKind("人员类别（身份）", SET),
    "age": FactKind("开班当日年龄", COUNT, "周岁"),
    "sex": FactKind("性别"),
    "retired": FactKind("开班当日已达法定退休年龄", FLAG),
    "draws_pension": FactKind("按月领取养老金", FLAG),
    "locality": FactKind("地域条件"),
    "fee": FactKind("实际培训费", YUAN, "元"),
    "hired_on": FactKind("入职日期", DATE),
    "apprentice_kind": FactKind("学徒类别", codes=_APPRENTICE),
    "firm_opened_on": FactKind("企业开业日期", DATE),
    "modules_done": FactKind("完成实训模块", FLAG),
    "result": FactKind("评定结果", codes=_RESULT),
    "certificate": FactKind("取得证书（类型和编号）", FLAG),
    "certificate_kind": FactKind("证书类型"),
    "certificate_date": FactKind("发证日期", DATE),
    "certificate_others": FactKind("他人登记了同一证书的班级", SET),
    "periods": FactKind("到课时数", COUNT, "课时"),
    "attendance": FactKind("本人出勤率", PERCENT, "%"),
    "days": FactKind("计发天数", COUNT, "天"),
    "months": FactKind("计发的在岗月份", SET),
    "month_count": FactKind("计发月数", COUNT, "月"),
    "overlaps": FactKind("同期参加的其他班级", SET),
    "shared_account": FactKind("共用同一银行账号的人数", COUNT, "人"),
    "account_shared": FactKind("共用同一银行账号的人数达到提示线", FLAG),
    "left_out": FactKind("验收时不予核准的原因"),
    "rate": FactKind("本办补贴标准", YUAN, "元"),
    "way": FactKind("符合的情形"),
    # the institution
    "insured": FactKind("参保企业", FLAG),
    "institution_kind": FactKind("机构类型"),
    "barred": FactKind("处理期内", FLAG),
    # what an enterprise bought
    "facility": FactKind("设施", codes=_FACILITY),
    "equipment_value": FactKind("新购置实训设备总值", YUAN, "元"),
    "education_fund": FactKind("依法提取并使用职工教育经费", FLAG),
}
"""Every fact of the program. Of `groups` a test asks whether the person is of them, and how that is proven."""

FLAGS: Mapping[str, tuple[str, str]] = {
    "in_term": ("在政策实施期内", "不在政策实施期内"),
    "by_certificate": ("凭证书申领", "不凭证书申领"),
    "id_valid": ("身份证号校验相符", "身份证号校验不符"),
    "retired": ("开班当日已达法定退休年龄", "开班当日未达法定退休年龄"),
    "draws_pension": ("按月领取养老金", "没有按月领取养老金"),
    "modules_done": ("完成实训模块", "没有完成实训模块"),
    "certificate": ("取得证书，类型和编号齐全", "没有取得证书，或者证书的类型、编号不全"),
    "account_shared": ("共用同一银行账号的人数达到提示线", "共用同一银行账号的人数没有达到提示线"),
    "insured": ("是参保企业", "不是参保企业"),
    "barred": ("在处理期内", "不在处理期内"),
    "education_fund": ("依法提取并使用职工教育经费", "没有依法提取并使用职工教育经费"),
}
"""A yes and a no of the program's own facts as statements."""

LISTED: Mapping[str, str] = {
    "category": "person_categories",
    "training_type": "training_types",
    "level": "skill_levels",
    "certificate_kind": "certificate_types",
    "locality": "localities",
}
"""The facts whose values a list of the pack holds, and that list."""

TIMES: Mapping[str, str] = {
    "day": "days",
    "period": "periods",
    "month": "month_count",
    "year": YEAR_SHARE,
    "whole-year": WHOLE_YEARS,
}
"""What a sum may be multiplied by, and the fact that counts it; a year is the months by twelve, a whole year only full ones."""
TIMES_UNIT: Mapping[str, str] = {"day": "天", "period": "课时", "month": "个月", "year": "年", "whole-year": "整年"}
GRANTED = "granted."
"""Begins the name of a fact that asks whether another scheme is granted to the same person for the same class."""
