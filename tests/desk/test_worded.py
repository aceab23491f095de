"""Rows begun from the index of wordings: what the piece says, without its clause, its words and its numbers."""

import re
import tomllib
from typing import Any

import pytest

from app.desk.drafts.draft import Draft, opened, problems
from app.desk.drafts.papers import Clauses
from app.desk.drafts.row_kinds import AMOUNT, LISTED, kind_of
from app.desk.drafts.rows import Rows
from app.desk.drafts.sheet import Item
from app.desk.drafts.worded import begun, below_scheme, is_row, value_keys
from app.desk.drafts.worded import opened as opened_numbers
from app.kernel.outcomes import Refused
from app.policy.keys import KEYS
from app.policy.wordings import Wording, wordings
from tests.policy.test_wordings import pack_with

TRAINING = "职业培训补贴"
ROWS = [each for each in wordings() if is_row(each)]
_TESTED = re.compile(r"^(sum|times|share|limit|value1?|span)$")


def sheet_of(example: str = "") -> Rows:
    sheet = Rows(opened(pack_with(example)))
    sheet.rows()
    return sheet


def wording(text: str) -> Wording:
    return next(each for each in wordings() if each.wording == text)


def sentences(draft: Draft) -> list[str]:
    sheet = Rows(draft)
    return [sheet.text(item, "row_sentence") for item in sheet.rows()]


@pytest.mark.parametrize("each", ROWS, ids=lambda each: each.wording)
def test_the_rows_of_a_wording_say_what_its_piece_says_once_the_numbers_are_filled_in(each: Wording) -> None:
    sheet = sheet_of()
    clause = Clauses(sheet.draft).text(Clauses(sheet.draft).rows()[0], "clause")
    example = tomllib.loads(f"[[schemes]]\n{each.example}")
    lists = example.get("lists", {})
    for item, texts, new in begun(sheet, each, TRAINING):
        if not new:
            sheet.fill(item, texts | {"counts": texts["counts"].replace("…", "6")})
        elif kind_of(item) is LISTED:
            sheet.put_in(item, texts | {"items": "；".join(lists[texts["row_key"]])})
        else:
            cited = {"clause": clause, "quote": "原话"} if kind_of(item) is not AMOUNT else {}
            whole = Item(item.path, written(example, item.data))
            sheet.put_in(item, {key: sheet.text(whole, key) for key in texts} | cited)
    assert sheet.draft.faults == {}
    sheet.draft.unverified.extend(example.get("unverified", []))
    sheet.draft.data["schemes"].extend(example["schemes"][1:] if each.form == "past" else [])
    wanted = numberless(sheet_of(each.example).draft, each)
    assert wanted <= numberless(sheet.draft, each) and wanted


def written(said: Any, begun_as: dict[str, Any]) -> dict[str, Any]:
    """The table of a piece that a row was begun from."""
    tables = [said] if isinstance(said, dict) else []
    for table in tables:
        if {**opened_row(table), **{k: begun_as[k] for k in ("row", "key") if k in begun_as}} == begun_as:
            return table
    inner = said.values() if isinstance(said, dict) else said if isinstance(said, list) else ()
    return next((found for one in inner if (found := written(one, begun_as))), {})


def opened_row(table: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in opened_numbers(table).items() if k not in ("clause", "quote", "row")}


def numberless(draft: Draft, each: Wording) -> set[str]:
    """The sentences of the rows that a wording is written as, without their numbers."""
    sheet = Rows(draft)
    kinds = {"hand": "need", "counts": "scheme"}
    rows = [item for item in sheet.rows() if kind_of(item).key == kinds.get(each.form, each.form)]
    told = {re.sub(r"\d+(\.\d+)?", "#", sheet.text(item, "row_sentence")) for item in rows}
    return told - ({f"【{TRAINING}】花名册上的人"} if each.form == "scheme" else set())


@pytest.mark.parametrize("each", ROWS, ids=lambda each: each.wording)
def test_no_number_of_a_piece_is_taken_over_as_if_the_circular_had_said_it(each: Wording) -> None:
    sheet = sheet_of()
    for item, texts, new in begun(sheet, each, TRAINING):
        assert [text for key, text in texts.items() if _TESTED.match(key) and re.search(r"\d", text)] == []
        assert texts.get("quote", "") == "" and texts.get("clause", "") == "" if new else True
        if new:
            sheet.put_in(item, texts)


def test_a_number_that_was_not_filled_in_is_reported_and_nothing_is_installed() -> None:
    sheet = sheet_of()
    for item, texts, _ in begun(sheet, wording("每课时…元"), TRAINING):
        sheet.put_in(item, texts)
    again = opened(sheet.draft.text)
    assert any("yuan" in problem.reason for problem in problems(again))
    assert "12" not in sheet.draft.text.partition("补贴标准")[2]


def test_what_the_draft_names_already_is_not_made_twice() -> None:
    each = wording("签订劳动合同")
    sheet = sheet_of(each.example)
    assert [kind_of(item).key for item, _, _ in begun(sheet, each, TRAINING)] == ["need"]
    assert [kind_of(item).key for item, _, _ in begun(sheet_of(), each, TRAINING)] == ["fact", "need"]


def test_a_counting_is_written_into_the_scheme_beside_what_it_counts_already() -> None:
    sheet = sheet_of()
    first = [*begun(sheet, wording("每课时不少于…分钟"), TRAINING)]
    [(item, texts, new)] = first
    assert not new and item.data["key"] == "training" and "…" in texts["counts"]
    sheet.fill(item, texts | {"counts": texts["counts"].replace("…", "45")})
    [(_, both, _)] = begun(sheet, wording("最长不超过…个月"), TRAINING)
    assert both["counts"].count("…") == 1 and "minutes = 45" in both["counts"]


def test_a_row_below_a_scheme_that_is_not_there_is_refused() -> None:
    for text in ("每课时…元", "最长不超过…个月"):
        assert below_scheme(wording(text))
        with pytest.raises(Refused, match="补贴项目"):
            next(iter(begun(sheet_of(), wording(text), "没有的补贴")))


def test_a_wording_that_is_a_value_names_keys_that_there_are() -> None:
    named = [key for each in wordings() if each.form == "value" for key in value_keys(each)[:1]]
    assert len(named) == len([each for each in wordings() if each.form == "value"])
    assert set(named) <= set(KEYS)
