"""Packs with rows that say what cannot be: each is refused with its line, the reason, and what to write instead."""

import time
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.award.cases.pack_file import LARGEST, PackError, load_pack
from app.kernel.outcomes import Problem
from app.kernel.texts import RESOURCES
from tests.rule_packs import pack, scheme, text

HEAD = text(pack())
SCHEME = '\n[[schemes]]\nkey = "training"\ntitle = "培训补贴"\npending = "测试"\n'
RATE = '[[schemes.amount]]\nrow = "rate"\nstart = { yuan = 100, times = "once" }\n'
SECOND = SCHEME.replace("training", "other").replace("培训补贴", "另一补贴")
CATALOGUE = '\n[[catalogues]]\nkey = "occupation"\ntitle = "补贴标准"\nby = ["occupation", "level"]\nunit = "元/人"\n'

OCCUPATION = '{{ when = {{ occupation = "工{0}" }}, is = {0} }}'


def need(body: str) -> str:
    return f"{SCHEME}[[schemes.needs]]\n{body}\n{RATE}"


def past(body: str) -> str:
    return f'{SCHEME}[[schemes.past]]\nrow = "limit"\n{body}\n{RATE}'


def amount(body: str) -> str:
    return f"{SCHEME}[[schemes.amount]]\n{body}\n"


def problems(rows: str) -> list[Problem]:
    with pytest.raises(PackError) as refused:
        load_pack(HEAD + rows)
    return list(refused.value.problems)


def test_the_pack_to_which_the_rows_are_added_is_sound() -> None:
    assert load_pack(HEAD + SCHEME + RATE + CATALOGUE).schemes["training"].title == "培训补贴"


