"""What a reader of each clause expects its pack to carry: every value, in the words' own units, lists by their length."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from app.award.cases.pack_file import load_pack
from app.kernel.texts import RESOURCES
from app.policy.keys import CHOICES, DATE, FLAG, KEYS, LISTS, MONEY, PAIRS
from app.policy.pack import Pack, Value, parse_pair
from app.policy.reading import Reading

PACKS = {"SH": "suihua-2019", "XC": "xuchang-2019", "OD": "ordos-2019", "CX": "cixi-2020", "QJ": "qijiang-2019"}


@cache
def pack_of(prefix: str) -> Pack:
    """The pack whose clauses begin with these two letters."""
    return load_pack((RESOURCES / "packs" / f"{PACKS[prefix]}.toml").read_text(encoding="utf-8"))


# fmt: off
READ: tuple[tuple[str, dict[str, object]], ...] = (
    ("SH-01", {"plan_target": 8000, "plan_stretch": 13_000, "first_day": date(2019, 1, 1),
               "last_day": date(2021, 12, 31)}),
    ("SH-03", {"skilled_ratio": 25, "highly_skilled_ratio": 30}),
    ("SH-06", {"person_categories": 3, "training_types": 1}),
    ("SH-08", {"institution_kinds": 4, "published_catalogues": 2}),
    ("SH-09", {"listed_institution_only": True, "agreement_required": True}),
    ("SH-17", {"institution_must_teach": True}),
    ("SH-12", {"published_catalogues": 1}),
    ("SH-13", {"catalogue_deadline": date(2019, 11, 20)}),
    ("SH-14", {"plan_units": 8, "plan_materials": 2}),
    ("SH-15", {"training_types": 7}),
    ("SH-16", {"enterprise_opening": "approval"}),
    ("SH-19", {"training_types": 2, "plan_units": 8}),
    ("SH-20", {"delivery_modes": 3}),
    ("SH-21", {"first_class_by": date(2019, 12, 31), "first_class_persons": 30, "no_class_delisted": True}),
    ("SH-22", {"real_name_gate": True}),
    ("SH-24", {"class_opening": "approval"}),
    ("SH-28", {"acceptance_materials": 9}),
    ("SH-29", {"notice_days": 5}),
    ("SH-32", {"report_rhythms": 1}),
    ("SH-35", {"local_plan_days": 10, "local_plan_from": date(2019, 11, 27)}),
    ("SH-38", {"fund_oversight": 2, "fraud_measures": 1}),
    ("SH-41", {"person_categories": 8, "training_types": 1}),
    ("SH-42", {"person_categories": 6, "part_types": 1}),
    ("SH-43", {"plan_scope": "subsidised"}),
    ("XC-01", {"action_target": 300_000, "subsidised_target": 150_000, "plan_scope": "all",
               "first_day": date(2019, 1, 1), "last_day": date(2021, 12, 31)}),
    ("XC-02", {"highly_skilled_target": 15_000}),
    ("XC-03", {"skilled_ratio": 25, "highly_skilled_ratio": 30}),
    ("XC-04", {"training_types": 3, "delivery_modes": 1, "person_categories": 1}),
    ("XC-06", {"person_categories": 9, "training_types": 1}),
    ("XC-07", {"person_categories": 2}),
    ("XC-09", {"training_types": 1}),
    ("XC-10", {"training_types": 1, "person_categories": 2}),
    ("XC-11", {"person_categories": 1, "institution_kinds": 5}),
    ("XC-12", {"person_categories": 3, "training_types": 2}),
    ("XC-13", {"studio_target": 20, "studio_kinds": 1, "institution_kinds": 2}),
    ("XC-15", {"fund_sources": 1, "institution_kinds": 2}),
    ("XC-16", {"apprentice_target": 3000, "training_types": 2, "apprentice_target_types": 2}),
    ("XC-18", {"institution_kinds": 1}),
    ("XC-20", {"institution_kinds": 2}),
    ("XC-23", {"localities": 3}),
    ("XC-24", {"certificate_types": 5}),
    ("XC-26", {"training_types": 1}),
    ("XC-27", {"person_categories": 1}),
    ("XC-28", {"person_categories": 1}),
    ("XC-29", {"advance_share": 50, "advance_scope": 2}),
    ("XC-30", {"person_categories": 1}),
    ("XC-31", {"fund_pool": 119_500_000, "fund_pool_fund": "失业保险基金结余", "fund_sources": 2}),
    ("XC-34", {"real_name_gate": True}),
    ("XC-35", {"disclosure_items": 1, "fund_oversight": 2, "fraud_measures": 1}),
    ("XC-36", {"report_rhythms": 1}),
    ("XC-37", {"published_catalogues": 3}),
    ("OD-01", {"action_target": 65_000, "skilled_ratio": 25, "highly_skilled_ratio": 30,
               "first_day": date(2019, 1, 1), "last_day": date(2021, 12, 31), "plan_scope": "subsidised"}),
    ("OD-02", {"plan_target": (15_000, 30_000, 20_000)}),
    ("OD-05", {"training_types": 6, "skill_levels": 5, "person_categories": 3}),
    ("OD-06", {"person_categories": 11, "training_types": 6}),
    ("OD-07", {"person_categories": 2}),
    ("OD-08", {"institution_kinds": 5}),
    ("OD-10", {"institution_kinds": 2}),
    ("OD-11", {"delivery_modes": 3}),
    ("OD-12", {"localities": 3, "certificate_types": 5}),
    ("OD-14", {"person_categories": 4}),
    ("OD-15", {"person_categories": 3}),
    ("OD-16", {"training_types": 1}),
    ("OD-17", {"advance_share": 60, "advance_scope": 2, "person_categories": 1}),
    ("OD-19", {"special_account": "职业技能提升行动专账", "fund_sources": 1,
               "special_account_scope": "内人社发〔2019〕60号支付范围内的培训补贴，全部从专账列支"}),
    ("OD-20", {"first_plan_due": date(2019, 11, 30), "plan_materials": 3}),
    ("OD-21", {"annual_plan_month": 2, "plan_materials": 2}),
    ("OD-22", {"fund_sources": 4}),
    ("OD-24", {"claim_review": "department-bureau", "department_checks": 3, "bureau_checks": 2,
               "joint_notice": True}),
    ("OD-25", {"separate_types": 1, "separate_individuals": True}),
    ("OD-26", {"disclosure_items": 1, "fund_oversight": 2, "fraud_measures": 1}),
    ("OD-27", {"published_catalogues": 1}),
    ("CX-02", {"plan_target": (28_000, 28_000), "first_day": date(2020, 1, 1), "last_day": date(2021, 12, 31),
               "plan_scope": "all"}),
    ("CX-03", {"skilled_ratio": 26, "highly_skilled_ratio": 31}),
    ("CX-04", {"person_categories": 11}),
    ("CX-05", {"training_types": 7, "person_categories": 4}),
    ("CX-06", {"delivery_modes": 2, "training_types": 1, "person_categories": 1, "institution_kinds": 3}),
    ("CX-07", {"apprentice_target": 500, "apprentice_target_types": 1}),
    ("CX-08", {"person_categories": 1}),
    ("CX-09", {"programme_opening": "filing", "programmes_approved": 1}),
    ("CX-10", {"published_catalogues": 2, "institution_kinds": 1}),
    ("CX-11", {"training_types": 1}),
    ("CX-12", {"training_types": 1, "certificate_types": 1, "institution_kinds": 2}),
    ("CX-14", {"localities": 4}),
    ("CX-15", {"person_categories": 1, "training_types": 1}),
    ("CX-16", {"published_catalogues": 2}),
    ("CX-17", {"training_types": 1}),
    ("CX-18", {"training_types": 1}),
    ("CX-19", {"training_types": 1, "person_categories": 1}),
    ("CX-20", {"person_categories": 4}),
    ("CX-21", {"person_categories": 3}),
    ("CX-22", {"certificate_types": 5}),
    ("CX-23", {"pledge": "claim"}),
    ("CX-24", {"qualification_flow": 7, "class_opening": "filing"}),
    ("CX-25", {"project_flow": 6}),
    ("CX-28", {"fraud_measures": 3}),
    ("CX-29", {"disclosure_items": 2, "fund_oversight": 3}),
    ("CX-30", {"report_rhythms": 2}),
    ("CX-36", {"action_target": 56_000}),
    ("QJ-01", {"action_target": 42_700, "plan_target": (11_400, 14_300, 17_000), "plan_scope": "subsidised",
               "first_day": date(2019, 1, 1), "last_day": date(2021, 12, 31)}),
    ("QJ-02", {"skilled_ratio": 24, "highly_skilled_ratio": 29}),
    ("QJ-03", {"training_types": 10}),
    ("QJ-04", {"person_categories": 10, "training_types": 5}),
    ("QJ-05", {"poor_coverage_share": 100, "poor_groups": 1}),
    ("QJ-07", {"institution_kinds": 5}),
    ("QJ-08", {"institution_kinds": 1}),
    ("QJ-10", {"person_categories": (6, 2), "skill_levels": 5}),
    ("QJ-12", {"training_types": 1}),
    ("QJ-13", {"localities": 3, "certificate_types": 5}),
    ("QJ-15", {"advance_share": 50, "advance_scope": 2, "person_categories": 1}),
    ("QJ-17", {"special_account": "职业技能提升行动专账", "fund_sources": 4}),
    ("QJ-19", {"disclosure_items": 1, "fund_oversight": 2, "fraud_measures": 1}),
    ("QJ-20", {"report_rhythms": 2}),
    ("QJ-22", {"published_catalogues": 3, "pledge": "project"}),
    ("QJ-23", {"skill_levels": 2}),
)
READING: tuple[tuple[str, dict[str, object]], ...] = (  # by title: the length of a list, a text, True for the title alone
    ("SH-04", {"补贴标准的依据": "黑财规审〔2019〕13号"}),
    ("SH-11", {"职业（工种）依据": 3}),
    ("SH-12", {"目录公布场所": 2}),
    ("SH-20", {"培训机构招生渠道": 2}),
    ("SH-22", {"实名制管理系统": "黑龙江省职业培训补贴实名制管理系统", "补贴性培训实行实名制管理": True}),
    ("SH-23", {"须通过实名制系统提交的材料": 2}),
    ("SH-25", {"监管方式": 2}),
    ("SH-26", {"监管方式": 1}),
    ("SH-27", {"监管方式": 1, "培训后电话询查的覆盖率": "100%"}),
    ("SH-29", {"公示场所": 2}),
    ("SH-32", {"各部门补贴性培训纳入人社部门统计": True}),
    ("SH-33", {"专门机构和专人的姓名、联系方式报人社局": True}),
    ("SH-34", {"纳入政府年度目标绩效考核": True}),
    ("SH-40", {"职工教育经费税前扣除限额占工资薪金总额的比例": "8%"}),
    ("SH-41", {"重点培训领域": 5,
               "培训类型面向的人员": (
                   "劳动预备制培训：未继续升学的初高中毕业生；"
                   "就业技能培训：退役军人、妇女、残疾人、刑满释放安置帮教人员、未继续升学的初高中毕业生、戒毒人员；"
                   "创业培训：高校毕业生、职业院校毕业生、退役军人、妇女、残疾人、刑满释放安置帮教人员、未继续升学的初高中毕业生、戒毒人员")}),
    ("SH-42", {"重点培训领域": 1,
               "培训类型面向的人员": "安全技能培训：特种作业人员；岗位技能提升培训：企业职工；创业培训：下岗失业人员"}),
    ("XC-08", {"重点培训领域": 4}),
    ("XC-09", {"重点培训领域": 2}),
    ("XC-10", {"须培训合格后上岗的人员": 2, "培训类型面向的人员": "安全技能培训：高危行业从业人员、特种作业人员"}),
    ("XC-12", {"培训类型面向的人员": "创业培训：有创业愿望的人员、小微企业主；创业意识培训：院校在校生和毕业生"}),
    ("XC-13", {"特色工种": 5}),
    ("XC-18", {"培训收入纳入学校公用经费的比例": "50%以内"}),
    ("XC-20", {"民办与公办机构同等待遇": True, "机构评估和退出办法": 1}),
    ("XC-21", {"贯穿培训全过程的内容": 6}),
    ("XC-22", {"培训机构师资全员培训": True, "建立劳动者职业培训电子档案": True}),
    ("XC-26", {"可申领以工代训补贴的生产经营主体": 3}),
    ("XC-32", {"职工教育经费用于一线职工的比例": "60%以上", "职工教育经费还可用于": 1}),
    ("XC-33", {"职工教育经费税前扣除限额占工资薪金总额的比例": "8%"}),
    ("XC-34", {"实名制管理系统": "河南省职业培训信息管理服务系统和就业创业实名制管理系统",
               "补贴性培训实行实名制管理": True}),
    ("XC-38", {"补充目录的职业（工种）限额": "10个"}),
    ("XC-39", {"国家新职业自公布之日起纳入补贴目录": True}),
    ("XC-40", {"购买培训和评价服务的方式": 1, "补贴标准的依据": "省就业补助资金补贴标准"}),
    ("OD-03", {"责任单位列第一位的为牵头单位": True}),
    ("OD-05", {"须培训合格后上岗的人员": 2,
               "培训类型面向的人员": (
                   "岗前培训：企业职工；安全技能培训：企业职工、高危行业从业人员、特种作业人员；转岗转业培训：企业职工；"
                   "企业新型学徒制培训：企业职工")}),
    ("OD-06", {"培训类型面向的人员": (
                   "劳动预备培训：两后生；就业技能培训：两后生、退役军人；职业技能提升培训：两后生；"
                   "新型职业农牧民培训：新型职业农牧民、农村牧区经济带头人、农村牧区实用人才带头人；退役前技能储备培训：即将退役军人；"
                   "创业培训：有创业意愿的劳动者")}),
    ("OD-07", {"购买培训和评价服务的方式": 1}),
    ("OD-08", {"基地和工作室补助的资金来源": "就业补助资金"}),
    ("OD-10", {"机构评估和退出办法": 2, "民办与公办机构同等待遇": True}),
    ("OD-11", {"定期征集、发布的信息": 2, "培训规模大、就业率高的机构以奖代补": True}),
    ("OD-15", {"生活费补贴含交通费": "是"}),
    ("OD-16", {"可申领以工代训补贴的生产经营主体": 3}),
    ("OD-23", {"职工教育经费税前扣除限额占工资薪金总额的比例": "8%", "可安排经费支持的基础工作": 5}),
    ("OD-25", {"按原程序申报的补贴": 2}),
    ("OD-27", {"补贴性培训实行实名制管理": True, "探索信用支付补贴": True,
               "建立用工和培训需求预测制度": True, "购买培训和评价服务的方式": 1}),
    ("CX-10", {"机构评估和退出办法": 2}),
    ("CX-12", {"带徒导师津贴的资金来源": "企业职工教育经费"}),
    ("CX-15", {"购买培训和评价服务的方式": 1}),
    ("CX-16", {"补贴标准的确定办法": "同一工种、同一等级、同一补贴标准", "补贴标准的差异化因素": 3,
               "补贴标准的依据": "本市发布的培训补贴目录清单和补贴标准"}),
    ("CX-18", {"特种作业证书的核发部门": "宁波市级及以上行业主管部门"}),
    ("CX-23", {"补贴性培训实行实名制管理": True}),
    ("CX-26", {"机构评估和退出办法": 3}),
    ("CX-27", {"监管方式": 4, "全程影像存档备查": True}),
    ("CX-30", {"建立用工和培训需求预测制度": True}),
    ("CX-31", {"资金跟着项目走": True}),
    ("CX-32", {"职工教育经费用于一线职工的比例": "60%以上", "职工教育经费还可用于": 1}),
    ("CX-33", {"技能人才资源年度调查统计": True}),
    ("CX-34", {"上级另有规定时": "国务院和省政府对培训对象、培训项目、补贴标准另有规定的，按新规定执行"}),
    ("QJ-03", {"须培训合格后上岗的人员": 1}),
    ("QJ-04", {"培训类型面向的人员": "职业农民技能培训：职业农民"}),
    ("QJ-05", {"购买培训和评价服务的方式": 1, "生活费补贴含交通费": "是"}),
    ("QJ-06", {"特色工种": 6, "重点培训领域": 4, "重点产业链": 3, "重点新兴产业": 3}),
    ("QJ-07", {"贯穿培训全过程的内容": 7, "基地和工作室补助的资金来源": "就业补助资金"}),
    ("QJ-08", {"培训机构入驻的平台": "重庆市职业技能培训联盟服务平台",
               "补贴性项目向具备资质的机构全部开放": True, "民办与公办机构同等待遇": True}),
    ("QJ-09", {"补贴性培训实行实名制管理": True, "建立劳动者职业培训电子档案": True}),
    ("QJ-12", {"可申领以工代训补贴的生产经营主体": 3}),
    ("QJ-18", {"职工教育经费用于一线职工的比例": "60%以上",
               "职工教育经费税前扣除限额占工资薪金总额的比例": "8%", "可安排经费支持的基础工作": 5,
               "职工教育经费还可用于": 1}),
    ("QJ-21", {"财政补助资金与培训业绩挂钩": True}),
    ("QJ-22", {"购买培训和评价服务的方式": 1, "探索信用支付补贴": True, "机构评估和退出办法": 2}),
    ("QJ-23", {"须培训合格后上岗的人员": 1}),
)
# fmt: on
OTHERWISE = {
    "SH-12": "急需紧缺职业（工种）目录 当地人社部门网站",
    "SH-38": "依法依规严惩",
    "SH-42": "岗位技能提升培训",
    "XC-04": "岗位技能提升培训 企业职工",
    "XC-06": "就业技能培训",
    "XC-12": "院校在校生和毕业生 创业意识培训",
    "XC-15": "企业职工培训中心",
    "XC-16": "企业新型学徒制培训 现代学徒制培训",
    "XC-18": "职业院校（含技工院校）",
    "XC-31": "有关部门培训资金",
    "XC-35": "依法严惩",
    "OD-05": "企业新型学徒制培训 高危行业从业人员 五级/初级工 四级/中级工 三级/高级工 二级/技师 一级/高级技师",
    "OD-06": "农村牧区实用人才带头人 即将退役军人 退役军人 职业技能提升培训 新型职业农牧民培训",
    "OD-08": "企业职工培训中心 职业院校（含技工院校）",
    "OD-10": "社会培训机构",
    "OD-15": "“两后生”中的城市低保家庭成员",
    "OD-23": "组织动员工作奖补",
    "OD-25": "创业培训补贴",
    "OD-26": "依法依纪严惩",
    "OD-27": "补贴性培训目录清单",
    "CX-05": "企业新型学徒制培训",
    "CX-06": "岗前培训 企业职工培训中心",
    "CX-10": "第三方动态评估",
    "CX-15": "项目制培训",
    "CX-17": "短期岗位技能培训",
    "CX-21": "“两后生”中的城市低保家庭学员",
    "CX-27": "全程影像监控",
    "CX-28": "取消培训资格 追回补贴资金",
    "QJ-03": "企业新型学徒制培训 高危行业从业人员",
    "QJ-07": "企业职工培训中心 职业院校（含技工院校）",
    "QJ-10": "“两后生”中的城市低保家庭学员 五级/初级工 四级/中级工 三级/高级工 二级/技师 一级/高级技师",
    "QJ-17": "失业保险基金结余（专账）",
    "QJ-18": "组织动员工作奖补",
    "QJ-22": "培训机构目录",
}
"""What a pack calls otherwise than the words of the clause: in full, or by the name that the program knows it by."""


def plain(value: Value) -> object:
    """A value as a reader writes it down: money in 元, a list by its length."""
    kind = KEYS[value.key].kind
    if kind == MONEY:
        return value.amount / 100
    if kind == DATE:
        return value.day
    if kind == FLAG:
        return bool(value.amount)
    return len(value.items) if kind in LISTS | {CHOICES} else value.content


@pytest.mark.parametrize(
    ("clause", "expected"), [pytest.param(*row, id=row[0], marks=pytest.mark.clause(row[0])) for row in READ]
)
def test_a_clause_carries_what_its_reader_expects(clause: str, expected: dict[str, object]) -> None:
    carried: dict[str, list[object]] = {}
    for value in pack_of(clause[:2]).values:
        if value.source.clause == clause:
            carried.setdefault(value.key, []).append(plain(value))
    assert {key: found[0] if len(found) == 1 else tuple(found) for key, found in carried.items()} == expected


@pytest.mark.parametrize(
    ("clause", "expected"), [pytest.param(*row, id=row[0], marks=pytest.mark.clause(row[0])) for row in READING]
)
def test_a_clause_gives_to_read_what_its_reader_expects(clause: str, expected: dict[str, object]) -> None:
    given = [row for row in pack_of(clause[:2]).reading if row.source.clause == clause]
    assert {row.title: len(row.items) or row.text or True for row in given} == expected


def test_what_is_only_read_is_all_known_to_its_readers() -> None:
    known = {(clause, title) for clause, expected in READING for title in expected}
    rows = [(row.source.clause, row.title) for prefix in PACKS for row in pack_of(prefix).reading if row.source.clause]
    assert sorted(rows) == sorted(known)


def test_what_is_read_below_no_clause_waits_to_be_confirmed() -> None:
    loose = [(prefix, row) for prefix in PACKS for row in pack_of(prefix).reading if not row.source.clause]
    assert [(prefix, row.title) for prefix, row in loose] == [(p, "“每年”的算法") for p in ("XC", "OD", "CX", "QJ")]
    assert all("待办公室确认" in row.note for _, row in loose)


def listed(clause: str) -> Iterator[tuple[str, Value | Reading]]:
    """Each name that a clause lists, with what lists it; of a pair, each side by itself."""
    for value in pack_of(clause[:2]).values:
        key = KEYS[value.key]
        if value.source.clause == clause and key.kind in LISTS and not key.options:
            for item in value.items:
                head, rest = parse_pair(item) if key.kind == PAIRS else (item, ())
                yield from ((name, value) for name in (head, *rest))
    for row in pack_of(clause[:2]).reading:
        if row.source.clause == clause:
            yield from (
                (item, row) for item in row.items or (re.split("[：、；]", row.text) if "：" in row.text else ())
            )


LISTING = list(dict.fromkeys(clause for clause, _ in (*READ, *READING) if any(listed(clause))))


@pytest.mark.parametrize("clause", [pytest.param(c, id=c, marks=pytest.mark.clause(c)) for c in LISTING])
def test_what_a_clause_lists_stands_in_its_quotation_or_is_known_to_be_put_otherwise(clause: str) -> None:
    otherwise = [name for name, value in listed(clause) if name not in re.sub(r"\s", "", value.source.quote)]
    assert list(dict.fromkeys(otherwise)) == OTHERWISE.get(clause, "").split()


TARGETS = sorted({target.source.clause for prefix in PACKS for target in pack_of(prefix).targets})


@pytest.mark.parametrize("clause", [pytest.param(c, id=c, marks=pytest.mark.clause(c)) for c in TARGETS])
def test_units_and_duties_of_a_clause_with_targets_stand_in_the_circular(clause: str) -> None:
    circular = Path(__file__).parent / "circulars" / f"{PACKS[clause[:2]]}.txt"
    text = re.sub(r"\s", "", circular.read_text(encoding="utf-8"))
    for target in pack_of(clause[:2]).targets:
        if target.source.clause == clause:
            names = (target.unit, target.duty, *target.cooperating)
            assert [name for name in names if re.sub(r"\s", "", name) not in text] == []


TABLES = ("SH-43", "OD-28", "CX-35", "CX-36", "QJ-25")
"""Clauses that are tables of figures."""


@pytest.mark.parametrize("clause", [pytest.param(c, id=c, marks=pytest.mark.clause(c)) for c in TABLES])
def test_each_figure_of_a_table_of_targets_stands_in_the_circular(clause: str) -> None:
    circular = Path(__file__).parent / "circulars" / f"{PACKS[clause[:2]]}.txt"
    said = set(re.findall(r"\d+", circular.read_text(encoding="utf-8")))
    targets = [target for target in pack_of(clause[:2]).targets if target.source.clause == clause]
    figures = {str(figure) for t in targets for figure in (t.assigned, t.stretch) if figure is not None}
    assert figures and figures - said == set()


@pytest.mark.parametrize("prefix", PACKS)
def test_a_pack_cites_only_clauses_of_its_own_region(prefix: str) -> None:
    cited = {value.source.clause for value in pack_of(prefix).values if value.source.clause}
    assert {clause[:2] for clause in cited} == {prefix}
    assert {target.source.clause[:2] for target in pack_of(prefix).targets} == {prefix}
    assert {case.clause[:2] for case in pack_of(prefix).cases} == {prefix}
