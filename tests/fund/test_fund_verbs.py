"""Which fund may pay, what was set aside in it, what is left, and what is said of its use."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.award.funds import named_fund
from app.desk.checking import check
from app.desk.lists import LISTINGS
from app.exchange import imports, report
from app.fund.audit import AUDIT
from app.fund.disclosure import DISCLOSURE
from app.kernel.outcomes import Asked, Problems, Refused
from app.kernel.periods import parse_period
from app.policy.pack import VERIFIED
from app.printing import documents
from app.store.packs import bundled, parsed
from app.training.trainee.model import Trainee
from tests import people
from tests.bureau import REVIEWER, Bureau
from tests.fund.test_advances import FUND, advanced, held, opened, paid, rows
from tests.printing.papers import text_of
from tests.regions import County
from tests.tables import from_clipboard

DAY = date(2020, 3, 2)
POOL = 11_950_000_000


def funds(bureau: Bureau) -> list[dict[str, Any]]:
    with bureau.office.read() as read:
        return list(LISTINGS["funds"].rows(read.connection))


# --- which fund may pay -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pack", "scheme", "fund", "clause"),
    [
        pytest.param("xuchang-2019", "实训设备补助", "就业补助资金", "二（二）1", marks=pytest.mark.clause("XC-15")),
        pytest.param("ordos-2019", "生活费补贴", "就业补助资金", "三（三）", marks=pytest.mark.clause("OD-15")),
        pytest.param(
            "ordos-2019", "职业培训补贴", "职业技能提升行动专账", "四（二）", marks=pytest.mark.clause("OD-19")
        ),
        pytest.param("qijiang-2019", "生活费补贴", "就业补助资金", "二（三）", marks=pytest.mark.clause("QJ-05")),
    ],
)
def test_a_circular_names_the_fund_of_a_scheme(pack: str, scheme: str, fund: str, clause: str) -> None:
    policy = parsed(bundled()[pack])
    found = named_fund(policy, DAY, policy.scheme(scheme).key)
    assert found is not None
    assert (found.name, found.clause.endswith(clause)) == (fund, True)


@pytest.mark.parametrize("pack", ["suihua-2019", "xuchang-2019", "cixi-2020", "qijiang-2019"])
def test_where_no_fund_is_named_each_of_the_packs_may_pay(pack: str) -> None:
    policy = parsed(bundled()[pack])
    assert named_fund(policy, DAY, policy.scheme("职业培训补贴").key) is None


@pytest.mark.clause("OD-19")
def test_training_is_paid_out_of_the_special_account_and_from_nowhere_else(tmp_path: Path) -> None:
    county = County(tmp_path / "county", "ordos-2019").furnished()
    claim = county.claim(county.accepted(2), "cleared")
    texts = {"voucher": "1", "paid_on": county.today.isoformat()}
    with pytest.raises(Refused, match="四（二）") as refused:
        county.do("claim.pay", claim, fund="就业补助资金", **texts)
    county.do("claim.pay", claim, fund="职业技能提升行动专账", **texts)
    assert (refused.value.code, county.state("claim", claim)) == ("scheme.fund", "paid")
    county.office.close()


# --- what was set aside -----------------------------------------------------------------------------------------------


@pytest.mark.clause("XC-31")
def test_the_pool_of_a_circular_is_the_first_sum_of_its_fund_and_every_payment_lessens_it(tmp_path: Path) -> None:
    county = County(tmp_path / "county", "xuchang-2019").furnished()
    (pool,) = funds(county)
    assert (pool["fund"], pool["year"], pool["until_year"]) == ("失业保险基金结余", 2019, 2021)
    assert (pool["amount_fen"], pool["balance_fen"], pool["document"][-5:]) == (POOL, POOL, "二（三）2")
    county.settle()
    claim = county.claim(county.accepted(2), "cleared")
    county.do("claim.register", claim, real_name_number="1")
    county.do("claim.pay", claim, fund="失业保险基金结余", voucher="1", paid_on=county.today.isoformat())
    (pool,) = funds(county)
    assert (pool["paid_fen"], pool["balance_fen"]) == (240_000, POOL - 240_000)
    county.office.close()


@pytest.mark.clause("QJ-17")
def test_each_fund_is_accounted_for_by_itself_through_advance_payment_and_return(ready: Bureau) -> None:
    ready.confirmed(
        "budget", ready.do("budget.create", fund=FUND, year="2019", amount_fen="10000", document="綦财〔2019〕8号")
    )
    training = opened(ready)
    advanced(ready, training)
    paid(ready, held(ready, training, passed=1))
    (owed,) = rows(ready, "recoveries")
    texts = {"fund": FUND, "voucher": "收1", "paid_on": ready.today.isoformat()}
    ready.do("recovery.repay", owed["uid"], **texts, amount_fen="200")
    other = ready.claim(ready.accepted(2, date(2019, 12, 2)), "cleared")
    ready.do("claim.pay", other, fund="就业补助资金", voucher="2", paid_on=ready.today.isoformat())
    plain, special = sorted(funds(ready), key=lambda row: row["state"] == "active")
    sums = [special[f"{key}_fen"] for key in ("amount", "advanced", "paid", "returned", "balance")]
    assert sums == [1_000_000, 180_000, 0, 20_000, 840_000]
    assert (plain["fund"], plain["state"], plain["paid_fen"]) == ("就业补助资金", "unarranged", 240_000)
    assert (plain["amount_fen"], plain["balance_fen"]) == (None, None)


def test_paying_more_than_was_set_aside_is_asked_about_and_said_in_the_journal_and_by_check(taught: Bureau) -> None:
    given = {"fund": "就业补助资金", "year": "2019", "amount_fen": "3000", "document": "綦财〔2019〕9号"}
    taught.confirmed("budget", taught.do("budget.create", **given))
    claim = taught.claim(taught.first("class"), "cleared")
    texts = {"fund": "就业补助资金", "voucher": "凭1", "paid_on": taught.today.isoformat()}
    with pytest.raises(Asked, match="超出 600.00 元"):
        taught.do("claim.pay", claim, **texts)
    taught.do("claim.pay", claim, **texts, confirmation="追加资金已报批")
    with taught.office.read() as read:
        journal = list(LISTINGS["journal"].rows(read.connection))
        report = check(read)
    (told,) = [row["detail"] for row in journal if (row["noun"], row["verb"]) == ("claim", "pay")]
    assert "超出资金安排 600.00 元" in told
    assert report.faults == []
    assert any("600.00" in fact for fact in report.facts)
    assert taught.state("claim", claim) == "paid"


def test_years_of_one_fund_never_overlap_and_the_next_year_is_another_sum(ready: Bureau) -> None:
    given = {"fund": FUND, "amount_fen": "100", "document": "文1"}
    first = ready.confirmed("budget", ready.do("budget.create", **given, year="2019", until_year="2020"))
    for years in ({"year": "2020"}, {"year": "2018", "until_year": "2021"}):
        with pytest.raises(Refused, match="2019—2020年") as refused:
            ready.confirmed("budget", ready.do("budget.create", **given, **years))
        assert refused.value.code == "fund.overlaps"
    ready.confirmed("budget", ready.do("budget.create", **given, year="2021"))
    ready.corrected("budget", first, amount_fen="250")
    assert [row["amount_fen"] for row in funds(ready)] == [25_000, 10_000]
    with pytest.raises(Refused) as none:
        ready.corrected("budget", first, amount_fen="0")
    assert none.value.code == "fund.nothing"


def test_sums_are_imported_whole_or_not_at_all_with_every_problem(ready: Bureau) -> None:
    kind = imports.KINDS["budgets"]
    head = "资金来源\t年度\t至年度\t安排金额(元)\t文号\n"
    bad = from_clipboard(
        f"{head}{FUND}\t2019\t2021\t5000\t文1\n{FUND}\t2020\t\t0\t文2\n小金库\t2019\t\t1\t文3", kind.fields
    )
    with ready.office.read() as read:
        checked = imports.check(read, kind, bad)
    assert {p.code for p in checked.problems} >= {"budget.overlaps", "budget.nothing"}
    good = from_clipboard(f"{head}{FUND}\t2019\t\t5000\t文1\n{FUND}\t2020\t\t6000\t文2", kind.fields)
    with ready.office.read() as read:
        checked = imports.check(read, kind, good)
    with ready.office.work() as work:
        imports.apply(work, kind, checked)
    assert [(row["year"], row["balance_fen"]) for row in funds(ready)] == [(2019, 500_000), (2020, 600_000)]


# --- what is said of it -----------------------------------------------------------------------------------------------


@pytest.fixture
def used(ready: Bureau) -> Bureau:
    """An office with an advance, its settlement, and a return, all in one quarter."""
    training = opened(ready)
    advanced(ready, training)
    paid(ready, held(ready, training, passed=1))
    (owed,) = rows(ready, "recoveries")
    ready.do("recovery.repay", owed["uid"], fund=FUND, voucher="收1", paid_on=ready.today.isoformat())
    return ready


@pytest.mark.clause("QJ-19")
def test_the_use_of_funds_is_made_public_by_fund_and_institution_without_a_person(used: Bureau) -> None:
    used.confirmed(
        "budget", used.do("budget.create", fund=FUND, year="2019", amount_fen="10000", document="綦财〔2019〕8号")
    )
    with used.office.read() as read:
        document = documents.report(read, DISCLOSURE, parse_period("2019"))
        ids = list(read.session.query(Trainee.id_number, Trainee.name))
    text = text_of(document.data)
    for said in ("四（四）“定期公开", "2019年", FUND, "綦江示例培训学校", "1,800.00", "600.00", "1,200.00", "8,800.00"):
        assert said in text, said
    assert list(document.problems) == []
    assert not any(number in text or name in text for number, name in ids)


@pytest.mark.parametrize(
    ("pack", "clause"),
    [
        pytest.param("xuchang-2019", "XC-35", marks=pytest.mark.clause("XC-35")),
        pytest.param("ordos-2019", "OD-26", marks=pytest.mark.clause("OD-26")),
        pytest.param("cixi-2020", "CX-29", marks=pytest.mark.clause("CX-29")),
    ],
)
def test_each_circulars_paper_cites_what_it_wants_made_public(pack: str, clause: str, tmp_path: Path) -> None:
    county = County(tmp_path / "county", pack)
    with county.office.read() as read:
        paper = documents.report(read, DISCLOSURE, parse_period("2020Q1"))
        text, stated = text_of(paper.data), read.pack_on(read.today).value("disclosure_items", date(2020, 3, 31))
        source, issued = stated.source, stated.status == VERIFIED
        assert source.clause == clause
        assert clause not in text, "the public knows the document's own numbering, not the clause ids of a pack"
        assert source.place and (f"{source.document}{source.place}“定期公开" in "".join(text.split())) is issued
        assert ("征求意见稿：定期向社会公开的内容" in paper.open) is not issued, "a draft is asked about, not cited"
        assert ("资金使用情况" in text, "0人次" in text) == (True, True)
        with pytest.raises(Refused):
            DISCLOSURE.period("去年")
    county.office.close()


@pytest.mark.clause("QJ-19")
def test_an_auditor_gets_every_payment_with_who_decided_it_and_everybody_granted(used: Bureau, tmp_path: Path) -> None:
    with used.office.read() as read:
        assert report.write(read, AUDIT, "2019", tmp_path / "审计.xlsx") == 3
    book = openpyxl.load_workbook(tmp_path / "审计.xlsx")
    assert all("&P" in page.oddFooter.right.text and page.page_setup.paperSize == 9 for page in book.worksheets)
    head, *payments = book["拨付"].iter_rows(min_row=2, values_only=True)
    ahead, claim, back = (dict(zip(head, row, strict=True)) for row in payments)
    assert [row["拨付金额(元)"] for row in (ahead, claim, back)] == [1800, 0, -600]
    assert (ahead["提交人"], ahead["核准人"], ahead["拨付经办人"]) == ("张经办", "王局长", "赵拨付")
    assert (claim["复核人"], claim["核准人"], claim["核定人数"]) == (REVIEWER, "王局长", 1)
    assert (back["追回编号"], back["拨付经办人"]) == ("ZH500110-2019-0001", "赵拨付")
    assert all("四（二）" in row["预拨或追回的依据条款"] for row in (ahead, back))
    head, *persons = book["人员"].iter_rows(min_row=2, values_only=True)
    (person,) = (dict(zip(head, row, strict=True)) for row in persons)
    assert (person["核定金额(元)"], "*" in person["身份证号"], person["政策包和版本"]) == (1200, True, "qijiang-2019 1")
    assert "綦江府办发" in person["理由与条款"]


def test_whole_identity_numbers_leave_only_with_a_reason_that_the_journal_keeps(used: Bureau, tmp_path: Path) -> None:
    path = tmp_path / "审计.xlsx"
    with pytest.raises(Refused) as silent, used.office.work() as work:
        report.write_whole(work, AUDIT, "2019", path, " ")
    assert (silent.value.code, path.exists()) == ("report.reason", False)
    with used.office.work() as work:
        report.write_whole(work, AUDIT, "2019", path, "区审计局专项审计")
    (_, person) = openpyxl.load_workbook(path)["人员"].iter_rows(min_row=2, values_only=True)
    assert people.person(1).id_number in person
    with used.office.read() as read:
        told = [row for row in LISTINGS["journal"].rows(read.connection) if row["verb"] == "extract"]
    assert ["区审计局专项审计" in str(row["detail"]) for row in told] == [True]


@pytest.mark.clause("CX-31")
def test_the_ledger_says_beside_each_fund_for_which_class_and_occupation_it_paid(tmp_path: Path) -> None:
    county = County(tmp_path / "county", "cixi-2020").furnished()
    claim = county.claim(county.accepted(2), "cleared")
    county.do("claim.pay", claim, fund=county.lists("fund_sources")[0], voucher="1", paid_on=county.today.isoformat())
    (row,) = rows(county, "payments")
    told = (row["class_number"], row["occupation"], row["scheme"], row["fund"])
    assert told == ("330282-2020-0001", "电工", "职业培训补贴", county.lists("fund_sources")[0])
    county.office.close()


@pytest.mark.parametrize(
    ("pack", "fraud", "oversight"),
    [
        pytest.param("suihua-2019", "附件1 二、三", "附件1 二、三", marks=pytest.mark.clause("SH-38")),
        pytest.param("xuchang-2019", "二（三）3", "二（三）3", marks=pytest.mark.clause("XC-35")),
        pytest.param("ordos-2019", "四（三）", "四（三）", marks=pytest.mark.clause("OD-26")),
        pytest.param("cixi-2020", "五（三）", "五（四）", marks=pytest.mark.clause("CX-28", "CX-29")),
        pytest.param("qijiang-2019", "四（四）", "四（四）", marks=pytest.mark.clause("QJ-19")),
    ],
)
def test_money_is_asked_back_by_the_clause_of_its_cause_and_the_auditor_sees_payment_and_return(
    pack: str, fraud: str, oversight: str, tmp_path: Path
) -> None:
    county = County(tmp_path / "county", pack).furnished()
    county.settle()
    claim = county.claim(county.accepted(2), "cleared")
    county.do("claim.register", claim, real_name_number="SMZ-1")
    fund = county.lists("fund_sources")[0]
    county.do("claim.pay", claim, fund=fund, voucher="凭1", paid_on=county.today.isoformat())
    texts = {"claim_number": county.record("claim", claim)["number"], "document": "处理决定1号"}
    found = []
    for cause, due in (("骗取套取", "1200"), ("核减", "100")):
        uid = county.do("recovery.create", cause=cause, due_fen=due, **texts)
        county.do("recovery.confirm", uid, REVIEWER)
        found.append(county.record("recovery", uid))
    assert [row["clause"].endswith(place) for row, place in zip(found, (fraud, oversight), strict=True)] == [True] * 2
    assert [(row["owed_fen"], row["state"]) for row in found] == [(120_000, "due"), (10_000, "due")]
    with pytest.raises(Problems):
        county.do("recovery.create", due_fen="100", **texts)
    given = {"fund": fund, "voucher": "收1", "paid_on": county.today.isoformat()}
    county.do("recovery.repay", found[0]["uid"], **given, amount_fen="500")
    after = county.record("recovery", found[0]["uid"])
    assert (after["due_fen"], after["returned_fen"], after["owed_fen"]) == (120_000, 50_000, 70_000)
    with county.office.read() as read:
        assert report.write(read, AUDIT, "2020", tmp_path / "审计.xlsx") == 2
    head, *payments = openpyxl.load_workbook(tmp_path / "审计.xlsx")["拨付"].iter_rows(min_row=2, values_only=True)
    rows_of = [dict(zip(head, row, strict=True)) for row in payments]
    assert [(row["拨付金额(元)"], row["凭证号"]) for row in rows_of] == [(2400, "凭1"), (-500, "收1")]
    county.office.close()