BAD = {
    "a misspelt word of a row": (need('fact = "age"\nlesat = 16'), "lesat = 16", "是不是“least”"),
    "a word that no row has": (need('fact = "age"\nleast = 16\ncolour = 1'), "colour", "“colour”不是政策包的项目"),
    "a misspelt fact": (
        need('fact = "cetegory"\nis = "两后生"'),
        "cetegory",
        "没有名为“cetegory”的事实，是不是“category”",
    ),
    "a misspelt fact of a guard": (
        need('fact = "age"\nleast = 16\nwhen = { levl = "五级/初级工" }'),
        "when",
        "“levl”的事实，是不是“level”",
    ),
    "a misspelt list": (need('fact = "groups"\nin = "@person_categorys"'), "in =", "是不是“person_categories”"),
    "a misspelt scheme": (past('of = ["trainng"]\nmost = 0'), "of =", "没有“trainng”，是不是“training”"),
    "a misspelt scheme of granted": (
        need('fact = "granted.trainin"\nis = true'),
        "granted.trainin",
        "是不是“granted.training”",
    ),
    "a misspelt catalogue": (
        CATALOGUE + amount('start = { catalogue = "ocupation" }'),
        "ocupation",
        "没有“ocupation”，是不是“occupation”",
    ),
    "a misspelt way": (
        SCHEME
        + '[[schemes.ways]]\nkey = "insured"\ntitle = "参保"\nneeds = [{ fact = "insured", is = true }]\n'
        + '[[schemes.amount]]\nstart = { yuan = [{ when = { way = "insurd" }, is = 100 }, { is = 50 }], times = "once" }\n',
        "start =",
        "没有名为“insurd”的选项，是不是“insured”",
    ),
    "a misspelt code": (need('fact = "arrangement"\nis = "enterprize"'), "is =", "是不是“enterprise”"),
    "a scheme for which a shared need is that does not exist": (
        f'\n[[needs]]\nfact = "age"\nleast = 16\nfor = ["trainin"]\npending = "测"\n{SCHEME}{RATE}',
        "for =",
        "没有“trainin”，是不是“training”",
    ),
    "a sanction to propose that is not declared": (
        '\n[[rules]]\nabout = "class"\nat = "apply"\nfact = "heads"\nmost = 50\nthen = "warning"\npending = "测"\n',
        "then =",
        "没有“warning”",
    ),
    "a fact given to a catalogue that does not go by it": (
        CATALOGUE + amount('start = { catalogue = "occupation", given = { levels = "五级/初级工" } }'),
        "start =",
        "没有“levels”，是不是“level”",
    ),
    "two schemes that each ask for the other first": (
        SCHEME.replace("培训补贴", "甲")
        + f'[[schemes.needs]]\nfact = "granted.other"\nis = true\n{RATE}{SECOND}'
        + f'[[schemes.needs]]\nfact = "granted.training"\nis = true\n{RATE}',
        "[[schemes]]",
        "补贴项目互相以对方为前提：甲 → 另一补贴 → 甲",
    ),
    "a scheme that asks for itself in a way": (
        SCHEME
        + '[[schemes.ways]]\nkey = "a"\ntitle = "甲"\nneeds = [{ fact = "granted.training", is = true }]\n'
        + RATE,
        "[[schemes]]",
        "补贴项目互相以对方为前提",
    ),
    "a scheme that asks for itself in a table": (
        amount('start = { yuan = [{ when = { "granted.training" = true }, is = 1 }, { is = 2 }], times = "once" }'),
        "[[schemes]]",
        "补贴项目互相以对方为前提",
    ),
    "a table of which two rows hold": (
        amount(
            'start = { yuan = [{ when = { level = ["五级/初级工", "四级/中级工"] }, is = 1 }, '
            '{ when = { level = ["四级/中级工", "三级/高级工"] }, is = 2 }], times = "once" }'
        ),
        "start =",
        "第 2 行与前面的行同时成立",
    ),
    "a row behind one that always holds": (
        amount('start = { yuan = [{ is = 1 }, { when = { level = "四级/中级工" }, is = 2 }], times = "once" }'),
        "start =",
        "第 2 行永远轮不到",
    ),
    "thresholds that rise": (
        amount(
            "start = { yuan = [{ when = { age = { least = 16 } }, is = 1 }, { when = { age = { least = 40 } }, is = 2 }, "
            '{ is = 3 }], times = "once" }'
        ),
        "start =",
        "第 2 行永远轮不到：它成立时前面的行已经成立。请把条件更严的一行写在前面",
    ),
    "ceilings that fall": (
        need(
            'fact = "planned_periods"\nmost = [{ when = { heads = { most = 50 } }, is = 80 }, '
            "{ when = { heads = { most = 20 } }, is = 40 }, { is = 9 }]"
        ),
        "most =",
        "第 2 行永远轮不到",
    ),
    "a table that says nothing for a code": (
        amount(
            'start = { yuan = [{ when = { arrangement = "enterprise" }, is = 1 }, '
            '{ when = { arrangement = ["project", "open"] }, is = 2 }], times = "once" }'
        ),
        "start =",
        "“组织形式”的下列各项没有写：individual。请各补一行",
    ),
    "a table that says nothing for a listed level": (
        amount(
            'start = { yuan = [{ when = { level = "五级/初级工" }, is = 1 }, { when = { level = "四级/中级工" }, is = 2 }], '
            'times = "once" }'
        ),
        "start =",
        "“技能等级”的下列各项没有写：三级/高级工",
    ),
    "a table that says nothing for a no": (
        amount('start = { yuan = [{ when = { insured = true }, is = 1 }], times = "once" }'),
        "start =",
        "“参保企业”的下列各项没有写：否",
    ),
    "a per cent that says nothing for a choice of the pack": (
        '\n[[facts]]\nkey = "scarcity"\ntitle = "紧缺程度"\nof = "class"\nkind = "choice"\n'
        'one_of = ["非常紧缺", "紧缺", "一般"]\nclause = "TE-01"\nquote = "紧缺"\n'
        + SCHEME
        + RATE
        + '[[schemes.amount]]\npercent = [{ when = { scarcity = "非常紧缺" }, is = 100 }, { when = { scarcity = "紧缺" }, is = 90 }]\n',
        "percent =",
        "“紧缺程度”的下列各项没有写：一般",
    ),
    "an empty table": (amount('start = { yuan = [], times = "once" }'), "start =", "缺少“yuan”一项"),
    "a table too long to see through": (
        amount(f'start = {{ yuan = [{", ".join(OCCUPATION.format(n) for n in range(1, 202))}], times = "once" }}'),
        "start =",
        "一张表最多 200 行",
    ),
    "a cap above the sum": (
        SCHEME + RATE + '[[schemes.amount]]\nrow = "cap"\nmost = { yuan = 100 }\n',
        "most = {",
        "限额 100 永远用不上",
    ),
    "a cap above a table with an uplift": (
        amount('row = "r"\nstart = { yuan = [{ when = { insured = true }, is = 80 }, { is = 40 }], times = "once" }')
        + '[[schemes.amount]]\nrow = "up"\npercent = 120\n[[schemes.amount]]\nrow = "cap"\nmost = { yuan = 96 }\n',
        "most = {",
        "限额 96 永远用不上",
    ),
    "a cap above all the months that are paid": (
        f'{SCHEME}counts.month.most = 6\n[[schemes.amount]]\nrow = "r"\n'
        'start = { yuan = 200, times = "month" }\n[[schemes.amount]]\nrow = "cap"\nmost = { yuan = 1200 }\n',
        "most = {",
        "限额 1200 永远用不上",
    ),
    "at least no award before": (past("least = 0"), "least =", "限额 0 永远用不上"),
    "at least nothing": (need('fact = "age"\nleast = 0'), "least =", "“开班当日年龄”不少于 0 总是成立"),
    "a least above the most": (
        need('fact = "age"\nleast = 60\nmost = 16'),
        "least =",
        "“开班当日年龄”不少于 60 又不超过 16，没有人能符合",
    ),
    "a rate without unit": (
        amount("start = { yuan = 100 }"),
        "start =",
        "金额要写按什么计发（times）：once、day、period",
    ),
    "a limit with both a most and a least": (past("most = 3\nleast = 1"), "[[schemes.past]]", "限额要写一个 most"),
    "a limit without number": (past('in = "year"'), "[[schemes.past]]", "限额要写一个 most"),
    "a least in 元": (past('least = 1\nunit = "yuan"'), "[[schemes.past]]", "按金额的（unit = “yuan”）只能写 most"),
    "a clause without quotation": (
        need('fact = "age"\nleast = 16\nclause = "TE-01"'),
        "[[schemes.needs]]",
        "缺少“quote”一项",
    ),
    "a clause that is not listed": (
        need('fact = "age"\nleast = 16\nclause = "TE-99"\nquote = "满十六周岁"'),
        "clause =",
        "请先写 [clauses.TE-99]",
    ),
    "a shared need that no document says": (
        f'\n[[needs]]\nfact = "age"\nleast = 16\n{SCHEME}{RATE}',
        "[[needs]]",
        "写 pending 说明待核实什么",
    ),
    "a rule that no document says": (
        '\n[[rules]]\nabout = "class"\nat = "apply"\nfact = "heads"\nmost = 50\n',
        "[[rules]]",
        "这一行要写明条款",
    ),
    "a scheme that no document says": (
        SCHEME.replace('pending = "测试"\n', "") + RATE,
        "[[schemes]]",
        "这一行要写明条款",
    ),
    "an exclusion in one scheme only": (
        past('most = 0\nof = ["other"]') + SECOND + RATE,
        "[[schemes]]",
        "请在“另一补贴”中也写上",
    ),
    "a higher level without the order of levels": (
        past('most = 0\nhigher = "level"'),
        "higher =",
        "须在 [lists] 写 ranks：从低到高列出等级",
    ),
    "a higher of something else": (past('most = 0\nhigher = "age"'), "higher =", "可选：level"),
    "the same of several things at once": (
        past('most = 1\nsame = ["groups"]'),
        "same =",
        "没有按“人员类别（身份）”登记",
    ),
    "a catalogue that the office cannot keep": (
        CATALOGUE.replace('"level"', '"category"') + SCHEME + RATE,
        "by =",
        "本办登记的补贴标准目录只按职业（工种）和等级分列，不能按“人员类别”分列；标准由文件规定的，请在本目录写 rows",
    ),
    "a catalogue by a number": (
        CATALOGUE.replace('"level"', '"age"') + SCHEME + RATE,
        "by =",
        "补贴标准目录不能按“开班当日年龄”分列",
    ),
    "a sum from a fact that is no money": (amount('start = { fact = "age" }'), "start =", "“age”不是金额"),
    "a sum from a fact by a number": (amount("start = { fact = 3 }"), "start =", "“fact”应填文字"),
    "a sum from the award itself": (amount('start = { award = "training" }'), "start =", "不能由它自己算起"),
    "a sum from an award that is none": (amount('start = { award = "trainng" }'), "start =", "没有“trainng”"),
    "a sum of two kinds": (
        amount('start = { fact = "fee", yuan = 3, times = "once" }'),
        "start =",
        "一笔金额只能由 yuan、catalogue、fact、award 中的一项得来",
    ),
    "a day compared with money": (
        need('fact = "hired_on"\nleast = { fact = "fee" }'),
        "least =",
        "“入职日期”与“实际培训费”不是同一种内容，不能比较",
    ),
    "a text compared with a day": (
        need('fact = "sex"\nmost = { fact = "start" }'),
        "most =",
        "“性别”与“开班日期”不是同一种内容",
    ),
    "a day and a part of it": (
        need('fact = "hired_on"\nleast = { fact = "start", percent = 50 }'),
        "least =",
        "“入职日期”不能与“percent”比较",
    ),
    "a number some days later": (
        need('fact = "periods"\nleast = { fact = "planned_periods", plus = { days = 3 } }'),
        "least =",
        "“到课时数”不能与“plus”比较",
    ),
    "a text for a number": (need('fact = "age"\nleast = "16"'), "least =", "“开班当日年龄”不能与“16”比较"),
    "a number for a yes": (need('fact = "insured"\nis = 1'), "is =", "“参保企业”不能与“1”比较"),
    "a yes for a number": (need('fact = "age"\nis = true'), "is =", "“开班当日年龄”不能与“True”比较"),
    "a list in a list": (need('fact = "level"\nin = [["五级/初级工"]]'), "in =", "“技能等级”不能与"),
    "a text for known": (need('fact = "level"\nknown = "yes"'), "known =", "“known”应填true 或 false"),
    "a need without test": (need('fact = "level"'), "[[schemes.needs]]", "“技能等级”要写怎样比较"),
    "a negative sum": (amount('start = { yuan = -100, times = "once" }'), "start =", "“yuan”不能是负数"),
    "a negative sum as a text": (amount('start = { yuan = "-0.50", times = "once" }'), "start =", "“yuan”应填金额"),
    "a negative per cent": (SCHEME + RATE + "[[schemes.amount]]\npercent = -10\n", "percent =", "“percent”不能是负数"),
    "a negative age": (need('fact = "age"\nleast = -1'), "least =", "“least”不能是负数"),
    "a negative limit": (past("most = -1"), "most =", "“most”不能是负数"),
    "an amount that begins with a cap": (amount("most = { yuan = 100 }"), "most =", "金额的第一步要写 start"),
    "no amount": (SCHEME, "[[schemes]]", "缺少“amount”一项"),
    "a missing proof that weighs more than not belonging": (
        need('fact = "groups"\nin = ["两后生"]\nagainst = "warn"\nproof = "refuse"'),
        "proof =",
        "没有证明（proof = refuse）不能比不属于这类人员（against = warn）更严",
    ),
    "a period that ends before it begins": (
        need('fact = "age"\nleast = 16\nsince = 2020-01-01\nuntil = 2019-12-31'),
        "until =",
        "失效日期 2019-12-31 早于生效日期 2020-01-01",
    ),
    "two schemes of one key": (SCHEME + RATE + SCHEME + RATE, None, "“training”重复列出"),
    "two rows of one name": (
        past("most = 1") + '[[schemes.past]]\nrow = "limit"\nmost = 2\n',
        "[[schemes]]",
        "“limit”重复列出",
    ),
    "nesting without end": (f"\nx = {'[' * 3000}{']' * 3000}\n", "x =", "括号或名称套得太深"),
    "a name without end": (f"\n{'.'.join(['a'] * 5000)} = 1\n", "a.a", "括号或名称套得太深"),
    "what is no TOML": ("\n[[schemes]\n", "[[schemes]", "不是合格的 TOML 文本"),
    "a binary file": ("\n\x00\x01\x02\n", "\x00", "不是合格的 TOML 文本"),
}


