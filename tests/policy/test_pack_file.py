"""Reading packs that people wrote: everything wrong with one is said at once, with its line."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.award.cases.pack_file import LARGEST, PackError, load_pack
from app.award.cases.run import run_cases
from app.kernel.outcomes import Refused
from app.kernel.texts import RESOURCES, sentences
from app.policy.pack import DRAFT, Pack
from app.policy.rows import Past

QIJIANG = (RESOURCES / "packs" / "qijiang-2019.toml").read_text(encoding="utf-8")


def faults(text: str) -> list[tuple[str, int]]:
    with pytest.raises(PackError) as caught:
        load_pack(text)
    assert str(caught.value)
    return [(problem.code, problem.row) for problem in caught.value.problems]


def changed(old: str, new: str) -> tuple[str, int]:
    """The Qijiang pack with one change, and the line of the change."""
    assert QIJIANG.count(old) >= 1, old
    start = QIJIANG.index(old)
    return QIJIANG[:start] + new + QIJIANG[start + len(old) :], QIJIANG[:start].count("\n") + 1


SHARE = 'key = "advance_share"\namount = 50\nunit = "%"\n'
LIMIT = 'in = "year"\nmost = 3\nagainst = "principle"\n'


@pytest.mark.parametrize(
    ("old", "new", "code", "below"),
    [
        ('key = "advance_share"', 'key = "advance_shares"', "policy.misspelt_key", 0),
        ('key = "advance_share"', 'key = "colour"', "policy.unknown_key", 0),
        (SHARE, SHARE.replace("%", "人次"), "policy.unit", 2),
        (SHARE, SHARE.replace("= 50", "= -50"), "policy.negative", 1),
        (SHARE, SHARE.replace("= 50", '= "50"'), "policy.type", 1),
        (SHARE, SHARE.replace("= 50", "= 50.5"), "policy.type", 1),
        (SHARE, SHARE.replace("= 50", "= true"), "policy.type", 1),
        (SHARE, SHARE + 'binding = "mostly"\n', "policy.choice", 3),
        (SHARE, SHARE.replace("amount", "number"), "policy.unknown_field", 1),
        (LIMIT, LIMIT.replace("= 3", "= -3"), "policy.negative", 1),
        (LIMIT, LIMIT.replace("= 3", '= "3"'), "policy.type", 1),
        (LIMIT, LIMIT.replace("= 3", "= 3.5"), "policy.type", 1),
        (LIMIT, LIMIT.replace("= 3", "= true"), "policy.type", 1),
        (LIMIT, LIMIT.replace("principle", "mostly"), "policy.choice", 2),
        (LIMIT, LIMIT.replace("most", "figure"), "policy.unknown_field", 1),
        ('choice = "subsidised"', 'choice = "rate * 2"', "policy.choice", 0),
        ('place = "四（一）"\n', "", "policy.missing", -1),
        ('quote = "原则上每人每年可享受不超过3次"\n', "", "policy.missing", -7),
        ('region = "500110"', 'region = "5001"', "policy.form", 0),
        ("[clauses.QJ-14]", "[clauses.Q14]", "policy.form", 0),
        ("format = 2", "format = 1", "policy.format", 0),
        ("version = 1", 'version = 1\nauthor = "某人"', "policy.unknown_field", 1),
        ("total = { 2019 = 11400", "total = { 2019 = 11401", "policy.total", 0),
        ("assigned = { 2019 = 6700", "assigned = { 2018 = 6700", "policy.year", 0),
        ('unit = "区教委"', 'unit = "区经济信息委"', "policy.repeated", None),
        ('items = ["去产能失业人员"]', 'items = ["企业职工"]', "policy.repeated", 0),
        ("since = 2020-01-01\n", "since = 2021-01-01\n", "policy.period", 1),
        ("since = 2020-01-01\n", "since = 2019-12-31\n", "policy.overlap", -3),
        ('clause = "QJ-25"', 'clause = "QJ-99"', "policy.unknown_clause", None),
        ("date = 2019-01-01", 'date = "2019-01-01"', "policy.type", 0),
        ("date = 2019-01-01", "date = 2019-01-01T00:00:00", "policy.type", 0),
        ("date = 2019-01-01", "date = 2019-02-30", "policy.not_toml", None),
        ("granted = true", 'granted = "yes"', "policy.type", 0),
        ('level = "四级/中级工"\ntraining_type', 'levels = "四级/中级工"\ntraining_type', "row.no_fact", None),
        ("rate = 1200\n", "rate = 12.5\n", "policy.type", 0),
        ("rate = 1200\n", 'rate = "12.505"\n', "policy.type", 0),
    ],
)
def test_a_fault_is_named_with_its_line(old: str, new: str, code: str, below: int | None) -> None:
    text, line = changed(old, new)
    found = faults(text)
    assert code in [name for name, _ in found]
    if below is not None:
        assert (code, line + below) in found


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "advance_share",
            "advance_shar",
            "没有名为“advance_shar”的政策项，是不是“advance_share”（先行拨付比例）？",
        ),
        ("notice_days", "公示期", "没有名为“公示期”的政策项，是不是“notice_days”（公示期）？"),
        ("notice_days", "colour", "没有名为“colour”的政策项，请对照 docs/pack-format.md 核对拼写"),
        ("region_name", "regionname", "没有名为“regionname”的项目，是不是“region_name”？"),
        ("version = 1", "version = 1\ncolour = 1", "“colour”不是政策包的项目，请核对拼写"),
        ("version = 1", "version = 1\nversions = 1", "没有名为“versions”的项目，是不是“version”？"),
        (
            'against = "principle"',
            'against = "principal"',
            "没有名为“principal”的选项，是不是“principle”？可选：refuse、principle、warn、hand",
        ),
        ('choice = "approval"', 'choice = "审批"', "没有名为“审批”的选项，是不是“approval”？可选：approval、filing"),
        ('choice = "approval"', 'choice = "colour"', "“colour”不在可选范围内，可选：approval、filing"),
    ],
)
def test_a_misspelt_word_names_the_nearest_that_there_is(old: str, new: str, sentence: str) -> None:
    text, _ = changed(old, new)
    with pytest.raises(PackError) as refused:
        load_pack(text)
    assert sentence in [problem.reason for problem in refused.value.problems]


def test_all_faults_are_told_at_once_in_the_order_of_lines() -> None:
    text, _ = changed('region = "500110"', 'region = "x"')
    text = text.replace(SHARE, SHARE.replace("= 50", "= -50")).replace("total = { 2019 = 11400", "total = { 2019 = 1")
    found = faults(text)
    assert [code for code, _ in found] == ["policy.form", "policy.negative", "policy.total"]
    assert [row for _, row in found] == sorted(row for _, row in found)


def test_a_pack_that_leaves_out_a_needed_value_is_refused() -> None:
    text, _ = changed(
        'key = "notice_days"\namount = 5\nunit = "工作日"', 'key = "local_plan_days"\namount = 5\nunit = "工作日"'
    )
    assert faults(text) == [("policy.needs", 0)]


@pytest.mark.parametrize(
    ("pair", "code"),
    [("技能提升培训：技能培训", "policy.not_within"), ("技能提升培训", "policy.form")],
)
def test_what_a_pair_names_must_be_listed(pair: str, code: str) -> None:
    suihua = (RESOURCES / "packs" / "suihua-2019.toml").read_text(encoding="utf-8")
    items = 'items = ["技能提升培训：岗位技能提升培训"]'
    line = suihua[: suihua.index(items)].count("\n") + 1
    assert faults(suihua.replace(items, f'items = ["{pair}"]')) == [(code, line)]


def test_a_document_without_number_is_cited_by_its_title() -> None:
    text, _ = changed('number = "綦江府办发〔2019〕39号"\n', "")
    limit = yearly_limit(load_pack(text))
    assert limit.source.cite() == "《重庆市綦江区人民政府办公室关于切实做好全区职业技能提升行动工作的通知》四（二）"


def test_the_values_and_rows_of_a_draft_say_so() -> None:
    text, _ = changed('number = "綦江府办发〔2019〕39号"\n', "draft = true\n")
    pack = load_pack(text)
    assert (pack.value("advance_share", date(2019, 12, 2)).status, yearly_limit(pack).status) == (DRAFT, DRAFT)


def yearly_limit(pack: Pack) -> Past:
    """The row by which nobody is paid more than three times a year."""
    return next(past for past in pack.schemes["training"].past if past.name == "yearly_limit")


@pytest.mark.parametrize("text", ["", "= =", "a = ", "PK\x03\x04\x00", "[[[[", "a = " + "[" * 5000, "\ud800"])
def test_what_is_no_pack_is_refused_with_a_sentence(text: str) -> None:
    assert faults(text)


def test_the_line_of_broken_toml_is_told() -> None:
    assert faults("format = 1\nid = \n") == [("policy.not_toml", 2)]


def test_a_pack_beyond_a_million_bytes_is_not_even_parsed() -> None:
    assert faults("#" + "中" * (LARGEST // 3 + 1)) == [("policy.too_large", 0)]


@settings(max_examples=50, deadline=None)
@given(st.integers(0, len(QIJIANG) - 1), st.text(max_size=3))
def test_a_damaged_pack_is_read_or_refused_but_never_crashes(place: int, junk: str) -> None:
    try:
        load_pack(QIJIANG[:place] + junk + QIJIANG[place + len(junk) + 1 :])
    except PackError as error:
        assert error.problems
        assert str(error)


def test_a_value_changes_on_the_day_that_its_successor_begins() -> None:
    qijiang = load_pack(QIJIANG)
    assert qijiang.value("plan_target", date(2019, 12, 31)).amount == 11400
    assert qijiang.value("plan_target", date(2020, 1, 1)).amount == 14300
    assert qijiang.get("plan_target", date(2022, 1, 1)) is None
    with pytest.raises(Refused, match="2022-01-01"):
        qijiang.value("plan_target", date(2022, 1, 1))


def test_an_undeclared_key_is_a_programming_error() -> None:
    with pytest.raises(KeyError):
        load_pack(QIJIANG).get("advance_shares", date(2019, 1, 1))


def test_lists_of_several_clauses_add_up_and_keep_their_sources() -> None:
    qijiang = load_pack(QIJIANG)
    levels = qijiang.all("skill_levels", date(2019, 1, 1))
    assert [value.source.clause for value in levels] == ["QJ-10", "QJ-23", ""]
    assert qijiang.list("skill_levels")[-3:] == ("首席技师", "特级技师", "不分等级")


def test_a_worked_case_that_comes_out_otherwise_says_what_was_expected_and_what_came() -> None:
    text, _ = changed("granted = true\namount = 1200\n", "granted = true\namount = 1300\n")
    (failed,) = [result for result in run_cases(load_pack(text)) if not result.passed]
    assert "1300.00" in str(failed.problem())
    assert "1200.00" in str(failed.problem())


def test_raising_the_limit_in_the_pack_changes_the_decision_without_a_release() -> None:
    text, _ = changed(LIMIT, LIMIT.replace("= 3", "= 4"))
    wrong = [result.case.name for result in run_cases(load_pack(text)) if not result.passed]
    assert wrong == ["同一年第4次，超过原则上的限额", "当年最后一天开班仍计入当年", "几项不符同时列出"]


def test_every_problem_of_a_pack_has_a_sentence() -> None:
    app = RESOURCES.parent / "app"
    sources = [p.read_text(encoding="utf-8") for floor in ("policy", "award") for p in (app / floor).glob("*.py")]
    used = {part.split('"')[0] for text in sources for part in text.split('"policy.')[1:]}
    assert used
    assert {f"policy.{key}" for key in used} <= sentences().keys()
