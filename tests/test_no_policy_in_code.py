"""No figure of a circular, no scheme's name and no region's name stands in `app`, the example office aside: all live in packs.

Figures are read from the packs themselves, so that a new pack widens the search. A bare number is told from others
only when it is long (four digits or more, money in 元 and in 分); a short one when a unit stands behind it in a text.
A docstring may cite its source by 文号 or clause.
"""

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeGuard

import pytest

from app.policy.keys import KEYS, MONEY, NUMBERS
from app.policy.rows import Step
from app.store.packs import bundled, parsed
from tests.rows import figures as figures_of
from tests.rows import places

APP = Path(__file__).resolve().parents[1] / "app"
CODE = sorted(path for path in APP.rglob("*.py") if "demo" not in path.relative_to(APP).parts)
TEXTS = sorted(
    path
    for folder in ("text", "forms")
    for path in (APP.parent / "resources" / folder).glob("*.toml")
    if path.stem != "demo"
)
SHORT = 1000
TENS = frozenset(10**n for n in range(9))
DOCUMENT = re.compile(r"[\u4e00-\u9fff]+〔\d{4}〕\d+号")
FIGURE = re.compile(
    r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*([万亿]?)\s*(?:%|％|元|人次|次|人|个月|年内|年以内|天|个?工作日|课时|分钟|学时)"
)
SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
REGIONS = (
    *("绥化", "许昌", "鄂尔多斯", "慈溪", "綦江", "黑龙江", "河南", "内蒙古", "浙江", "宁波", "重庆"),
    *("魏都", "建安", "禹州", "长葛", "鄢陵", "襄城"),
    *("东胜", "康巴什", "达拉特", "准格尔", "伊金霍洛", "乌审", "杭锦", "鄂托克"),
    *("古南", "文龙", "三江街道", "石角", "东溪", "赶水", "打通镇", "隆盛", "永新", "三角镇", "篆塘"),
)
COINCIDENCES = {
    ("record/imports/batch.py", 5_000): "problems of a table that are kept one by one",
    ("exchange/sheet_rows.py", 20_000): "first serial day that is read as a date",
    ("exchange/sheet_rows.py", 60_000): "last serial day that is read as a date",
    ("exchange/template.py", 2000): "rows of a template that offer choices",
    ("ui/pages/problems.py", 2000): "problems shown at once",
    ("desk/selection.py", 5000): "records taken at once",
    ("ui/pages/manual_text.py", 150): "milliseconds after which pictures follow the width of a page",
    ("ui/pages/manual_text.py", 100): "per cent of a line's height",
    ("ui/backups.py", 3000): "milliseconds after which the daily backup begins",
    ("ui/edges.py", 8000): "milliseconds that a message stays",
    ("claim/claim/history.py", 2000): "people from which on sets of claims are gathered",
    ("record/imports/batch.py", 20_000): "rows kept in memory",
    ("printing/lists.py", 20_000): "rows of a list that are printed at once",
    ("kernel/written_days.py", 2000): "the century of a year that is written with two digits",
}
"""Round numbers of other things that are also somebody's target; powers of ten are nobody's."""
SPOKEN = ("以工代训", "学徒", "以师带徒", "公共实训", "生活费", "特种作业", "紧缺高技能", "参保职工", "实训设备补助")
OWN_WORDS = {
    **dict.fromkeys(
        ("kernel/codes.py", "policy/own_facts.py", "training/enrolment/noun.py", "training/work_month/importing.py"),
        {"学徒"},
    ),
    "text/drafting.toml": {"学徒"},
    "policy/keys.py": {"学徒"},
    "forms/claim-roster.toml": {"职业培训补贴"},
    "forms/notice.toml": {"职业培训补贴"},
    "forms/equipment-claim.toml": {"实训设备补助"},
    "forms/claim-application.toml": {"职业培训补贴"},
    "forms/living-roster.toml": {"生活费", "生活费补贴"},
    "forms/apprentice-roster.toml": {"学徒", "企业新型学徒制补贴"},
    **dict.fromkeys(("forms/work-application.toml", "forms/work-roster.toml"), {"以工代训", "以工代训补贴"}),
}
"""Words of schemes that are the program's own, by file.

学徒: the roster's column 学徒类别 (a fact, with its two choices) and the plan's indicator 新型学徒培养指标. The papers are
called as the forms of the bureaus are, and those of one scheme alone after it; which scheme is claimed stands on the
others by its own title.
"""
NO_PLACE = "市本级"
"""Stands among the counties of a table of targets."""


