"""Conditions on the person: each with its clause and as hard as its pack says, at the edges of its days and numbers."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.award import explanation
from app.award.awards import Decision, Past
from app.award.conditions import CONDITIONS
from app.award.decisions import decide
from app.award.eligibility import GRANT, REFUSE, WARN
from app.award.exclusions import exclusions, exclusions_met
from app.award.facts import LAPSED, OUTSIDE, PROVEN, UNPROVEN, Facts, Rate, Recognition
from app.award.pack_file import load_pack
from app.award.scheme_facts import SchemeFacts, gathered
from app.award.schemes import INSURED, LIVING, PRACTICAL, SPECIAL, TRAINING, WORK_TRAINING, Terms
from app.desk.checking import CONDITION_FINDINGS
from app.kernel.texts import RESOURCES
from app.policy.pack import Pack
from tests.award.test_awards import CLEAN
from tests.award.test_explanation import kept

DAY = date(2020, 6, 1)
ONE = timedelta(days=1)
OURS = replace(CLEAN, on=DAY, year=DAY.year, certificate_date=date(2020, 7, 1))
AGED = """
[[unverified]]
key = "least_age"
amount = 16
unit = "周岁"
note = "测试"
[[unverified]]
key = "most_age_men"
amount = 59
unit = "周岁"
note = "测试"
[[unverified]]
key = "most_age_women"
amount = 49
unit = "周岁"
note = "测试"
[[unverified]]
key = "person_attendance_share"
amount = 80
unit = "%"
note = "测试"
[[unverified]]
key = "class_attendance_share"
amount = 90
unit = "%"
note = "测试"
"""
"""A further region's values: none of the five circulars gives any of them."""


@cache
def text(name: str) -> str:
    return (RESOURCES / "packs" / f"{name}.toml").read_text(encoding="utf-8")


@cache
def pack(name: str) -> Pack:
    return load_pack(text(name))


@cache
def elsewhere() -> Pack:
    """A pack with limits of age and attendance; its cases say nothing of either."""
    before, cases, _ = text("suihua-2019").partition("[case_base]")
    assert cases
    return load_pack(before + AGED)


def got(name: str, under: str = TRAINING, /, **changes: object) -> Decision:
    return decide(replace(OURS, **changes), Terms.on(pack(name), DAY, under))  # type: ignore[arg-type]


def against(decision: Decision) -> dict[str, str]:
    return {r.code: r.hardness for r in decision.reasons if r.hardness != GRANT}


def steps(facts: Facts, terms: Terms) -> list[str]:
    """The steps of the sheet, after its kept form went through JSON."""
    decision = decide(facts, terms)
    told = explanation.paragraphs(kept(facts, terms, decision), decision.granted, decision.amount_fen)
    return [line for paragraph in told if paragraph.title == "核算步骤" for line in paragraph.lines]


# --- place ----------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("CX-14", "XC-23", "OD-12", "QJ-13")
@pytest.mark.parametrize(
    ("name", "clause", "hard"),
    [("cixi-2020", "CX-14", REFUSE), ("xuchang-2019", "XC-23", WARN), ("ordos-2019", "OD-12", WARN),
     ("qijiang-2019", "QJ-13", WARN)],
)  # fmt: skip
def test_a_place_refuses_only_where_the_circular_makes_it_a_condition(name: str, clause: str, hard: str) -> None:
    for place in pack(name).list("localities"):
        assert "condition.locality" not in against(got(name, locality=place))
    for place, code in (("", "condition.locality_blank"), ("外地", "condition.locality")):
        decision = got(name, locality=place)
        assert against(decision)[code] == hard
        assert next(r for r in decision.reasons if r.code == code).clause == clause
        assert decision.granted == (hard == WARN)


def test_a_circular_without_places_asks_for_none() -> None:
    assert got("suihua-2019", locality="").granted