@pytest.mark.parametrize(("rows", "at", "words"), BAD.values(), ids=list(BAD))
def test_a_bad_row_is_refused_with_its_line_and_what_to_write(rows: str, at: str | None, words: str) -> None:
    found = problems(rows)
    said = [problem for problem in found if words in problem.reason]
    assert said, [problem.reason for problem in found]
    if at is not None:
        wanted = (HEAD + rows)[: (HEAD + rows).index(at, len(HEAD))].count("\n") + 1
        assert wanted in {problem.row for problem in said}


def test_everything_wrong_is_said_at_once_in_the_order_of_lines() -> None:
    found = problems(
        need('fact = "agee"\nleast = 16')
        + '[[schemes.past]]\nmost = -1\nhigher = "level"\n'
        + SECOND
        + "[[schemes.amount]]\nstart = { yuan = 3 }\n"
    )
    assert {problem.code for problem in found} >= {"row.no_fact", "policy.negative", "row.no_ranks", "row.no_unit"}
    assert [problem.row for problem in found] == sorted(problem.row for problem in found)


def test_a_row_that_a_shared_need_has_is_blamed_once_however_many_schemes_share_it() -> None:
    shared = '\n[[needs]]\nfact = "planned_periods"\npending = "测"\nleast = [{ is = 40 }, { when = { heads = 3 }, is = 9 }]\n'
    found = problems(shared + SCHEME + RATE + SECOND + RATE)
    assert [problem.code for problem in found] == ["row.table_hidden"]


