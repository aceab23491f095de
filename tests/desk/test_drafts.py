"""Drafting a policy: a pack's file as grids, from the first blank row to a text that the loader takes."""

import random
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import tomli_w

from app.award.cases.facts import readers
from app.award.cases.pack_file import PackError, load_pack
from app.award.texts.pack_diff import difference
from app.award.texts.unverified import blocked, rows_of, undecided
from app.desk.drafts import draft as drafts
from app.desk.drafts import entry
from app.desk.drafts.cases import Cases
from app.desk.drafts.confirming import Basis, confirm, waiting
from app.desk.drafts.draft import Draft, blank, draft_for_region, next_version, opened, problems
from app.desk.drafts.idle_rows import ReadingRows, UnsupportedRows
from app.desk.drafts.papers import Clauses, Documents, Head, names
from app.desk.drafts.rows import Rows
from app.desk.drafts.sheet import Item, Sheet
from app.desk.drafts.start import Heading, start_text
from app.desk.drafts.targets import Targets
from app.desk.drafts.values import Values
from app.kernel.kinds import BadValue
from app.kernel.outcomes import Problem, Problems, Refused
from app.policy.keys import KEYS
from app.policy.pack import UNVERIFIED, VERIFIED, Pack
from app.store import packs
from app.store.packs import bundled
from tests.packs import QIJIANG

SHEETS = (Head, Documents, Clauses, Values, Rows, Targets, Cases, ReadingRows, UnsupportedRows)
FACTS = readers({})
BISHAN = Heading("重庆市璧山区", "500120", "璧山区技能培训", "璧示例发〔2020〕1号", "示例通知", date(2020, 1, 6))
ENTRIES = {
    "first_day": "2020-01-01",
    "last_day": "2022年12月31日",
    "person_categories": "农民、企业职工",
    "training_types": "就业技能培训；“送教、下乡”培训",
    "skill_levels": "五级/初级工；四级/中级工",
    "certificate_types": "职业技能等级证书；",
    "institution_kinds": "职业院校、技工院校",
    "fund_sources": "就业补助资金",
    "class_opening": "备案",
    "notice_days": "7 工作日",
}


def row(sheet: Sheet, key: str) -> Item:
    """The first value of a policy key."""
    return next(item for item in sheet.rows() if item.data.get("key") == key)


def parts(pack: Pack) -> list[object]:
    names = ("id", "title", "version", "region", "documents", "values", "targets", "cases", "clauses", "since")
    names += ("reading", "unsupported", "facts", "lists", "catalogues", "schemes", "rules", "sanctions")
    return [getattr(pack, name) for name in names]


def filled() -> Draft:
    """A blank pack with everything that it must have, as a clerk fills it in."""
    draft = blank(BISHAN)
    sheet = Values(draft)
    for key, text in ENTRIES.items():
        given = {"content": text, "clause": "一（一）", "quote": f"通知关于{KEYS[key].title}的原话"}
        sheet.fill(row(sheet, key), given)
    return draft


@pytest.mark.parametrize("name", packs.bundled())
def test_a_shipped_pack_written_by_the_draft_loads_to_an_equal_pack(name: str) -> None:
    text = packs.bundled()[name]
    assert parts(load_pack(opened(text).text)) == parts(load_pack(text))
    assert difference(load_pack(text), load_pack(opened(text).text)) == []


@pytest.mark.parametrize("name", packs.bundled())
def test_every_value_of_a_shipped_pack_is_typed_as_it_is_shown(name: str) -> None:
    for _, value in opened(packs.bundled()[name]).values():
        key = KEYS[value["key"]]
        content = value[drafts.CARRIES[key.kind]]
        assert entry.read(key, entry.show(key, content)) == content


@pytest.mark.parametrize("sheet", SHEETS)
def test_typing_what_stands_in_a_cell_changes_nothing(sheet: type[Sheet]) -> None:
    draft = opened(QIJIANG)
    grid = sheet(draft)
    for item in grid.rows():
        grid.fill(item, {one.key: grid.text(item, one.key) for one in grid.fields(item)})
    assert (draft.faults, parts(load_pack(draft.text))) == ({}, parts(load_pack(QIJIANG)))


