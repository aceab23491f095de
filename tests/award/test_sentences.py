"""What a trace says of each row, as trainees and auditors read it."""

import re
from functools import cache

import pytest

from app.award.cases.pack_file import load_pack
from app.award.cases.run import CaseResult, run_cases
from app.award.texts.sentences import sentence
from app.kernel.texts import RESOURCES
from app.policy.pack import Pack

PACKS = sorted(path.stem for path in (RESOURCES / "packs").glob("*.toml"))
ODD = re.compile(r"[，。；：]{2}|的的|\{|\}|None|  |为没有登记|累计同一|补贴标准的补贴标准|计发的[天月年]$|为：|：——")
"""What no sentence has: doubled punctuation or words, a value that is not there, names of facts."""


@cache
def results(name: str) -> tuple[Pack, list[CaseResult]]:
    pack = load_pack((RESOURCES / "packs" / f"{name}.toml").read_text(encoding="utf-8"))
    return pack, run_cases(pack)


@cache
def told(name: str) -> frozenset[str]:
    """Every sentence of every worked case of a pack."""
    pack, found = results(name)
    return frozenset(sentence(mark, pack) for result in found for mark in result.decision.trace)


def of_case(name: str, case: str) -> list[str]:
    pack, found = results(name)
    result = next(result for result in found if result.case.name == case)
    return [sentence(mark, pack) for mark in result.decision.trace]


@pytest.mark.parametrize("name", PACKS)
def test_no_sentence_of_a_worked_case_reads_oddly(name: str) -> None:
    assert [text for text in sorted(told(name)) if ODD.search(text)] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ordos-2019", "养老金：按月领取养老金——不符合"),
        ("ordos-2019", "政策实施期：开班日期为2019-12-02，实施期为2019-01-01至2021-12-31——符合"),
        ("ordos-2019", "补贴标准：没有可以计发的月份"),
        ("ordos-2019", "补贴标准：没有登记在岗月份，不能计算"),
        ("ordos-2019", "人员类别（身份）为退役军人，下列情形都不符合：参保企业吸纳、各类生产经营主体吸纳"),
        ("suihua-2019", "补贴标准：没有可以计发的天数"),
        ("suihua-2019", "补贴标准：没有登记考勤，不能计算"),
        ("xuchang-2019", "发证日期：2019-12-01，应不早于2019-12-02（开班日期）——不符合"),
        ("xuchang-2019", "每年享受次数：2019年此前享受职业培训补贴3次，连同本次4次，以3次为限——不符合"),
        ("xuchang-2019", "以工代训和岗前培训：此前累计没有享受以工代训补贴——符合"),
        ("xuchang-2019", "以工代训和岗前培训：此前累计已享受以工代训补贴1次——不符合"),
        ("xuchang-2019", "最高限额：200,000.00元，没有超过限额500,000.00元"),
        ("xuchang-2019", "职工教育经费：依法提取并使用职工教育经费——符合"),
        ("cixi-2020", "补贴标准：本办没有登记“职业（工种）补贴标准”（无人机驾驶员、四级/中级工）"),
        ("cixi-2020", "最高限额：没有登记学徒类别，不能确定适用哪一档"),
        ("cixi-2020", "免费培训对象：实际培训费为0.01元，应为0.00元——不符合"),
        ("cixi-2020", "在岗月份2020-06至2020-11此前已经补贴，不计"),
        ("national-2025", "考核结果：没有登记评定结果，按符合办理"),
        ("national-2025", "劳动合同期限：没有登记人员类别，不能判断是否适用"),
        ("national-2025", "在编人员：没有登记“机关事业单位在编人员”，请核实"),
    ],
)
def test_a_trace_says_what_was_compared_and_what_came_of_it(name: str, text: str) -> None:
    assert text in told(name)


def test_a_sum_above_its_cap_names_the_cap_and_what_is_paid() -> None:
    capped = [text for text in told("cixi-2020") if "，超过限额" in text]
    assert capped and all(
        re.fullmatch(r"最高限额：[\d,.]+元，超过限额[\d,.]+元（?.*，按[\d,.]+元计", t) for t in capped
    )


def test_a_group_that_is_only_stated_or_whose_proof_lapsed_is_told_apart() -> None:
    stated, lapsed = (
        of_case("national-2025", name)
        for name in ("花名册写是就业困难人员而没有证明，只作提示", "就业困难人员的证明已过期")
    )
    assert any(text.startswith("补贴对象：花名册登记为就业困难人员，没有登记证明，请核实（应为") for text in stated)
    assert any("证明在2025-09-01不在有效期内，不能认定（应为" in text for text in lapsed)
