"""What is proposed for headings and words as schools, firms and banks put them."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from app.exchange import everyday_words, imports, layout_file
from app.exchange.questions import AS_IT_STANDS, COLUMN, Asking, Question, likely, of_known
from app.exchange.table import read_source, source_of
from app.exchange.wanted import Wanted
from app.record.imports.layout import LEFT_OUT, NOTHING, Layout
from tests.data.workbooks import CATEGORY, write
from tests.exchange.reading import LISTS, ROSTER_FIELDS, asked
from tests.people import account, person

WHO = ("姓名", "身份证号")


def guess(path: Path, heading: str, samples: list[str], kind: str = "roster") -> str:
    rows = [[person(n).name, person(n).id_number, text] for n, text in enumerate(samples, 1)]
    path = write(path, rows, (*WHO, heading))
    return next(q.guess for q in asked(path, kind=kind) if q.about == COLUMN)


@pytest.mark.parametrize(
    ("heading", "samples", "kind", "meant"),
    [
        ("代发工资卡", [account(1), account(2)], "roster", "account"),
        ("中职资助卡（建设银行）", [account(1), account(2)], "roster", "account"),
        ("代发工资卡", [" ".join(re.findall(".{1,4}", account(n))) for n in (1, 2)], "roster", "account"),
        ("公积金账号", ["800100000001", "800100000002"], "roster", LEFT_OUT),
        ("社保卡号", [account(1), account(2)], "roster", LEFT_OUT),
        ("个人养老金账户", [account(1), account(2)], "roster", LEFT_OUT),
        ("医保账号", [account(1), account(2)], "roster", LEFT_OUT),
        ("社保卡账号（农商行）", [account(1), account(2)], "roster", LEFT_OUT),
        ("公积金开户银行", ["建设银行", "农业银行"], "roster", LEFT_OUT),
        ("宿舍电话", ["023-48660001", "023-48660002"], "roster", LEFT_OUT),
        ("办公电话", ["023-48660001", "023-48660002"], "roster", LEFT_OUT),
        ("单位联系电话", ["13812345671", "13812345672"], "roster", LEFT_OUT),
        ("班主任电话", ["13812345671", "13812345672"], "roster", LEFT_OUT),
        ("家长电话", ["13812345671", "13812345672"], "roster", LEFT_OUT),
        ("联系方式", ["13812345671/13812345672", "13812345673、13812345674"], "roster", "phone"),
        ("Tel 联系方式", ["13812345671", "13812345672 13812345673", "13812345674/13812345675"], "roster", "phone"),
        ("社保卡（银行）号", [account(1), account(2)], "roster", "account"),
        ("社保卡（银行账号）", [account(1), account(2)], "roster", "account"),
        ("公积金银行账号", [account(1), account(2)], "roster", LEFT_OUT),
        ("开户网点", ["农业银行城关支行", "邮储银行河西支行"], "roster", "bank"),
        ("开户机构", ["农业银行城关支行", "邮储银行河西支行"], "roster", "bank"),
        ("网点名称", ["农业银行城关支行", "邮储银行河西支行"], "roster", "bank"),
        ("网点名称", ["城关店", "河西店"], "roster", LEFT_OUT),
        ("社保卡开户行", ["农业银行城关支行", "邮储银行河西支行"], "roster", "bank"),
        ("发卡银行", ["农业银行", "邮储银行"], "roster", "bank"),
        ("Sex", ["F", "M"], "roster", "sex"),
        ("本人电话", ["13812345671", "13812345672"], "roster", "phone"),
        ("用工性质", ["合同制", "劳务派遣"], "roster", LEFT_OUT),
        ("学生类别", ["应届毕业生", "往届生"], "roster", "category"),
        ("入厂时间", ["2021-03-05", "2020-01-02"], "roster", "hired_on"),
        ("知识考试（百分制）", ["60", "62.5"], "results", "theory_score"),
        ("技能考核", ["75", "88"], "results", "practice_score"),
        ("认定结果", ["取得", "不通过"], "results", "result"),
        ("领证日期", ["2019-10-15", "2019-10-16"], "results", "certificate_date"),
        ("学号", ["20190300", "20190301"], "roster", LEFT_OUT),
        ("开户日期", ["20211125", "20211126"], "roster", LEFT_OUT),
        ("会员卡", ["12", "13"], "roster", LEFT_OUT),
        ("开卡日", ["2021-03-05", "2020-01-02"], "roster", LEFT_OUT),
        ("开卡日期", ["2021-03-05", "2020-01-02"], "roster", LEFT_OUT),
        ("开户日", ["20211125", "20211126"], "roster", LEFT_OUT),
        ("发卡时间", ["2021-03-05", "2020-01-02"], "roster", LEFT_OUT),
        ("入厂日", ["2021-03-05", "2020-01-02"], "roster", "hired_on"),
        ("领证日", ["2019-10-15", "2019-10-16"], "results", "certificate_date"),
    ],
)
def test_a_heading_is_proposed_for_what_it_is(
    tmp_path: Path, heading: str, samples: list[str], kind: str, meant: str
) -> None:
    assert guess(tmp_path / "a.xlsx", heading, samples, kind) == meant


def asked_of(path: Path, columns: Mapping[str, Sequence[str]]) -> list[Question]:
    rows = [
        [person(n).name, person(n).id_number, CATEGORY, *texts]
        for n, texts in enumerate(zip(*columns.values(), strict=True), 1)
    ]
    return [q for q in asked(write(path, rows, (*WHO, "人员类别", *columns))) if q.about == COLUMN]


def test_of_several_columns_that_may_be_the_account_none_is_proposed_and_one_must_be_chosen(tmp_path: Path) -> None:
    cards = {"工资卡号": [account(1), account(2)], "资助卡号": [account(3), account(4)]}
    others = {"社保卡号": [account(5), account(6)], "民族": ["汉", "苗"]}
    questions = asked_of(tmp_path / "a.xlsx", {**cards, **others})
    assert {q.subject for q in questions if q.open} == {*cards}
    assert all(q.guess == LEFT_OUT for q in questions)


def test_the_one_account_beside_those_that_nothing_is_paid_into_is_proposed(tmp_path: Path) -> None:
    others = {"公积金账号": ["800100000001", "800100000002"], "社保卡号": [account(5), account(6)]}
    questions = asked_of(tmp_path / "a.xlsx", {**others, "工资卡号": [account(1), account(2)]})
    assert {q.subject: q.guess for q in questions} == {"公积金账号": "", "社保卡号": "", "工资卡号": "account"}


def test_a_file_of_answers_leaves_the_account_open_of_which_several_columns_may_be_it(tmp_path: Path) -> None:
    rows = [[person(n).name, person(n).id_number, CATEGORY, account(n), account(n + 5)] for n in (1, 2)]
    path = write(tmp_path / "a.xlsx", rows, (*WHO, "人员类别", "工资卡号", "资助卡号"))
    with pytest.raises(Asking) as told:
        read_source(source_of(path), Wanted(ROSTER_FIELDS, LISTS), NOTHING)
    layout_file.write(tmp_path / "a.toml", NOTHING, told.value, ROSTER_FIELDS)
    assert layout_file.read(tmp_path / "a.toml", ROSTER_FIELDS).columns == {}


def test_the_words_of_a_column_that_is_not_imported_are_asked_no_more(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", [[person(1).name, person(1).id_number, "合同制"]], (*WHO, "用工性质"))
    said = Layout({"用工性质": LEFT_OUT}, {"category": CATEGORY}, {"category": {"合同制": "企业职工"}})

    def shown(layout: Layout) -> set[str]:
        with pytest.raises(Asking) as told:
            read_source(source_of(path), Wanted(ROSTER_FIELDS, LISTS), layout, again=True)
        return {question.subject for question in told.value.questions}

    assert "合同制" not in shown(said)
    assert "合同制" in shown(Layout({"用工性质": "category"}, {}, said.values))


def test_the_owner_of_an_account_is_proposed_as_the_person(tmp_path: Path) -> None:
    rows = [[person(n).id_number, person(n).name] for n in (1, 2)]
    path = write(tmp_path / "a.xlsx", rows, ("身份证号", "户名"))
    assert [(q.subject, q.guess) for q in asked(path) if q.about == COLUMN] == [("户名", "name")]


@pytest.mark.parametrize(
    ("word", "choices", "meant"),
    [
        ("农民工", ("农村转移就业劳动者", "残疾人"), "农村转移就业劳动者"),
        ("建档立卡户", ("贫困劳动力", "贫困家庭子女"), "贫困劳动力"),
        ("退伍兵", ("退役军人",), "退役军人"),
        ("待业", ("下岗失业人员", "去产能失业人员"), ""),
        ("取得", ("合格", "不合格"), "合格"),
        ("不通过", ("合格", "不合格"), "不合格"),
        ("应届毕业生", ("高校毕业生",), ""),
        ("F", ("男", "女"), "女"),
        ("male", ("男", "女"), "男"),
        ("Female", ("贫困家庭子女", "残疾人"), ""),
        ("下岗", ("下岗失业人员", "去产能失业人员"), "下岗失业人员"),
        ("建卡贫困户", ("贫困劳动力", "贫困家庭子女"), "贫困劳动力"),
        ("初高中毕业未升学", ("两后生", "残疾人"), "两后生"),
        ("残疾军人", ("残疾人", "企业职工"), ""),
        ("脱贫户、残疾人", ("贫困劳动力", "残疾人"), ""),
    ],
)
def test_an_everyday_word_is_proposed_where_it_can_only_mean_one_of_ours(
    word: str, choices: tuple[str, ...], meant: str
) -> None:
    assert everyday_words.meant(word, choices) == meant


@pytest.mark.parametrize(
    ("word", "choices", "meant"),
    [
        ("农民", ("职业农民", "企业职工"), ""),
        ("毕业生", ("高校毕业生", "企业职工"), ""),
        ("失业", ("失业人员", "企业职工"), "失业人员"),
        ("女性", ("男", "女"), "女"),
    ],
)
def test_a_more_general_word_is_not_proposed_as_one_sort_of_it(word: str, choices: tuple[str, ...], meant: str) -> None:
    assert likely(word, choices) == meant


def test_a_heading_in_english_is_proposed_as_the_name(tmp_path: Path) -> None:
    rows = [[person(n).id_number, person(n).name] for n in (1, 2)]
    path = write(tmp_path / "a.xlsx", rows, ("身份证号", "Name"))
    assert [(q.subject, q.guess) for q in asked(path) if q.about == COLUMN] == [("Name", "name")]


def test_a_heading_in_english_is_asked_about_as_it_stands(tmp_path: Path) -> None:
    rows = [[person(n).name, person(n).id_number, f"E{n}"] for n in (1, 2)]
    [question] = [q for q in asked(write(tmp_path / "a.xlsx", rows, (*WHO, "Employee No."))) if q.about == COLUMN]
    assert question.subject == "EmployeeNo." and "“Employee No.”这一列" in question.text


def test_how_often_a_known_word_stands_there_is_not_said_where_nobody_has_counted() -> None:
    category = next(field for field in ROSTER_FIELDS if field.key == "category")
    assert of_known(category, "打工的", LISTS).text == "“人员类别”里的“打工的”是哪一项？"


def test_a_file_of_answers_holds_what_is_asked_and_what_it_said_and_nothing_of_other_tables(
    tmp_path: Path,
) -> None:
    path = write(tmp_path / "a.xlsx", [[person(1).name, person(1).id_number, "群众"]], (*WHO, "面貌"))
    learned = Layout(columns={"社区": LEFT_OUT}, values={"category": {"困难": CATEGORY}})
    with pytest.raises(Asking) as told:
        read_source(source_of(path), Wanted(ROSTER_FIELDS, LISTS), learned)
    given, file = Layout(columns={"组别": LEFT_OUT}), tmp_path / "a.toml"
    layout_file.write(file, given, told.value, ROSTER_FIELDS)
    text = file.read_text(encoding="utf-8")
    assert '"面貌"' in text and '"组别"' in text and "社区" not in text and "困难" not in text


def test_a_file_of_answers_says_row_by_row_as_everywhere_else_and_takes_it(tmp_path: Path) -> None:
    rows = [[person(n).name, person(n).id_number, "说不清的"] for n in (1, 2, 3)]
    path, file = write(tmp_path / "a.xlsx", rows, (*WHO, "人员类别")), tmp_path / "a.toml"
    with pytest.raises(Asking) as told:
        read_source(source_of(path), Wanted(ROSTER_FIELDS, LISTS), NOTHING)
    assert "建议" not in str(told.value)  # nothing is proposed that decides money and nobody would look at
    layout_file.write(file, NOTHING, told.value, ROSTER_FIELDS)
    text = file.read_text(encoding="utf-8")
    assert '"说不清的" = ""' in text
    assert [line for line in text.splitlines() if line.startswith("#   ")][0].endswith("、逐行更正")
    file.write_text(text.replace('"说不清的" = ""', '"说不清的" = "逐行更正"'), encoding="utf-8")
    layout = layout_file.read(file, ROSTER_FIELDS)
    assert layout.values == {"category": {"说不清的": "说不清的"}}
    file.write_text(text.replace('"说不清的" = ""', '"说不清的" = "说不清的"'), encoding="utf-8")
    assert layout_file.read(file, ROSTER_FIELDS) == layout


@pytest.mark.parametrize("word", ["逐行填写", "不统一填"])
def test_a_file_of_answers_says_and_takes_that_a_field_is_not_filled_for_all(tmp_path: Path, word: str) -> None:
    path = write(tmp_path / "a.xlsx", [[person(1).name, person(1).id_number]], WHO)
    with pytest.raises(Asking) as told:
        read_source(source_of(path), Wanted(ROSTER_FIELDS, LISTS), NOTHING)
    file = tmp_path / "a.toml"
    layout_file.write(file, NOTHING, told.value, ROSTER_FIELDS)
    text = file.read_text(encoding="utf-8")
    assert "逐行填写" in [line for line in text.splitlines() if line.startswith("#   ")][0]
    file.write_text(text.replace('"人员类别" = ""', f'"人员类别" = "{word}"'), encoding="utf-8")
    layout = layout_file.read(file, ROSTER_FIELDS)
    assert layout.constants == {"category": AS_IT_STANDS}
    table = read_source(source_of(path), Wanted(imports.KINDS["roster"].fields, LISTS), layout)
    assert "category" not in table.cells