@pytest.mark.clause("CX-14", "CX-18", "CX-21")
def test_a_place_is_asked_of_training_subsidies_not_of_the_living_allowance() -> None:
    own = SchemeFacts(gathered([(6, 45)] * 3), fee_fen=100, standard_fen=100_000)
    living = got("cixi-2020", LIVING, locality="", category="就业困难人员", scheme=own)
    assert living.granted and "condition.locality_blank" not in against(living)
    special = {"training_type": "特种作业培训", "certificate_kind": "特种作业操作证书", "scheme": own}
    assert against(got("cixi-2020", SPECIAL, locality="", **special))["condition.locality_blank"] == REFUSE


# --- proof of who one is --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tags", "standing"),
    [
        (None, PROVEN),
        ((), UNPROVEN),
        ((Recognition("残疾人", DAY),), PROVEN),
        ((Recognition("残疾人", DAY + ONE),), LAPSED),
        ((Recognition("残疾人", date(2019, 1, 1), DAY),), PROVEN),
        ((Recognition("残疾人", date(2019, 1, 1), DAY - ONE),), LAPSED),
        ((Recognition("残疾人", date(2019, 1, 1), DAY - ONE), Recognition("残疾人", DAY)), PROVEN),
        ((Recognition("退役军人", DAY),), UNPROVEN),
        ((Recognition("贫困劳动力", DAY),), PROVEN),
    ],
)
def test_a_proof_counts_on_the_day_the_class_starts(tags: tuple[Recognition, ...] | None, standing: str) -> None:
    facts = replace(OURS, category="残疾人", tags=tags)
    assert facts.belonging.standing(("残疾人", "贫困劳动力")) == standing
    assert facts.belonging.standing(("企业职工",)) == OUTSIDE


@pytest.mark.clause("CX-21", "OD-15", "QJ-10")
@pytest.mark.parametrize("name", ["cixi-2020", "ordos-2019", "qijiang-2019"])
def test_a_living_allowance_is_refused_when_the_proof_is_later_than_the_class(name: str) -> None:
    own = SchemeFacts(gathered([(6, 45)] * 3), standard_fen=100_000)
    known = {"category": "就业困难人员", "scheme": own, "rate": Rate(4_000, "测试")}
    late = got(name, LIVING, **known, tags=(Recognition("就业困难人员", DAY + ONE),))
    assert against(late) == {"condition.lapsed": REFUSE} and late.amount_fen == 0
    assert next(r for r in late.reasons).clause
    assert against(got(name, LIVING, **known, tags=())) == {"condition.unproven": WARN}
    other = {**known, "category": "企业职工"}
    assert got(name, LIVING, **other, tags=(Recognition("零就业家庭成员", DAY),)).granted
    assert against(got(name, LIVING, **other, tags=())) == {"scheme.group": REFUSE}


@pytest.mark.clause("SH-06")
def test_practical_training_of_the_poor_asks_for_the_proof_of_the_day() -> None:
    own = SchemeFacts(gathered([(6, 40)] * 2))
    known = {"category": "贫困劳动力", "training_type": "实用技能培训", "occupation": "黑木耳种植", "scheme": own}
    proof = Recognition("贫困劳动力", date(2019, 1, 1), DAY - ONE)
    assert against(got("suihua-2019", PRACTICAL, **known, tags=(proof,))) == {"condition.lapsed": REFUSE}
    assert got("suihua-2019", PRACTICAL, **known, tags=(replace(proof, until=DAY),)).amount_fen == 20_000


@pytest.mark.clause("XC-26", "XC-27")
@pytest.mark.parametrize(("category", "insured"), [("贫困劳动力", False), ("就业困难人员", True)])
def test_training_at_work_is_for_those_whose_proof_holds_too(category: str, insured: bool) -> None:
    own = SchemeFacts(months=("2020-06",), hired_on=date(2019, 1, 7), insured=insured)
    known: dict[str, object] = {"category": category, "training_type": "以工代训", "scheme": own}
    ended = Recognition(category, date(2019, 1, 1), DAY - ONE)
    holds = Recognition(category, date(2019, 1, 1))
    late = got("xuchang-2019", WORK_TRAINING, **known, tags=(ended,))
    assert (against(late), late.amount_fen) == ({"condition.lapsed": REFUSE}, 0)
    assert against(got("xuchang-2019", WORK_TRAINING, **known, tags=(holds,))) == {}
    assert against(got("xuchang-2019", WORK_TRAINING, **known, tags=())) == {"condition.unproven": WARN}


