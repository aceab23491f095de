"""What a pack says that does not act: rows for reading, rules that the program cannot carry, cases that it cannot run."""

from datetime import date

import pytest

from app.award.cases.pack_file import PackError, load_pack
from app.award.cases.run import run_cases
from app.award.texts.pack_diff import difference
from tests.packs import QIJIANG

CLAUSE = 'clause = "QJ-13"\nquote = "原则上每人每年可享受不超过3次"\n'
UNSUPPORTED = '[[unsupported]]\ntitle = "按就业率分档"\nnote = "文件按班级就业率分档计发，程序没有就业率"\n' + CLAUSE


def with_rows(*rows: str) -> str:
    """The Qijiang pack with rows more, before its worked cases."""
    return QIJIANG.replace("[case_base]", "\n".join((*rows, "[case_base]")), 1)


def reading(*lines: str) -> str:
    return "\n".join(("[[reading]]", 'title = "培训场地"', *lines, ""))


def codes(text: str) -> list[str]:
    with pytest.raises(PackError) as caught:
        load_pack(text)
    return [problem.code for problem in caught.value.problems]


def test_a_row_for_reading_keeps_its_list_its_clause_its_period_and_its_note() -> None:
    text = with_rows(reading('items = ["教室", "工位"]', CLAUSE + "since = 2020-01-01\nnote = '示例'"))
    row = load_pack(text).reading[-1]
    assert (row.title, row.items, row.content, row.since, row.note) == (
        *("培训场地", ("教室", "工位"), "教室、工位"),
        *(date(2020, 1, 1), "示例"),
    )
    assert row.source.cite() == "綦江府办发〔2019〕39号四（二）"


def test_a_row_for_reading_may_say_all_in_its_title_or_in_one_sentence() -> None:
    *_, bare, said = load_pack(with_rows(reading(CLAUSE), reading('text = "每班一间"', CLAUSE))).reading
    assert (bare.content, said.content) == ("", "每班一间")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (reading('items = ["教室"]\ntext = "一间"', CLAUSE), "policy.items_or_text"),
        (reading('text = "一间"'), "policy.missing"),
        (reading('clause = "QJ-99"\nquote = "原话"'), "policy.unknown_clause"),
        (reading('clause = "QJ-13"'), "policy.missing"),
        (reading(CLAUSE, 'key = "yearly_limit"'), "policy.unknown_field"),
        (reading(CLAUSE, "since = 2020-01-01\nuntil = 2019-01-01"), "policy.period"),
        (reading('note = "待定"', "verified = 2026-01-01"), "policy.unknown_field"),
        (UNSUPPORTED.replace(CLAUSE, ""), "policy.missing"),
        (UNSUPPORTED.replace("note", "text"), "policy.missing"),
    ],
)
def test_a_row_that_says_too_much_or_too_little_is_refused(row: str, code: str) -> None:
    assert code in codes(with_rows(row))


def test_an_unsupported_rule_says_what_the_document_wants() -> None:
    [row] = load_pack(with_rows(UNSUPPORTED)).unsupported
    assert (row.title, row.source.place, row.note[:4]) == ("按就业率分档", "四（二）", "文件按班")


CASE = """[[cases]]
name = "就业率八成以上全额"
clause = "QJ-13"
unsupported = "程序没有就业率"
[cases.facts]
placed_share = 85
[cases.expect]
granted = true
amount = 99999
"""


def test_a_case_that_the_program_cannot_run_is_kept_with_its_facts_and_fails_nothing() -> None:
    pack = load_pack(QIJIANG + CASE)
    case = pack.cases[-1]
    assert (case.unsupported, case.facts, case.amount_fen) == ("程序没有就业率", {"placed_share": 85}, 9_999_900)
    assert len(run_cases(pack)) == len(pack.cases) - 1
    assert all(result.passed for result in run_cases(pack))


def test_the_same_case_that_is_not_called_unsupported_is_refused_for_its_unknown_fact() -> None:
    assert "row.no_fact" in codes(QIJIANG + CASE.replace('unsupported = "程序没有就业率"\n', ""))


def test_a_difference_tells_the_rows_that_do_not_act() -> None:
    old, new = load_pack(QIJIANG), load_pack(with_rows(reading('text = "一间"', CLAUSE), UNSUPPORTED))
    told = [str(found) for found in difference(old, new)]
    assert [line.split("：")[0] for line in told] == ["新增仅供查阅", "新增暂不支持"]
    assert "培训场地，一间，四（二）" in told[0]
    assert len(difference(new, old)) == 2