def test_a_blank_pack_asks_for_everything_that_the_loader_requires_each_beside_its_row() -> None:
    draft = blank(BISHAN)
    sheet = Values(draft)
    required = {key for key, declared in KEYS.items() if declared.required}
    assert {item.data["key"] for item in sheet.rows()} == required
    found = problems(draft)
    for item in sheet.rows():
        assert "content" in [sheet.cell(item, problem) for problem in found]
    assert all("“值”" in str(p) or "“备注”" in str(p) for p in found)
    assert not [key for item in sheet.rows() for key in item.data if key not in ("key", "unit")]


def test_the_text_that_a_pack_begins_with_is_the_draft_of_the_window() -> None:
    assert opened(start_text(BISHAN)).data == blank(BISHAN).data
    head = blank(BISHAN).data
    assert (head["region_name"], head["documents"]) == (
        BISHAN.region_name,
        [{"number": BISHAN.number, "title": BISHAN.document, "issued": BISHAN.issued}],
    )


@pytest.mark.parametrize("odd", ['引"号"', "反\\斜杠", "井  # 号", "$title", "{花}括号"])
def test_whatever_a_title_holds_arrives_in_the_pack(odd: str) -> None:
    assert blank(replace(BISHAN, title=odd, document=odd)).data["title"] == odd


def test_whatever_begins_with_a_mark_can_be_filled_in_by_taking_the_mark_away() -> None:
    given = [
        line.removeprefix("# ") if re.match(r"# [a-z]+ = ", line) else line for line in start_text(BISHAN).splitlines()
    ]
    values = list(opened("\n".join(given)).values())
    assert {value["key"] for _, value in values} == {key for key, declared in KEYS.items() if declared.required}
    assert all(drafts.CARRIES[KEYS[value["key"]].kind] in value and "note" in value for _, value in values)


def test_a_blank_pack_filled_in_through_the_grid_is_a_sound_pack() -> None:
    draft = filled()
    assert problems(draft) == []
    pack = load_pack(draft.text)
    assert (pack.region, pack.version, pack.documents[0].number) == ("500120", 1, BISHAN.number)
    assert pack.list("training_types") == ("就业技能培训", "“送教、下乡”培训")
    [notice] = [value for value in pack.values if value.key == "notice_days"]
    assert (notice.amount, notice.status, notice.source.place) == (7, VERIFIED, "一（一）")
    assert len(pack.clauses) == 1


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("notice_days", "五天", "count.form"),
        ("notice_days", "-5", "count.form"),
        ("fund_pool", "-100", "money.form"),
        ("first_day", "2020-02-30", "date.none"),
        ("class_opening", "随意", "choice.unknown"),
        ("skill_levels", "；", "field.required"),
        ("real_name_gate", "也许", "flag.form"),
    ],
)
def test_what_is_no_value_of_its_key_is_refused(key: str, text: str, code: str) -> None:
    with pytest.raises(BadValue) as caught:
        entry.read(KEYS[key], text)
    assert caught.value.code == code


def test_money_is_typed_in_yuan_and_kept_to_the_fen() -> None:
    assert entry.read(KEYS["fund_pool"], "1,234.5元") == "1234.50"
    assert entry.read(KEYS["fund_pool"], "100") == 100


def test_a_faulty_text_stays_in_its_cell_with_its_reason_and_keeps_the_draft_from_being_sound() -> None:
    draft = filled()
    sheet = Values(draft)
    item = row(sheet, "notice_days")
    sheet.put(item, "content", "一周")
    assert sheet.shown(item, "content") == "一周"
    [problem] = problems(draft)
    assert (sheet.cell(item, problem), problem.code) == ("content", "count.form")
    sheet.put(item, "content", "8")
    assert problems(draft) == []


def test_an_item_of_no_list_is_reported_beside_the_value_that_names_it() -> None:
    draft = filled()
    sheet = Values(draft)
    item = sheet.add({"key": KEYS["poor_groups"].title})
    sheet.fill(item, {"content": "退休教师", "clause": "一（一）", "quote": "免费"})
    [problem] = problems(draft)
    assert (problem.code, sheet.cell(row(sheet, "poor_groups"), problem)) == ("policy.not_within", "content")


def test_a_place_that_is_new_makes_a_clause_and_a_known_one_is_used_again() -> None:
    draft = filled()
    sheet = Values(draft)
    sheet.put(row(sheet, "notice_days"), "clause", "三（二）")
    assert [table["place"] for table in draft.clauses.values()] == ["一（一）", "三（二）"]
    sheet.put(row(sheet, "class_opening"), "clause", "三（二）")
    assert len(draft.clauses) == 2
    assert problems(draft) == []