@pytest.mark.clause("XC-30", "OD-17", "QJ-15", "CX-15")
@pytest.mark.parametrize("name", ["xuchang-2019", "ordos-2019", "qijiang-2019", "cixi-2020"])
def test_a_project_class_asks_to_look_at_whoever_the_circular_does_not_name(name: str) -> None:
    known = {"arrangement": "project", "training_type": "项目制培训", "certificate_kind": "培训合格证书"}
    assert against(got(name, **known, category="两后生", tags=())) == {"condition.project_group": WARN}
    assert against(got(name, **known, category="退役军人", tags=())) == {"condition.unproven": WARN}
    soldier = (Recognition("退役军人", DAY),)
    assert against(got(name, **known, category="两后生", tags=soldier)) == {}
    assert against(got(name, **{**known, "arrangement": "open"}, category="两后生", tags=())) == {}


@pytest.mark.clause("CX-15")
@pytest.mark.parametrize(
    ("kind", "project", "other"),
    [("培训合格证书", True, True), ("特种作业操作证书", True, True), ("职业资格证书", False, True),
     ("职业技能等级证书", False, True), ("专项职业能力证书", False, True), ("结业证明", False, False)],
)  # fmt: skip
def test_a_project_goes_by_two_certificates_only(kind: str, project: bool, other: bool) -> None:
    known = {"category": "退役军人", "training_type": "项目制培训", "certificate_kind": kind}
    assert got("cixi-2020", **known, arrangement="project").granted == project
    assert got("cixi-2020", **known, arrangement="enterprise").granted == other


@pytest.mark.clause("CX-15")
def test_the_certificates_of_a_project_are_refused_with_their_own_clause() -> None:
    refused = got("cixi-2020", category="退役军人", arrangement="project", training_type="项目制培训")
    (reason,) = refused.reasons
    assert (reason.code, reason.clause) == ("award.certificate_kind", "CX-15")
    assert "以培训合格证书、特种作业操作证书为依据" in reason.quote


@pytest.mark.clause("CX-05")
def test_a_type_of_training_is_for_whom_the_circular_names_and_others_are_looked_at() -> None:
    assert against(got("cixi-2020", category="企业职工")) == {"condition.type_group": WARN}
    assert against(got("cixi-2020", category="企业职工", training_type="技能提升培训")) == {}
    unemployed = (Recognition("失业人员", DAY),)
    assert against(got("cixi-2020", category="企业职工", tags=unemployed)) == {}
    assert got("ordos-2019", category="企业职工").reasons[0].hardness == GRANT


@pytest.mark.clause("XC-07", "OD-14", "CX-20", "QJ-10", "SH-41")
@pytest.mark.parametrize(
    ("name", "clause", "group", "other"),
    [("xuchang-2019", "XC-07", "贫困劳动力", "残疾人"), ("ordos-2019", "OD-14", "农村牧区转移劳动者", "企业职工"),
     ("cixi-2020", "CX-20", "未就业随军家属", "高校毕业生"), ("qijiang-2019", "QJ-10", "转岗职工", "企业职工"),
     ("suihua-2019", "SH-41", "职业院校毕业生", "妇女")],
)  # fmt: skip
def test_a_fee_from_somebody_who_is_trained_free_asks_to_look(name: str, clause: str, group: str, other: str) -> None:
    charged = got(name, category=group, fee_fen=1)
    assert against(charged)["condition.charged"] == WARN and charged.granted
    assert next(r for r in charged.reasons if r.code == "condition.charged").clause == clause
    tagged = got(name, category=other, tags=(Recognition(group, DAY),), fee_fen=20_000)
    assert against(tagged)["condition.charged"] == WARN
    for fee, tags in ((0, (Recognition(group, DAY),)), (20_000, ()), (None, ())):
        assert "condition.charged" not in against(got(name, category=other, tags=tags, fee_fen=fee))


