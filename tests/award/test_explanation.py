"""What the sheet says: every fact has its words, every step its clause, every reason its quotation."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

import pytest

from app.award import explanation
from app.award.awards import Decision
from app.award.eligibility import Policy
from app.award.explanation import RARE, UNSAID, Paragraph
from app.award.facts import Facts
from app.award.pack_file import load_pack
from app.award.schemes import TRAINING, Terms
from app.kernel.texts import RESOURCES, sentences
from tests.award.test_awards import CLEAN, START, decide

PERSON = dict.fromkeys(("name", "id_number"), "示例")
ABOUT = dict.fromkeys([key for key in explanation.ABOUT if key not in PERSON], "示例")
DECIDED = {"by": "张经办", "at": "2019-12-31T09:00:00Z"}


def kept(facts: Facts, terms: Terms, decision: Decision) -> Mapping[str, Any]:
    """What a line keeps, read back from its JSON."""
    shared = {**explanation.basis(facts.training_type, terms), "decided": DECIDED}
    return json.loads(explanation.Writer(terms, ABOUT, shared).line(PERSON, facts, decision))  # type: ignore[no-any-return]


def sheet(pack: str = "qijiang-2019", **changes: object) -> Mapping[str, tuple[str, ...]]:
    """The paragraphs of a line by heading, after its kept form went through JSON."""
    source = load_pack((RESOURCES / "packs" / f"{pack}.toml").read_text(encoding="utf-8"))
    facts = Facts(**{**{f.name: getattr(CLEAN, f.name) for f in fields(Facts)}, **changes})  # type: ignore[arg-type]
    terms, decision = Terms.on(source, facts.on, TRAINING), decide(pack, **changes)
    read = kept(facts, terms, decision)
    assert explanation.decision_of(read, decision.granted, decision.amount_fen, decision.rate_fen) == decision
    found = explanation.paragraphs(read, decision.granted, decision.amount_fen)
    assert all(isinstance(p, Paragraph) for p in found)
    return {p.title: p.lines for p in found}


def test_every_fact_has_words_or_is_said_elsewhere() -> None:
    assert {f"fact.{f.name}" for f in fields(Facts) if f.name not in UNSAID} <= sentences().keys()


def test_a_granted_line_shows_rule_facts_steps_and_the_words_of_the_circular() -> None:
    found = sheet()
    assert found["核定结论"] == ("核定 1,200.00 元",)
    assert found["适用的规则"][0] == "按取得证书人数和补贴标准"
    assert found["适用的规则"][1].startswith("依据：綦江府办发〔2019〕39号四（二）：“")
    assert "人员类别：农村转移就业劳动者" in found["采用的事实"]
    assert "考核评定：合格" in found["采用的事实"]
    assert "是否按月领取养老金：否" in found["采用的事实"]
    assert "同期参加的其他班级：无" in found["采用的事实"]
    steps = found["核算步骤"]
    assert [line[:2] for line in steps] == [f"{n}." for n in range(1, len(steps) + 1)]
    assert any("补贴标准每人 1,200.00 元，标准文件：示例目录" in line for line in steps)
    assert any("一人 × 1,200.00 元 = 1,200.00 元" in line for line in steps)
    assert steps[-1].endswith("没有不予补贴的理由，核定金额 1,200.00 元")
    assert found["核定依据和经办"][0].startswith("政策包：") and "（qijiang-2019）第 1 版" in found["核定依据和经办"][0]


@pytest.mark.clause("QJ-13")
def test_a_refusal_quotes_the_phrase_of_the_limit() -> None:
    found = sheet(past_count=3)
    assert found["核定结论"] == ("不予补贴，核定 0.00 元",)
    (line,) = found["理由"]
    assert line.startswith("【原则上的限额】2019年已享受3次，本次将超过每人每年3次的限额。")
    assert line.endswith("依据：綦江府办发〔2019〕39号四（二）：“原则上每人每年可享受不超过3次”")
    assert any("此前已享受 3 次，本次为第 4 次；原则上限额 3 次" in line for line in found["核算步骤"])
    assert found["核算步骤"][-1].endswith("有 1 项不予补贴的理由，核定金额 0.00 元")


@pytest.mark.clause("OD-12")
def test_a_limit_without_in_principle_is_said_to_hold() -> None:
    found = sheet("ordos-2019", past_count=3)
    assert any("限额 3 次，不得突破" in line and "三（三）" in line for line in found["核算步骤"])
    assert found["理由"][0].startswith("【不予补贴】")


def test_the_offices_own_check_says_so() -> None:
    found = sheet(id_valid=False, rate=None)
    assert [line.endswith("依据：内部核对") for line in found["理由"]] == [True, True]
    assert any("补贴标准目录中没有“电工”四级/中级工" in line for line in found["核算步骤"])


@pytest.mark.parametrize("pack", ["qijiang-2019", "xuchang-2019", "cixi-2020", "suihua-2019", "ordos-2019"])
def test_under_each_pack_the_facts_survive_and_every_reason_with_a_clause_has_its_quote(pack: str) -> None:
    for reason in decide(pack, past_count=3, past_repeats=1, certificate_kind=None, draws_pension=True).reasons:
        assert reason.place and reason.quote or not reason.clause
    assert len(sheet(pack)["采用的事实"]) == len(asdict(CLEAN)) - len(UNSAID | RARE)


def test_what_the_pack_leaves_open_is_said_once_for_the_claim() -> None:
    source = load_pack((RESOURCES / "packs" / "suihua-2019.toml").read_text(encoding="utf-8"))
    (paragraph,) = explanation.unchecked_paragraphs(source, Policy.on(source, START))
    assert paragraph.title == "未作核对的项目"
    assert any("每人每年享受次数限额" in line and "未作核对" in line for line in paragraph.lines)
