"""The rows of a policy as a clerk enters them: sentences, parts from lists, an example that follows; and as a workbook."""

from copy import deepcopy
from dataclasses import fields
from typing import Any

import pytest

from app.award.cases.pack_file import load_pack
from app.desk.drafts.draft import Draft, opened, problems
from app.desk.drafts.inline import inline, read_inline
from app.desk.drafts.papers import Clauses
from app.desk.drafts.row_kinds import kind_of
from app.desk.drafts.row_names import names_of
from app.desk.drafts.row_words import read_when, show_when
from app.desk.drafts.rows import Rows
from app.desk.drafts.sheet import Item
from app.desk.drafts.trial import foreseen, names_of_cases, tried
from app.kernel.kinds import BadValue
from app.kernel.outcomes import Refused
from app.policy.pack import Pack
from app.policy.rows import HAND, PRINCIPLE
from app.store.packs import bundled
from tests.packs import QIJIANG

TRAINING = "职业培训补贴"
CITED = {"clause": "四（二）", "quote": "通知的原话"}


def same(one: Pack, other: Pack) -> bool:
    """Whether two packs say the same."""
    return all(getattr(one, each.name) == getattr(other, each.name) for each in fields(Pack))


def find(sheet: Rows, words: str) -> Item:
    """The first row whose sentence holds some words."""
    return next(item for item in sheet.rows() if words in sheet.text(item, "row_sentence"))


def added(draft: Draft, kind: str, **texts: str) -> Item:
    sheet = Rows(draft)
    return sheet.put_in(sheet.begin(TRAINING, sheet.kinds()[kind]), texts)


@pytest.mark.parametrize("name", bundled())
def test_every_part_of_every_row_is_read_as_it_is_shown(name: str) -> None:
    draft = opened(bundled()[name])
    sheet = Rows(draft)
    for item in sheet.rows():
        shown = {field.key: sheet.text(item, field.key) for field in sheet.fields(item)}
        for key, text in shown.items():
            if text and key not in ("clause", "row_key"):
                sheet.set(item, key, text)
        assert {key: sheet.text(item, key) for key in shown} == shown
    assert same(load_pack(draft.text), load_pack(bundled()[name]))


def test_a_row_stands_in_the_grid_as_a_sentence_with_its_scheme_kind_clause_and_status() -> None:
    sheet = Rows(opened(QIJIANG))
    item = find(sheet, "每年享受次数")
    shown = [sheet.text(item, column.key) for column in sheet.columns]
    assert (shown[0], shown[1], shown[3], shown[4]) == (TRAINING, "限额", "QJ-13 四（二）", "")
    assert "3次" in shown[2] and "原则上" in shown[2]
    kinds = {kind_of(item).title for item in sheet.rows()}
    assert {"补贴项目", "条件", "情形", "情形的条件", "限额", "金额", "共用条件", "标准目录", "名单"} <= kinds


def test_a_condition_is_entered_part_by_part_and_decides() -> None:
    draft = opened(QIJIANG)
    texts = {"fact": "开班当日年龄", "test": "不少于", "value": "16", "test1": "不超过", "value1": "60周岁"}
    item = added(draft, "条件", **texts, against="原则上不予补贴", when="人员类别 属于 企业职工", **CITED)
    assert item.data["least"] == 16 and item.data["most"] == 60 and item.data["when"] == {"category": ["企业职工"]}
    need = load_pack(draft.text).schemes["training"].needs[-1]
    assert (need.fact, need.against, need.source.place) == ("age", PRINCIPLE, "四（二）")
    assert "16周岁" in Rows(draft).text(item, "row_sentence")
    Rows(draft).drop(item)
    assert load_pack(draft.text).schemes == load_pack(QIJIANG).schemes


def test_a_fact_offers_the_words_and_values_that_fit_it() -> None:
    draft = opened(QIJIANG)
    sheet = Rows(draft)
    item = sheet.begin(TRAINING, sheet.kinds()["条件"])
    assert sheet.offered(item, {"fact": "发证日期", "test": "", "value": ""})["test"][:2] == ["不早于", "不晚于"]
    assert sheet.offered(item, {"fact": "开班当日年龄", "test": ""})["test"][:2] == ["不少于", "不超过"]
    offered = sheet.offered(item, {"fact": "证书类型", "test": "属于", "value": ""})["value"]
    assert {"名单：payable_certificates", "职业资格证书"} <= set(offered)
    assert sheet.offered(item, {"fact": "评定结果", "value": ""})["value"][:2] == ["合格", "不合格"]
    assert sheet.offered(item, {"fact": "参保企业", "value": ""})["value"] == ["是", "否"]


def test_a_bound_may_be_another_fact_and_some_time() -> None:
    draft = opened(QIJIANG)
    text = "发证日期 + 6个月"
    item = added(draft, "条件", fact="申请日期", test="不晚于", value=text, unknown="须人工核对", **CITED)
    assert item.data["most"] == {"fact": "certificate_date", "plus": {"months": 6}}
    assert Rows(draft).text(item, "value") == text
    assert load_pack(draft.text).schemes["training"].needs[-1].unknown == HAND


