"""The index of wordings: every piece that it shows to copy is sound, and a circular's own words find their row."""

import re

import pytest

from app.award.cases.pack_file import load_pack
from app.award.cases.run import run_cases
from app.award.texts.unverified import rows_of
from app.policy.wordings import FORMS, Wording, search, wordings

_VALUES = {
    "first_day": "date = 2026-01-01",
    "last_day": "date = 2026-12-31",
    "person_categories": 'items = ["企业职工"]',
    "training_types": 'items = ["就业技能培训", "以师带徒"]',
    "skill_levels": 'items = ["五级/初级工"]',
    "certificate_types": 'items = ["职业技能等级证书"]',
    "institution_kinds": 'items = ["企业"]',
    "fund_sources": 'items = ["就业补助资金"]',
    "class_opening": 'choice = "approval"',
    "notice_days": 'amount = 5\nunit = "工作日"',
}
_HEAD = """
format = 2
id = "example"
version = 1
title = "示例"
region = "500110"
region_name = "示例县"
documents = [{ number = "示例〔2026〕1号", title = "示例" }]

[clauses.AA-01]
place = "一"
"""
_SCHEME = """
[[schemes]]
key = "training"
title = "职业培训补贴"
clause = "AA-01"
quote = "示例"
"""


def pack_with(example: str) -> str:
    """The smallest pack that a piece can stand in; a value, or a start of the amount, gives way to that of the piece."""
    values = "".join(
        f'\n[[unverified]]\nkey = "{key}"\n{content}\nnote = "示例"\n'
        for key, content in _VALUES.items()
        if f'key = "{key}"' not in example
    )
    own = "\nstart = " in example.partition("[[schemes]]")[0]
    amount = "" if own else "\n[[schemes.amount]]\ntitle = '补贴标准'\nstart = { fact = 'fee' }\n"
    return _HEAD + values + _SCHEME + amount + "\n" + example


@pytest.mark.parametrize("each", wordings(), ids=lambda each: each.wording)
def test_the_example_of_a_wording_reads_without_problems_and_titles_its_rows(each: Wording) -> None:
    pack = load_pack(pack_with(each.example))
    assert [row for row in rows_of(pack.schemes["training"]) if not row.title] == []


