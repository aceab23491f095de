"""The rows of packs as sentences that clerks read."""

import re
from functools import cache

import pytest

from app.award.cases.pack_file import load_pack
from app.award.texts.row_text import text_of_row
from app.award.texts.unverified import rows_of
from app.kernel.texts import RESOURCES
from app.policy.pack import Pack
from tests.packs import NATIONAL

PACKS = sorted(path.stem for path in (RESOURCES / "packs").glob("*.toml"))
ODD = re.compile(
    r"[，。；：]{2}|的的|之后0|\{|\}|None|  |^[，；：]|：$|为：|([\u4e00-\u9fff]{3,}标准)的补贴标准|\bany\b"
)
"""What no sentence has: doubled punctuation or words, spans of nothing, names of facts or ways, blanks."""

TRIAL = """
[[facts]]
key = "signed"
title = "签订一年以上劳动合同"
asked = "hand"
pending = "示例"

[[facts]]
key = "placed_share"
title = "就业率"
kind = "count"
unit = "%"
of = "class"
pending = "示例"

[[schemes]]
key = "trial"
title = "试验补贴"
pending = "示例"
fund = "就业补助资金"
needs = [
    { fact = "signed", is = true, pending = "示例" },
    { row = "age", title = "年龄", fact = "age", least = 16, most = [{ when = { sex = "女" }, is = 55 }, { is = 60 }] },
    { row = "first", title = "先得培训补贴", fact = "granted.training", is = true },
    { row = "late", title = "及时申领", fact = "claimed_on", most = { fact = "end", plus = { months = 6 } } },
]
past = [
    { row = "yearly", title = "每年限额", of = ["trial", "training"], unit = "yuan", in = "year", most = 1000 },
    { row = "higher", title = "高等级后", most = 0, higher = "level", same = ["occupation"], in = { years = 5 } },
    { row = "before", title = "先有培训", of = ["training"], least = 1 },
]
amount = [
    { row = "ten", title = "前十天", start = { yuan = 150, times = { unit = "day", most = 10 } } },
    { row = "rest", title = "其后", add = { yuan = 100, times = { unit = "day", over = 10, most = 5 } } },
    { row = "tiers", title = "按就业率", percent = [{ when = { placed_share = { least = 80 } }, is = 100 }, { is = 60 }] },
    { row = "cap", title = "上限", most = { yuan = [{ when = { sex = "女" }, is = 2000 }, { is = 1500 }] } },
]
"""


@cache
def pack_of(name: str) -> Pack:
    return load_pack((RESOURCES / "packs" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def trial() -> Pack:
    head, _, rest = NATIONAL.partition("[[rules]]")
    facts, _, schemes = TRIAL.partition("[[schemes]]")
    rest = rest[: rest.index("[case_base]")].replace("[lists]\n", '[lists]\nranks = ["五级/初级工", "四级/中级工"]\n')
    head = head.replace("[lists]\n", '[lists]\nranks = ["五级/初级工", "四级/中级工"]\n')
    return load_pack(f"{head}{facts}\n[[rules]]{rest}\n[[schemes]]{schemes}")


def texts(pack: Pack, scheme: str) -> dict[str, str]:
    return {row.name: text_of_row(row, pack) for row in rows_of(pack.schemes[scheme])}


@pytest.mark.parametrize("name", PACKS)
def test_no_row_of_a_shipped_pack_reads_oddly(name: str) -> None:
    pack = pack_of(name)
    rows = [row for scheme in pack.schemes.values() for row in rows_of(scheme)]
    told = [text_of_row(row, pack) for row in (*rows, *pack.rules)]
    assert [text for text in told if ODD.search(text)] == []


@pytest.mark.parametrize(
    ("name", "scheme", "row", "text"),
    [
        ("ordos-2019", "training", "pension", "养老金：按月领取养老金的不予补贴"),
        (
            "xuchang-2019",
            "training",
            "yearly_limit",
            "每年享受次数：职业培训补贴每年不超过3次（连同本次），超过的原则上不予补贴（待核实）",
        ),
        (
            "qijiang-2019",
            "training",
            "alternative",
            "只能享受一项的补贴：已经享受同一职业（工种）和技能等级的参保职工技能提升补贴的不予补贴",
        ),
        ("qijiang-2019", "living", "rate", "补贴标准：按本办登记的“生活费补贴”按天计发"),
        (
            "qijiang-2019",
            "work",
            "work",
            "最长6个月；符合的情形为各类生产经营主体吸纳，登记有入职日期的，自入职日期的当月起计；付给企业",
        ),
        ("suihua-2019", "practical", "rate", "补贴标准：每天100元"),
        (
            "xuchang-2019",
            "equipment",
            "ceiling",
            "最高限额：设施为高技能人才培训基地的，不超过500,000元；设施为技能大师工作室的，不超过100,000元",
        ),
        (
            "national-2025",
            "training",
            "on_staff",
            "在编人员：“机关事业单位在编人员”为“是”的不予补贴；没有登记的提示核实（待核实）",
        ),
        ("national-2025", "training", "overlap", "同期班级：同期没有参加其他班级，否则提示核实"),
        (
            "cixi-2020",
            "scarce",
            "claimed_late",
            "申领期限：申请日期应不晚于发证日期后5年，否则不予补贴；没有登记的按符合办理（征求意见稿）",
        ),
    ],
)
def test_a_row_reads_as_a_policy_is_written(name: str, scheme: str, row: str, text: str) -> None:
    assert texts(pack_of(name), scheme)[row] == text


def test_who_is_paid_is_said_case_by_case() -> None:
    told = texts(pack_of("national-2025"), "training")["training"]
    assert told.startswith(
        "组织形式为企业培训的，付给企业；组织形式为个人申报的，付给个人；其他的，付给培训机构；申领材料："
    )


def test_each_form_of_a_row_has_a_sentence_of_its_own() -> None:
    told = texts(trial(), "trial")
    assert told["trial"] == "由就业补助资金列支（待核实）"
    assert told["signed"] == "“签订一年以上劳动合同”须人工核对，核对不符的不予补贴（待核实）"
    assert told["age"].endswith(
        "应不少于16周岁，应符合下列要求（性别为女的，应不超过55周岁；其他的，应不超过60周岁），否则不予补贴"
    )
    assert told["first"] == "先得培训补贴：没有核定职业培训补贴的不予补贴"
    assert told["late"] == "及时申领：申请日期应不晚于结班日期后6个月，否则不予补贴"
    assert told["yearly"] == "每年限额：试验补贴、职业培训补贴合计每年不超过1,000元（连同本次），超过的部分不予补贴"
    assert told["higher"] == "高等级后：5年内享受同一职业（工种）更高等级的试验补贴的不予补贴"
    assert told["before"] == "先有培训：累计应已享受职业培训补贴1次以上，否则不予补贴"
    assert told["ten"] == "前十天：每天150元，至多10天"
    assert told["rest"] == "其后：另加每天100元，只计超过10天的部分，至多5天"
    assert told["tiers"] == "按就业率：就业率不少于80%的，按100%计发；其他的，按60%计发"
    assert told["cap"] == "上限：性别为女的，不超过2,000元；其他的，不超过1,500元"


def test_a_rule_says_at_which_step_it_is_asked() -> None:
    (rule,) = pack_of("national-2025").rules
    assert text_of_row(rule, pack_of("national-2025")) == (
        "岗位需求：提交开班申请时，培训类型为项目化培训的，没有登记对应的岗位需求的提示核实（待核实）"
    )