def test_a_place_that_is_part_of_another_makes_a_clause_of_its_own() -> None:
    draft = filled()
    sheet = Values(draft)
    sheet.put(row(sheet, "notice_days"), "clause", "二（一）1")
    sheet.put(row(sheet, "class_opening"), "clause", "二（一）")
    assert [table["place"] for table in draft.clauses.values()] == ["一（一）", "二（一）1", "二（一）"]
    assert problems(draft) == []


def test_a_clause_that_is_there_gives_its_document_and_offers_its_words() -> None:
    draft = filled()
    sheet = Values(draft)
    [number] = [document["number"] for document in draft.documents]
    known = sheet.text(row(sheet, "notice_days"), "clause")
    assert sheet.follow({"clause": known}) == {"document": number}
    assert sheet.follow({"clause": "新的"}) == {"document": number}
    assert sheet.quotes(known)[0] == row(sheet, "notice_days").data["quote"]
    Documents(draft).add({"number": "璧示例发〔2020〕2号", "title": "补充通知", "issued": ""})
    assert sheet.follow({"clause": "新的"}) == {}


def test_a_clause_of_another_document_is_made_in_that_document() -> None:
    draft = filled()
    Documents(draft).add({"number": "璧示例发〔2020〕2号", "title": "补充通知", "issued": ""})
    sheet = Values(draft)
    sheet.fill(row(sheet, "notice_days"), {"clause": "一（一）", "document": "璧示例发〔2020〕2号"})
    assert sheet.text(row(sheet, "notice_days"), "document") == "璧示例发〔2020〕2号"
    assert load_pack(draft.text).value("notice_days", date(2020, 5, 1)).source.document == "璧示例发〔2020〕2号"


def test_a_document_that_is_renamed_keeps_its_clauses() -> None:
    draft = filled()
    sheet = Documents(draft)
    added = sheet.add({"number": "示例〔2020〕2号", "title": "补充通知", "issued": "2020-03-01"})
    values = Values(draft)
    values.fill(row(values, "notice_days"), {"clause": "二", "document": "示例〔2020〕2号"})
    sheet.put(added, "number", "示例〔2020〕3号")
    assert problems(draft) == []
    with pytest.raises(Refused, match="不能删除"):
        sheet.remove(added)


def test_what_every_pack_must_say_cannot_be_taken_out_anything_else_can() -> None:
    draft = opened(QIJIANG)
    sheet = Values(draft)
    with pytest.raises(Refused, match="公示期"):
        sheet.remove(row(sheet, "notice_days"))
    sheet.remove(row(sheet, "advance_share"))
    assert all(value["key"] != "advance_share" for _, value in draft.values())


def test_a_clause_that_something_rests_on_cannot_be_taken_out() -> None:
    draft = filled()
    sheet = Clauses(draft)
    with pytest.raises(Refused, match="不能删除"):
        sheet.remove(sheet.rows()[0])
    sheet.remove(sheet.add({"place": "附则"}))
    assert len(draft.clauses) == 1


def test_the_next_version_must_say_from_which_day_it_holds() -> None:
    draft = next_version(QIJIANG)
    [problem] = problems(draft)
    head = Head(draft)
    [line] = [item for item in head.rows() if head.cell(item, problem) == "value"]
    head.put(line, "value", "20200701")
    assert problems(draft) == []
    assert (load_pack(draft.text).version, load_pack(draft.text).since) == (2, date(2020, 7, 1))


def test_a_copy_for_another_region_claims_none_of_the_first_ones_words_and_figures_as_its_own() -> None:
    draft = draft_for_region(QIJIANG, BISHAN)
    assert problems(draft) == []
    pack = load_pack(draft.text)
    assert {value.status for value in pack.values} == {UNVERIFIED}
    assert (pack.targets, pack.cases, pack.clauses, pack.region) == ((), (), (), "500120")
    assert all("待按本地通知核实" in value.note and not value.source.quote for value in pack.values)


