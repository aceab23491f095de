"""核定说明: kept with the line, the same on screen, paper and command line, and the same after the policy changed."""

import re
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from app.award.texts.explanation import Paragraph
from app.desk import dialogs
from app.desk.hooks import hooks
from app.institution.institution.model import Institution
from app.printing import documents
from app.store import packs
from app.store.models import OfficeRow
from app.training.attendance.model import Attendance
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from tests.bureau import CHIEF, CLERK, REVIEWER, Bureau
from tests.packs import version


def sheet(bureau: Bureau, noun: str, uid: int) -> tuple[Paragraph, ...]:
    with bureau.office.read() as read:
        return hooks(noun).explain(read, uid)


def text(bureau: Bureau, noun: str, uid: int) -> str:
    return "\n".join(line for p in sheet(bureau, noun, uid) for line in (p.title, *p.lines))


def stricter(bureau: Bureau) -> None:
    """The same pack as version 2, with another limit and other words of it."""
    changed = packs.bundled_text("qijiang-2019")
    changed = re.sub(r"(?m)^version = 1$", "version = 2", changed)
    changed = changed.replace('in = "year"\nmost = 3', 'in = "year"\nmost = 1')
    changed = changed.replace("原则上每人每年可享受不超过3次", "每人每年可享受不超过1次")
    changed = changed[: changed.index("[[cases]]")]
    with bureau.office.work() as work:
        assert packs.install(work.session, changed, work.now).version == 2
    with bureau.office.read() as read:
        pack = read.pack_on(read.today)
        assert (pack.version, [row.most for row in pack.schemes["training"].past if row.name == "yearly_limit"]) == (
            2,
            [1],
        )


def test_the_sheet_names_who_is_paid_and_from_which_fund_and_no_fact_by_its_key(taught: Bureau) -> None:
    head = 'key = "training"\ntitle = "职业培训补贴"\n'
    table = 'payee = [{ when = { category = "企业职工" }, is = "企业" }, { is = "本人" }]\nfund = "就业补助资金"\n'
    with taught.office.work() as work:
        packs.install(work.session, version(2, (head, head + table)), work.now)
    claim = taught.claim(taught.first("class"))
    line = taught.lines(claim)[0]
    outcome, *rest = sheet(taught, "claim-line", line["uid"])
    assert line["decision"] == "granted"
    assert outcome.lines[1:] == (
        "支付对象（按政策）：企业" if line["category"] == "企业职工" else "支付对象（按政策）：本人",
        "资金来源（按政策）：就业补助资金",
    )
    assert [said for part in rest for said in part.lines if re.match(r"[a-z_.]+：", said)] == []


@pytest.mark.clause("QJ-13")
def test_the_sheet_reads_the_same_after_policy_rate_and_names_have_changed(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "approved")
    line = taught.lines(claim)[0]
    before = text(taught, "claim-line", line["uid"])
    for told in (
        "核定 1,200.00 元",
        "“原则上每人每年可享受不超过3次”",
        "每年享受次数",
        "以3次为限",
        "测试文〔2019〕1号",
        "（qijiang-2019）第 1 版",
    ):
        assert told in before
    stricter(taught)
    taught.corrected("rate", taught.first("rate"), amount_fen="1")
    taught.set(Trainee, taught.first("trainee"), name="改了名")
    taught.set(Institution, taught.first("institution"), name="改了名的机构")
    assert text(taught, "claim-line", line["uid"]) == before


def test_the_person_is_masked_and_the_people_who_decided_are_named(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "approved")
    line = taught.lines(claim)[0]
    told = text(taught, "claim-line", line["uid"])
    assert line["id_number"] not in told and line["id_number"][:6] + "********" + line["id_number"][-4:] in told
    assert line["name"] in told
    decided = sheet(taught, "claim-line", line["uid"])[-1].lines
    assert [part.split("，")[0] for part in decided[1:]] == [
        f"核定：{CLERK}",
        f"提交：{CLERK}",
        f"复核通过：{REVIEWER}",
        f"核准：{CHIEF}",
    ]


def test_who_decided_before_a_claim_was_sent_back_is_no_longer_named(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "reviewed")
    taught.do("claim.return_", claim, REVIEWER, reason="证书编号不全")
    line = taught.lines(claim)[0]["uid"]
    assert len(sheet(taught, "claim-line", line)[-1].lines) == 2


def test_every_reason_of_a_refused_line_stands_on_the_printed_sheet(taught: Bureau) -> None:
    taught.set(Enrolment, taught.first("enrolment"), draws_pension=1, certificate_number=None)
    line = taught.lines(taught.claim(taught.first("class")))[0]
    with taught.office.read() as read:
        printed = documents.pdf(read, "explanation", line["uid"])
    assert [str(problem) for problem in printed.problems] == []
    paper = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(printed.data))
    flat = re.sub(r"\s", "", paper)
    for told in (
        "綦江府办发〔2019〕39号四（二）",
        "按月领取养老金",
        "证书",
        "不予补贴，核定0.00元",
        "草稿",
    ):
        assert told in flat
    assert line["id_number"] not in flat


