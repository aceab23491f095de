"""No value lives for ever in silence: what is past its time, or was not compared with its document for a year, is told."""

from datetime import date

import pytest

from app.award.cases.pack_file import load_pack
from app.award.texts.pack_diff import difference
from app.policy.outdated import outdated
from app.policy.pack import Pack
from app.store.packs import bundled, parsed
from tests.packs import QIJIANG, changed

VERIFIED = "verified = 2026-11-28"
BEFORE = date(2020, 3, 2)
"""A day within the term of the policy."""
LATER = changed(("date = 2021-12-31", "date = 2035-12-31"))
"""The pack with a term that does not end so soon."""


def told(text: str, on: date) -> list[str]:
    return outdated(load_pack(text), on)


@pytest.mark.parametrize("name", bundled())
def test_a_shipped_pack_was_compared_with_its_circular_and_is_quiet_when_it_begins(name: str) -> None:
    pack = parsed(bundled()[name])
    assert outdated(pack, pack.begins) == []


def test_a_pack_that_gives_the_targets_of_its_first_year_alone_says_so_in_the_second() -> None:
    [plan, stretch] = outdated(parsed(bundled()["suihua-2019"]), date(2020, 1, 1))
    assert "“年度任务指标”只规定到 2019-12-31" in plan
    assert "“年度力争指标”只规定到 2019-12-31" in stretch


def test_a_policy_that_is_over_says_so_once() -> None:
    assert told(QIJIANG, date(2021, 12, 31)) == []
    [sentence] = told(QIJIANG, date(2022, 1, 1))
    assert "2021-12-31" in sentence


def test_a_value_after_whose_last_day_nothing_follows_is_named_and_one_with_a_successor_is_not() -> None:
    assert told(LATER, date(2021, 12, 31)) == []
    [sentence] = told(LATER, date(2022, 1, 1))
    assert "“年度任务指标”只规定到 2021-12-31" in sentence
    assert "綦江府办发〔2019〕39号一（二）" in sentence


def test_a_row_for_reading_is_told_when_its_time_is_past() -> None:
    text = LATER.replace('title = "探索信用支付补贴"\n', 'title = "探索信用支付补贴"\nuntil = 2020-06-30\n', 1)
    assert told(text, date(2020, 6, 30)) == []
    assert any("“探索信用支付补贴”只规定到 2020-06-30" in sentence for sentence in told(text, date(2020, 7, 1)))


def test_values_are_told_a_year_after_they_were_compared_with_their_document() -> None:
    assert not any("核对是" in sentence for sentence in told(LATER, date(2027, 11, 27)))
    *_, sentence = told(LATER, date(2027, 11, 28))
    assert "綦江府办发〔2019〕39号" in sentence
    assert "2026-11-28" in sentence
    assert "已满一年" in sentence


def test_values_that_were_never_compared_are_counted_and_the_first_are_named() -> None:
    [sentence] = told(changed((VERIFIED, "")), BEFORE)
    assert "没有写明与原文核对的日期" in sentence
    assert "实施起始日、实施截止日、年度任务指标等" in sentence


def limits(pack: Pack) -> list[date | None]:
    """When a value and a row of two clauses, QJ-15 and QJ-13, were last compared."""
    row = next(past for past in pack.schemes["training"].past if past.name == "yearly_limit")
    return [pack.value("advance_share", BEFORE).verified, row.source.verified]


def test_a_value_and_a_row_go_by_their_own_day_else_their_clauses_else_their_documents() -> None:
    own, clause, document = date(2027, 2, 1), date(2027, 1, 4), date(2026, 11, 28)
    assert limits(load_pack(QIJIANG)) == [document, document]
    on_clause = changed(
        *((f"[clauses.{name}]\n", f"[clauses.{name}]\nverified = {clause}\n") for name in ("QJ-15", "QJ-13"))
    )
    assert limits(load_pack(on_clause)) == [clause, clause]
    keys = [(key, f"{key}verified = {own}\n") for key in ('key = "advance_share"\n', 'row = "yearly_limit"\n')]
    assert limits(load_pack(changed(*keys, text=on_clause))) == [own, own]


def test_what_waits_for_a_document_is_not_told_again_as_not_compared() -> None:
    assert load_pack(QIJIANG).value("notice_days", BEFORE).verified is None
    assert told(QIJIANG, BEFORE) == []


def test_a_new_day_of_comparison_is_one_difference_and_not_one_for_each_value() -> None:
    new = changed((VERIFIED, "verified = 2027-11-20"))
    [found] = difference(load_pack(QIJIANG), load_pack(new))
    assert "2027-11-20 与原文核对" in str(found)
    own = QIJIANG.replace('key = "advance_share"\n', 'key = "advance_share"\nverified = 2027-02-01\n')
    [found] = difference(load_pack(QIJIANG), load_pack(own))
    assert str(found) == "四（二）　先行拨付比例与原文的核对日期：— → 2027-02-01"
