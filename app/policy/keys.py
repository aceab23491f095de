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

SCOPE = {"subsidised": "补贴性培训", "all": "各类培训（含非补贴性）"}
APPROVAL, FILING = "approval", "filing"
OPENING = {APPROVAL: "审批", FILING: "备案"}
PAYEES = {"培训机构": "institution", "企业": "enterprise", "本人": "person", "个人": "person", "师傅本人": "other"}
"""Whom a scheme pays, as policies call it, and what that means where money is paid: who stands on no roster is paid by
the institution that claims."""
BUREAU, DEPARTMENT = "bureau", "department-bureau"
REVIEW = {BUREAU: "人社部门审核", DEPARTMENT: "主管部门审核真实性，人社部门复核完整性和程序性"}
PLEDGE = {"claim": "培训补贴申领", "project": "项目制培训服务和补贴申领"}
CERTIFICATE = "certificate"
CLAIM_FROM = {CERTIFICATE: "取得证书之日（全班以最后发证日为准）", "class-end": "结班之日"}
ADVANCE = {"enterprise": "企业开展的培训", "project": "培训机构开展的项目制培训"}
FIRST_DAY = {"excluded": "公示当日不计，次日起算", "included": "公示当日计入"}
WORK_SCHEME, PLAN, BUDGET = "scheme", "plan", "budget"
MATERIALS = {WORK_SCHEME: "工作方案", PLAN: "年度培训计划", BUDGET: "补贴资金预算", "progress": "已开展的培训情况"}
RHYTHM = {"monthly": "月报", "quarterly": "季报", "annual": "年报"}
BINDINGS: Mapping[str, str] = {"strict": "不得突破", "principle": "原则上"}
MEASURES = PERSON_TIMES, PERSONS, CERTIFICATES = "人次", "人", "持证数"


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


def _count(title: str, unit: str, *, required: bool = False) -> Key:
    return Key(title, COUNT, unit, required=required)


def _choice(title: str, options: Mapping[str, str], *, required: bool = False) -> Key:
    return Key(title, CHOICE, options=options, required=required)


def _choices(title: str, options: Mapping[str, str]) -> Key:
    return Key(title, CHOICES, options=options)


def _percent(title: str) -> Key:
    return Key(title, PERCENT, "%")


def _money(title: str, unit: str) -> Key:
    return Key(title, MONEY, unit)


def _list(title: str, within: str = "", *, required: bool = False) -> Key:
    return Key(title, LIST, within=within, required=required)


def _steps(title: str) -> Key:
    return Key(title, LIST, options=STEPS)


def _flag(title: str) -> Key:
    return Key(title, FLAG)


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
        "skill_levels": _list("技能等级", required=True),
        "certificate_types": _list("证书类型", required=True),
        "institution_kinds": _list("培训机构类别", required=True),
        "fund_sources": _list("资金来源", required=True),
        "delivery_modes": _list("培训方式"),
        "published_catalogues": _list("应公布的目录"),
    },
    "人员核对": {
        "localities": _list("地域条件（符合一项即可）"),
        "shared_account_warning": _count("同一银行账号多人共用提示人数", "人"),
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
        "listed_institution_only": _flag("只能委托公布名单内的培训机构"),
        "agreement_required": _flag("委托培训须签订合作协议"),
        "institution_must_teach": _flag("受托机构须有相应职业（工种）"),
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
        "plan_units": _list("须交年度培训计划的单位"),
        "plan_materials": _choices("须交的年度培训计划材料", MATERIALS),
    },
}
"""The declared values by subject, in the order in which a pack is read."""

KEYS: Mapping[str, Key] = {name: key for group in GROUPS.values() for name, key in group.items()}