GOOD = {
    "once for each class": past('most = 1\nsame = ["class"]'),
    "an uplift for one level": SCHEME
    + RATE
    + '[[schemes.amount]]\npercent = [{ when = { level = "三级/高级工" }, is = 130 }]\n',
    "a table for the values that reach it": amount(
        'row = "r"\nwhen = { level = ["五级/初级工", "四级/中级工"] }\n'
        'start = { yuan = [{ when = { level = "五级/初级工" }, is = 1 }, { when = { level = "四级/中级工" }, is = 2 }], times = "once" }'
    ),
    "thresholds that fall": amount(
        "start = { yuan = [{ when = { age = { least = 40 } }, is = 1 }, { when = { age = { least = 16 } }, is = 2 }, "
        '{ is = 3 }], times = "once" }'
    ),
    "rates that follow one another": amount(
        'start = { yuan = [{ until = 2019-12-31, is = 1 }, { since = 2020-01-01, is = 2 }], times = "once" }'
    ),
    "the highest of several that hold": SCHEME + RATE + '[[schemes.amount]]\npick = "highest"\n'
    'percent = [{ when = { level = ["四级/中级工"] }, is = 110 }, '
    '{ when = { level = ["四级/中级工", "三级/高级工"] }, is = 120 }, { is = 100 }]\n',
    "a cap above some sums": SCHEME
    + '[[schemes.amount]]\nrow = "r"\nstart = { yuan = 5, times = "day" }\n'
    + '[[schemes.amount]]\nrow = "c"\nmost = { yuan = 100 }\n',
    "a limit over the awards of another scheme": past('most = 1\nof = ["other"]') + SECOND + RATE,
    "a catalogue with rows by any text": '\n[[catalogues]]\nkey = "k"\ntitle = "标准"\nby = ["category"]\nunit = "元"\n'
    'rows = [{ category = "两后生", is = 3, until = 2019-12-31 }, { category = "两后生", is = 4, since = 2020-01-01 }]\n'
    + amount('start = { catalogue = "k" }'),
}


