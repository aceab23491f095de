"""Policy packs on the command line: shown, compared, tested, installed and exported."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import main
from app.award.cases.pack_file import load_pack
from app.kernel.texts import RESOURCES
from app.policy.keys import KEYS
from app.store.packs import bundled
from app.store.work import DATABASE
from tests.bureau import CLERK, Bureau
from tests.packs import CERTIFICATES, QIJIANG, changed, ruled, version

GUIDE = (RESOURCES.parent / "docs" / "case-format.md").read_text(encoding="utf-8")
EXAMPLE = GUIDE.split("```toml\n")[1].split("```")[0]


class Desk:
    """Words said without an office or to one: (exit status, stdout, stderr)."""

    def __init__(self, capture: pytest.CaptureFixture[str], folder: Path | None = None) -> None:
        self.capture, self.folder = capture, folder

    def __call__(self, *words: object) -> tuple[int, str, str]:
        self.capture.readouterr()
        office = ["--office", str(self.folder), "--as", CLERK] if self.folder else []
        try:
            status = main.run([*office, *map(str, words)])
        except SystemExit as left:
            status = int(str(left.code))
        return status, *self.capture.readouterr()

    def json(self, *words: object, status: int = 0) -> Any:
        found, out, _ = self(*words, "--json")
        assert found == status
        return json.loads(out)


@pytest.fixture
def desk(capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(capsys)


@pytest.fixture
def county(taught: Bureau, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    """An office with a claim for three people that is still a draft, closed."""
    taught.claim(taught.first("class"))
    taught.office.close()
    folder = tmp_path / "office"
    folder.mkdir()
    shutil.copyfile(taught.office.folder / DATABASE, folder / DATABASE)
    yield Desk(capsys, folder)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "pack.toml"


# --- showing and comparing --------------------------------------------------------------------------------------------


def test_without_a_word_the_shipped_packs_are_listed(desk: Desk) -> None:
    assert {row["id"] for row in desk.json("packs")} == set(bundled())


@pytest.mark.parametrize("name", bundled())
def test_a_pack_is_shown_clause_by_clause_with_every_value_and_its_words(desk: Desk, name: str) -> None:
    pack, (status, out, _) = load_pack(bundled()[name]), desk("packs", "show", name)
    assert status == 0
    assert all(f"“{value.source.quote}”" in out for value in pack.values if value.source.quote)
    places = {f"{source.place}　{source.document}" for source in pack.clauses}
    assert [line for line in out.splitlines() if line in places] == list(
        dict.fromkeys(f"{source.place}　{source.document}" for source in pack.clauses)
    )
    shown = desk.json("packs", "show", name)
    assert sum(len(clause["values"]) for clause in shown["clauses"]) == len(pack.values)


@pytest.mark.parametrize("name", bundled())
def test_what_does_not_act_is_shown_after_what_does_below_a_heading_that_says_so(desk: Desk, name: str) -> None:
    pack, (_, out, _) = load_pack(bundled()[name]), desk("packs", "show", name)
    acting, idle = out.split("仅供查阅：程序不据此计算")
    assert all(f"“{row.source.quote}”" in idle for row in pack.reading if row.source.quote)
    assert all(f"  {row.title}" in idle for row in pack.reading)
    assert "  公示期：" in acting
    shown = desk.json("packs", "show", name)
    assert [row["title"] for row in shown["reading"]] == [row.title for row in pack.reading]
    assert shown["unsupported"] == []


def test_a_shown_pack_begins_with_what_is_past_its_time(desk: Desk, file: Path) -> None:
    _, out, _ = desk("packs", "show", "qijiang-2019")
    assert "2026-11-28 与原文核对" in out
    assert "！实施期到 2021-12-31 为止" in out
    file.write_text(bundled()["qijiang-2019"].replace("verified = 2026-11-28", ""), encoding="utf-8")
    never = desk.json("packs", "show", file)["cautions"][-1]
    assert "没有写明与原文核对的日期" in never


def test_a_case_that_the_program_cannot_run_is_listed_and_fails_nothing(desk: Desk, file: Path) -> None:
    case = '[[cases]]\nname = "就业率"\nclause = "QJ-13"\nunsupported = "没有就业率"\n[cases.expect]\ngranted = false\n'
    file.write_text(bundled()["qijiang-2019"] + "\n" + case, encoding="utf-8")
    status, out, _ = desk("packs", "test", file)
    assert status == 0
    assert "就业率　暂不支持，没有演算：没有就业率" in out
    assert desk.json("packs", "test", file)["unsupported"] == [{"name": "就业率", "why": "没有就业率"}]


def test_the_five_circulars_differ_where_they_differ(desk: Desk) -> None:
    rows = {row["key"]: row for row in desk.json("packs", "compare", "--all")}
    assert (rows["advance_share"]["qijiang-2019"], rows["advance_share"]["ordos-2019"]) == ("50%", "60%")
    assert rows["advance_share"]["suihua-2019"] == "—"
    training = rows["scheme:职业培训补贴"]
    assert "每年不超过3次" in training["qijiang-2019"] and "原则上" in training["qijiang-2019"]
    assert "每年不超过3次" in training["ordos-2019"] and "原则上" not in training["ordos-2019"]
    assert (rows["notice_days"]["suihua-2019"], rows["notice_days"]["xuchang-2019"]) == (
        "5 工作日",
        "5 工作日（待核实）",
    )
    assert rows["report_rhythms"]["qijiang-2019"] == "季报、年报"
    assert rows["claim_review"]["ordos-2019"].startswith("主管部门审核真实性")
    assert rows["scheme:实用技能培训补贴"]["suihua-2019"] == "补贴标准：每天100元"
    assert rows["schemes"]["suihua-2019"] == "职业培训补贴、实用技能培训补贴"
    assert rows["schemes"]["xuchang-2019"] == "职业培训补贴、以工代训补贴、实训设备补助"
    ratios = [rows["skilled_ratio"][name].split("%")[0] for name in bundled()]
    assert ratios == ["26", "—", "25", "24", "25", "25"]
    assert "3次" in training["national-2025"] and "待核实" in training["national-2025"]
    assert rows["assigned:人次:2019-2019"]["qijiang-2019"].endswith("11,400")


def test_what_all_packs_say_alike_is_left_out_unless_it_is_asked_for(desk: Desk) -> None:
    differing, every = desk.json("packs", "compare"), desk.json("packs", "compare", "--all")
    assert len(differing) < len(every)
    for row in differing:
        assert len({value for key, value in row.items() if key not in ("key", "title")}) > 1


def test_the_table_for_people_cuts_nothing_off(desk: Desk) -> None:
    _, out, _ = desk("packs", "compare")
    assert "…" not in out
    assert "主管部门审核真实性" in out and "征求意见稿" in out


def test_two_versions_of_a_pack_are_told_apart(desk: Desk, file: Path) -> None:
    file.write_text(version(2, ("amount = 50\n", "amount = 55\n")), encoding="utf-8")
    [row] = [r for r in desk.json("packs", "compare", "qijiang-2019", file) if r["key"] == "advance_share"]
    assert (row["qijiang-2019#1"], row["qijiang-2019#2"]) == ("50%", "55%")


# --- worked cases -----------------------------------------------------------------------------------------------------


def test_a_pack_whose_cases_all_come_out_passes(desk: Desk, file: Path) -> None:
    file.write_text(QIJIANG, encoding="utf-8")
    told = desk.json("packs", "test", file)
    assert told["failed"] == 0 and len(told["cases"]) == len(load_pack(QIJIANG).cases)


def test_a_failing_case_is_named_with_its_explanation_and_status_1(desk: Desk, file: Path) -> None:
    file.write_text(changed(("granted = true\namount = 1200\n", "granted = true\namount = 1300\n")), encoding="utf-8")
    status, out, err = desk("packs", "test", file)
    assert (status, err, out.count("✗")) == (1, "", 1)
    assert "1300.00" in out and "四（二）" in out


def test_the_example_of_the_guide_passes_with_an_explanation_of_each_decision(desk: Desk, file: Path) -> None:
    file.write_text(EXAMPLE, encoding="utf-8")
    status, out, _ = desk("packs", "case", "qijiang-2019", file)
    assert (status, out.count("✓")) == (0, 2)
    assert "补贴标准：1,200.00元" in out and "綦江府办发〔2019〕39号四（二）" in out
    [_, refused] = desk.json("packs", "case", "qijiang-2019", file)["cases"]
    assert refused["passed"] and refused["found"]["reasons"] == ["pension"]


def test_what_a_pack_does_not_say_refuses_nobody_and_is_not_in_the_explanation(desk: Desk, file: Path) -> None:
    file.write_text(EXAMPLE.replace('clause = "QJ-13"', ""), encoding="utf-8")
    status, out, _ = desk("packs", "case", "suihua-2019", file)
    assert status == 1 and "应为：不予补贴" in out and "实际为：核定 1200.00" in out
    assert not any(line.strip().startswith("养老金") for line in out.splitlines())


def test_a_case_may_be_run_against_a_pack_that_is_only_a_file(desk: Desk, tmp_path: Path, file: Path) -> None:
    file.write_text(EXAMPLE, encoding="utf-8")
    other = tmp_path / "stricter.toml"
    other.write_text(version(2, CERTIFICATES), encoding="utf-8")
    status, out, _ = desk("packs", "case", other, file)
    assert status == 1 and "certificate_kind" in out


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ('clause = "QJ-13"', 'clause = "QJ-99"', 16, "QJ-99"),
        ("granted = true", "grant = true", 23, "granted"),
        ("start = 2019-12-02", "day = 2019-12-02", 2, "day"),
        ("rate = 1200", "rate = -1", 12, "负数"),
        ("[case_base]", "[case_base", 1, "TOML"),
    ],
)
def test_a_wrong_case_file_is_refused_with_its_line(
    desk: Desk, file: Path, old: str, new: str, line: int, word: str
) -> None:
    file.write_text(EXAMPLE.replace(old, new, 1), encoding="utf-8")
    status, out, err = desk("packs", "case", "qijiang-2019", file)
    assert (status, err) == (1, "") and f"第{line}行" in out and word in out


def test_a_file_without_cases_or_not_in_utf8_is_refused(desk: Desk, file: Path) -> None:
    file.write_text("", encoding="utf-8")
    assert desk("packs", "case", "qijiang-2019", file)[0] == 1
    file.write_bytes("一\n二".encode("gb18030"))
    status, out, _ = desk("packs", "test", file)
    assert status == 1 and "UTF-8" in out
    assert "不存在" in desk("packs", "test", "没有.toml")[2]
    assert "没有政策包“bogus”" in desk("packs", "show", "bogus")[2]


# --- versions ---------------------------------------------------------------------------------------------------------


def test_two_versions_are_told_apart_in_words(desk: Desk, file: Path) -> None:
    file.write_text(version(2, CERTIFICATES, since="2019-09-01"), encoding="utf-8")
    told = desk.json("packs", "diff", "qijiang-2019", file)
    assert (told["old"], told["new"]) == ("qijiang-2019#1", "qijiang-2019#2")
    texts = [one["text"] for one in told["differences"]]
    assert "自哪天起适用：— → 2019-09-01" in texts
    (changed_row,) = [text for text in texts if text.startswith("职业培训补贴：原为“证书类型")]
    assert [part.count("职业技能等级证书") for part in changed_row.split("，改为")] == [1, 0]
    assert "删去案例：首次参训并取得证书" in texts
    _, out, _ = desk("packs", "diff", "qijiang-2019", file)
    assert "四（二）　职业培训补贴：原为“证书类型" in out
    assert "两版内容相同" in desk("packs", "diff", "qijiang-2019", "qijiang-2019")[1]


def test_a_rule_that_a_version_adds_or_takes_away_is_told(desk: Desk, tmp_path: Path) -> None:
    without, ruling = tmp_path / "2.toml", tmp_path / "3.toml"
    heads = 'row = "heads"\ntitle = "班额"\nabout = "class"\nat = "apply"\nfact = "heads"\nmost = 50'
    without.write_text(version(2), encoding="utf-8")
    ruling.write_text(ruled(heads, number=3), encoding="utf-8")
    for old, new, word in ((without, ruling, "新增"), (ruling, without, "删去")):
        (told,) = [one["text"] for one in desk.json("packs", "diff", old, new)["differences"] if "班额" in one["text"]]
        assert word in told and "50人" in told


CONFIRM = ("--document", "綦江府办发〔2019〕39号", "--place", "五（四）", "--quote", "公示期为7个工作日")


def test_a_value_that_waited_is_confirmed_into_the_next_version(desk: Desk, file: Path) -> None:
    told = desk.json("packs", "confirm", "qijiang-2019", "公示期", *CONFIRM, file)
    assert (told["version"], told["confirmed"]) == (2, "公示期")
    [notice] = [v for v in load_pack(file.read_text(encoding="utf-8")).values if v.key == "notice_days"]
    assert (notice.status, notice.source.place, notice.note) == ("verified", "五（四）", "")
    assert desk("packs", "test", file)[0] == 0
    assert "公示期的依据：待核实 → 綦江府办发〔2019〕39号" in desk("packs", "diff", "qijiang-2019", file)[1]


@pytest.mark.parametrize(
    ("key", "words", "sentence"),
    [
        ("notice_days", ("--document", "某文〔2020〕1号", *CONFIRM[2:]), "不在本包的文件清单中"),
        ("advance_share", CONFIRM, "没有待核实的“advance_share”"),
        ("公示天数", CONFIRM, "待核实的有：技能等级"),
    ],
)
def test_what_cannot_be_confirmed_is_refused_and_nothing_is_written(
    desk: Desk, file: Path, key: str, words: tuple[str, ...], sentence: str
) -> None:
    status, _, err = desk("packs", "confirm", "qijiang-2019", key, *words, file)
    assert status == 2 and sentence in err
    assert not file.exists()


def test_a_reading_that_waited_is_confirmed_by_the_answer_of_who_wrote_it(desk: Desk, file: Path) -> None:
    held = desk.json("packs", "show", "xuchang-2019")["cautions"]
    assert any(text.startswith("职业培训补贴：有待核实的行（每年享受次数）") for text in held)
    answer = ("--answer", "市局2020年3月1日电话答复按第一种")
    told = desk.json("packs", "confirm", "xuchang-2019", "每年享受次数", *answer, file)
    assert told["confirmed"] == "职业培训补贴·每年享受次数"
    assert not any(text.startswith("职业培训补贴：") for text in desk.json("packs", "show", file)["cautions"])
    assert desk("packs", "test", file)[0] == 0


# --- installing -------------------------------------------------------------------------------------------------------


def test_a_dry_run_tells_the_claims_that_would_change_and_installs_nothing(county: Desk, file: Path) -> None:
    file.write_text(version(2, CERTIFICATES, since="2019-09-01"), encoding="utf-8")
    journal = county.json("list", "journal")
    told = county.json("packs", "install", file, "--dry-run")
    assert (told["installed"], told["since"]) == (False, "2019-09-01")
    assert [(c["old_fen"], c["new_fen"]) for c in told["changes"]] == [(360000, 0)]
    assert county.json("list", "journal") == journal
    _, out, _ = county("packs", "install", file, "--dry-run")
    assert "3,600.00 元 → 0.00 元" in out and "现在没有安装" in out
    assert county.json("packs", "show", "qijiang-2019")["version"] == 1


def test_an_installed_version_is_shown_exported_and_journalled(county: Desk, file: Path, tmp_path: Path) -> None:
    text = version(2, since="2019-09-01")
    file.write_text(text, encoding="utf-8")
    assert county("packs", "install", file)[0] == 0
    assert county.json("packs", "show", "qijiang-2019")["version"] == 2
    out = tmp_path / "下发.toml"
    assert county.json("packs", "export", "qijiang-2019", out)["version"] == 2
    assert out.read_text(encoding="utf-8") == text
    assert county.json("list", "journal", "--where", "verb=install")[0]["actor"] == CLERK
    assert "不必重装" in county("packs", "install", out)[2]
    assert county("check")[0] == 0


def test_a_pack_with_problems_leaves_the_database_as_it_was(county: Desk, file: Path) -> None:
    assert county.folder
    before = (county.folder / DATABASE).read_bytes()
    broken = version(2, ('key = "advance_share"', 'key = "advance_shares"'))
    file.write_text(broken, encoding="utf-8")
    line = broken[: broken.index("advance_shares")].count("\n") + 1
    for more in ([], ["--dry-run"]):
        status, out, err = county("packs", "install", file, *more)
        assert (status, err) == (1, "") and f"第{line}行" in out
    assert (county.folder / DATABASE).read_bytes() == before


def test_installing_needs_an_office(desk: Desk, file: Path) -> None:
    file.write_text(version(2), encoding="utf-8")
    status, _, err = desk("packs", "install", file)
    assert status == 2 and "--office" in err


def test_a_new_pack_says_what_to_fill_in_and_check_names_all_that_is_missing(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "新包.toml"
    assert desk("packs", "new", file)[0] == 0
    text = file.read_text(encoding="utf-8")
    status, out, _ = desk("packs", "check", file)
    assert status == 1
    for title in ("名称", "地区", "行政区划代码", *(key.title for key in KEYS.values() if key.required)):
        assert f"“{title}”：缺少" in out
    found = desk.json("packs", "check", file, status=1)["problems"]
    assert len(found) == len({problem["row"] for problem in found} - {0})
    status, _, refusal = desk("packs", "new", file)
    assert (status, "为免覆盖" in refusal, file.read_text(encoding="utf-8")) == (2, True, text)


def test_a_new_pack_takes_the_heading_that_it_is_told(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "新包.toml"
    head = ("--region-name", "重庆市璧山区", "--region", "500120", "--title", "试办培训", "--document", "示例通知")
    assert desk("packs", "new", file, *head, "--issued", "2020年1月6日")[0] == 0
    found = desk.json("packs", "check", file, status=1)["problems"]
    assert all(problem["key"].startswith("/unverified/") for problem in found)
    assert "issued = 2020-01-06" in file.read_text(encoding="utf-8")
    other = tmp_path / "另一包.toml"
    status, said, _ = desk("packs", "new", other, "--issued", "去年")
    assert (status, "印发日期" in said, other.exists()) == (1, True, False)


def test_a_new_pack_filled_in_is_a_sound_one(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "新包.toml"
    head = ("--region-name", "重庆市璧山区", "--region", "500120", "--title", "试办培训", "--document", "示例通知")
    desk("packs", "new", file, *head)
    text = file.read_text(encoding="utf-8")
    for sign, content in (
        ('# note = ""', 'note = "待办公室确认"'),
        ("# date = 2000-01-01", "date = 2020-01-01"),
        ("# items = []", 'items = ["甲", "乙"]'),
        ("# amount = 0", "amount = 5"),
    ):
        text = text.replace(sign, content)
    text = text.replace('# choice = ""', 'choice = "approval"', 1)
    file.write_text(text, encoding="utf-8")
    assert desk.json("packs", "check", file)["problems"] == []
    file.write_text(text.replace('items = ["甲", "乙"]', "items = []", 1), encoding="utf-8")
    (problem,) = desk.json("packs", "check", file, status=1)["problems"]
    assert (problem["title"], problem["code"], problem["row"] > 0) == ("人员类别", "policy.missing", True)


def test_a_failing_case_is_told_by_check(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "坏.toml"
    file.write_text(changed(("amount = 1200", "amount = 1201")), encoding="utf-8")
    assert desk("packs", "check", file)[0] == 1
    file.write_text(QIJIANG, encoding="utf-8")
    assert "没有缺项" in desk("packs", "check", file)[1]
