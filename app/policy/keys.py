"""Every value a policy pack may carry, declared once: title, kind, unit; and the fixed sets it may choose from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.policy.flows import STEPS

COUNT, MONEY, PERCENT = "count", "money", "percent"
LIST, PAIRS, TEXT, DATE = "list", "pairs", "text", "date"
FLAG, CHOICE, CHOICES = "flag", "choice", "choices"
NUMBERS = frozenset({COUNT, MONEY, PERCENT})
LISTS = frozenset({LIST, PAIRS})
"""What several clauses may give piece by piece; a pair is written “培训类型：人员类别、人员类别”."""
CARRIES: Mapping[str, str] = {
    **dict.fromkeys(NUMBERS, "amount"),
    LIST: "items",
    PAIRS: "items",
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

SCOPE = {"subsidised": "补贴性培训", "all": "各类培训（含非补贴性）"}
APPROVAL, FILING = "approval", "filing"
OPENING = {APPROVAL: "审批", FILING: "备案"}
BUREAU, DEPARTMENT = "bureau", "department-bureau"
REVIEW = {BUREAU: "人社部门审核", DEPARTMENT: "主管部门审核真实性，人社部门复核完整性和程序性"}
PLEDGE = {"claim": "培训补贴申领", "project": "项目制培训服务和补贴申领"}
CERTIFICATE = "certificate"
CLAIM_FROM = {CERTIFICATE: "取得证书之日（全班以最后发证日为准）", "class-end": "结班之日"}
ADVANCE = {"enterprise": "企业开展的培训", "project": "培训机构开展的项目制培训"}
RATE_BASIS = {"occupation-level": "同一工种、同一等级、同一补贴标准"}
ALLOWANCE_CEILING = {"minimum-living": "不超过当地最低生活保障标准"}
REPEAT = {"occupation-level": "同一职业同一等级", "programme-level": "同一职业项目同一等级"}
PRACTICE = {"periods": "规定课时", "modules": "实训模块", "certificate": "实训合格证书"}
CHECKS = {"refuse": "不符合的不予补贴", "warn": "不符合的提示核实"}
YEAR = {"calendar": "自然年（1月1日至12月31日）"}
FIRST_DAY = {"excluded": "公示当日不计，次日起算", "included": "公示当日计入"}
RHYTHM = {"monthly": "月报", "quarterly": "季报", "annual": "年报"}
BINDINGS: Mapping[str, str] = {"strict": "不得突破", "principle": "原则上"}
MEASURES = ("人次", "人", "持证数")


@dataclass(frozen=True, slots=True)
class Key:
    """What a value is called, how it is written and in which unit.

    `within` names the list its items must come from; of a pair, `within` that of the heads ('' any), `of` that of the rest.
    """

    title: str
    kind: str
    unit: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    within: str = ""
    of: str = ""
    required: bool = False
    claims: bool = False
    """Whether a claim cannot be fully checked while a pack leaves it out."""


def _count(title: str, unit: str, *, required: bool = False, claims: bool = False) -> Key:
    return Key(title, COUNT, unit, required=required, claims=claims)


def _choice(title: str, options: Mapping[str, str], *, required: bool = False, claims: bool = False) -> Key:
    return Key(title, CHOICE, options=options, required=required, claims=claims)


def _choices(title: str, options: Mapping[str, str]) -> Key:
    return Key(title, CHOICES, options=options)


def _percent(title: str) -> Key:
    return Key(title, PERCENT, "%")


def _money(title: str, unit: str) -> Key:
    return Key(title, MONEY, unit)


def _list(title: str, within: str = "", *, required: bool = False, claims: bool = False) -> Key:
    return Key(title, LIST, within=within, required=required, claims=claims)


def _steps(title: str) -> Key:
    return Key(title, LIST, options=STEPS)


def _flag(title: str, *, claims: bool = False) -> Key:
    return Key(title, FLAG, claims=claims)


def _text(title: str) -> Key:
    return Key(title, TEXT)


GROUPS: Mapping[str, Mapping[str, Key]] = {
    "目标任务": {
        "first_day": Key("实施起始日", DATE, required=True),
        "last_day": Key("实施截止日", DATE, required=True),
        "plan_scope": _choice("任务指标的口径", SCOPE),
        "action_target": _count("行动期任务指标", "人次"),
        "subsidised_target": _count("行动期任务指标中的补贴性培训", "人次"),
        "plan_target": _count("年度任务指标", "人次"),
        "plan_stretch": _count("年度力争指标", "人次"),
        "skilled_ratio": _percent("技能劳动者占就业人员总量比例（以上）"),
        "highly_skilled_ratio": _percent("高技能人才占技能劳动者比例（以上）"),
        "highly_skilled_target": _count("行动期新培养高技能人才指标", "人"),
        "apprentice_target": _count("行动期新型学徒培养指标", "人"),
        "studio_target": _count("行动期技能大师工作室建设指标", "个"),
        "poor_coverage_share": _percent("有培训需求的贫困劳动力参训率"),
        "highly_skilled_levels": _list("计为高技能人才的技能等级", "skill_levels"),
        "apprentice_target_types": _list("计入新型学徒培养指标的培训", "training_types"),
        "studio_kinds": _list("计为技能大师工作室的机构类别", "institution_kinds"),
        "poor_groups": _list("计为贫困劳动力的人员类别", "person_categories"),
        "upgrade_types": _list("计为技能提升培训的培训", "training_types"),
        "part_types": Key("任务分项所含的培训", PAIRS, of="training_types"),
    },
    "目录和清单": {
        "person_categories": _list("人员类别", required=True),
        "training_types": _list("培训类型", required=True),
        "type_groups": Key("培训类型面向的人员", PAIRS, within="training_types", of="person_categories"),
        "type_groups_check": _choice("人员类别与培训类型不符时", CHECKS),
        "skill_levels": _list("技能等级", required=True),
        "certificate_types": _list("证书类型", required=True),
        "institution_kinds": _list("培训机构类别", required=True),
        "fund_sources": _list("资金来源", required=True),
        "delivery_modes": _list("培训方式"),
        "published_catalogues": _list("应公布的目录"),
        "free_training_groups": _list("免费培训对象", "person_categories"),
        "living_allowance_groups": _list("生活费补贴对象"),
        "project_training_groups": _list("项目制培训对象", "person_categories"),
        "project_groups_check": _choice("不是项目制培训对象时", CHECKS),
    },
    "职业培训补贴": {
        "award_formula": _choice("职业培训补贴计算办法", FORMULAS, required=True),
        "payable_certificates": _list("可凭以申领补贴的证书", "certificate_types", claims=True),
        "project_certificates": _list("项目制培训可凭以申领补贴的证书", "certificate_types"),
        "localities": _list("地域条件（符合一项即可）"),
        "locality_check": _choice("不符合地域条件时", CHECKS),
        "least_age": _count("最低年龄（开班当日周岁，含）", "周岁"),
        "most_age_men": _count("男性最高年龄（开班当日周岁，含）", "周岁"),
        "most_age_women": _count("女性最高年龄（开班当日周岁，含）", "周岁"),
        "person_attendance_share": _percent("本人到课时占规定课时比例（以上）"),
        "class_attendance_share": _percent("全班到课时占规定课时比例（以上）"),
        "yearly_limit": _count("每人每年享受次数限额", "次", claims=True),
        "year_basis": _choice("“每年”的算法", YEAR),
        "lifetime_limit": _count("每人累计享受次数限额", "次"),
        "no_repeat": _choice("不得重复享受的范围", REPEAT, claims=True),
        "pension_excluded": _flag("按月领取养老金人员不纳入", claims=True),
        "alternative_subsidies": _list("与职业培训补贴只能享受一项的补贴"),
        "firm_age_groups": _list("按开业年限参加创业培训的人员", "person_categories"),
        "firm_age_years": _count("小微企业主参加创业培训的开业年限（以内）", "年"),
        "rate_authority": _text("补贴标准的依据"),
        "rate_basis": _choice("补贴标准的确定办法", RATE_BASIS),
        "rate_factors": _list("补贴标准的差异化因素"),
        "scarce_occupations": _list("急需紧缺职业（工种）"),
        "scarcity_uplift": _percent("急需紧缺职业补贴标准的上浮幅度"),
        "practice_uplift_types": _list("实训上浮的培训类型", "training_types"),
        "practice_uplift": _percent("实训的补贴标准上浮幅度"),
        "passed_only_share": _percent("考核合格、未取得证书的计发比例"),
        "speciality_rate_types": _list("按专项能力补贴标准计发的培训", "training_types"),
        "speciality_rate_needs_periods": _flag("按专项能力补贴标准计发须达到规定课时"),
        "period_paid_types": _list("凭课时计发、不须取得证书的培训", "training_types"),
        "shared_account_warning": _count("同一银行账号多人共用提示人数", "人"),
    },
    "实用技能培训补贴": {
        "practical_rate": _money("实用技能培训补贴标准", "元/人·天"),
        "practical_types": _list("按实用技能培训补贴计发的培训", "training_types"),
        "practical_groups": _list("实用技能培训补贴对象", "person_categories"),
        "practical_subjects": _list("实用技能培训内容"),
        "practical_day_periods": _count("实用技能培训每天最少课时", "课时"),
        "practical_period_minutes": _count("实用技能培训每课时最少分钟", "分钟"),
        "practical_yearly_limit": _count("实用技能培训补贴每人每年享受次数限额", "次"),
    },
    "以工代训补贴": {
        "work_training_types": _list("按以工代训补贴计发的培训", "training_types"),
        "work_training_rate": _money("以工代训补贴标准", "元/人·月"),
        "work_training_months": _count("以工代训补贴最长期限", "月"),
        "work_training_groups": _list("各类生产经营主体以工代训的补贴对象", "person_categories"),
        "work_training_employed_months": _count("各类生产经营主体以工代训须先吸纳就业", "月"),
        "work_training_insured_groups": _list("参保企业以工代训的补贴对象", "person_categories"),
        "work_training_excludes": _list("与以工代训补贴不得重复享受的培训", "training_types"),
    },
    "企业新型学徒制补贴": {
        "apprentice_types": _list("按企业新型学徒制补贴计发的培训", "training_types"),
        "apprentice_floor": _money("企业新型学徒制补贴下限", "元/人·年"),
        "apprentice_worker_ceiling": _money("职工学徒补贴上限", "元/人·年"),
        "apprentice_student_ceiling": _money("学生学徒补贴上限", "元/人·年"),
    },
    "生活费补贴": {
        "living_allowance_rate": _money("生活费补贴标准", "元/人·天"),
        "living_allowance_ceiling": _choice("生活费补贴限额", ALLOWANCE_CEILING),
        "minimum_living_standard": _money("当地最低生活保障标准", "元/人·月"),
        "living_allowance_yearly_limit": _count("生活费补贴每人每年享受次数限额", "次"),
        "living_allowance_travel": _flag("生活费补贴含交通费"),
        "living_allowance_fund": _text("生活费补贴的资金来源"),
    },
    "特种作业、紧缺岗位和其他补贴": {
        "special_operation_ceiling": _money("特种作业培训补贴上限（按实给予）", "元/人"),
        "special_operation_types": _list("按特种作业培训补贴计发的培训", "training_types"),
        "special_operation_certificates": _list("可凭以申领特种作业培训补贴的证书", "certificate_types"),
        "insured_worker_groups": _list("参保职工技能提升补贴对象", "person_categories"),
        "scarce_post_types": _list("按紧缺高技能人才岗位补贴计发的类型", "training_types"),
        "scarce_post_months": _count("紧缺高技能人才岗位补贴最长期限", "月"),
        "scarce_post_outlives": _flag("紧缺高技能人才岗位补贴的期限不受实施截止日限制"),
        "scarce_post_claim_years": _count("紧缺高技能人才岗位补贴申领期限（自取得证书）", "年"),
        "scarce_post_levels": _list("紧缺高技能人才岗位补贴的等级", "skill_levels"),
        "scarce_post_groups": _list("紧缺高技能人才岗位补贴对象", "person_categories"),
        "scarce_post_certificates": _list("可凭以申领紧缺高技能人才岗位补贴的证书", "certificate_types"),
        "mentor_types": _list("按以师带徒补贴计发的培训", "training_types"),
        "mentor_uplift": _percent("以师带徒补贴在现行标准上的上调幅度"),
        "practice_types": _list("按公共实训补贴计发的培训", "training_types"),
        "practice_conditions": _choices("实训补贴须完成和取得", PRACTICE),
        "practice_certificates": _list("可凭以申领公共实训补贴的证书", "certificate_types"),
        "equipment_share": _percent("新购置实训设备补助比例"),
        "base_equipment_ceiling": _money("高技能人才培训基地设备补助上限", "元"),
        "studio_equipment_ceiling": _money("技能大师工作室设备补助上限", "元"),
        "equipment_once": _flag("设备补助只给一次"),
        "equipment_needs_education_fund": _flag("设备补助须依法提取并使用职工教育经费"),
        "base_fund": _text("基地和工作室补助的资金来源"),
    },
    "资金": {
        "advance_share": _percent("先行拨付比例"),
        "advance_scope": _choices("可先行拨付的培训", ADVANCE),
        "fund_pool": _money("安排的专项资金总额", "元"),
        "fund_pool_fund": _text("专项资金总额出自的资金"),
        "special_account": _text("专账名称"),
        "special_account_scope": _text("从专账列支的范围"),
        "disclosure_items": _list("定期向社会公开的内容"),
        "fund_oversight": _list("资金监督办法"),
        "fraud_measures": _list("套取、骗取资金的处理"),
    },
    "机构": {
        "agreement_required": _flag("委托培训须签订合作协议"),
        "first_class_by": Key("培训机构首期班截止日", DATE),
        "first_class_persons": _count("培训机构首期班最少人数", "人"),
        "no_class_delisted": _flag("不开展培训的机构取消补贴性培训资格"),
    },
    "培训过程": {
        "class_opening": _choice("开班方式", OPENING, required=True),
        "enterprise_opening": _choice("企业自主培训的开班方式", OPENING),
        "programme_opening": _choice("培训项目的设立方式", OPENING),
        "programmes_approved": _list("仍须审批的培训项目"),
        "admission_occupations": _list("准入类职业（工种）"),
        "opening_lead_days": _count("开班审批或备案至少提前", "工作日"),
        "qualification_flow": _steps("职业资格培训流程"),
        "project_flow": _steps("项目制培训流程"),
        "real_name_gate": _flag("未录入实名制系统不予拨付"),
    },
    "申领和公示": {
        "claim_review": _choice("补贴申请的审核方式", REVIEW),
        "department_checks": _list("主管部门审核真实性的内容"),
        "bureau_checks": _list("人社部门复核的内容"),
        "separate_types": _list("按原程序申报的培训类型", "training_types"),
        "separate_individuals": _flag("个人申报的补贴按原程序申报"),
        "claim_from": _choice("申领期限的起算", CLAIM_FROM),
        "claim_within_days": _count("申领期限（日内）", "日"),
        "claim_within_months": _count("申领期限（月内）", "月"),
        "pledge": _choice("实行告知承诺的事项", PLEDGE),
        "acceptance_materials": _list("验收材料"),
        "joint_notice": _flag("主管部门和人社部门共同公示"),
        "notice_days": _count("公示期", "工作日", required=True),
        "notice_first_day": _choice("公示期起算", FIRST_DAY),
    },
    "报送和考核": {
        "report_rhythms": _choices("统计报表周期", RHYTHM),
        "report_days": _count("期满后报送统计报表的期限", "日"),
        "catalogue_deadline": Key("急需紧缺职业目录发布截止日", DATE),
        "local_plan_days": _count("印发后制定推进方案期限", "工作日"),
        "local_plan_from": Key("制定推进方案期限的起算日", DATE),
        "first_plan_due": Key("首年培训计划和预算上报截止日", DATE),
        "annual_plan_month": _count("以后每年培训计划和预算上报期限（该月底前）", "月"),
    },
}
"""The declared values by subject, in the order in which a pack is read."""

KEYS: Mapping[str, Key] = {name: key for group in GROUPS.values() for name, key in group.items()}
