"""From data to pages: numbering, sums, page ends, and everything that does not fit."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from papers import Build, made_id, with_names

from app.kernel.money import rmb_upper, yuan
from app.printing.compose import Composed
from app.printing.forms import Form

Forms = Callable[[str], Form]
Printed = Callable[..., Composed]
Pages = Callable[[Composed], list[str]]


def test_every_page_repeats_the_header_and_tells_its_number(
    form: Forms, data: Build, printed: Printed, pages: Pages
) -> None:
    composed = printed(form("roster"), data("class", 60))
    texts = pages(composed)
    assert len(texts) == composed.count > 2
    for number, text in enumerate(texts, 1):
        assert "职业技能培训学员花名册" in text
        assert "身份证号" in text
        assert f"第 {number} 页" in text
        assert f"共 {len(texts)} 页" in text
        assert "打印日期：2019年12月6日" in text
    assert all(sum(made_id(n) in text for text in texts) == 1 for n in range(1, 61))


def test_page_subtotals_add_up_to_the_total_in_figures_and_upper_case(
    form: Forms, data: Build, printed: Printed, pages: Pages
) -> None:
    composed = printed(form("claim-roster"), data("claim", 50, fen=123_456))
    texts = pages(composed)
    subtotals = [text.split("本页小计")[1].split()[0] for text in texts if "本页小计" in text]
    assert len(subtotals) > 2
    assert sum(int(shown.replace(",", "").replace(".", "")) for shown in subtotals) == 50 * 123_456
    assert f"合计（共 50 人） {yuan(50 * 123_456)}" in texts[-1]
    assert f"人民币{rmb_upper(50 * 123_456)}" in texts[-1]


@pytest.mark.parametrize("name", ["roster", "claim-roster", "notice"])
def test_the_signature_block_never_stands_without_a_row_above_it(
    name: str, form: Forms, data: Build, printed: Printed
) -> None:
    paper = form(name)
    wanted = "签字" if name != "notice" else paper.title
    for count in range(1, 45):
        given = data(paper.noun, count, publisher=paper.title)
        last = list(printed(paper, given).pages)[-1]
        texts = [run.text for run in last.runs]
        assert any(wanted in text for text in texts)
        assert f"学员{count}" in texts, f"{count} rows"


def test_a_total_that_differs_from_the_rows_is_a_problem(form: Forms, data: Build, printed: Printed) -> None:
    composed = printed(form("claim-roster"), data("claim", 3, total_fen=1))
    assert [problem.code for problem in composed.problems] == ["printing.total_differs"]
    assert "不一致" in str(composed.problems[0])


def test_a_value_the_paper_needs_is_missed(form: Forms, data: Build, printed: Printed) -> None:
    composed = printed(form("notice"), data("notice", 3, notice_from=None))
    assert [str(problem) for problem in composed.problems] == [
        "还没有“公示起始”，这份文书不完整。数据没有改动；请补充后重新打印。"
    ]


def test_long_text_wraps_and_its_row_grows(form: Forms, data: Build, printed: Printed, pages: Pages) -> None:
    place = "綦江区古南街道职业培训基地第一教学楼二层实训室与三层多媒体教室及南侧室外实训场地" * 2
    composed = printed(form("class-application"), data("class", 0, place=place))
    assert composed.problems == []
    assert place in "".join(pages(composed)).replace("\n", "")


def test_text_beyond_the_limit_of_its_cell_is_a_problem_and_still_printed_whole(
    form: Forms, data: Build, printed: Printed, pages: Pages
) -> None:
    place = "綦江区古南街道职业培训基地第一教学楼二层实训室" * 12
    composed = printed(form("class-application"), data("class", 0, place=place))
    assert [problem.code for problem in composed.problems] == ["printing.no_room"]
    assert "“培训地点”" in str(composed.problems[0])
    assert place in "".join(pages(composed)).replace("\n", "")


def test_a_number_too_long_for_its_column_is_a_problem_that_does_not_tell_it(
    form: Forms, data: Build, printed: Printed
) -> None:
    given = data("class", 2)
    account = "6217" * 8
    composed = printed(form("roster"), replace(given, rows=[{**given.rows[0], "account": account}]))
    assert [problem.code for problem in composed.problems] == ["printing.no_room"]
    assert "第1行“银行账号”" in str(composed.problems[0])
    assert "6217" not in str(composed.problems[0])


def test_a_character_without_a_glyph_is_marked_and_reported(
    form: Forms, data: Build, printed: Printed, pages: Pages
) -> None:
    composed = printed(form("roster"), with_names(data("class", 2), "李\U0003134a"))
    assert [problem.params for problem in composed.problems] == [{"point": "U+3134A"}]
    assert "李〓" in pages(composed)[0]
    assert printed(form("roster"), data("class", 2)).problems == []


def test_the_names_of_a_notice_stand_with_masked_ids(form: Forms, data: Build, printed: Printed, pages: Pages) -> None:
    composed = printed(form("notice-names"), data("notice", 4))
    text = "\n".join(pages(composed))
    assert composed.problems == []
    assert f"{made_id(1)[:6]}********{made_id(1)[-4:]}" in text
    assert made_id(1) not in text
    assert "学员4" in text


def test_check_boxes_are_drawn_and_not_written(form: Forms, data: Build, printed: Printed) -> None:
    page = printed(form("class-application"), data("class", 0)).page(0)
    assert len(page.checks) == 13
    assert not any("□" in run.text for run in page.runs)


def test_draft_and_sample_stand_across_every_page(form: Forms, data: Build, printed: Printed, pages: Pages) -> None:
    given = data("class", 30)
    composed = printed(form("roster"), replace(given, draft=True, sample=True))
    assert composed.watermark == "示例　草稿"
    assert all({*"示例草稿"} <= {*text} for text in pages(composed))
    assert printed(form("roster"), given).watermark == ""


def test_inner_lines_are_thin_and_the_frame_is_thick(form: Forms, data: Build, printed: Printed) -> None:
    paper = form("roster")
    lines = printed(paper, data("class", 5)).page(0).lines
    frame = [line for line in lines if line.weight == max(each.weight for each in lines)]
    left, right = paper.margin[3], paper.paper[0] - paper.margin[1]
    assert len(frame) == 4
    assert {line.x1 for line in frame} | {line.x2 for line in frame} == {left, right}


def test_the_name_of_an_office_in_the_footer_shrinks_before_it_takes_a_second_line(
    form: Forms, data: Build, printed: Printed
) -> None:
    name = "东胜区人力资源和社会保障局"
    for office in (name + "就业服务局", name * 3):
        composed = printed(form("confirmation"), data("enrolment", 0, **{"office.name": office}))
        page = composed.page(0)
        runs = [run for run in page.runs if run.y > composed.height - 22 and run.x < 60]
        assert composed.problems == [] and "".join(run.text for run in runs) == office
        assert len(runs) == (1 if office != name * 3 else 2) and runs[0].size < 9