@pytest.mark.parametrize("rows", GOOD.values(), ids=list(GOOD))
def test_what_only_looks_alike_is_read(rows: str) -> None:
    assert load_pack(HEAD + rows).schemes


# --- size -------------------------------------------------------------------------------------------------------------

SECONDS = 10
"""Of the processor: far above what it takes on a slow machine, far below what reading each row against each other would."""


def many(row: str) -> str:
    return "".join(row.replace("{n}", str(n)) for n in range(1, 5001))


LONG = {
    "needs": need('fact = "age"\nleast = 16') + many('[[schemes.needs]]\nrow = "n{n}"\nfact = "age"\nleast = {n}\n'),
    "limits": past("most = 1") + many('[[schemes.past]]\nrow = "p{n}"\nmost = {n}\n'),
    "steps": SCHEME + RATE + many('[[schemes.amount]]\nrow = "s{n}"\nmost = { yuan = {n}, times = "day" }\n'),
    "rates": CATALOGUE + "rows = [" + many('{ occupation = "工{n}", level = "五级/初级工", is = {n} }, ') + "]\n",
    "list": "\n[lists]\nnames = [" + many('"名{n}", ') + "]\n",
    "values": '\n[clauses.TE-02]\nplace = "二"\n'
    + many('[[clauses.TE-02.values]]\nkey = "delivery_modes"\nitems = ["式{n}"]\nquote = "式"\n'),
    "schemes": many(
        '\n[[schemes]]\nkey = "k{n}"\ntitle = "补{n}"\npending = "测"\namount = [{ start = { yuan = 1, times = "once" } }]\n'
    ),
}


