"""Nobody is paid on what no issued document says, until the office confirms it; everybody who looks is told."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest

from app.desk import policies
from app.desk.hooks import hooks
from app.desk.lists import LISTINGS
from app.exchange.crosscheck import Award, judge
from app.fund.disclosure import DISCLOSURE
from app.kernel.outcomes import Refused
from app.kernel.periods import parse_period
from app.printing import documents
from app.store import packs
from tests import people
from tests.bureau import CHIEF, CLERK, PAYMENT, REVIEWER, Bureau
from tests.packs import DECIDES, confirmed, issued
from tests.regions import UNITS, County

UNIT = {"unit_name": "本级人力资源社会保障部门", "training_type": "项目化培训"}
DEMAND = {"fact.job_demand": "是"}
"""The frame asks whether a post stands behind the training."""
AUTUMN = date(2025, 9, 1)


@pytest.fixture(scope="module")
def framed(tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """An office under the national frame, with an institution and a rate, closed."""
    made = Bureau(tmp_path_factory.mktemp("framed") / "county", "national-2025")
    made.today = AUTUMN
    made.institution()
    made.rate(since="2023-01-01")
    made.office.close()
    return made


@pytest.fixture
def frame(framed: Bureau, tmp_path: Path) -> Iterator[Bureau]:
    made = framed.twin(tmp_path / "county")
    yield made
    made.office.close()


def install(bureau: Bureau, text: str) -> None:
    bureau.office.sign_in(CLERK)
    with bureau.office.work() as work:
        policies.install(work, text)


def sheet(bureau: Bureau, noun: str, uid: int) -> str:
    with bureau.office.read() as read:
        return "\n".join(f"{p.title}\n" + "\n".join(p.lines) for p in hooks(noun).explain(read, uid))


def printed(bureau: Bureau, form: str, uid: int) -> documents.Document:
    with bureau.office.read() as read:
        return documents.pdf(read, form, uid)


def paper(bureau: Bureau, form: str, uid: int) -> str:
    return words_of(printed(bureau, form, uid))


def words_of(paper: documents.Document) -> str:
    with pypdfium2.PdfDocument(paper.data) as document:
        return re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in document))


def last(bureau: Bureau, verb: str) -> str:
    """What the journal says of the last time that a verb was done."""
    with bureau.office.read() as read:
        rows = list(LISTINGS["journal"].rows(read.connection))
    return str(next(row["detail"] for row in sorted(rows, key=lambda row: -row["uid"]) if row["verb"] == verb))


# --- the gate ---------------------------------------------------------------------------------------------------------


def test_a_claim_under_the_frame_is_assessed_and_says_so_but_is_not_handed_in(frame: Bureau) -> None:
    claim = frame.claim(frame.accepted(2, **UNIT, **DEMAND))
    assert frame.record("claim", claim)["total_fen"] == 2 * 120_000
    line = frame.lines(claim)[0]
    assert "待核实" in line["reasons"]
    told = sheet(frame, "claim-line", line["uid"])
    unsettled = [line for line in told.splitlines() if line.startswith("累计享受次数（待核实）")]
    assert len(unsettled) == 1 and unsettled[0].endswith("没有印发文件的文号和条款可据，确认前不得提交和拨付")
    assert "一生累计" in unsettled[0]
    assert "公示期：5 工作日（待核实）" in sheet(frame, "claim", claim)
    before = frame.counts()
    with pytest.raises(Refused) as refused:
        frame.do("claim.submit", claim)
    assert refused.value.code == "claim.unconfirmed"
    said = str(refused.value)
    assert "只能预览，不能提交（待核实：实施起始日、实施截止日、职业培训补贴、" in said
    assert all(name in said for name in ("证书类型", "累计享受次数", "补贴标准"))
    assert "把文号和条款写入政策包，安装新版后再提交" in said
    assert (frame.state("claim", claim), frame.counts()) == ("draft", before)


def test_the_refusal_names_only_what_is_still_open(frame: Bureau) -> None:
    claim = frame.claim(frame.accepted(1, **UNIT, **DEMAND))
    install(frame, confirmed(*DECIDES[:-1]))
    with pytest.raises(Refused) as refused:
        frame.do("claim.submit", claim)
    assert "（待核实：累计享受次数）" in str(refused.value)


def test_a_claim_is_paid_once_everything_that_decides_it_is_confirmed(frame: Bureau) -> None:
    claim = frame.claim(frame.accepted(1, **UNIT, **DEMAND))
    install(frame, confirmed(*DECIDES))
    for word, who in (("submit", CLERK), ("review", REVIEWER), ("approve", CHIEF), ("publish", CLERK)):
        frame.do(f"claim.{word}", claim, who)
    frame.today = frame.record("claim", claim)["notice_to"] + timedelta(days=1)
    frame.clear(claim)
    frame.do("claim.pay", claim, **PAYMENT, paid_on=frame.today.isoformat())
    told = sheet(frame, "claim-line", frame.lines(claim)[0]["uid"])
    assert "财社〔2023〕181号第五条" in told and "“印发文件的原话”" in told and "确认前" not in told
    assert last(frame, "pay").endswith(
        "（暂按此办理，待核实：证书类型、资金来源、同一银行账号多人共用提示人数、公示期、公示期起算）"
    )


def test_an_example_office_goes_on_under_the_frame_and_its_paper_says_what_it_is(frame: Bureau) -> None:
    frame.example()
    claim = frame.claim(frame.accepted(1, **UNIT, **DEMAND), "noticed")
    assert {*"示例待核实"} <= {*paper(frame, "claim-roster", claim)}
    notice = paper(frame, "notice", frame.notice_of(claim))
    assert "示例" in notice and "公示5个工作日" in notice and "待核实" not in notice


@pytest.mark.clause("CX-22", "CX-34")
def test_nothing_is_paid_on_a_draft_until_it_is_issued(tmp_path: Path) -> None:
    cixi = Bureau(tmp_path / "cixi", "cixi-2020", "330282")
    cixi.today = date(2020, 3, 2)
    cixi.institution(kind=cixi.lists("institution_kinds")[0])
    cixi.rate()
    own = {"unit_name": UNITS["cixi-2020"], "training_type": cixi.catalogue_type()}
    claim = cixi.claim(cixi.accepted(1, **own))
    assert {*"征求意见稿"} <= {*sheet(cixi, "claim", claim)}
    with pytest.raises(Refused) as refused:
        cixi.do("claim.submit", claim)
    assert "（征求意见稿：实施起始日、实施截止日" in str(refused.value)
    install(cixi, issued())
    cixi.do("claim.submit", claim)
    assert "测试发〔2020〕1号四（五）" in sheet(cixi, "claim-line", cixi.lines(claim)[0]["uid"])
    cixi.office.close()


# --- procedure that no document settles -------------------------------------------------------------------------------


def test_procedure_that_no_document_settles_holds_up_nothing_and_is_said_on_paper(taught: Bureau) -> None:
    training = taught.first("class")
    assert "（暂按此办理，待核实：开班方式）" in paper(taught, "class-application", training)
    claim = taught.claim(training, "paid")
    notice = printed(taught, "notice", taught.notice_of(claim))
    assert "公示5个工作日" in words_of(notice) and "待核实" not in words_of(notice)
    assert "对外公布" in notice.open and "待核实：公示期、公示期起算" in notice.open
    assert printed(taught, "claim-roster", claim).open == ""
    assert "待核实：公示期、公示期起算、同一银行账号多人共用提示人数）" in last(taught, "pay")
    assert "待核实：" not in paper(taught, "claim-roster", claim)


def test_what_a_claim_was_decided_by_stays_when_a_later_version_is_not_confirmed(frame: Bureau) -> None:
    install(frame, confirmed(*DECIDES))
    claim = frame.claim(frame.accepted(1, **UNIT, **DEMAND), "submitted")
    install(frame, confirmed(number=3))
    assert "待核实" not in paper(frame, "claim-roster", claim)
    with pytest.raises(Refused, match="待核实"):
        frame.do("claim.submit", frame.do("claim.withdraw", claim))


def test_a_paper_for_the_public_names_no_document_that_is_only_a_draft(tmp_path: Path) -> None:
    cixi = County(tmp_path / "cixi", "cixi-2020").furnished()
    claim = cixi.claim(cixi.accepted(1), "noticed")
    with cixi.office.read() as read:
        papers = [
            documents.pdf(read, "notice", cixi.notice_of(claim)),
            documents.report(read, DISCLOSURE, parse_period(str(cixi.today.year))),
        ]
    for said, asked in zip(papers, ("征求意见稿", "定期公开"), strict=True):
        assert "征求意见" not in words_of(said) and "待核实" not in words_of(said)
        assert "征求意见稿" in said.open, asked
    assert "根据有关规定，经审核" in words_of(papers[0])
    cixi.office.close()


# --- the lifetime limit -----------------------------------------------------------------------------------------------


def test_the_fourth_award_of_a_life_is_refused_whatever_the_years_before(frame: Bureau) -> None:
    somebody, other = people.person(900), people.person(901)
    install(frame, confirmed(*DECIDES))
    for year, month in ((2025, 9), (2025, 11), (2026, 3)):
        starts = date(year, month, 2)
        frame.claim(frame.accepted([somebody], starts, **UNIT, **DEMAND), "submitted")
    claim = frame.claim(frame.accepted([somebody, other], date(2026, 6, 1), **UNIT, **DEMAND))
    fourth, first = frame.lines(claim)
    assert (fourth["decision"], first["decision"]) == ("refused", "granted")
    for told in (fourth["reasons"], sheet(frame, "claim-line", fourth["uid"])):
        assert all(
            part in told for part in ("累计享受次数", "享受职业培训补贴3次", "连同本次4次", "财社〔2023〕181号第五条")
        )
    assert "享受职业培训补贴0次" in sheet(frame, "claim-line", first["uid"])


def test_a_draft_claim_does_not_count_against_the_life(frame: Bureau) -> None:
    somebody = people.person(902)
    for month in (3, 5, 7, 9):
        claim = frame.claim(frame.accepted([somebody], date(2026, month, 2), **UNIT, **DEMAND))
    assert frame.lines(claim)[0]["decision"] == "granted"


def test_the_office_above_counts_a_life_over_all_offices() -> None:
    def award(uid: int, office: int, year: int) -> Award:
        facts = {"occupation": f"职业{uid}", "level": "五级"}
        return Award(uid, 1, office, f"{office}号", date(year, 3, 1), "职业培训补贴", office == 2, facts)

    pack = packs.parsed(packs.bundled_text("national-2025"))
    three = [award(n, 2, 2022 + n) for n in (1, 2, 3)]
    (sentence,) = judge([*three, award(9, 1, 2026)], 1, lambda on: pack).values()
    assert "享受职业培训补贴3次" in sentence and "2号" in sentence
    assert judge([*three[:2], award(9, 1, 2026)], 1, lambda on: pack) == {}