def test_a_value_that_waited_is_confirmed_by_document_place_and_words() -> None:
    draft = opened(QIJIANG)
    number = draft.documents[0]["number"]
    confirm(draft, "公示期", Basis(number, "五（四）", "公示7个工作日", "QJ-90"))
    [notice] = [value for value in load_pack(draft.text).values if value.key == "notice_days"]
    assert (notice.status, notice.source.clause, notice.source.quote) == (VERIFIED, "QJ-90", "公示7个工作日")
    with pytest.raises(Refused, match="没有待核实的“notice_days”.*待核实的有：.*生活费补贴·考核结果"):
        confirm(draft, "notice_days", Basis(number, "五（四）", "公示7个工作日"))


@pytest.mark.parametrize("name", ["notice_days", "生活费补贴·考核结果"])
def test_nothing_is_confirmed_by_a_document_that_the_pack_does_not_list(name: str) -> None:
    draft = opened(QIJIANG)
    with pytest.raises(Refused, match="不在本包的文件清单中"):
        confirm(draft, name, Basis("某文〔2020〕1号", "一", "原话"))
    assert parts(load_pack(draft.text)) == parts(load_pack(QIJIANG))


def test_a_reading_that_waited_is_settled_by_an_answer_and_its_question_stays_as_the_note() -> None:
    draft = opened(QIJIANG)
    asked = waiting(draft)["生活费补贴·考核结果"][0].data["pending"]
    assert undecided(load_pack(draft.text), "living", date(2020, 1, 1))
    assert confirm(draft, "考核结果", Basis(answer="区局2020年3月1日答复按第一种")) == "生活费补贴·考核结果"
    pack = load_pack(draft.text)
    [row] = [one for one in rows_of(pack.schemes["living"]) if asked in one.note]
    assert (row.status, "区局2020年3月1日答复按第一种" in row.note) == (VERIFIED, True)
    assert undecided(pack, "living", date(2020, 1, 1)) == ()


def test_a_row_of_no_document_is_confirmed_with_document_place_and_words() -> None:
    draft = opened(bundled()["national-2025"])
    name, number = "职业培训补贴·证书类型", names(draft)[0]
    with pytest.raises(Refused, match="文号、在文件中的位置和原话"):
        confirm(draft, name, Basis(answer="口头答复"))
    confirm(draft, name, Basis(number, "第五条", "凭取得的证书"))
    [row] = [one for one in rows_of(load_pack(draft.text).schemes["training"]) if one.title == "证书类型"]
    assert (row.status, row.source.place, row.source.quote) == (VERIFIED, "第五条", "凭取得的证书")


def test_a_title_that_several_rows_have_is_asked_for_in_full() -> None:
    draft = opened(bundled()["cixi-2020"])
    with pytest.raises(Refused, match="不止一行.*以师带徒补贴·不得重复享受.*公共实训"):
        confirm(draft, "不得重复享受", Basis(answer="答复"))
    assert parts(load_pack(draft.text)) == parts(load_pack(bundled()["cixi-2020"]))


@pytest.mark.parametrize("name", bundled())
def test_everything_that_waits_in_a_shipped_pack_can_be_confirmed(name: str) -> None:
    draft = opened(bundled()[name])
    number = names(draft)[0]
    for one in waiting(draft):
        confirm(draft, one, Basis(number, "一", "原话"))
    assert waiting(draft) == {}
    assert not any("有待核实的行" in text for text in blocked(load_pack(draft.text), date(2020, 1, 1)))


def test_what_a_draft_of_a_circular_holds_up_is_said_in_one_sentence() -> None:
    drafted, *waiting_rows = blocked(load_pack(bundled()["cixi-2020"]), date(2020, 5, 1))
    assert drafted.startswith("职业培训补贴、") and "征求意见稿" in drafted
    assert all("有待核实的行" in text for text in waiting_rows) and len(waiting_rows) == 4


def test_a_target_that_differs_from_the_stated_total_is_reported_beside_that_total() -> None:
    draft = opened(QIJIANG)
    sheet = Targets(draft)
    first = next(item for item in sheet.rows() if sheet.text(item, "assigned") == "6700")
    sheet.put(first, "assigned", "6800")
    [problem] = problems(draft)
    [total] = [item for item in sheet.rows() if sheet.cell(item, problem)]
    assert (sheet.text(total, "target_unit"), total.part) == ("合计（文件所载）", "2019")
    sheet.put(total, "assigned", "11500")
    assert problems(draft) == []
    assert [str(d) for d in difference(load_pack(QIJIANG), load_pack(draft.text))] == [
        "附件　责任单位“区人力社保局”2019年：6,700 人次 → 6,800 人次"
    ]