@pytest.mark.parametrize("rows", LONG.values(), ids=list(LONG))
def test_five_thousand_rows_are_read_in_reasonable_time(rows: str) -> None:
    began = time.process_time()
    load_pack(HEAD + rows)
    assert time.process_time() - began < SECONDS


def test_five_thousand_misspelt_rows_are_all_told_in_reasonable_time() -> None:
    began = time.process_time()
    found = problems(need('fact = "age"\nleast = 16') + many('[[schemes.needs]]\nfact = "agee{n}"\nlesat = {n}\n'))
    assert time.process_time() - began < 3 * SECONDS
    assert len({problem.row for problem in found if problem.code == "row.no_fact"}) == 5000


def test_a_file_over_the_limit_is_refused_before_it_is_read() -> None:
    began = time.process_time()
    found = problems('\nx = "' + "字" * LARGEST)
    assert time.process_time() - began < 1
    assert [(problem.code, problem.reason[:16]) for problem in found] == [
        ("policy.too_large", "政策包文件超过1000KB，不予")
    ]


def test_a_name_of_many_blanks_does_not_hang_the_reader() -> None:
    began = time.process_time()
    problems(f'\n["a{" " * 300_000}b"]\nx = 1\n')
    assert time.process_time() - began < SECONDS


def test_a_chain_of_a_thousand_schemes_is_refused_and_not_followed() -> None:
    chain = "".join(
        SCHEME.replace("training", f"k{n}").replace("培训补贴", f"补{n}")
        + f'[[schemes.needs]]\nfact = "granted.k{n + 1}"\nis = true\n{RATE}'
        for n in range(1000)
    )
    last = SCHEME.replace("training", "k1000").replace("培训补贴", "末") + RATE
    assert "row.chain" in {problem.code for problem in problems(chain + last)}