def test_a_sum_a_limit_and_a_scheme_are_entered_in_words() -> None:
    draft = opened(QIJIANG)
    sum_ = added(draft, "金额", step="封顶", sum="2000元", title="封顶", **CITED)
    limit = added(draft, "限额", title="五年一次", limit="至多 1", span="5 年内", same="职业（工种）", **CITED)
    assert (sum_.data["most"], limit.data["in"], limit.data["same"]) == ({"yuan": 2000}, {"years": 5}, ["occupation"])
    sheet = Rows(draft)
    made = sheet.put_in(sheet.begin("", sheet.kinds()["补贴项目"]), {"title": "鉴定补贴", "row_key": "exam", **CITED})
    assert made.data == {"title": "鉴定补贴", "key": "exam", "clause": "QJ-13", "quote": "通知的原话"}
    sheet.rows()
    sheet.put_in(
        sheet.begin("鉴定补贴", sheet.kinds()["金额"]), {"step": "起算", "sum": "100元", "times": "每天，至多 10"}
    )
    assert made.data["amount"][0]["start"] == {"yuan": 100, "times": {"unit": "day", "most": 10}}
    assert load_pack(draft.text).schemes["exam"].amount[0].term is not None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("按天", {"day": {}}),
        ("按月，至多 6 个月", {"month": {"most": 6}}),
        ("按月，每年至多 6 个月", {"month": {"most": 6, "in": "year"}}),
        ("{ day = { periods = 4 } }", {"day": {"periods": 4}}),
        ("", None),
    ],
)
def test_what_a_scheme_counts_is_said_in_words(text: str, kept: object) -> None:
    sheet = Rows(opened(QIJIANG))
    item = sheet.rows()[0]
    sheet.put(item, "counts", text)
    assert (item.data.get("counts"), sheet.text(item, "counts")) == (kept, text)


def test_a_scheme_without_a_key_goes_by_the_initials_of_its_title() -> None:
    draft = opened(QIJIANG)
    sheet = Rows(draft)
    keys = [
        sheet.put_in(sheet.begin("", sheet.kinds()["补贴项目"]), {"title": title, **CITED}).data["key"]
        for title in ("鉴定补贴", "鉴定补贴（二）", "鉴定补贴")
    ]
    assert len(set(keys)) == 3 and keys[0] == "jdbt" and all(key.isascii() and key.isalnum() for key in keys)


def test_a_list_is_added_renamed_and_named_by_a_row() -> None:
    draft = opened(QIJIANG)
    sheet = Rows(draft)
    item = sheet.put_in(sheet.begin("", sheet.kinds()["名单"]), {"row_key": "重点群体", "items": "农民；退役军人"})
    assert draft.data["lists"]["重点群体"] == ["农民", "退役军人"]
    sheet.fill(item, {"items": "农民；残疾人", "row_key": "重点人群"})
    assert draft.data["lists"]["重点人群"] == ["农民", "残疾人"] and "重点群体" not in draft.data["lists"]
    need = added(
        draft,
        "条件",
        fact=names_of(draft).fact("groups"),
        test="属于",
        value="名单：重点人群",
        **CITED,
    )
    assert need.data["in"] == "@重点人群"
    assert "农民" in Rows(draft).text(need, "row_sentence")


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ({"fact": "开班当日年令"}, "rows.unknown"),
        ({"fact": "开班当日年龄", "test": "大概"}, "choice.unknown"),
        ({"fact": "开班当日年龄", "test": "不少于", "value": "十六"}, "count.form"),
        ({"fact": "开班当日年龄", "test": "不少于"}, "field.required"),
        ({"fact": "开班当日年龄", "when": "企业职工"}, "rows.when"),
    ],
)
def test_what_is_no_part_of_a_row_is_kept_and_told_beside_the_row(texts: dict[str, str], code: str) -> None:
    draft = opened(QIJIANG)
    item = added(draft, "条件", **texts, **CITED)
    sheet = Rows(draft)
    told = [problem for problem in problems(draft, dated=False) if problem.code == code]
    assert told and all(sheet.cell(row, problem) for problem in told for row in sheet.rows() if row.data is item.data)
    sheet.drop(item)
    assert problems(draft, dated=False) == []


def test_a_misspelt_fact_is_told_with_the_nearest() -> None:
    with pytest.raises(BadValue) as bad:
        read_when(names_of(opened(QIJIANG)), "开班当日年令 不少于 16")
    assert bad.value.code == "rows.when"
    draft = opened(QIJIANG)
    added(draft, "条件", fact="开班当日年令", **CITED)
    assert any("是不是“开班当日年龄”" in problem.reason for problem in problems(draft))