def test_targets_are_added_unit_by_unit_and_taken_out_again() -> None:
    draft = filled()
    sheet = Targets(draft)
    given = {"axis": "责任单位", "measure": "人次", "years": "2020", "target_unit": "区人社局", "assigned": "100"}
    first = sheet.add({**given, "target_clause": "附件"})
    sheet.add({**given, "years": "2021", "assigned": "200"})
    assert problems(draft) == []
    assert [(t.unit, t.year, t.assigned) for t in load_pack(draft.text).targets] == [
        ("区人社局", 2020, 100), ("区人社局", 2021, 200)
    ]  # fmt: skip
    sheet.remove(first)
    sheet.remove(sheet.rows()[0])
    assert load_pack(draft.text).targets == ()


def with_a_scheme() -> Draft:
    """A filled pack with a scheme that pays 1000 元 to who passed, entered part by part as a clerk does."""
    draft = filled()
    rows, cited = Rows(draft), {"clause": "一（一）", "quote": "通知的原话"}
    for kind, texts in (
        ("补贴项目", {"title": "职业培训补贴", "row_key": "training", **cited}),
        ("条件", {"fact": "评定结果", "test": "不属于", "value": "不合格", "title": "考核不合格"}),
        ("金额", {"step": "起算", "sum": "1000元", "times": "一次", "title": "补贴标准"}),
    ):
        rows.put_in(rows.begin("职业培训补贴", rows.kinds()[kind]), texts)
    return draft


def test_a_worked_case_is_written_in_a_form_and_run() -> None:
    draft = with_a_scheme()
    sheet = Cases(draft)
    given = {
        "name": "合格并取得证书", "case_clause": "一（一）", "start": "2020-05-06", "occupation": "电工",
        "level": "四级/中级工", "result": "合格", "certificate_kind": "职业技能等级证书",
        "certificate_number": "示例0001", "certificate_date": "2020-06-30", "scheme": "职业培训补贴",
        "past": "2020-02-03 焊工 五级/初级工", "granted": "是", "amount_yuan": "1000",
    }  # fmt: skip
    item = sheet.add(given)
    sheet.add(
        {**given, "name": "不合格", "result": "不合格", "granted": "否", "amount_yuan": "", "reasons": "考核不合格"}
    )
    assert problems(draft) == []
    pack = load_pack(draft.text)
    assert packs.failures(pack) == []
    assert (pack.cases[1].reasons, pack.cases[1].facts["scheme"]) == (("result",), "training")
    assert "电工" in sheet.text(item, "facts")
    longer = sheet.add({**given, "name": "一天40课时", "sessions": "40 45 20"})
    assert any("共1800分钟，一天只有1440分钟" in str(problem) for problem in problems(draft))
    sheet.remove(longer)
    sheet.put(item, "amount_yuan", "1001")
    [failing] = packs.failures(load_pack(draft.text))
    assert "合格并取得证书" in str(failing)


@pytest.mark.parametrize(
    "text", ["不是文件", "documents = 1", "clauses = [1]", "targets = [{ rows = [1] }]", "[cases]\n"]
)
def test_a_file_that_is_no_pack_is_not_opened(text: str) -> None:
    with pytest.raises(PackError) as caught:
        opened(text)
    assert caught.value.problems


def test_an_unfinished_draft_is_kept_as_a_file_and_opened_again() -> None:
    draft = blank(BISHAN)
    again = opened(draft.text)
    assert again.data == draft.data
    assert [p.code for p in problems(again)] == [p.code for p in problems(draft)]


def test_a_difference_tells_what_was_won_lost_and_moved() -> None:
    draft = opened(QIJIANG)
    sheet = Values(draft)
    kinds = row(sheet, "training_types")
    sheet.put(kinds, "content", sheet.text(kinds, "content").replace("岗前培训", "上岗培训"))
    sheet.put(row(sheet, "advance_share"), "content", "40")
    sheet.remove(row(sheet, "special_account"))
    sheet.add({"key": KEYS["opening_lead_days"].title})
    sheet.fill(row(sheet, "opening_lead_days"), {"content": "20", "note": "待定"})
    told = [str(found) for found in difference(load_pack(QIJIANG), load_pack(draft.text))]
    assert told == [
        "二（一）　培训类型：增加 上岗培训，减去 岗前培训",
        "四（二）　先行拨付比例：50% → 40%",
        "四（三）　删去 专账名称：职业技能提升行动专账",
        "待核实　新增 开班审批或备案至少提前：20 工作日（待核实）",
    ]