# --- anything at all --------------------------------------------------------------------------------------------------

NATIONAL = (RESOURCES / "packs" / "national-2025.toml").read_text(encoding="utf-8")
JUNK = st.sampled_from([None, "", "x", -1, 0, 3, True, 1.5, [], ["x"], [[1]], {}, {"fact": "start"}, [{"is": 1}]])


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place of a pack's tables."""
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from places(inner, (*path, key))


RICH = pack(
    lists={"ranks": ["五级/初级工", "四级/中级工", "三级/高级工"]},
    catalogues=[{"key": "occupation", "title": "标准", "by": ["occupation"], "unit": "元",
                 "rows": [{"occupation": "电工", "is": 900}]}],
    facts=[{"key": "scarcity", "title": "紧缺程度", "of": "class", "kind": "choice", "one_of": ["紧缺", "一般"],
            "clause": "TE-01", "quote": "紧缺"}],
    needs=[{"row": "age", "fact": "age", "least": 16, "most": 60, "pending": "测", "for": ["training"]}],
    rules=[{"about": "class", "at": "apply", "fact": "heads", "most": 50, "pending": "测"}],
    schemes=[
        scheme(
            needs=[{"fact": "hired_on", "least": {"fact": "start", "plus": {"years": -1}}, "when": {"insured": True}}],
            ways=[{"key": "a", "title": "甲", "when": {"groups": ["两后生"]}, "needs": [{"fact": "sex", "is": "男"}]}],
            past=[{"row": "p", "most": [{"when": {"age": {"least": 40}}, "is": 1}, {"is": 2}], "same": ["level"],
                   "in": {"years": 2}, "past": {"training_type": ["岗前培训"]}},
                  {"row": "h", "most": 0, "higher": "level"}],
            counts={"day": {"periods": 2}, "period": {"minutes": 45, "pooled": True},
                    "month": {"most": 6, "first": {"fact": "hired_on"}}},
            payee=[{"when": {"insured": True}, "is": "企业"}, {"is": "本人"}],
            amount=[{"row": "r", "start": {"catalogue": "occupation", "percent": 80}},
                    {"row": "u", "percent": [{"when": {"scarcity": "紧缺"}, "is": 120}, {"is": 100}]},
                    {"row": "d", "add": {"yuan": 5, "times": {"unit": "day", "over": 2, "most": 3}}},
                    {"row": "c", "most": {"fact": "fee"}}],
        )
    ],
)  # fmt: skip
PLACES = [path for path in places(RICH) if path[0] not in ("unverified", "documents")]


def test_the_pack_with_a_row_of_every_form_is_sound() -> None:
    assert load_pack(text(RICH)).schemes


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), JUNK), min_size=1, max_size=3))
def test_junk_in_any_place_is_refused_in_words_and_never_crashes(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    tables = deepcopy(RICH)
    for path, junk in changes:
        put(tables, path, junk)
    try:
        load_pack(text(tables))
    except PackError as refused:
        assert all(any("一" <= sign <= "鿿" for sign in problem.reason) for problem in refused.problems)


def put(tables: Any, path: tuple[Any, ...], junk: Any) -> None:
    """Other content in one place, or nothing; a place that an earlier change took away stays so."""
    for step in path[:-1]:
        tables = inside(tables, step)
    if isinstance(tables, dict) and junk is None:
        tables.pop(path[-1], None)
    elif junk is not None and inside(tables, path[-1]) is not None:
        tables[path[-1]] = deepcopy(junk)


def inside(tables: Any, step: Any) -> Any:
    if isinstance(tables, dict):
        return tables.get(step)
    return tables[step] if isinstance(tables, list) and isinstance(step, int) and step < len(tables) else None