def test_a_limit_that_the_circular_does_not_set_is_named_as_not_checked(tmp_path: Path) -> None:
    bureau = Bureau(tmp_path / "suihua", pack="suihua-2019", region="231200")
    bureau.institution(kind=bureau.lists("institution_kinds")[0])
    bureau.rate()
    with bureau.office.read() as read:
        unit = dialogs.suggestions(read, "class")["unit_name"][0]
    training = bureau.accepted(2, date(2020, 3, 2), unit_name=unit, training_type=bureau.catalogue_type())
    claim = bureau.claim(training)
    (unsettled,) = sheet(bureau, "claim", claim)
    assert unsettled.title == "待核实"
    told = text(bureau, "claim-line", bureau.lines(claim)[0]["uid"])
    assert "政策包没有载明“每人每年享受次数”，本项未作核对，请按上级文件人工核对" in told
    assert "（suihua-2019）第 1 版" in told
    bureau.office.close()


@pytest.mark.clause("QJ-10")
def test_an_allowance_is_explained_by_its_own_rule_and_named_on_its_sheet(taught: Bureau) -> None:
    training = taught.first("class")
    taught.rate("生活费补贴", level="不分等级", amount_fen="20", document="区文〔2019〕2号")
    for row in taught.enrolled(training):
        taught.set(Enrolment, row, category="贫困劳动力")
        with taught.office.work() as work:
            work.add(Attendance(enrolment_uid=row, day=date(2019, 9, 2), periods=6, minutes=40))
    number = taught.record("class", training)["number"]
    claim = taught.do("claim.create", class_number=number, scheme="生活费补贴")
    line = taught.lines(claim)[0]["uid"]
    told = text(taught, "claim-line", line)
    for words_told in (
        "补贴项目：生活费补贴",
        "每天6课时、每课时40分钟的 1 天",
        "20.00元（区文〔2019〕2号） × 1天＝20.00元",
        "四（一）",
    ):
        assert words_told in told
    assert "享受次数" not in told
    with taught.office.read() as read:
        assert [str(problem) for problem in documents.pdf(read, "explanation", line).problems] == []


def test_a_claim_whose_pack_gives_everything_adds_only_the_procedure_that_is_unsettled(taught: Bureau) -> None:
    (paragraph,) = sheet(taught, "claim", taught.claim(taught.first("class")))
    assert paragraph.title == "待核实"
    assert [line.split("：")[0] for line in paragraph.lines] == [
        "公示期", "公示期起算", "同一银行账号多人共用提示人数",
    ]  # fmt: skip
    assert all("（待核实）。没有印发文件的文号和条款可据，暂按此办理" in line for line in paragraph.lines)


def test_a_class_says_that_no_document_settles_how_it_is_opened(taught: Bureau) -> None:
    way, paragraph = sheet(taught, "class", taught.first("class"))
    assert way.lines == ("审批（待核实）",)
    assert paragraph.lines == ("开班方式：审批（待核实）。没有印发文件的文号和条款可据，暂按此办理",)


def test_a_line_that_another_office_decided_says_that_its_facts_stayed_there(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"))
    line = taught.lines(claim)[0]
    with taught.office.work() as work:
        work.session.add(OfficeRow(uid=77 << 32, name="邻县", region="990000", level="county", number=77))
        work.session.flush()
        work.connection.exec_driver_sql(
            "UPDATE claim_line SET origin = ?, facts = '', verdict = NULL, reasons = ? WHERE uid = ?",
            (77 << 32, line["reasons"], line["uid"]),
        )
    told = text(taught, "claim-line", line["uid"])
    assert "核定 1,200.00 元" in told and "留存在报送单位" in told and line["reasons"] in told
    assert taught.lines(claim)[0]["reasons"] == line["reasons"]


def test_a_line_that_an_earlier_program_decided_says_what_it_said_then(taught: Bureau) -> None:
    line = taught.lines(taught.claim(taught.first("class")))[0]
    with taught.office.work() as work:
        work.connection.exec_driver_sql(
            "UPDATE claim_line SET verdict = NULL, reasons = '当时的理由' WHERE uid = ?", (line["uid"],)
        )
    told = text(taught, "claim-line", line["uid"])
    assert "当时的理由" in told and "以前版本的程序" in told and "留存在报送单位" not in told


def test_nothing_is_explained_about_other_records(taught: Bureau) -> None:
    assert sheet(taught, "institution", taught.first("institution")) == ()
    assert sheet(taught, "claim-line", 1) == ()
