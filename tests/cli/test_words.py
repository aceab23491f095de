"""What each word of the command line prints, and with which exit status."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app import main
from app.desk.lists import LISTINGS
from app.kernel.identity import uid_text
from app.store.work import DATABASE
from app.training.enrolment.model import Enrolment
from tests import people
from tests.bureau import CLERK, REVIEWER, Bureau
from tests.data import workbooks
from tests.facts import asked, install

CONTRACT = {
    "listings": {"quotas", "institutions", "classes", "enrolments", "trainees", "claims", "claim-lines", "payments"}
    | {"packages", "journal"},
    "imports": {"quotas", "institutions", "rates", "roster", "results"},
    "forms": {
        *("class-application", "roster", "claim-roster", "notice", "explanation", "disclosure"),
        *("equipment-claim", "notice-names", "acceptance", "pledge", "teachers", "contacts", "task-breakdown"),
        *(
            "registration-card",
            "sign-in",
            "attendance-summary",
            "spot-check",
            "confirmation",
            "results",
            "certificates",
        ),
        *("call-back", "claim-application", "living-roster", "work-application", "work-roster", "apprentice-roster"),
        *("class-set", "claim-set", "notice-set", "payment-approval"),
    },
    "nouns": {"quota", "institution", "class", "enrolment", "trainee", "claim", "claim-line", "rate", "user", "day"},
}
NOBODY = "0000000000001"
CHINESE = re.compile("[\u4e00-\u9fff]")


class Desk:
    """Words said to an office in this very process: (exit status, stdout, stderr)."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capture = folder, capture

    def __call__(self, *words: object, who: str = CLERK) -> tuple[int, str, str]:
        self.capture.readouterr()
        try:
            status = main.run(["--office", str(self.folder), "--as", who, *map(str, words)])
        except SystemExit as left:
            status = int(str(left.code))
        return status, *self.capture.readouterr()

    def json(self, *words: object) -> Any:
        status, out, err = self(*words, "--json")
        assert (status, err) == (0, "")
        return json.loads(out)


