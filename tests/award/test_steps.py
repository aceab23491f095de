"""Each scheme's steps: the facts it uses, the arithmetic to its amount, and the words of its clause."""

from collections.abc import Mapping

import pytest

from app.award import explanation
from app.award.awards import Decision
from app.award.facts import Facts, Rate
from app.award.overrides import Override, overridden, standing
from app.award.scheme_facts import SchemeFacts, gathered
from app.award.schemes import INSURED, LIVING, PRACTICAL, SCHEMES, SPECIAL, TRAINING, WORK_TRAINING, Terms, decide
from app.award.steps import rule, steps
from app.kernel.texts import sentences
from tests.award.test_explanation import kept
from tests.award.test_schemes import DAY, FULL_DAY, facts, pack

PAID = {
    **dict.fromkeys(SCHEMES, "cixi-2020"),
    PRACTICAL: "suihua-2019",
    WORK_TRAINING: "xuchang-2019",
    INSURED: "ordos-2019",
}


def terms(scheme: str, name: str = "") -> Terms:
    return Terms.on(pack(name or PAID[scheme]), DAY, scheme)


def sheet(one: Facts, under: Terms, decision: Decision | None = None) -> Mapping[str, tuple[str, ...]]:
    """The paragraphs of a line by heading, after its kept form went through JSON."""
    decision = decision or decide(one, under)
    read = kept(one, under, decision)
    assert explanation.decision_of(read, decision.granted, decision.amount_fen, decision.rate_fen) == decision
    return {p.title: p.lines for p in explanation.paragraphs(read, decision.granted, decision.amount_fen)}


def told(found: Mapping[str, tuple[str, ...]], *words: str) -> bool:
    """Whether one step says all the words."""
    return any(all(word in line for word in words) for line in found["核算步骤"])


def living(days: int, standard: int | None = 80_000, **more: object) -> Facts:
    own = SchemeFacts(gathered([FULL_DAY] * days), standard_fen=standard, standard_document="示例〔2020〕1号")
    return facts("就业困难人员", "就业技能培训", own=own, **more)


def special(fee: int | None, **more: object) -> Facts:
    return facts("企业职工", "特种作业培训", "高处作业", SchemeFacts(fee_fen=fee), **more)


def onboarding(periods: int, **more: object) -> Facts:
    own = SchemeFacts(gathered([(periods, 45)]), planned_periods=8)
    return facts("新录用职工", "岗前培训", own=own, **more)


def test_every_fact_of_a_scheme_has_words() -> None:
    assert {f"fact.{name}" for name in SchemeFacts.__slots__} <= sentences().keys()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_has_its_rule_and_steps(scheme: str) -> None:
    own = terms(scheme)
    words, source = rule("就业技能培训", own)
    assert words and source.clause and source.quote
    found = list(steps(facts("就业困难人员", "就业技能培训", own=SchemeFacts()), own))
    assert len(found) > 1
    assert {step.hardness for step in found} == {"step"}


@pytest.mark.clause("SH-06", "SH-07")
def test_practical_skills_are_explained_by_their_valid_days() -> None:
    one = facts("贫困劳动力", "实用技能培训", own=SchemeFacts(gathered([(6, 40), (6, 40), (5, 90)])))
    found = sheet(one, terms(PRACTICAL))
    assert found["核定结论"] == ("核定 200.00 元",)
    assert found["适用的规则"][0] == "有效培训日 × 每人每天标准" and "三（一）" in found["适用的规则"][1]
    assert "考勤：每天5课时、每课时90分钟的 1 天；每天6课时、每课时40分钟的 2 天" in found["采用的事实"]
    assert told(found, "考勤 3 天", "有效培训日 2 天", "三（一）", "每天不低于6课时")
    assert told(found, "2 天 × 100.00 元 = 200.00 元", "三（一）", "每人每天100元")
    assert told(found, "实用技能培训补贴对象：", "本人为“贫困劳动力”")
    assert "三（一）" in found["理由"][0] and "“" in found["理由"][0].split("依据：")[1]