def test_a_row_that_is_not_sound_yet_says_what_is_wrong_in_place_of_its_sentence() -> None:
    draft = opened(QIJIANG)
    item = added(draft, "条件", fact="参保企业", **CITED)
    sheet = Rows(draft)
    assert sheet.text(next(row for row in sheet.rows() if row.data is item.data), "row_sentence").startswith("还不完整")
    [problem] = problems(draft, dated=False)
    [spot] = [(row, cell) for row in sheet.rows() if (cell := sheet.cell(row, problem)) is not None]
    assert (spot[0].data is item.data, spot[1]) == (True, "row_sentence")


def test_rows_below_a_scheme_or_a_way_need_one_that_is_there() -> None:
    draft = opened(QIJIANG)
    sheet = Rows(draft)
    with pytest.raises(Refused, match="补贴项目"):
        sheet.begin("没有的补贴", sheet.kinds()["条件"])
    with pytest.raises(Refused, match="情形"):
        sheet.begin(TRAINING, sheet.kinds()["情形的条件"])
    inner = sheet.begin("以工代训补贴", sheet.kinds()["情形的条件"], "参保企业吸纳")
    assert inner.path[:4] == ("schemes", 2, "ways", 0)


def test_the_last_row_of_a_kind_leaves_nothing_behind() -> None:
    draft = opened(QIJIANG)
    sheet = Rows(draft)
    for item in [item for item in sheet.rows() if item.path[2:3] == ("past",) and item.path[1] == 0]:
        sheet.drop(item)
    assert "past" not in draft.data["schemes"][0]


def test_a_clause_that_a_row_rests_on_cannot_be_taken_out() -> None:
    draft = opened(QIJIANG)
    sheet = Clauses(draft)
    added(draft, "条件", fact="参保企业", test="是", value="是", clause="附则", quote="原话")
    [clause] = [item for item in sheet.rows() if item.data["place"] == "附则"]
    with pytest.raises(Refused, match="不能删除"):
        sheet.remove(clause)


# --- the example ---


def test_the_example_follows_what_a_form_holds_and_leaves_the_draft_alone() -> None:
    draft = opened(QIJIANG)
    sheet, before = Rows(draft), deepcopy(draft.data)
    item = find(sheet, "每年享受次数")
    third = names_of_cases(draft).index("同一年第3次，仍在限额之内")
    assert tried(draft, third, item)[0].startswith("✓")
    lines = foreseen(sheet, third, item, {"limit": "至多 2"})
    assert lines[0].startswith("✗") and "每年享受次数" in lines[0]
    assert any("连同本次" in line and line.startswith("▶") for line in lines[1:])
    assert draft.data == before


def test_the_example_of_a_new_row_is_decided_before_it_is_in_the_draft() -> None:
    draft = opened(QIJIANG)
    sheet, before = Rows(draft), deepcopy(draft.data)
    item = sheet.begin(TRAINING, sheet.kinds()["金额"])
    lines = foreseen(sheet, 0, item, {"step": "封顶", "sum": "1000元", **CITED}, new=True)
    assert "1000.00" in lines[0]
    assert draft.data == before and item.data == {"row": item.data["row"]}


def test_a_draft_that_cannot_be_read_says_what_is_wrong_instead() -> None:
    draft = opened(QIJIANG)
    sheet = Rows(draft)
    lines = foreseen(sheet, 0, find(sheet, "每年享受次数"), {"limit": "三次"})
    assert lines[0] == "写好下面各处，就能看到演算结果：" and "至多 2" in lines[1]


def test_the_common_situation_is_decided_under_the_scheme_of_the_row() -> None:
    draft = opened(QIJIANG)
    sheet = Rows(draft)
    work = next(item for item in sheet.rows() if sheet.text(item, "row_scheme") == "以工代训补贴")
    assert any("培训类型" in line for line in tried(draft, 0, work))
    draft.data.pop("cases")
    draft.data.pop("case_base")
    assert tried(draft, 0, work) == ["还没有案例。请在“案例”页先写通常的情形"]


# --- words ---

ODD: tuple[Any, ...] = (
    *('怪"引号', "反\\斜杠", "[不是列表", "是", 7, -3, True, ["甲、乙", "丙"], [], {}, {"a b": [{"x": 1}]}),
    *({"most": [{"when": {"level": "一"}, "is": 3}, {"is": 5}]},),
)


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_toml_on_one_line_is_read_again(value: Any) -> None:
    assert "\n" not in inline(value)
    assert read_inline(inline(value)) == value


@pytest.mark.parametrize(
    "when",
    [
        {"category": "企业职工"},
        {"groups": "@work_training_groups", "insured": True},
        {"age": {"least": 16, "most": 60}, "certificate_date": {"known": False}},
        {"certificate_date": {"least": {"fact": "start", "plus": {"working_days": -10}}}},
        {"training_type": ["“送教、下乡”培训", "岗前培训"]},
        {"age": {"least": [{"is": 3}]}},
    ],
)
def test_a_guard_is_read_as_it_is_shown(when: dict[str, Any]) -> None:
    names = names_of(opened(QIJIANG))
    again = read_when(names, show_when(names, when))
    assert show_when(names, again) == show_when(names, when)