@pytest.fixture
def desk(held: Bureau, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A county after its first class, of three, closed."""
    folder = tmp_path / "綦江 区县"
    folder.mkdir()
    shutil.copyfile(held.office.folder / DATABASE, folder / DATABASE)
    return Desk(folder, capsys)


def test_words_names_what_the_batch_scripts_depend_on(desk: Desk) -> None:
    described = desk.json("words")
    assert CONTRACT["listings"] <= set(described["listings"]) == set(LISTINGS)
    assert set(described["imports"]) >= CONTRACT["imports"] and set(described["forms"]) == CONTRACT["forms"]
    assert CONTRACT["nouns"] <= set(described["nouns"])
    assert {"create", "submit", "approve", "return_"} <= set(described["nouns"]["class"]["verbs"])
    parameters = described["nouns"]["claim"]["verbs"]["pay"]["parameters"]
    required = {"fund": True, "voucher": True, "paid_on": True, "amount_fen": False, "confirmation": False}
    assert {p["key"]: p["required"] for p in parameters} == required


@pytest.mark.parametrize("name", LISTINGS)
def test_a_listing_as_json_has_its_columns_and_can_be_shown_row_by_row(desk: Desk, name: str) -> None:
    rows = desk.json("list", name)
    keys = ["uid", *(c.name for c in LISTINGS[name].columns)]
    assert all(list(row) == keys for row in rows)
    if rows:
        shown = desk.json("show", LISTINGS[name].noun, rows[0]["uid"])
        assert {key: value for key, value in shown.items() if key != "explanation"} == rows[0]


def test_the_manual_is_written_without_an_office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["manual", str(tmp_path / "手册.pdf")]) == 0
    assert "手册.pdf" in capsys.readouterr().out
    assert (tmp_path / "手册.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("words", [["packs"], ["words"], ["check"], ["list", "quotas"]])
def test_every_word_prints_for_people_and_for_machines(desk: Desk, words: list[str]) -> None:
    status, out, err = desk(*words)
    assert (status, err) == (0, "") and CHINESE.search(out)
    assert desk.json(*words)


def test_json_may_be_asked_for_before_the_word(desk: Desk) -> None:
    status, out, _ = desk("--json", "list", "classes")
    assert status == 0 and len(json.loads(out)) == 1


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        (["year=2019"], {2019}),
        (["year>=2020", "year<=2020"], {2020}),
        (["unit_name~人力社保", "year!=2019"], {2020, 2021}),
        (["unit_name=没有这个单位"], set()),
    ],
)
def test_conditions_are_joined_by_and(desk: Desk, conditions: list[str], found: set[int]) -> None:
    rows = desk.json("list", "quotas", *(word for text in conditions for word in ("--where", text)))
    assert {row["year"] for row in rows} == found


def test_a_condition_may_say_what_the_screen_shows(desk: Desk) -> None:
    assert desk.json("list", "classes", "--where", "state=已验收") == desk.json("list", "classes")


def test_an_exported_list_has_the_rows_of_the_printed_one(desk: Desk, tmp_path: Path) -> None:
    query = ("list", "quotas", "--where", "year=2021", "--sort=-target")
    rows, path = desk.json(*query), tmp_path / "计划.xlsx"
    assert desk.json(*query, "--xlsx", path)["rows"] == len(rows)
    columns = [c.name for c in LISTINGS["quotas"].columns if not c.hidden]
    sheet = list(openpyxl.load_workbook(path).active.values)[2:]
    assert len({row["target"] for row in rows}) > 5
    assert [dict(zip(columns, line, strict=True))["target"] for line in sheet] == [row["target"] for row in rows]


def test_a_template_for_a_class_has_its_people(desk: Desk, tmp_path: Path) -> None:
    [training] = desk.json("list", "classes")
    made = desk.json("template", "results", tmp_path / "a.xlsx", "--into", training["uid"])
    assert made["people"] == 3
    assert people.person(2).id_number in [row[0] for row in openpyxl.load_workbook(tmp_path / "a.xlsx").active.values]
    desk.json("template", "attendance", tmp_path / "b.xlsx", "--into", training["uid"], "--matrix")
    assert list(openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0].values)[1][:3] == ("序号", "姓名", "身份证号")
    assert "要先选定培训班" in desk("template", "attendance", tmp_path / "c.xlsx", "--matrix")[2]


def test_a_list_has_the_columns_that_were_asked_for(desk: Desk, tmp_path: Path) -> None:
    query = ("list", "enrolments", "--columns", "name,address")
    assert {tuple(row) for row in desk.json(*query)} == {("uid", "name", "address")}
    assert "住址" in desk(*query)[1] and "身份证号" not in desk(*query)[1]
    for wanted, titles in (
        ("name,address", ["姓名", "住址"]),
        ("all", [c.heading for c in LISTINGS["enrolments"].columns]),
    ):
        desk("list", "enrolments", "--columns", wanted, "--xlsx", tmp_path / "a.xlsx")
        assert [cell.value for cell in openpyxl.load_workbook(tmp_path / "a.xlsx").active[2]] == titles
    assert "没有" in desk("list", "enrolments", "--columns", "nothing")[2]


@pytest.mark.parametrize("name", LISTINGS)
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_no_list_prints_a_whole_number_of_a_person(desk: Desk, name: str, form: list[str]) -> None:
    _, out, _ = desk("list", name, *form)
    for n in range(1, 4):
        one = people.person(n)
        assert one.id_number not in out and one.account not in out and one.phone not in out


def test_what_waits_for_somebody_is_told_with_the_conditions_by_which_its_list_shows_it(desk: Desk) -> None:
    status, out, _ = desk("todo", "--json")
    found = json.loads(out)
    assert status == 0 and "到期事项 超期" in [row["title"] for row in found]
    for row in found:
        where = (word for condition in row["where"].split() for word in ("--where", condition))
        assert len(desk.json("list", row["list"], *where)) == row["count"]
    assert "到期事项" in desk("todo")[1] and "到期事项" not in desk("todo", who=REVIEWER)[1]


REFUSALS = {
    "没有“bogus”这个列表": ["list", "bogus"],
    "没有“bogus”这一列": ["list", "classes", "--where", "bogus=1"],
    "写法不对": ["list", "classes", "--where", "state=梦中"],
    "应写成 列=值": ["list", "classes", "--where", "state"],
    "不是记录编号": ["show", "class", "123"],
    "没有找到这条培训班记录（0000000000001）": ["show", "class", NOBODY],
    "没有“bogus”这个对象": ["show", "bogus", NOBODY],
    "要写明记录编号": ["do", "class.submit"],
    "可能已被删除或编号抄错": ["do", "class.submit", NOBODY],
    "没有“bogus”这个操作": ["do", "class.bogus", NOBODY],
    "应写成 名称=值": ["do", "class.void", NOBODY, "--with", "reason"],
    "没有“colour”这个参数": ["do", "class.create", "--with", "colour=red"],
    "没有“bogus”这种表格": ["print", "bogus", NOBODY, "a.pdf"],
    "没有找到这条公示记录": ["print", "notice", NOBODY, "a.pdf"],
    "没有“bogus”这种导入": ["import", "bogus", "a.xlsx"],
    "文件不存在": ["import", "rates", "没有.xlsx"],
    "请用 --period": ["package", "build", "a.zip"],
    "按月或按季生成": ["package", "build", "--period", "2019", "a.zip"],
    "还没有开始": ["package", "build", "--period", "2099Q1", "a.zip"],
    "还没有收到过报送包": ["receipt", "build", "a.xlsx"],
    "期间“2019-13”写法不对": ["report", "2019-13", "a.xlsx"],
    "没有写出任何文件": ["report", "2019", "没有/a.xlsx"],
    "审计导出没有纸质的": ["report", "audit", "2019", "a.pdf"],
    "报表有：statistics、summary": ["report", "audit"],
    "将记入操作日志": ["report", "audit", "2019", "a.xlsx", "--reason", " "],
    "没有备份文件": ["restore", "没有.db", "新"],
    "区划代码应为": ["new", "新", "--unit", "某局", "--region", "5001", "--level", "county", "--pack", "qijiang-2019"],
    "没有政策包“bogus”": ["new", "新", "--unit", "某局", "--region", "500110", "--level", "区县", "--pack", "bogus"],
    "“李”已经存在": [
        *("new", "新", "--unit", "某局", "--region", "500110", "--level", "区县", "--pack", "qijiang-2019"),
        *("--person", "李", "--person", "李"),
    ],
    "缺少 name": ["list"],
    "“bogus”不可用": ["bogus"],
    "不认识 --colour": ["check", "--colour"],
    "--where 后面要写内容": ["list", "classes", "--where"],
    "无法识别的字符": ["import", "rates", "\udcb0\udce0.xlsx"],
}


@pytest.mark.parametrize(("sentence", "words"), REFUSALS.items())
def test_a_refusal_is_a_chinese_sentence_on_stderr_and_changes_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sentence: str, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = (desk.folder / DATABASE).read_bytes()
    status, out, err = desk(*words)
    assert (status, out) == (2, "")
    assert sentence in err
    assert (desk.folder / DATABASE).read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == [desk.folder.name]


@pytest.mark.parametrize(
    "words",
    [
        ["report", "2019Q4"],
        ["backup"],
        ["template", "roster"],
        ["list", "quotas", "--xlsx"],
        ["package", "build", "--period", "2019Q3"],
    ],
)
def test_a_folder_is_not_written_over(desk: Desk, words: list[str]) -> None:
    status, _, err = desk(*words, desk.folder)
    assert status == 2 and "是一个文件夹，不能写成文件" in err
    assert sorted(p.name for p in desk.folder.rglob("*") if p.is_file()) == [DATABASE, "office.lock"]
    assert desk.json("list", "packages") == []


def test_nobody_writes_without_saying_who(desk: Desk) -> None:
    status, _, err = desk("do", "class.create", who="")
    assert status == 2 and "请用 --as 写明由谁办理" in err
    status, _, err = desk("do", "class.create", who="陌生人")
    assert status == 2 and "没有“陌生人”这个人员" in err


def test_problems_give_status_1_and_all_of_them_at_once(desk: Desk) -> None:
    status, out, err = desk("do", "class.create", "--with", "name=电工二班", "--with", "starts_on=某天")
    assert (status, err) == (1, "")
    assert "“开班日期”：“某天”：日期写法不认识" in out and "“培训机构”：必填项为空" in out
    status, out, _ = desk("do", "class.create", "--json")
    assert status == 1 and {p["key"] for p in json.loads(out)["problems"]} > {"name", "starts_on"}


def test_a_new_office_needs_a_name_a_level_and_people_with_roles(desk: Desk, tmp_path: Path) -> None:
    words = ("new", tmp_path / "新", "--region", "500110", "--pack", "qijiang-2019")
    for more in (["--unit", " ", "--level", "市"], ["--unit", "某局", "--level", "省"]):
        assert desk(*words, *more)[0] == 1
    for person in ("=经办", "李=校长"):
        assert desk(*words, "--unit", "某局", "--level", "市", "--person", person)[0] == 1
    assert not (tmp_path / "新").exists()


def test_what_can_be_done_is_done_and_the_rest_is_said(desk: Desk) -> None:
    [known] = desk.json("list", "institutions")
    status, out, err = desk("do", "institution.delist", known["uid"], NOBODY, "--with", "reason=试", "--json")
    assert status == 2 and json.loads(out)["done"] == [known["uid"]] and NOBODY in err
    assert desk.json("list", "institutions")[0]["state"] == "delisted"


def test_a_checked_import_without_applying_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    header = ("职业(工种)", "技能等级", "补贴标准(元)", "执行日期", "文号")
    path = workbooks.write(
        tmp_path / "标准.xlsx", [["焊工", "五级/初级工", 900, "2019-01-01", "测〔2019〕1号"]], header
    )
    before = (desk.folder / DATABASE).read_bytes()
    assert desk.json("import", "rates", path, "--dry-run")["new"] == 1
    assert (desk.folder / DATABASE).read_bytes() == before
    assert desk.json("import", "rates", path)["new"] == 1
    assert "已于" in desk("import", "rates", path)[1]


def test_help_is_chinese(desk: Desk) -> None:
    status, out, _ = desk("package", "--help")
    assert status == 0 and out.startswith("用法：") and "usage" not in out and "show this" not in out
    assert out.count("用法：") == 1


def test_what_a_verb_asks_is_answered_with_a_reason(desk: Desk, held: Bureau) -> None:
    made = held.twin(desk.folder / "asked")
    claim = made.claim(made.first("class"), "submitted")
    made.set(Enrolment, made.enrolled(made.first("class"))[0], category="残疾人")
    made.office.close()
    there = Desk(desk.folder / "asked", desk.capture)
    status, _, err = there("do", "claim.review", uid_text(claim), who=REVIEWER)
    assert status == 2 and "现为“残疾人”" in err and "--with confirmation=" in err
    done = there("do", "claim.review", uid_text(claim), "--with", "confirmation=已核实", who=REVIEWER)
    assert done[0] == 0


def test_submitting_tells_how_many_lines_carry_a_warning_and_which(desk: Desk, ready: Bureau) -> None:
    held = ready.accepted(6)
    for one in ready.enrolled(held):
        ready.set(Enrolment, one, account="6200000000000000000")
    claim = uid_text(ready.claim(held))
    ready.office.close()
    there = Desk(ready.office.folder, desk.capture)
    status, out, _ = there("do", "claim.submit", claim)
    assert status == 0 and "6 条明细中，6 条有提示" in out and "银行账号共用：6 条（" in out
    withdrawn, submitted = (there.json("do", f"claim.{word}", claim) for word in ("withdraw", "submit"))
    assert (withdrawn["cautions"], len(submitted["cautions"])) == ([], 2)
    assert "！银行账号共用" in there("list", "claim-lines", "--sort", "warnings")[1]


def test_a_report_is_listed_shown_and_written_by_the_ending_of_its_file(desk: Desk, tmp_path: Path) -> None:
    assert {row["name"] for row in desk.json("report")} == set(desk.json("words")["reports"])
    shown = desk.json("report", "audit", "2019")
    assert [table["title"] for table in shown["tables"]] == ["拨付", "人员"]
    assert people.person(1).id_number not in json.dumps(shown)
    status, out, _ = desk("report", "2019-09")
    assert status == 0 and "统计报表（2019年9月）" in out and "合计" in out
    for name, begins in (("公开.pdf", b"%PDF"), ("公开.xlsx", b"PK")):
        assert desk("report", "disclosure", "2019", tmp_path / name)[0] == 0
        assert (tmp_path / name).read_bytes().startswith(begins)


def test_the_words_bring_list_and_show_the_facts_of_a_policy(ready: Bureau, tmp_path: Path, capsys: Any) -> None:
    install(ready, asked())
    into = uid_text(ready.training())
    ready.office.close()
    say = Desk(ready.office.folder, capsys)
    titles = (*workbooks.ROSTER, "劳动合同年限(年)", "参保日期")
    path = workbooks.write(tmp_path / "名册.xlsx", [[*workbooks.roster_rows(1, 1)[0], "三", "2019-03-01"]], titles)
    status, out, _ = say("import", "roster", path, "--into", into)
    assert status == 1 and "劳动合同年限(年)" in out and "三" in out
    workbooks.write(path, [[*workbooks.roster_rows(1, 1)[0], 3, "2019-03-01"]], titles)
    assert say.json("import", "roster", path, "--into", into)["new"] == 1
    (row,) = say.json("list", "enrolments", "--where", "fact.contract_years>=3")
    assert (row["fact.contract_years"], row["fact.insured_from"]) == (3, "2019-03-01")
    assert say("do", "enrolment.edit", row["uid"], "--with", "fact.reviewed=是")[0] == 0
    assert "复审人员" in say("show", "enrolment", row["uid"])[1]
    assert say("template", "roster", tmp_path / "模板.xlsx")[0] == 0
    header = [cell.value for cell in openpyxl.load_workbook(tmp_path / "模板.xlsx").worksheets[0][1]]
    assert "劳动合同年限(年)" in header
