"""Every value a policy pack may carry, declared once: title, kind, unit; and the fixed sets it may choose from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

COUNT, MONEY, PERCENT = "count", "money", "percent"
LIST, TEXT, DATE, FLAG, CHOICE, CHOICES = "list", "text", "date", "flag", "choice", "choices"
NUMBERS = frozenset({COUNT, MONEY, PERCENT})
CARRIES: Mapping[str, str] = {
    **dict.fromkeys(NUMBERS, "amount"),
    LIST: "items",
    TEXT: "text",
    DATE: "date",
    FLAG: "flag",
    CHOICE: "choice",
    CHOICES: "choices",
}
"""The field in which a value of each kind is written."""

FORMULAS: Mapping[str, str] = {
    "rate-per-certified": "按取得证书人数和补贴标准",
    "rate-per-qualified": "按考核合格人数和补贴标准",
}
"""How 职业培训补贴 comes about; the rules behind the names are in `awards`."""

OPENING = {"approval": "审批", "filing": "备案"}
REPEAT = {"occupation-level": "同一职业同一等级", "programme-level": "同一职业项目同一等级"}
YEAR = {"calendar": "自然年（1月1日至12月31日）"}
FIRST_DAY = {"excluded": "公示当日不计，次日起算", "included": "公示当日计入"}
RHYTHM = {"monthly": "月报", "quarterly": "季报", "annual": "年报"}
BINDINGS: Mapping[str, str] = {"strict": "不得突破", "principle": "原则上"}
MEASURES = ("人次", "人", "持证数")


@dataclass(frozen=True, slots=True)
class Key:
    """What a value is called, how it is written and in which unit; `within` names the list its items must come from."""

    title: str
    kind: str
    unit: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    within: str = ""
    required: bool = False
    claims: bool = False
    """Whether a claim cannot be fully checked while a pack leaves it out."""


def _count(title: str, unit: str, *, required: bool = False, claims: bool = False) -> Key:
    return Key(title, COUNT, unit, required=required, claims=claims)


def _choice(title: str, options: Mapping[str, str], *, required: bool = False, claims: bool = False) -> Key:
    return Key(title, CHOICE, options=options, required=required, claims=claims)


def _percent(title: str) -> Key:
    return Key(title, PERCENT, "%")


def _list(title: str, within: str = "", *, required: bool = False, claims: bool = False) -> Key:
    return Key(title, LIST, within=within, required=required, claims=claims)


KEYS: Mapping[str, Key] = {
    # 目标任务
    "first_day": Key("实施起始日", DATE, required=True),
    "last_day": Key("实施截止日", DATE, required=True),
    "plan_target": _count("年度任务指标", "人次"),
    "plan_stretch": _count("年度力争指标", "人次"),
    "skilled_ratio": _percent("技能劳动者占就业人员总量比例（以上）"),
    "highly_skilled_ratio": _percent("高技能人才占技能劳动者比例（以上）"),
    # 目录与清单：字段的可选值
    "person_categories": _list("人员类别", required=True),
    "training_types": _list("培训类型", required=True),
    "skill_levels": _list("技能等级", required=True),
    "certificate_types": _list("证书类型", required=True),
    "institution_kinds": _list("培训机构类别", required=True),
    "fund_sources": _list("资金来源", required=True),
    "delivery_modes": _list("培训方式"),
    "local_specialities": _list("特色工种"),
    "free_training_groups": _list("免费培训对象", "person_categories"),
    "living_allowance_groups": _list("生活费补贴对象"),
    "project_training_groups": _list("项目制培训对象", "person_categories"),
    "published_catalogues": _list("应公布的目录"),
    # 职业培训补贴
    "award_formula": _choice("职业培训补贴计算办法", FORMULAS, required=True),
    "payable_certificates": _list("可凭以申领补贴的证书", "certificate_types", claims=True),
    "yearly_limit": _count("每人每年享受次数限额", "次", claims=True),
    "year_basis": _choice("“每年”的算法", YEAR),
    "no_repeat": _choice("不得重复享受的范围", REPEAT, claims=True),
    "pension_excluded": Key("按月领取养老金人员不纳入", FLAG, claims=True),
    "shared_account_warning": _count("同一银行账号多人共用提示人数", "人"),
    # 其他补贴和资金
    "advance_share": _percent("先行拨付比例"),
    "special_account": Key("专账名称", TEXT),
    "apprentice_floor": Key("企业新型学徒制补贴下限", MONEY, "元/人·年"),
    "work_training_months": _count("以工代训补贴最长期限", "月"),
    "practical_rate": Key("实用技能培训补贴标准", MONEY, "元/人·天"),
    "practical_groups": _list("实用技能培训补贴对象", "person_categories"),
    "practical_subjects": _list("实用技能培训内容"),
    "practical_day_periods": _count("实用技能培训每天最少课时", "课时"),
    "practical_period_minutes": _count("实用技能培训每课时最少分钟", "分钟"),
    "frontline_share": _percent("职工教育经费用于一线职工比例（以上）"),
    "tax_deduction_share": _percent("职工教育经费税前扣除限额占工资薪金总额比例"),
    # 过程和监管
    "class_opening": _choice("开班方式", OPENING, required=True),
    "first_class_by": Key("培训机构首期班截止日", DATE),
    "first_class_persons": _count("培训机构首期班最少人数", "人"),
    "real_name_system": Key("实名制管理系统", TEXT),
    "real_name_gate": Key("未录入实名制系统不予拨付", FLAG),
    "acceptance_materials": _list("验收材料"),
    "supervision_methods": _list("监管方式"),
    "call_back_share": _percent("培训后电话询查覆盖率"),
    "notice_days": _count("公示期", "工作日", required=True),
    "notice_first_day": _choice("公示期起算", FIRST_DAY),
    "notice_places": _list("公示场所"),
    # 报送
    "report_rhythms": Key("统计报表周期", CHOICES, options=RHYTHM),
    "catalogue_deadline": Key("急需紧缺职业目录发布截止日", DATE),
    "local_plan_days": _count("印发后制定推进方案期限", "工作日"),
}