# --- age of a firm, of a person, attendance -------------------------------------------------------------------------------


@pytest.mark.clause("XC-12")
@pytest.mark.parametrize(
    ("opened", "code"),
    [
        (date(2015, 6, 1), None), (date(2015, 5, 31), "condition.firm_age"), (date(2020, 6, 1), None),
        (date(2020, 6, 2), "condition.firm_age"), (None, "condition.firm_unknown"),
    ],
)  # fmt: skip
def test_a_firm_counts_up_to_the_day_it_is_five(opened: date | None, code: str | None) -> None:
    owner = {"category": "小微企业主", "training_type": "创业培训", "firm_opened_on": opened}
    assert against(got("xuchang-2019", **owner)) == ({code: REFUSE} if code else {})
    assert got("xuchang-2019", **{**owner, "category": "有创业愿望的人员"}).granted
    assert got("xuchang-2019", **{**owner, "training_type": "就业技能培训"}).granted


@pytest.mark.parametrize(
    ("born", "sex", "code"),
    [
        (date(2004, 6, 1), "男", None), (date(2004, 6, 2), "男", "condition.too_young"),
        (date(1960, 6, 2), "男", None), (date(1960, 6, 1), "男", "condition.too_old"),
        (date(1970, 6, 2), "女", None), (date(1970, 6, 1), "女", "condition.too_old"),
    ],
)  # fmt: skip
def test_an_age_is_reckoned_by_the_whole_date_of_birth(born: date, sex: str, code: str | None) -> None:
    whole = SchemeFacts(gathered([(8, 45)]), planned_periods=8, class_periods=8, heads=1)
    facts = replace(OURS, born=born, sex=sex, scheme=whole)
    terms = Terms.on(elsewhere(), DAY, TRAINING)
    assert against(decide(facts, terms)) == ({code: REFUSE} if code else {})
    assert any("周岁；开班当日" in line for line in steps(facts, terms))


@pytest.mark.parametrize(
    ("own", "whole", "codes"),
    [
        (8, 18, set()), (7, 18, {"condition.attendance"}), (8, 17, {"condition.class_attendance"}),
        (0, 0, {"condition.attendance", "condition.class_attendance"}),
    ],
)  # fmt: skip
def test_attendance_is_asked_only_where_a_pack_gives_a_share(own: int, whole: int, codes: set[str]) -> None:
    """80 % of ten periods are eight; 90 % of two people's twenty are eighteen."""
    held = SchemeFacts(gathered([(own, 45)]), planned_periods=10, class_periods=whole, heads=2)
    facts = replace(OURS, born=date(1990, 1, 1), sex="男", scheme=held)
    assert set(against(decide(facts, Terms.on(elsewhere(), DAY, TRAINING)))) == codes
    assert got("suihua-2019", scheme=held).granted


# --- other schemes ----------------------------------------------------------------------------------------------------------


def past(scheme: str = TRAINING, kind: str = "就业技能培训", trade: str = "电工", level: str = "四级/中级工") -> Past:
    return Past(date(2018, 3, 5), trade, level, scheme, kind)


def met(name: str, scheme: str, kind: str, *awards: Past) -> tuple[str, ...]:
    found = exclusions(Terms.on(pack(name), DAY, scheme), kind)
    return exclusions_met(found, awards, "电工", "四级/中级工")