def test_a_problem_of_no_row_belongs_to_none() -> None:
    draft = opened(QIJIANG)
    for sheet in (kind(draft) for kind in SHEETS):
        assert not [item for item in sheet.rows() if sheet.cell(item, Problem("policy.format", key="/format"))]


def test_a_reason_that_no_decision_carries_is_refused_beside_its_cell() -> None:
    draft = opened(QIJIANG)
    sheet = Cases(draft)
    item = next(item for item in sheet.rows() if sheet.text(item, "reasons"))
    sheet.put(item, "reasons", "天气不好")
    assert [sheet.cell(item, problem) for problem in problems(draft) if "天气不好" in problem.reason] == ["reasons"]
    draft.faults.clear()
    item.data["expect"]["reasons"] = ["award.nothing"]
    assert [sheet.cell(item, problem) for problem in problems(draft)] == ["reasons"]


def test_what_is_expected_and_the_usual_facts_come_first_in_a_case() -> None:
    keys = [field.key for field in Cases(filled()).adding]
    assert keys[2:7] == ["granted", "amount_yuan", "reasons", "start", "category"]
    assert set(keys) > set(FACTS)


TARGET = {"axis": "责任单位", "measure": "人次", "years": "2019", "target_unit": "鼓楼区", "assigned": "1800"}


def test_a_run_of_years_that_meets_a_units_year_is_refused_beside_the_years_with_where_it_belongs() -> None:
    draft = filled()
    sheet = Targets(draft)
    sheet.add({**TARGET, "target_clause": "附件"})
    before = draft.text
    with pytest.raises(Problems) as refused:
        sheet.add({**TARGET, "years": "2019-2021", "assigned": "15000"})
    [problem] = refused.value.problems
    assert problem.key == "years"
    assert "鼓楼区" in problem.reason and KEYS["action_target"].title in problem.reason
    assert (draft.text, problems(draft)) == (before, [])


def test_years_of_one_unit_that_do_not_meet_and_a_run_of_years_of_another_unit_are_sound() -> None:
    draft = filled()
    sheet = Targets(draft)
    sheet.add({**TARGET, "target_clause": "附件"})
    sheet.add({**TARGET, "years": "2020-2021", "assigned": "15000"})
    sheet.add({**TARGET, "target_unit": "台江区", "years": "2019-2021", "assigned": "9000"})
    assert problems(draft) == []
    assert {(t.unit, t.year, t.until_year, t.assigned) for t in load_pack(draft.text).targets if t.assigned} == {
        ("鼓楼区", 2019, 2019, 1800), ("鼓楼区", 2020, 2021, 15000), ("台江区", 2019, 2021, 9000)
    }  # fmt: skip


def test_a_target_that_is_taken_out_leaves_nothing_behind() -> None:
    draft = filled()
    sheet = Targets(draft)
    sheet.add({**TARGET, "target_clause": "附件"})
    before = draft.text
    wrong = sheet.add({**TARGET, "years": "二〇一九", "assigned": "很多"})
    found = problems(draft)
    assert all(any(sheet.cell(item, problem) is not None for item in sheet.rows()) for problem in found)
    assert {sheet.cell(wrong, problem) for problem in found} == {"years", "assigned"}
    sheet.drop(wrong)
    assert (draft.text, problems(draft)) == (before, [])


def test_years_that_meet_in_a_table_of_a_file_are_told_beside_them() -> None:
    draft = filled()
    sheet = Targets(draft)
    sheet.add({**TARGET, "target_clause": "附件"})
    draft.data["targets"][0]["years"].append("2019-2021")
    draft.data["targets"][0]["rows"][0]["assigned"]["2019-2021"] = 15000
    [problem] = problems(draft)
    [item] = [item for item in sheet.rows() if sheet.cell(item, problem)]
    assert (item.part, sheet.cell(item, problem)) == ("2019-2021", "years")
    assert "重叠" in problem.reason