@cache
def figures() -> frozenset[int]:
    """Every number that a pack carries: of values, rows, targets; counts and shares as they are, money in 元 and in 分."""
    found: set[int] = set()
    for pack in map(parsed, bundled().values()):
        for value in pack.values:
            if KEYS[value.key].kind in NUMBERS:
                found |= {value.amount, *({value.amount // 100} if KEYS[value.key].kind == MONEY else ())}
        for place in places(pack):
            money = isinstance(place.said, Step) or place.path.endswith("below_floor")
            found |= {scale * number for number in figures_of(place.said) for scale in ((1, 100) if money else (1,))}
        for target in pack.targets:
            found |= {number for number in (target.assigned, target.stretch, target.upgrade_share) if number}
            found |= {number for _, number in target.parts}
    return frozenset(found - {0})


@cache
def schemes() -> frozenset[str]:
    """The titles of schemes, the training types that they alone pay, and the words by which people speak of them."""
    found = [scheme for text in bundled().values() for scheme in parsed(text).schemes.values()]
    return frozenset(
        {*SPOKEN, *(scheme.title for scheme in found), *(kind for scheme in found for kind in scheme.types)}
    )


@cache
def names() -> frozenset[str]:
    """Regions, their codes and packs, and the towns and counties of the tables of targets."""
    packs = [parsed(text) for text in bundled().values()]
    places = {target.unit for pack in packs for target in pack.targets if re.search("[县镇]", target.axis)}
    own = {name for pack in packs for name in (pack.id, pack.region, pack.region_name)}
    return frozenset({*REGIONS, *own, *places - {NO_PLACE}})


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text of a module with its line, documents' numbers taken out of its docstrings."""
    cited = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, DOCUMENT.sub("", node.value) if id(node) in cited else node.value


def numbers(tree: ast.AST) -> Iterator[tuple[int, int]]:
    """Every whole number of a module with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            yield node.lineno, int(node.value)


def said(text: str) -> set[int]:
    """The figures with a unit in a text."""
    return {round(float(number.replace(",", "")) * SCALES[scale]) for number, scale in FIGURE.findall(text)}


def spoken_of(path: Path) -> set[str]:
    """The words of schemes in a file, docstrings and comments aside."""
    source = path.read_text(encoding="utf-8")
    said_there = [line.partition("#")[0] for line in source.splitlines()]
    if path.suffix == ".py":
        tree = ast.parse(source)
        told = set(map(ast.get_docstring, filter(has_docstring, ast.walk(tree))))
        said_there = [text for _, text in texts(tree) if inspect.cleandoc(text) not in told]
    return {word for word in schemes() for text in said_there if word in text}


def has_docstring(node: ast.AST) -> TypeGuard[ast.Module | ast.ClassDef | ast.FunctionDef]:
    return isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)


def faults(source: str) -> list[tuple[int, object]]:
    """Line and figure or name of everything in a module that belongs into a pack."""
    tree = ast.parse(source)
    found: list[tuple[int, object]] = [
        (n, number) for n, number in numbers(tree) if number >= SHORT and number in figures() - TENS
    ]
    for line, text in texts(tree):
        found += [(line, number) for number in said(text) & figures()]
        found += [(line, name) for name in sorted(names()) if name in text]
    return found


def test_the_search_knows_the_figures_of_every_circular() -> None:
    assert figures() >= {
        8000,
        13_000,
        300_000,
        65_000,
        28_000,
        42_700,
        119_500_000,
        500_000,
        6000,
        4000,
        600,
        60,
        50,
        3,
    }
    assert names() >= {"綦江", "古塘", "北林区", "500110", "ordos-2019"}


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(APP)))
def test_a_module_holds_no_figure_of_a_circular_and_no_region(path: Path) -> None:
    module = path.relative_to(APP).as_posix()
    found = faults(path.read_text(encoding="utf-8"))
    assert [(line, what) for line, what in found if (module, what) not in COINCIDENCES] == []


@pytest.mark.parametrize("path", [*CODE, *TEXTS], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_scheme_is_named_outside_the_packs(path: Path) -> None:
    module = path.relative_to(APP if path.suffix == ".py" else APP.parent / "resources").as_posix()
    assert spoken_of(path) == OWN_WORDS.get(module, set())


def test_the_search_knows_the_schemes_of_every_pack() -> None:
    assert {"以工代训补贴", "实用技能培训补贴", "紧缺高技能人才岗位补贴", "企业新型学徒制培训", "以工代训"} <= schemes()
    assert OWN_WORDS.keys() <= {path.relative_to(APP).as_posix() for path in CODE} | {
        f"{path.parent.name}/{path.name}" for path in TEXTS
    }


def test_every_coincidence_still_stands() -> None:
    for module, number in COINCIDENCES:
        found = [what for _, what in faults((APP / module).read_text(encoding="utf-8"))]
        assert number in found, module


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_sentence_and_no_form_holds_one(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [name for name in sorted(names()) if name in text] == []
    assert sorted(said(re.sub(r"\{[^}]*\}", "", text)) & figures()) == []


@pytest.mark.parametrize(
    "source",
    [
        *("LIMIT = 42_700", "CEILING = 60000", "rate = 4000.0", "def f(): return 119500000"),
        *(
            "'每人每年不超过3次'",
            "f'公示 5 个工作日，{x}'",
            "'''最多 60%'''",
            "'1.195亿元'",
            "'最高6,000元'",
            "'每人 600元'",
        ),
        *("'綦江区'", "x = {'500110': 1}", "def f():\n    '''慈溪 files.'''", "NOTE = '绥政办发〔2019〕34号 北林区'"),
    ],
)
def test_the_search_finds(source: str) -> None:
    assert faults(source)


@pytest.mark.parametrize(
    "source",
    ["def f():\n    '''綦江府办发〔2019〕39号 四（二）, QJ-13.'''", "WIDTH = 640", "'第 1 页'", "'GB 11643-1999'"],
)
def test_the_search_passes(source: str) -> None:
    assert faults(source) == []