@pytest.mark.clause("XC-28")
def test_training_before_work_is_shut_out_by_work_training_and_nothing_else_is() -> None:
    key = ("work_training_excludes",)
    assert met("xuchang-2019", TRAINING, "岗前培训", past(WORK_TRAINING)) == key
    assert met("xuchang-2019", TRAINING, "就业技能培训", past(WORK_TRAINING)) == ()
    assert met("xuchang-2019", TRAINING, "岗前培训", past(TRAINING, "岗前培训")) == ()
    assert met("ordos-2019", TRAINING, "岗前培训", past(WORK_TRAINING)) == ()
    refused = got("xuchang-2019", training_type="岗前培训", category="新录用人员", excluded_by=key)
    assert against(refused) == {"condition.work_training": REFUSE}
    assert refused.reasons[0].clause == "XC-28" and "不得重复享受" in refused.reasons[0].quote


@pytest.mark.clause("OD-05", "QJ-10")
@pytest.mark.parametrize(("name", "clause"), [("ordos-2019", "OD-05"), ("qijiang-2019", "QJ-10")])
def test_of_two_subsidies_for_one_occupation_and_level_only_one_is_given(name: str, clause: str) -> None:
    key = ("alternative_subsidies",)
    assert met(name, TRAINING, "就业技能培训", past(INSURED)) == key
    assert met(name, TRAINING, "就业技能培训", past(INSURED, level="五级/初级工")) == ()
    assert met(name, TRAINING, "就业技能培训", past(INSURED, trade="焊工")) == ()
    assert met(name, TRAINING, "就业技能培训", past(TRAINING)) == ()
    assert met("xuchang-2019", TRAINING, "就业技能培训", past(INSURED)) == ()
    refused = got(name, excluded_by=key)
    assert against(refused) == {"condition.alternative": REFUSE} and refused.reasons[0].clause == clause


# --- all of them ------------------------------------------------------------------------------------------------------------


def test_every_reason_of_a_condition_has_a_heading_in_the_check() -> None:
    said = {f"condition.{name}" for name in _sentences()}
    assert said == set(CONDITION_FINDINGS) and len(CONDITIONS) > 1


def _sentences() -> Mapping[str, str]:
    found: Mapping[str, str] = tomllib.loads((RESOURCES / "text" / "conditions.toml").read_text("utf-8"))["condition"]
    return found


def test_what_is_refused_keeps_its_rate_and_loses_its_grant() -> None:
    refused = got("cixi-2020", locality="外地")
    assert (refused.granted, refused.amount_fen, refused.rate_fen) == (False, 0, 120_000)
    assert GRANT not in {r.hardness for r in refused.reasons}


@pytest.mark.clause("XC-12", "XC-23", "XC-30")
def test_the_sheet_shows_each_comparison_with_its_clause() -> None:
    facts = replace(
        OURS, category="小微企业主", training_type="创业培训", firm_opened_on=date(2016, 1, 4), locality="常住地",
        arrangement="project", tags=(Recognition("退役军人", date(2019, 1, 1), date(2020, 12, 31)),), fee_fen=100,
    )  # fmt: skip
    lines = steps(facts, Terms.on(pack("xuchang-2019"), DAY, TRAINING))
    for words, clause in (
        ("花名册填写：常住地", "二（三）1"),
        ("退役军人（2019-01-01至2020-12-31）", "二（三）1"),
        ("5年内至 2021-01-04", "二（一）8"),
    ):
        assert any(words in line and clause in line for line in lines), words


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["就业困难人员", "退役军人"]),
            st.dates(date(2019, 1, 1), date(2021, 1, 1)),
            st.none() | st.dates(date(2019, 1, 1), date(2021, 1, 1)),
        ),
        max_size=5,
    )
)
def test_the_order_of_proofs_changes_nothing_and_one_that_holds_never_hurts(
    found: list[tuple[str, date, date | None]],
) -> None:
    tags = tuple(Recognition(*one) for one in found)
    groups = ("就业困难人员",)
    facts = replace(OURS, category="就业困难人员", tags=tags)
    assert facts.belonging.standing(groups) == replace(facts, tags=tags[::-1]).belonging.standing(groups)
    assert replace(facts, tags=(*tags, Recognition("就业困难人员", DAY))).belonging.standing(groups) == PROVEN