def test_a_table_copied_from_excel_becomes_targets_and_a_bad_one_none() -> None:
    draft = filled()
    sheet = Targets(draft)
    given = {"axis": "责任单位", "measure": "人次", "years": "2020、2021", "target_clause": "附件"}
    with pytest.raises(Refused, match="每行应有 3 格"):
        sheet.paste(given, "甲局\t1\t2\n乙局\t3\n")
    assert sheet.rows() == []
    with pytest.raises(Refused, match="重复列出"):
        sheet.paste(given, "甲局\t1\t2\n甲局\t3\t4\n")
    assert sheet.rows() == []
    sheet.paste(given, "甲局\t100\t1,200\r\n乙局\t\t300\n")
    with pytest.raises(Problems):
        sheet.paste(given, "丙局\t1\t2\n甲局\t3\t4\n")
    assert problems(draft) == []
    assert {(t.unit, t.year, t.assigned) for t in load_pack(draft.text).targets} == {
        ("甲局", 2020, 100), ("甲局", 2021, 1200), ("乙局", 2020, None), ("乙局", 2021, 300)
    }  # fmt: skip


def test_a_case_says_who_somebody_is_by_words_and_days() -> None:
    draft = with_a_scheme()
    sheet = Cases(draft)
    item = sheet.add({"name": "证明", "case_clause": "一（一）", "start": "2020-05-06", "granted": "否"})
    for text, kept in (
        ("残疾人 2019-06-01 2020-05-31；退役军人 2018-12-01", 2),
        ("无", 0),
    ):
        sheet.put(item, "tags", text)
        assert (len(item.data["facts"]["tags"]), sheet.text(item, "tags")) == (kept, text)
    assert {problem.code for problem in problems(draft)} == {"draft.case"}
    sheet.put(item, "tags", "残疾人")
    assert [problem.key for problem in problems(draft)] == ["/cases/0/tags"]
    sheet.put(item, "tags", "")
    for key, text, kept in (
        ("arrangement", "项目制培训", "project"),
        ("locality", "无", ""),
        ("locality", "常住地", "常住地"),
    ):
        sheet.put(item, key, text)
        assert (item.data["facts"][key], sheet.text(item, key)) == (kept, text)


def test_every_fact_of_a_case_has_a_chinese_name() -> None:
    sheet = Cases(filled())
    titles = {field.key: field.title for field in sheet.adding}
    assert FACTS.keys() <= titles.keys()
    assert [key for key, title in titles.items() if title == key] == []


def test_what_speaks_for_no_document_keeps_no_quotation_and_what_is_confirmed_no_excuse() -> None:
    draft = draft_for_region(QIJIANG, BISHAN)
    sheet = Values(draft)
    item = row(sheet, "advance_share")
    note = sheet.shown(item, "note")
    assert note
    sheet.fill(item, {"content": "30", "clause": "二（三）", "quote": "先行拨付三成", "note": note})
    assert sheet.shown(row(sheet, "advance_share"), "note") == ""
    sheet.put(row(sheet, "advance_share"), "clause", "")
    [problem] = problems(draft)
    assert (problem.code, "quote" in row(sheet, "advance_share").data) == ("draft.note", False)


def test_words_without_a_clause_are_told_to_want_one() -> None:
    draft = filled()
    sheet = Values(draft)
    item = sheet.add({"key": KEYS["opening_lead_days"].title})
    sheet.fill(item, {"content": "20", "quote": "电话询查", "note": "待定"})
    assert [problem.code for problem in problems(draft)] == ["draft.quote"]


@pytest.mark.parametrize(("field", "text", "word"), [("region", "璧山", "六位"), ("id", "璧山", "小写字母")])
def test_a_heading_in_no_known_form_is_told_without_speaking_of_files(field: str, text: str, word: str) -> None:
    draft = filled()
    draft.data[field] = text
    [problem] = problems(draft)
    head = Head(draft)
    assert word in problem.reason
    assert [item.part for item in head.rows() if head.cell(item, problem)] == [field]


ODD = (7, "怪", True, 1.5, [], [1], {}, {"a": 1}, [{}], date(2020, 1, 1))