@pytest.mark.clause("CX-21")
def test_an_allowance_over_the_local_standard_shows_both_sums() -> None:
    found = sheet(living(21), terms(LIVING))
    assert found["核定结论"] == ("核定 800.00 元",)
    assert told(found, "21 天 × 40.00 元 = 840.00 元", "四（四）")
    assert told(
        found, "840.00 元与当地最低生活保障标准（示例〔2020〕1号） 800.00 元相比，取较低的 800.00 元", "四（四）"
    )
    assert "当地最低生活保障标准（元/月）：800.00" in found["采用的事实"]
    assert told(found, "本次为第 1 次；限额 1 次，不得突破", "四（四）")


@pytest.mark.clause("CX-21", "QJ-10")
def test_what_an_allowance_lacks_stands_among_its_steps() -> None:
    assert told(sheet(living(21, None), terms(LIVING)), "“当地最低生活保障标准”没有登记", "四（四）")
    assert told(sheet(living(3), terms(LIVING, "qijiang-2019")), "没有每人每天的标准", "四（一）")
    paid = sheet(living(3, rate=Rate(2_000, "区文〔2020〕2号")), terms(LIVING, "qijiang-2019"))
    assert told(paid, "每人每天 20.00 元，标准文件：区文〔2020〕2号") and told(paid, "3 天 × 20.00 元 = 60.00 元")


@pytest.mark.clause("CX-18")
@pytest.mark.parametrize(("fee", "least"), [(59_900, "599.00"), (60_000, "600.00"), (60_100, "600.00")])
def test_an_actual_fee_stands_beside_its_ceiling(fee: int, least: str) -> None:
    found = sheet(special(fee), terms(SPECIAL))
    assert found["核定结论"] == (f"核定 {least} 元",)
    assert told(found, f"{fee // 100}.00 元与", "600.00 元相比", f"取较低的 {least} 元", "四（三）")
    assert told(sheet(special(None), terms(SPECIAL)), "没有登记实际培训费", "四（三）")


@pytest.mark.clause("CX-06")
def test_onboarding_is_explained_by_its_periods_and_the_speciality_rate() -> None:
    found = sheet(onboarding(8, rate=Rate(30_000, "示例目录")), terms(TRAINING))
    assert found["适用的规则"][0] == "按专项职业能力的补贴标准计发" and "三（一）" in found["适用的规则"][1]
    assert told(found, "本人考勤 8 课时；本班规定 8 课时", "三（一）")
    assert told(found, "一人 × 300.00 元 = 300.00 元", "三（一）")
    assert told(sheet(onboarding(8, rate=None), terms(TRAINING)), "没有“养殖”专项职业能力")


@pytest.mark.clause("CX-06")
def test_too_few_periods_are_no_limit_in_principle() -> None:
    assert standing(decide(onboarding(7, rate=Rate(30_000, "示例目录")), terms(TRAINING))) is None


@pytest.mark.clause("CX-22", "CX-18")
def test_the_shared_limit_in_principle_is_passed_to_the_lesser_of_fee_and_ceiling() -> None:
    one = special(60_100, past_count=3)
    refused = decide(one, terms(SPECIAL))
    limit = standing(refused)
    assert limit is not None and limit.clause == "CX-22"
    passed = overridden(refused, Override("急需", "纪要〔2020〕1号", limit.text(), "张经办", "李复核"))
    assert (passed.granted, passed.amount_fen) == (True, 60_000)
    found = sheet(one, terms(SPECIAL), passed)
    assert found["核算步骤"][-1].endswith("已经两人手工通过，核定金额 600.00 元")
    assert "按每人600.00元核定" in found["理由"][0]


@pytest.mark.clause("CX-21")
def test_the_years_limit_of_an_allowance_holds_strictly() -> None:
    assert standing(decide(living(10, past_count=1), terms(LIVING))) is None