@pytest.mark.parametrize("each", wordings(), ids=lambda each: each.wording)
def test_the_example_of_a_wording_uses_the_words_that_it_names(each: Wording) -> None:
    assert [word for word in each.words if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", each.example)] == []


_TABLE = {
    "need": "[[schemes.needs]]",
    "way": "[[schemes.ways]]",
    "counts": "[schemes.counts]",
    "past": "[[schemes.past]]",
    "amount": "[[schemes.amount]]",
    "catalogue": "[[catalogues]]",
    "scheme": "[[schemes]]",
    "rule": "[[rules]]",
    "sanction": "[[sanctions]]",
    "value": "[[clauses.AA-01.values]]",
    "hand": 'asked = "hand"',
    "reading": "[[reading]]",
    "unsupported": "[[unsupported]]",
}


@pytest.mark.parametrize("each", wordings(), ids=lambda each: each.wording)
def test_the_example_of_a_wording_is_of_the_form_that_the_index_says(each: Wording) -> None:
    assert _TABLE[each.form] in each.example


def test_every_form_of_row_is_reached_from_some_wording() -> None:
    assert {each.form for each in wordings()} == FORMS.keys() == _TABLE.keys()


def test_no_wording_stands_twice() -> None:
    assert len({each.wording for each in wordings()}) == len(wordings()) >= 45


@pytest.mark.parametrize(
    ("wording", "facts", "granted"),
    [
        ("每课时…元", "sessions = [{ periods = 6, minutes = 45, days = 10 }]", "750"),
        ("前…天每天…元，以后每天…元", "sessions = [{ periods = 6, minutes = 45, days = 8 }]", "1200"),
        ("前…天每天…元，以后每天…元", "sessions = [{ periods = 6, minutes = 45, days = 12 }]", "1700"),
        ("每人每月…元", 'worked = "2026-03至2026-05"', "600"),
        ("每人每年…元", 'worked = "2026-03至2026-05"', "1250"),
        ("初级工…元、中级工…元、高级工…元", 'level = "四级/中级工"', "1500"),
        ("上浮…%", 'fee = 1000\ntraining_type = "以师带徒"', "1300"),
        ("紧缺程度", 'fee = 1000\noccupation = "育婴员"', "1200"),
        ("就高不重复", 'fee = 1000\ncategory = "残疾人"\noccupation = "养老护理员"', "1300"),
        ("就业率达到…%", "fee = 1000\nplaced_share = 60", "800"),
        ("就业率达到…%", "fee = 1000", None),
        ("达不到的按…%", "fee = 1000", "600"),
        ("最高不超过…元", "fee = 601", "600"),
        ("复审", "reviewed = true", "300"),
        ("签订劳动合同", "fee = 1000", None),
        ("签订劳动合同", "fee = 1000\ncontract = true", "1000"),
        ("每人每年不超过…元", "fee = 1000\npast = [{ on = 2026-01-05, amount = 2800 }]", "200"),
        ("开业…年内", 'fee = 1000\ncategory = "小微企业主"\nfirm_opened_on = 2021-03-01', None),
        ("开业…年内", 'fee = 1000\ncategory = "小微企业主"\nfirm_opened_on = 2021-03-02', "1000"),
        ("吸纳就业…个月以上", 'hired_on = 2026-01-05\nworked = "2026-03至2026-08"', "400"),
        ("最长不超过…个月", 'worked = "2026-03至2026-12"', "1200"),
        ("取得高等级后不得享受低等级", 'fee = 1000\npast = [{ on = 2026-01-05, level = "三级/高级工" }]', None),
        ("自…年…月…日起调整为", "start = 2026-07-01", "300"),
    ],
)
def test_the_example_of_a_wording_comes_to_what_the_wording_says(wording: str, facts: str, granted: str | None) -> None:
    [each] = [one for one in wordings() if one.wording == wording]
    [result] = run_cases(load_pack(pack_with(each.example) + _case(facts)))
    assert (result.decision.amount_fen / 100 if result.decision.granted else None) == (granted and float(granted))


def _case(facts: str) -> str:
    base = {
        "start": "2026-03-02",
        "occupation": '"电工"',
        "level": '"五级/初级工"',
        "category": '"企业职工"',
        "training_type": '"就业技能培训"',
    }
    rest = "\n".join(f"{name} = {value}" for name, value in base.items() if f"\n{name} =" not in f"\n{facts}")
    head = '\n[[cases]]\nname = "示例"\nclause = "AA-01"\n[cases.expect]\ngranted = false\n[cases.facts]\n'
    return f"{head}{rest}\n{facts}\n"


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("每课时12.5元", "每课时…元"),
        ("签订一年以上劳动合同", "签订劳动合同"),
        ("每人每年不超过3次", "每人每年不超过…次"),
        ("二选一", "下列情形之一"),
        ("培训结束公示7个工作日", "公示…个工作日"),
        ("法定退休", "法定退休年龄"),
        ("互斥", "只能享受一项"),
        ("最高不超过 600 元", "最高不超过…元"),
        ("上浮30%", "上浮…%"),
        ("暂停6个月", "暂停…个月"),
    ],
)
def test_what_a_circular_says_finds_its_wording(text: str, wording: str) -> None:
    assert wording in [each.wording for each in search(text)]


def test_a_wording_itself_comes_before_those_that_only_have_it_as_a_synonym() -> None:
    found = [each.wording for each in search("公示")]
    assert found[0] == "公示…个工作日"
    assert [each.wording for each in search("互斥")] == ["只能享受一项"]


def test_nothing_asked_shows_the_whole_index_and_nonsense_none() -> None:
    assert search(" ") == wordings()
    assert search("火星采矿") == ()
