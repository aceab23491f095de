"""The guides for whoever writes a pack or a case: their tables are those of the declarations, their examples work."""

import re

import pytest

from app.award.cases.facts import readers
from app.award.cases.file import explained, load_cases, run_cases_under
from app.award.cases.pack_file import load_pack
from app.award.cases.run import run_cases
from app.award.texts.reason_names import reason_names
from app.kernel.texts import RESOURCES
from app.policy.own_facts import OWN, TIMES
from app.policy.pack import Pack
from app.policy.reading import Reading
from app.policy.row_tests import WORDS
from app.policy.rows import AGAINST, UNKNOWN
from tests.policy.guide_blocks import BLOCKS, PAGE, marks

PACKS = PAGE.read_text(encoding="utf-8")
CASES = (RESOURCES.parent / "docs" / "case-format.md").read_text(encoding="utf-8")
EXAMPLE = PACKS.partition("## 完整的例子")[2].partition("\n## ")[0]
CIRCULAR = EXAMPLE.partition("```text\n")[2].partition("```")[0]
TEXT = EXAMPLE.partition("```toml\n")[2].partition("```")[0]


def qijiang() -> Pack:
    return load_pack((RESOURCES / "packs" / "qijiang-2019.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("source", BLOCKS)
def test_a_table_of_the_guide_is_that_of_its_declaration(source: str) -> None:
    """`python -m tests.policy.guide_blocks` writes it anew."""
    begin, end = marks(source)
    assert PACKS.partition(begin)[2].partition(end)[0] == BLOCKS[source]()


@pytest.mark.parametrize(
    "word",
    [
        *WORDS,
        *AGAINST,
        *UNKNOWN,
        *TIMES,
        *("row", "title", "clause", "quote", "pending", "note", "since", "until", "when", "against", "verified"),
        *("unknown", "proof", "met", "unmet", "for", "ways", "counts", "past", "amount", "payee", "fund", "papers"),
        *("start", "percent", "add", "most", "pick", "yuan", "catalogue", "fact", "award", "given", "times"),
        *("of", "same", "higher", "unit", "once", "pooled", "term", "first", "last", "about", "at", "then"),
    ],
)
def test_every_word_of_a_row_is_explained_in_the_guide(word: str) -> None:
    assert re.search(rf"`[^`\n]*\b{re.escape(word)}\b[^`\n]*`", PACKS)


# --- the example from beginning to end --------------------------------------------------------------------------------


def test_the_example_loads_and_its_four_cases_come_out() -> None:
    results = run_cases(load_pack(TEXT))
    assert [str(result.problem()) for result in results if not result.passed] == []
    assert [result.decision.granted for result in results] == [True, False, False, True]


def test_the_example_quotes_its_circular_word_for_word() -> None:
    quotes = re.findall(r'^quote = "(.*)"$', TEXT, re.MULTILINE)
    assert len(quotes) >= 30
    assert [quote for quote in quotes if quote not in CIRCULAR] == []


def test_every_sentence_of_the_example_circular_is_carried_by_some_clause() -> None:
    pack = load_pack(TEXT)
    places = re.findall(r"^（.）", CIRCULAR, re.MULTILINE)
    assert len(places) == len(pack.clauses) == 12
    assert [source.document for source in pack.clauses] == ["示例人社发〔2026〕8号"] * 12


def test_the_example_shows_a_check_by_hand_something_to_read_and_something_unsupported() -> None:
    pack = load_pack(TEXT)
    assert [fact.title for fact in pack.facts if fact.by_hand] == ["签订一年以上劳动合同"]
    assert [type(each) for each in pack.reading] == [Reading]
    assert [each.title for each in pack.unsupported] == ["对合格率前三名的机构奖励"]


# --- worked cases -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(CASES.count("```toml\n")))
def test_an_example_of_the_guide_to_cases_comes_out_as_it_says(number: int) -> None:
    text = CASES.split("```toml\n")[1 + number].partition("```")[0]
    pack = qijiang() if number == 0 else load_pack(TEXT)
    results = run_cases_under(pack, load_cases(text, pack))
    assert [str(result.problem()) for result in results if not result.passed] == []
    assert all(explained(pack, result) for result in results)


def test_the_guide_to_cases_lists_every_fact_that_only_cases_state() -> None:
    listed = re.findall(r"`(\w+)`", CASES)
    assert [name for name in readers({}) if name not in OWN and name not in listed] == []


def test_the_guide_to_cases_lists_every_reason_that_is_no_row() -> None:
    pack = load_pack(TEXT)
    rows = {row.name for scheme in pack.schemes.values() for row in (*scheme.needs, *scheme.past, *scheme.amount)}
    rows |= {rule.name for rule in pack.rules}
    listed = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|$", CASES, re.MULTILINE))
    forms = {code: title for code, title in reason_names(pack).items() if code not in rows and code not in pack.schemes}
    assert forms.items() <= listed.items()
