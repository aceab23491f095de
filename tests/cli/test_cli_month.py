"""A month of a county, from an empty folder to the city's receipt, by the command line alone."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2

from tests import people
from tests.bureau import CLASS, INSTITUTION, PAYMENT
from tests.cli.shell import Shell
from tests.data import workbooks

CLERK, REVIEWER, CHIEF, CITY_CLERK = "张经办", "李复核", "王局长", "市经办"
HEADS = 5
RATES = ("职业(工种)", "技能等级", "补贴标准(元)", "执行日期", "文号")
INSTITUTIONS = ("机构名称", "统一社会信用代码", "机构类别", "开户银行", "银行账号", "培训职业及等级")
RESULTS = ("姓名", "身份证号", "理论成绩", "实操成绩", "评定", "证书类型", "证书编号", "发证日期")
FORMS = {
    "class-application": ("class", "开班申请"),
    "roster": ("class", "学员花名册"),
    "claim-roster": ("claim", "肆仟捌佰元整"),
    "notice-names": ("notice", "公示人员名单"),
}
UNMASKED = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")


def test_a_month_from_an_empty_folder_to_the_receipt(tmp_path: Path) -> None:
    county, city = Shell(tmp_path, "区县 一科/county", cold=True), Shell(tmp_path, "city")
    county.today = city.today = date(2019, 8, 20)
    _found(county, city)
    _prepare(county)
    _split_a_target(county)
    training = _fill_a_class(county)
    _hold_the_class(county, training)
    claim = _claim(county, training)
    _print(county, {"class": training, "claim": claim, "notice": county.rows("notices")[0]["uid"]})
    _report_to_the_city(county, city)
    _keep_safe(county, city)
    _nobody_is_named_by_number("".join([*county.said, *city.said]))


def _found(county: Shell, city: Shell) -> None:
    unit = ("--unit", "綦江区人力社保局", "--region", "500110", "--level", "county", "--pack", "qijiang-2019")
    reached = ("--phone", "023-48660000", "--address", "古南街道示例路1号")
    county.run("new", county.office, *unit, *reached, "--person", f"{CLERK}=经办、复核")
    above = ("--unit", "重庆市人力社保局", "--region", "500100", "--level", "city", "--pack", "qijiang-2019")
    assert city.json("new", city.office, *above, "--person", CITY_CLERK)["people"] == [CITY_CLERK]
    county.do("user.create", name=REVIEWER, roles="复核")  # the only person needs no --as
    assert "请用 --as" in county.refused("do", "user.create", name=CHIEF, roles="负责人")
    county.who = CLERK
    county.do("user.create", name=CHIEF, roles="负责人、复核")
    [asked] = county.rows("corrections", "state=待确认")
    assert "不能是同一人" in county.refused("do", "correction.confirm", asked["uid"])
    county.who = REVIEWER
    county.do("correction.confirm", asked["uid"])
    county.who = CLERK


def _prepare(county: Shell) -> None:
    """Rates and institutions from Excel; the institution goes on the published list."""
    rates = workbooks.write(
        county.folder / "标准.xlsx", [["电工", "四级/中级工", 1200, "2019-01-01", "测〔2019〕1号"]], RATES
    )
    assert county.json("import", "rates", rates)["new"] == 1
    waiting = [str(row["uid"]) for row in county.rows("rates", "state=待确认")]
    assert "不能是同一人" in county.refused("do", "rate.confirm", *waiting)
    county.who = REVIEWER
    county.do("rate.confirm", *waiting)
    county.who = CLERK
    one = [people.uscc(1), INSTITUTION["kind"], INSTITUTION["bank"], people.account(1), INSTITUTION["programmes"]]
    book = workbooks.write(county.folder / "机构.xlsx", [[INSTITUTION["name"], *one]], INSTITUTIONS)
    assert "新增 1" in county.run("import", "institutions", book)
    [row] = county.rows("institutions", "state=已登记")
    assert "不能是同一人" in county.refused("do", "institution.publish", str(row["uid"]), listed_on="2019-01-15")
    county.who = REVIEWER
    county.do("institution.publish", str(row["uid"]), listed_on="2019-01-15")
    county.who = CLERK


def _split_a_target(county: Shell) -> None:
    plan = county.rows("quotas")
    assert sum(row["target"] for row in plan if row["axis"] == "责任单位") == 42_700
    [whole] = [row for row in plan if row["unit_name"] == CLASS["unit_name"] and row["year"] == 2019]
    county.do("quota.split", whole["uid"], unit_name="文龙街道", target=300)


def _fill_a_class(county: Shell) -> str:
    """A class with its roster, the first attempt at which is full of faults."""
    training = county.do("class.create", **CLASS, starts_on="2019-09-02", ends_on="2019-09-29")
    template = county.folder / "模板.xlsx"
    county.run("template", "roster", template)
    titles = [cell.value for cell in openpyxl.load_workbook(template).worksheets[0][1]]
    faulty = workbooks.roster_rows(1, HEADS)
    faulty[0][2] = people.wrong_check_digit(faulty[0][2])
    faulty[2][6] = "外星人"
    bad = workbooks.write(county.folder / "花名册-错.xlsx", _under(titles, faulty), titles)
    marked = county.folder / "标错.xlsx"
    found = county.json("import", "roster", bad, "--into", training, "--marked", marked, status=1)["problems"]
    assert [(p["row"], p["title"]) for p in found] == [(2, "身份证号"), (4, "人员类别")]
    assert "校验位不符" in str(openpyxl.load_workbook(marked).worksheets[0]["A2"].parent[2][len(titles)].value)
    good = workbooks.write(county.folder / "花名册.xlsx", _under(titles, workbooks.roster_rows(1, HEADS)), titles)
    counts = county.json("import", "roster", good, "--into", training)
    assert (counts["new"], counts["changed"], counts["same"]) == (HEADS, 0, 0)
    return training


def test_a_table_of_a_school_is_asked_about_answered_in_a_file_and_its_next_one_is_simply_read(tmp_path: Path) -> None:
    county, city = Shell(tmp_path), Shell(tmp_path, "city")
    county.today = date(2019, 8, 20)
    _found(county, city)
    county.who = CLERK
    _prepare(county)
    training = county.do("class.create", **CLASS, starts_on="2019-09-02", ends_on="2019-09-29")
    files = [
        workbooks.write(
            tmp_path / f"{n}.xlsx",
            [[row[1], row[2], "群众"] for row in workbooks.roster_rows(n, n + 1)],
            ("姓名", "证件", "政治面貌"),
            ["某校学员名单"],
        )
        for n in (1, 3, 5)
    ]
    asked = county.json("import", "roster", files[0], "--into", training, status=1)["questions"]
    assert [(q["title"], q["guess"]) for q in asked] == [
        ("人员类别", ""),
        ("证件", "身份证号"),
        ("政治面貌", "不导入这一列"),
    ]
    answers = tmp_path / "对应.toml"
    told = county.run("import", "roster", files[0], "--into", training, "--map", answers, status=2)
    assert f"已把建议写进 {answers}" in told
    assert county.json("import", "roster", files[0], "--into", training, "--map", answers, status=1)["questions"] == [
        asked[0]
    ]
    text = answers.read_text(encoding="utf-8")
    answers.write_text(text.replace('"人员类别" = ""', '"人员类别" = "企业职工"'), encoding="utf-8")
    assert county.json("import", "roster", files[0], "--into", training, "--map", answers)["new"] == 2
    again = county.json("import", "roster", files[1], "--into", training)
    assert again["new"] == 2 and any("同上次一样全部按“企业职工”" in note for note in again["notes"])
    name, number = "示例第二培训学校", {"uscc": people.uscc(2), "account": people.account(2)}
    school = county.do("institution.create", **INSTITUTION | {"name": name, **number})
    clerk, county.who = county.who, REVIEWER
    county.do("institution.publish", school)
    county.who = clerk
    dates = {"starts_on": "2019-09-02", "ends_on": "2019-09-29"}
    others = county.do("class.create", **CLASS | {"institution_name": name, **dates})
    asked = county.json("import", "roster", files[2], "--into", others, status=1)["questions"]
    assert [(q["title"], q["guess"]) for q in asked] == [("人员类别", "")]  # a fact of one school is asked of another
    answers.write_text("['统一填写']\n'人员类别' = '残疾人'", encoding="utf-8")
    notes = county.json("import", "roster", files[2], "--into", others, "--map", answers)["notes"]
    assert any("表头与另一家送来的表完全相同" in note and "证件→身份证号" in note for note in notes)


def _under(titles: Sequence[object], rows: Sequence[Sequence[object]]) -> list[list[object]]:
    """Rows of a roster in the order of other headers."""
    known = {"地域条件": "户籍地"}
    return [
        [(known | dict(zip(workbooks.ROSTER, row, strict=True))).get(title, "") for title in map(str, titles)]
        for row in rows
    ]


def _hold_the_class(county: Shell, training: str) -> None:
    county.do("class.submit", training)
    assert "不能是同一人" in county.refused("do", "class.approve", training)
    county.who = REVIEWER
    county.do("class.approve", training)
    county.who = CLERK
    assert "还没有到" in county.refused("do", "class.start", training)
    county.today = date(2019, 9, 2)
    county.do("class.start", training)
    county.today = date(2019, 9, 30)
    county.do("class.end", training)
    rows = [_result(n, failed=n == HEADS) for n in range(1, HEADS + 1)]
    county.run("import", "results", workbooks.write(county.folder / "成绩.xlsx", rows, RESULTS), "--into", training)
    county.who = REVIEWER
    county.do("class.accept", training)
    shown = county.json("show", "class", training)
    heads = (shown["filed_count"], shown["qualified_count"], shown["approved_count"])
    assert (shown["state"], heads) == ("accepted", (HEADS, HEADS - 1, HEADS - 1))


def _result(n: int, *, failed: bool) -> list[object]:
    one = people.person(n)
    certificate = ["", "", ""] if failed else ["职业技能等级证书", f"渝{n:06d}", "2019-09-29"]
    return [one.name, one.id_number, 85, 90, "不合格" if failed else "合格", *certificate]


def _claim(county: Shell, training: str) -> str:
    """From the computation to the payment, over the National Day holidays."""
    county.who = CLERK
    number = county.rows("classes", f"name={CLASS['name']}", "starts_on>=2019-09-01")[0]["number"]
    claim = county.do("claim.create", class_number=number)
    lines = county.json("list", "claim-lines", "--inside", claim)
    assert sorted((line["decision"], line["amount_fen"]) for line in lines) == [
        *[("granted", 120_000)] * (HEADS - 1),
        ("refused", 0),
    ]
    assert any("评定结果为不合格" in line["reasons"] for line in lines)
    county.do("claim.submit", claim)
    assert "不能是同一人" in county.refused("do", "claim.review", claim)
    for who, word in ((REVIEWER, "review"), (CHIEF, "approve")):
        county.who = who
        county.do(f"claim.{word}", claim)
    county.who = CLERK
    county.do("claim.publish", claim, notice_from="2019-09-30")
    county.today = date(2019, 10, 9)
    assert "才满" in county.refused("do", "notice.clear", county.rows("notices")[0]["uid"])
    county.today = date(2019, 10, 15)
    county.do("notice.clear", county.rows("notices")[0]["uid"])
    county.do("claim.pay", claim, **PAYMENT, paid_on="2019-10-15")
    [payment] = county.rows("payments", "amount_fen>=4800")
    assert (payment["amount_fen"], payment["voucher"]) == (480_000, PAYMENT["voucher"])
    return claim


def _print(county: Shell, uids: dict[str, str]) -> None:
    for form, (noun, words) in FORMS.items():
        path = county.folder / f"{form}.pdf"
        if form == "notice-names":
            assert "待核实：公示期、公示期起算" in county.run("print", form, uids[noun], path, status=2)
            assert not path.exists(), "a paper for the public is asked about before it is written"
        open_points = ("--yes",) if form == "notice-names" else ("--reason", "存档") if "roster" in form else ()
        assert county.json("print", form, uids[noun], path, *open_points)["problems"] == []
        text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))
        assert words in text and people.person(1).name in text or form == "class-application"
        assert (people.person(1).id_number in text) == (form in ("roster", "claim-roster"))


def _report_to_the_city(county: Shell, city: Shell) -> None:
    county.today = city.today = date(2019, 12, 31)
    sheet, package, receipt = (county.folder / name for name in ("月报.xlsx", "报送.zip", "回执.xlsx"))
    county.run("report", "2019Q4", sheet)
    county.run("funds", "disclose", "2019Q4", county.folder / "公开.pdf")
    county.run("funds", "audit", "2019Q4", county.folder / "审计.xlsx")
    county.run("funds", "audit", "2019Q4", county.folder / "审计全号.xlsx", "--reason", "专项审计")
    assert any(row["verb"] == "extract" for row in county.rows("journal"))
    assert county.json("package", "build", "--period", "2019Q4", package)["serial"] == 1
    assert city.json("package", "verify", package)["period"] == "2019Q4"
    preview = city.json("package", "apply", package, "--dry-run")
    assert preview["new"] > 0 and preview == city.json("package", "apply", package)
    again = city.json("package", "apply", package)
    assert (again["new"], again["changed"], again["same"]) == (0, 0, preview["new"])
    counts = {"accepted": HEADS - 1, "refused": 0}
    assert city.json("receipt", "build", receipt)["refused"] == 0
    assert county.json("receipt", "apply", receipt)["refused"] == counts["refused"]
    assert [row["reported"] for row in county.rows("claims")] == ["accepted"]


def _keep_safe(county: Shell, city: Shell) -> None:
    copy, folder = county.folder / "备份.db", county.folder / "恢复"
    county.run("backup", copy)
    county.run("restore", copy, folder)
    county.office = str(folder)
    for office in (county, city):
        assert office.json("check")["faults"] == []


def _nobody_is_named_by_number(said: str) -> None:
    assert not UNMASKED.search(said)
    for n in range(1, HEADS + 1):
        one = people.person(n)
        assert one.name in said and one.id_number not in said and one.account not in said and one.phone not in said
