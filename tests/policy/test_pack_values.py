"""What a reader of each clause expects its pack to carry: numbers in the words' own units, lists by their length."""

from datetime import date
from functools import cache

import pytest

from app.award.pack_file import load_pack
from app.kernel.texts import RESOURCES
from app.policy.keys import CHOICES, DATE, FLAG, KEYS, LISTS, MONEY
from app.policy.pack import Pack, Value

PACKS = {"SH": "suihua-2019", "XC": "xuchang-2019", "OD": "ordos-2019", "CX": "cixi-2020", "QJ": "qijiang-2019"}


@cache
def pack_of(prefix: str) -> Pack:
    """The pack whose clauses begin with these two letters."""
    return load_pack((RESOURCES / "packs" / f"{PACKS[prefix]}.toml").read_text(encoding="utf-8"))


READ: tuple[tuple[str, dict[str, object]], ...] = (
    ("SH-01", {"plan_target": 8000, "plan_stretch": 13000}),
    ("SH-03", {"skilled_ratio": 25, "highly_skilled_ratio": 30}),
    ("SH-04", {"rate_authority": "黑财规审〔2019〕13号"}),
    ("SH-06", {"practical_rate": 100, "practical_groups": 2, "practical_subjects": 3}),
    ("SH-07", {"practical_day_periods": 6, "practical_period_minutes": 40}),
    ("SH-08", {"institution_kinds": 4, "published_catalogues": 2}),
    ("SH-09", {"listed_institution_only": True, "agreement_required": True}),
    ("SH-11", {"occupation_base": 3}),
    ("SH-12", {"published_catalogues": 1, "catalogue_places": 2}),
    ("SH-13", {"catalogue_deadline": date(2019, 11, 20)}),
    ("SH-14", {"planning_departments": 8}),
    ("SH-15", {"training_types": 7}),
    ("SH-16", {"enterprise_opening": "approval"}),
    ("SH-17", {"institution_must_teach": True}),
    ("SH-19", {"training_types": 2, "planning_departments": 8}),
    ("SH-20", {"delivery_modes": 3, "enrolment_channels": 2}),
    ("SH-21", {"first_class_by": date(2019, 12, 31), "first_class_persons": 30, "no_class_delisted": True}),
    ("SH-22", {"real_name_gate": True, "real_name_system": "黑龙江省职业培训补贴实名制管理系统"}),
    ("SH-23", {"real_name_materials": 2}),
    ("SH-24", {"class_opening": "approval"}),
    ("SH-25", {"supervision_methods": 2}),
    ("SH-26", {"supervision_methods": 1}),
    ("SH-27", {"supervision_methods": 1, "call_back_share": 100}),
    ("SH-28", {"acceptance_materials": 9}),
    ("SH-29", {"notice_days": 5, "notice_places": 2}),
    ("SH-30", {"award_formula": "rate-per-qualified"}),
    ("SH-32", {"report_rhythms": 1, "all_departments_counted": True}),
    ("SH-33", {"contact_register": True}),
    ("SH-34", {"performance_review": True}),
    ("SH-35", {"local_plan_days": 10, "local_plan_from": date(2019, 11, 27)}),
    ("SH-38", {"fund_oversight": 2, "fraud_measures": 1}),
    ("SH-40", {"tax_deduction_share": 8}),
    ("SH-43", {"plan_scope": "subsidised"}),
    ("XC-01", {"action_target": 300_000, "subsidised_target": 150_000, "plan_scope": "all"}),
    ("XC-02", {"highly_skilled_target": 15_000}),
    ("XC-03", {"skilled_ratio": 25, "highly_skilled_ratio": 30}),
    ("XC-05", {"industry_chains": 10, "emerging_industries": 9}),
    ("XC-07", {"free_training_groups": 1}),
    ("XC-08", {"focus_subjects": 4}),
    ("XC-09", {"training_types": 1}),
    ("XC-10", {"train_before_work": 2, "training_types": 1}),
    ("XC-12", {"firm_age_years": 5}),
    ("XC-13", {"studio_target": 20, "local_specialities": 5}),
    (
        "XC-15",
        {
            "equipment_share": 20,
            "base_equipment_ceiling": 500_000,
            "studio_equipment_ceiling": 100_000,
            "equipment_once": True,
            "equipment_needs_education_fund": True,
            "base_fund": "就业补助资金",
        },
    ),
    ("XC-16", {"apprentice_target": 3000}),
    ("XC-18", {"school_income_share": 50}),
    ("XC-20", {"equal_treatment": True, "institution_reviews": 1}),
    ("XC-21", {"general_contents": 6}),
    ("XC-22", {"teacher_training": True, "worker_file": True}),
    ("XC-23", {"localities": 3}),
    ("XC-24", {"certificate_types": 5, "payable_certificates": 5, "award_formula": "rate-per-certified"}),
    ("XC-25", {"yearly_limit": 3, "no_repeat": "occupation-level"}),
    (
        "XC-26",
        {
            "work_training_rate": 200,
            "work_training_months": 6,
            "work_training_employed_months": 6,
            "work_training_employers": 3,
            "work_training_groups": 1,
        },
    ),
    ("XC-27", {"work_training_insured_groups": 2}),
    ("XC-28", {"work_training_excludes": 1}),
    ("XC-29", {"advance_share": 50, "advance_scope": 2}),
    ("XC-30", {"project_training_groups": 3}),
    ("XC-31", {"fund_pool": 119_500_000, "fund_pool_fund": "失业保险基金结余"}),
    ("XC-32", {"frontline_share": 60, "education_fund_uses": 1}),
    ("XC-33", {"tax_deduction_share": 8}),
    ("XC-34", {"real_name_gate": True}),
    ("XC-35", {"disclosure_items": 1, "fund_oversight": 2}),
    ("XC-36", {"report_rhythms": 1}),
    ("XC-37", {"published_catalogues": 3}),
    ("XC-38", {"supplement_catalogue_limit": 10}),
    ("XC-39", {"new_occupations_included": True}),
    ("XC-40", {"rate_authority": "省就业补助资金补贴标准", "procurement_methods": 1}),
    ("OD-01", {"action_target": 65_000, "skilled_ratio": 25, "highly_skilled_ratio": 30}),
    ("OD-02", {"plan_target": 15_000}),
    ("OD-03", {"first_unit_leads": True}),
    ("OD-05", {"training_types": 6, "skill_levels": 5, "alternative_subsidies": 1}),
    ("OD-06", {"person_categories": 11, "training_types": 6}),
    ("OD-07", {"procurement_methods": 1}),
    ("OD-08", {"institution_kinds": 5, "base_fund": "就业补助资金"}),
    ("OD-10", {"institution_reviews": 2, "equal_treatment": True}),
    ("OD-11", {"delivery_modes": 3, "published_information": 2, "placement_reward": True}),
    ("OD-12", {"payable_certificates": 5, "yearly_limit": 3, "no_repeat": "occupation-level", "localities": 3}),
    ("OD-13", {"pension_excluded": True}),
    ("OD-14", {"free_training_groups": 8}),
    ("OD-15", {"living_allowance_groups": 5, "living_allowance_travel": True, "living_allowance_fund": "就业补助资金"}),
    ("OD-16", {"work_training_months": 6, "work_training_employers": 3, "work_training_insured_groups": 2}),
    ("OD-17", {"advance_share": 60, "advance_scope": 2, "project_training_groups": 3}),
    ("OD-19", {"special_account": "职业技能提升行动专账", "fund_sources": 1}),
    ("OD-20", {"first_plan_due": date(2019, 11, 30), "first_plan_materials": 3}),
    ("OD-21", {"annual_plan_month": 2, "annual_plan_materials": 2}),
    ("OD-22", {"fund_sources": 4}),
    ("OD-23", {"tax_deduction_share": 8, "supported_expenses": 5}),
    ("OD-24", {"claim_review": "department-bureau", "department_checks": 3, "bureau_checks": 2, "joint_notice": True}),
    ("OD-25", {"separate_channels": 2}),
    ("OD-26", {"disclosure_items": 1, "fund_oversight": 2, "fraud_measures": 1}),
    ("OD-27", {"published_catalogues": 1, "real_name_training": True, "credit_payment": True, "demand_forecast": True}),
    ("CX-02", {"plan_target": 28_000, "first_day": date(2020, 1, 1), "last_day": date(2021, 12, 31)}),
    ("CX-03", {"skilled_ratio": 26, "highly_skilled_ratio": 31}),
    ("CX-04", {"person_categories": 11}),
    ("CX-05", {"training_types": 7, "type_groups": 7}),
    ("CX-06", {"speciality_rate_types": 1, "speciality_rate_needs_periods": True, "delivery_modes": 2}),
    ("CX-07", {"apprentice_target": 500}),
    ("CX-08", {"apprentice_worker_ceiling": 6000, "apprentice_student_ceiling": 3000}),
    ("CX-09", {"programme_opening": "filing", "programmes_approved": 1}),
    ("CX-10", {"institution_reviews": 2, "published_catalogues": 2}),
    ("CX-11", {"mentor_uplift": 30}),
    ("CX-12", {"practice_conditions": 3, "mentor_allowance_fund": "企业职工教育经费"}),
    ("CX-14", {"localities": 4}),
    ("CX-15", {"project_training_groups": 5, "project_certificates": 2}),
    ("CX-16", {"rate_basis": "occupation-level", "rate_factors": 3}),
    ("CX-17", {"speciality_rate_types": 1}),
    ("CX-18", {"special_operation_ceiling": 600, "special_operation_issuer": "宁波市级及以上行业主管部门"}),
    ("CX-19", {"scarce_post_months": 36, "scarce_post_claim_years": 5, "scarce_post_levels": 2}),
    ("CX-20", {"free_training_groups": 9}),
    (
        "CX-21",
        {
            "living_allowance_rate": 40,
            "living_allowance_yearly_limit": 1,
            "living_allowance_ceiling": "minimum-living",
            "living_allowance_groups": 6,
        },
    ),
    ("CX-22", {"yearly_limit": 3, "no_repeat": "occupation-level", "payable_certificates": 5}),
    ("CX-23", {"pledge": "claim", "real_name_training": True}),
    ("CX-24", {"qualification_flow": 7, "class_opening": "filing"}),
    ("CX-25", {"project_flow": 6}),
    ("CX-26", {"institution_reviews": 3}),
    ("CX-27", {"supervision_methods": 4, "video_archive": True}),
    ("CX-28", {"fraud_measures": 3}),
    ("CX-29", {"disclosure_items": 2, "fund_oversight": 3}),
    ("CX-30", {"report_rhythms": 2, "demand_forecast": True}),
    ("CX-31", {"fund_follows_project": True}),
    ("CX-32", {"frontline_share": 60, "education_fund_uses": 1}),
    ("CX-33", {"workforce_survey": True}),
    ("CX-36", {"action_target": 56_000}),
    ("QJ-01", {"action_target": 42_700, "plan_target": 11_400, "plan_scope": "subsidised"}),
    ("QJ-02", {"skilled_ratio": 24, "highly_skilled_ratio": 29}),
    ("QJ-03", {"training_types": 10, "train_before_work": 1}),
    ("QJ-04", {"person_categories": 10}),
    ("QJ-05", {"poor_coverage_share": 100, "living_allowance_travel": True, "living_allowance_fund": "就业补助资金"}),
    ("QJ-06", {"local_specialities": 6, "focus_subjects": 4}),
    ("QJ-07", {"general_contents": 7, "base_fund": "就业补助资金"}),
    (
        "QJ-08",
        {"institution_platform": "重庆市职业技能培训联盟服务平台", "open_to_qualified": True, "equal_treatment": True},
    ),
    ("QJ-09", {"real_name_training": True, "worker_file": True}),
    ("QJ-10", {"free_training_groups": 8, "living_allowance_groups": 5, "alternative_subsidies": 1}),
    ("QJ-11", {"apprentice_floor": 4000}),
    ("QJ-12", {"work_training_months": 6, "work_training_employers": 3, "work_training_insured_groups": 2}),
    ("QJ-13", {"yearly_limit": 3, "no_repeat": "programme-level", "payable_certificates": 5, "localities": 3}),
    ("QJ-14", {"pension_excluded": True}),
    ("QJ-15", {"advance_share": 50, "advance_scope": 2, "project_training_groups": 3}),
    ("QJ-17", {"special_account": "职业技能提升行动专账", "fund_sources": 4}),
    ("QJ-18", {"frontline_share": 60, "tax_deduction_share": 8, "supported_expenses": 5}),
    ("QJ-19", {"disclosure_items": 1, "fund_oversight": 2}),
    ("QJ-20", {"report_rhythms": 2}),
    ("QJ-21", {"funds_by_performance": True}),
    ("QJ-22", {"published_catalogues": 3, "procurement_methods": 1, "credit_payment": True, "pledge": "project"}),
    ("QJ-23", {"skill_levels": 2, "train_before_work": 1}),
)


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
    carried: dict[str, object] = {}
    for value in pack_of(clause[:2]).values:
        if value.source.clause == clause:
            carried.setdefault(value.key, plain(value))
    assert {key: carried.get(key) for key in expected} == expected


@pytest.mark.parametrize("prefix", PACKS)
def test_a_pack_cites_only_clauses_of_its_own_region(prefix: str) -> None:
    cited = {value.source.clause for value in pack_of(prefix).values if value.source.clause}
    assert {clause[:2] for clause in cited} == {prefix}
    assert {target.source.clause[:2] for target in pack_of(prefix).targets} == {prefix}
    assert {case.clause[:2] for case in pack_of(prefix).cases} == {prefix}
