"""Rates and money hold when a second person has confirmed them: entered, imported, corrected, or sent down."""

from pathlib import Path

import pytest

from app.desk import words
from app.desk.founding import Charter, found_office
from app.desk.lists import LISTINGS
from app.desk.records import RECORDS
from app.fund.budget.balance import left
from app.kernel.outcomes import Problems, Refused
from app.store.models import Journal
from tests import people
from tests.bureau import CASHIER, CHIEF, CLERK, RATE, REVIEWER, Bureau
from tests.record.imports.importing import CASES, RATES, lines, load, rate

FUND = "就业补助资金"
MONEY = {"fund": FUND, "year": "2019", "amount_fen": "10000", "document": "綦财〔2019〕8号"}


def entered(bureau: Bureau) -> int:
    return bureau.do("rate.create", occupation="焊工", **{**RATE, "level": "五级/初级工"})


def code(bureau: Bureau, phrase: str, uid: int, who: str, **texts: str) -> str:
    with pytest.raises(Refused) as refused:
        bureau.do(phrase, uid, who, **texts)
    return refused.value.code


@pytest.mark.parametrize("noun", ["rate", "budget"])
def test_what_one_enters_waits_till_another_who_reviews_or_decides_confirms_it(ready: Bureau, noun: str) -> None:
    uid = entered(ready) if noun == "rate" else ready.do("budget.create", **MONEY)
    assert ready.state(noun, uid) == "pending"
    assert code(ready, f"{noun}.confirm", uid, CLERK) == "move.self"
    assert code(ready, f"{noun}.confirm", uid, CASHIER) == "correction.senior"
    ready.do(f"{noun}.confirm", uid, REVIEWER)
    assert ready.state(noun, uid) == "active"
    with ready.office.read() as read:
        told = read.session.query(Journal).filter_by(noun=noun, verb="confirm", subject=uid).one()
    assert (told.actor, CLERK in told.detail) == (REVIEWER, True)


def test_whoever_changed_it_last_does_not_confirm_it(ready: Bureau) -> None:
    uid = ready.do("rate.create", who=CASHIER, occupation="焊工", **{**RATE, "level": "五级/初级工"})
    ready.do("rate.edit", uid, CLERK, amount_fen="9000")
    assert code(ready, "rate.confirm", uid, CLERK) == "move.self"
    ready.do("rate.confirm", uid, CHIEF)


def test_a_claim_is_not_decided_by_a_rate_that_waits(bureau: Bureau) -> None:
    bureau.institution()
    uid = bureau.do("rate.create", occupation="电工", **RATE)
    training = bureau.accepted(2)
    claim = bureau.claim(training)
    assert not any(line["amount_fen"] for line in bureau.lines(claim))
    bureau.do("rate.confirm", uid, REVIEWER)
    bureau.do("claim.assess", claim)
    assert [line["amount_fen"] for line in bureau.lines(claim)] == [120_000, 120_000]


def test_money_that_waits_is_not_there_to_be_paid(ready: Bureau) -> None:
    uid = ready.do("budget.create", **MONEY)
    with ready.office.read() as read:
        assert left(read, FUND, 2019) is None
    ready.do("budget.confirm", uid, CHIEF)
    with ready.office.read() as read:
        assert left(read, FUND, 2019) == 1_000_000


def test_money_that_waits_does_not_go_up(ready: Bureau) -> None:
    sheet = RECORDS["budget"].sheet
    assert sheet is not None
    uid = ready.do("budget.create", **MONEY)
    for sent in (0, 1):
        with ready.office.read() as read:
            rows = list(read.connection.execute(sheet._sent, {"own": read.own.uid, "until": ready.today}))
        assert sum(uid in row for row in rows) == sent
        if not sent:
            ready.do("budget.confirm", uid, CHIEF)


@pytest.mark.parametrize("noun", ["rate", "budget"])
def test_what_holds_is_corrected_by_two_and_stays_as_it_was_till_then(ready: Bureau, noun: str) -> None:
    made = entered(ready) if noun == "rate" else ready.do("budget.create", **MONEY)
    uid = ready.confirmed(noun, made)
    before = ready.record(noun, uid)["amount_fen"]
    assert code(ready, f"{noun}.edit", uid, CLERK, amount_fen="1") == "move.state"
    ready.do(f"{noun}.correct", uid, amount_fen="7", reason="录错")
    assert ready.record(noun, uid)["amount_fen"] == before
    ready.agree(uid)
    assert ready.record(noun, uid)["amount_fen"] == 700


def test_an_import_of_rates_waits_as_a_whole_and_changes_nothing_that_holds(ready: Bureau) -> None:
    load(ready, "rates", lines(RATES, rate("焊工", 900), rate("保育员", 800)))
    with ready.office.read() as read:
        rows = list(LISTINGS["rates"].rows(read.connection))
    waiting = [int(str(row["uid"])) for row in rows if row["state"] == "pending"]
    assert len(waiting) == 2
    load(ready, "rates", lines(RATES, rate("焊工", 950), rate("保育员", 800)))
    for uid in waiting:
        ready.do("rate.confirm", uid, REVIEWER)
    with pytest.raises(Problems, match="已经生效的补贴标准不能由一个人改"):
        load(ready, "rates", lines(RATES, rate("焊工", 1000), rate("保育员", 800)))
    assert load(ready, "rates", lines(RATES, rate("焊工", 950), rate("养老护理员", 700))).same == 1


def test_where_one_works_alone_it_holds_at_once_and_the_journal_says_so(tmp_path: Path) -> None:
    charter = Charter("某局", "500110", "county", "qijiang-2019", [("张三", ["clerk"])])
    with found_office(tmp_path / "one", charter) as office:
        with office.work(office.person("张三")) as work:
            words.do(work, "rate", "create", None, {"occupation": "焊工", **RATE})
        with office.read() as read:
            (row,) = LISTINGS["rates"].rows(read.connection)
            told = read.session.query(Journal).filter_by(noun="rate", verb="confirm").one()
    assert row["state"] == "active" and "没有其他" in told.detail


def test_an_institution_is_recognised_by_another_than_who_registered_or_imported_it(bureau: Bureau) -> None:
    uid = bureau.do("institution.create", name="甲校", uscc=people.uscc(9), programmes="电工 四级/中级工")
    assert code(bureau, "institution.publish", uid, CLERK, listed_on="2019-01-15") == "move.self"
    load(bureau, "institutions", CASES["institutions"].before)
    with bureau.office.read() as read:
        brought = next(
            int(str(row["uid"])) for row in LISTINGS["institutions"].rows(read.connection) if row["uid"] != uid
        )
    assert code(bureau, "institution.publish", brought, CLERK, listed_on="2019-01-15") == "move.self"
    for each in (uid, brought):
        bureau.do("institution.publish", each, CHIEF, listed_on="2019-01-15")
        assert bureau.state("institution", each) == "listed"