def places(data: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in a file's data."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [found for name, one in inner for found in ((*path, name), *places(one, (*path, name)))]


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_file_is_opened_with_its_problems_or_refused_but_never_crashes(seed: int) -> None:
    chance = random.Random(seed)
    every = places(opened(QIJIANG).data)
    for _ in range(5):
        data: Any = opened(QIJIANG).data
        *way, last = chance.choice(every)
        inner = data
        for name in way:
            inner = inner[name]
        inner[last] = chance.choice(ODD)
        try:
            draft = opened(tomli_w.dumps(data))
        except PackError as refused:
            assert refused.problems
            continue
        found = problems(draft)
        for sheet in (kind(draft) for kind in SHEETS):
            for item in sheet.rows():
                assert all(isinstance(sheet.shown(item, one.key), str) for one in sheet.fields(item))
                assert all(sheet.cell(item, problem) != 0 for problem in found)
        Values(draft).subjects()


# --- what does not act ---

IDLE = (
    '\n[[unsupported]]\ntitle = "按就业率分档"\nclause = "QJ-13"\nquote = "原则上每人每年可享受不超过3次"\nnote = "没有就业率"\n'
    '\n[[cases]]\nname = "就业率"\nclause = "QJ-13"\nunsupported = "没有就业率"\n'
    "[cases.facts]\nplaced_share = 85\n[cases.expect]\ngranted = false\n"
)


def test_a_draft_saves_again_what_does_not_act_and_when_it_was_compared() -> None:
    text = (QIJIANG + IDLE).replace('key = "advance_share"\n', 'key = "advance_share"\nverified = 2027-02-01\n')
    draft = opened(text)
    for kind in SHEETS:
        sheet = kind(draft)
        for item in sheet.rows():
            sheet.fill(item, {field.key: sheet.shown(item, field.key) for field in sheet.fields(item)})
    assert parts(load_pack(draft.text)) == parts(load_pack(text))
    assert opened(draft.text).data["cases"][-1]["facts"] == {"placed_share": 85}
    assert problems(draft, dated=False) == []


def test_a_row_for_reading_is_added_changed_and_taken_out() -> None:
    draft = opened(QIJIANG)
    sheet, before = ReadingRows(draft), len(load_pack(QIJIANG).reading)
    item = sheet.add({"title": "培训场地", "said": "教室；工位", "clause": "四（二）", "quote": "原话"})
    made = load_pack(draft.text).reading[-1]
    assert (made.items, made.source.place, made.source.clause) == (("教室", "工位"), "四（二）", "QJ-13")
    sheet.put(item, "said", "")
    assert load_pack(draft.text).reading[-1].content == ""
    sheet.put(item, "said", "每班一间")
    assert load_pack(draft.text).reading[-1].text == "每班一间"
    with pytest.raises(Refused):
        Clauses(draft).remove(next(row for row in Clauses(draft).rows() if row.path[-1] == "QJ-13"))
    sheet.remove(item)
    assert len(load_pack(draft.text).reading) == before


def test_an_unsupported_rule_without_its_reason_is_told_beside_its_cell() -> None:
    draft = opened(QIJIANG)
    sheet = UnsupportedRows(draft)
    item = sheet.add({"title": "按就业率分档", "clause": "四（二）", "quote": "原话"})
    [problem] = problems(draft, dated=False)
    assert (problem.code, sheet.cell(item, problem)) == ("draft.unsupported_note", "note")
    sheet.put(item, "note", "程序没有就业率")
    assert problems(draft, dated=False) == []
    sheet.remove(item)
    assert "unsupported" not in draft.data


def test_a_value_that_loses_its_clause_loses_the_day_on_which_it_was_compared() -> None:
    draft = opened(QIJIANG)
    sheet = Values(draft)
    sheet.put(row(sheet, "advance_share"), "verified", "2027-02-01")
    assert load_pack(draft.text).value("advance_share", date(2020, 3, 2)).verified == date(2027, 2, 1)
    sheet.put(row(sheet, "advance_share"), "clause", "")
    assert "verified" not in row(sheet, "advance_share").data


def test_a_misspelt_fact_of_a_case_is_told_with_the_nearest_beside_its_situation() -> None:
    draft = opened(QIJIANG)
    draft.data["cases"][1]["facts"]["certificate_kindd"] = "职业资格证书"
    sheet = Cases(draft)
    [problem] = problems(draft)
    assert "certificate_kind" in problem.reason
    assert [(item.path, cell) for item in sheet.rows() if (cell := sheet.cell(item, problem))] == [
        (("cases", 1), "facts")
    ]
