"""A row that says something that cannot be meant is refused when the pack is read, with its line and what to write."""

from pathlib import Path

import pytest

from app.award.cases.pack_file import PackError, load_pack

KINDS = Path(__file__).parent / "kinds"

ALIKE = "".join(
    f'[[catalogues]]\nkey = "{key}"\ntitle = "{key}"\nby = ["occupation", "level"]\nunit = "元/人"\n\n'
    for key in ("alike", "other")
)


def problems(kind: str, old: str, new: str) -> dict[str, str]:
    """What is said of a pack of which one place is written otherwise, by the code of each problem."""
    text = (KINDS / f"{kind}.toml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(PackError) as caught:
        load_pack(text.replace(old, new, 1))
    return {problem.code: str(problem) for problem in caught.value.problems}


WRONG = {
    "a day as the least number of periods": (
        *("period_rates", "least = 24", 'least = { fact = "start" }'),
        *("row.other_sort", "“规定课时”与“开班日期”不是同一种内容"),
    ),
    "a span after a number": (
        *("class_standards", "percent = 25", "plus = { days = 3 }"),
        *("row.kind", "“理论课时”不能与“plus”比较"),
    ),
    "a part of a day": (
        *("process_clocks", "plus = { months = 6 }", "percent = 50"),
        *("row.kind", "“申请日期”不能与“percent”比较"),
    ),
    "a span of the past that is none": ("limits", 'in = "year"', 'in = "years"', "row.no_span", "“year”（当年）"),
    "a span of the past in days": (
        "limits",
        "in = { years = 5 }",
        "in = { days = 5 }",
        "row.no_span",
        "{ years = 几 }",
    ),
    "a span of the past without a number": ("limits", "in = { years = 5 }", "in = {}", "row.no_span", "{ years = 几 }"),
    "higher levels without an order of levels": ("limits", "ranks = ", "grades = ", "row.no_ranks", "从低到高列出等级"),
    "higher by what is no level": (
        *("limits", 'higher = "level"', 'higher = "lvel"'),
        *("policy.misspelt_choice", "level"),
    ),
    "a least sum of earlier awards": ("limits", "most = 1500", "least = 1500", "row.one_limit", "只能写 most"),
    "two catalogues of the office that cannot be told apart": (
        *("own_schemes", "[[catalogues]]", ALIKE + "[[catalogues]]"),
        *("row.office_alike", "按职业（工种）分列的目录只能有一个"),
    ),
    "a condition beside a scheme": (
        *("limits", 'key = "training"\n', 'key = "training"\nwhen = { level = "不分等级" }\n'),
        *("row.not_of_scheme", "条件写在 needs 或 ways"),
    ),
    "a sanction that the pack does not have": ("sanctions", 'then = "two"', 'then = "haalf"', "row.unknown", "“half”"),
    "a case of a sanction that the pack does not have": (
        *("sanctions", 'facts = { sanctioned = [{ step = "talk"', 'facts = { sanctioned = [{ step = "tlak"'),
        *("row.unknown", "“talk”"),
    ),
    "a circle through a way": (
        *("prerequisites_and_exclusions", 'fact = "granted.training"', 'fact = "granted.lodging"'),
        *("row.circle", "交通补贴 → 住宿补贴 → 交通补贴"),
    ),
    "known as a word": ("days_and_months", "known = true", 'known = "yes"', "policy.type", "true 或 false"),
    "a case without what no case has": (
        *("attendance", 'unknown = ["sessions"]', 'unknown = ["sesions"]'),
        *("row.no_fact", "“sessions”"),
    ),
    "a case at a step that is none": (
        "sanctions",
        'at = "start"\nfacts',
        'at = "stop"\nfacts',
        "policy.choice",
        "start",
    ),
    "days off that are no days": ("process_clocks", "[2025-10-01,", '["2025-10-01",', "policy.type", "日期的列表"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_row_is_refused_with_what_to_write(wrong: str) -> None:
    kind, old, new, code, words = WRONG[wrong]
    assert words in problems(kind, old, new)[code]
