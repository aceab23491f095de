"""What a claim keeps of its decisions: each different one once, a few hundred bytes a line, and the sheet of it for good."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.award.overrides import NOT_ACCEPTED, OVERRIDDEN, REFUSED_BEFORE
from app.award.trace import Decision
from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine, Verdict
from app.desk.hooks import hooks
from app.desk.lists import OF_NOUN
from app.exchange import merge
from app.kernel.masking import mask_id
from app.record.listing import Query
from app.store.work import Office
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from tests.bureau import Bureau
from tests.claim.test_overriding import WHY, Fourth
from tests.decided import decided, facts
from tests.exchange.senders import city, county, sent, trained
from tests.facts import CONTRACT, YEARS, install, ruled
from tests.packs import CERTIFICATES, version

MOST = 400
"""Bytes that a line may take, with its share of what it shares with others."""
CLASS = 40
_SIZE = """
SELECT sum(length(CAST(facts || coalesce(paid, '') || warnings || reasons AS BLOB))) FROM claim_line WHERE claim_uid = :uid
UNION ALL SELECT sum(length(CAST(facts || beside || reasons AS BLOB))) FROM claim_verdict WHERE claim_uid = :uid
UNION ALL SELECT length(CAST(facts AS BLOB)) FROM claim WHERE uid = :uid
"""


def sheet(bureau: Bureau | Office, uid: int) -> str:
    office = bureau.office if isinstance(bureau, Bureau) else bureau
    with office.read() as read:
        return "\n".join(line for part in hooks("claim-line").explain(read, uid) for line in (part.title, *part.lines))


def numbers(bureau: Bureau, claim: int) -> list[int | None]:
    """Under which number each line's decision is kept, in the order of the roster."""
    with bureau.office.read() as read:
        return list(read.session.scalars(select(ClaimLine.verdict).filter_by(claim_uid=claim).order_by(ClaimLine.seq)))


def kept(bureau: Bureau, claim: int) -> int:
    with bureau.office.read() as read:
        return int(read.session.scalar(select(func.count()).select_from(Verdict).filter_by(claim_uid=claim)) or 0)


def forms(decision: Decision) -> list[str]:
    """What was decided beside the rows."""
    return [mark.form for mark in decision.trace if mark.form in (OVERRIDDEN, NOT_ACCEPTED, REFUSED_BEFORE)]


@pytest.fixture
def fourth(ready: Bureau) -> Iterator[Fourth]:
    """The fourth award of a year, which two people may pass."""
    yield Fourth(ready)


# --- once, and small --------------------------------------------------------------------------------------------------


def of_men(bureau: Bureau) -> int:
    """A claim for a class of men: at which age a woman retires depends on her post, which nobody registers."""
    held = bureau.accepted(CLASS)
    with bureau.office.work() as work:
        work.session.query(Trainee).update({"sex": "男"})
    return bureau.claim(held)


def test_equal_people_share_one_decision(ready: Bureau) -> None:
    claim = of_men(ready)
    assert numbers(ready, claim) == [1] * CLASS and kept(ready, claim) == 1
    first, *_ = people = ready.enrolled(ready.first("class"))
    ready.set(Enrolment, first, draws_pension=1)
    ready.set(Enrolment, people[-1], draws_pension=1)
    ready.do("claim.assess", claim)
    assert numbers(ready, claim) == [1, *[2] * (CLASS - 2), 1] and kept(ready, claim) == 2
    assert [line["decision"] for line in ready.lines(claim)] == ["refused", *["granted"] * (CLASS - 2), "refused"]


def test_names_accounts_and_certificate_numbers_make_nobody_different(ready: Bureau) -> None:
    claim = of_men(ready)
    lines = ready.lines(claim)
    assert len({line["certificate_number"] for line in lines}) == len({line["id_number"] for line in lines}) == CLASS
    assert kept(ready, claim) == 1
    assert all(mask_id(str(line["id_number"])) in sheet(ready, line["uid"]) for line in lines[:3])


@pytest.mark.parametrize("policy", ["as issued", "with facts of its own"])
def test_a_line_takes_a_few_hundred_bytes_with_all_that_explains_it(ready: Bureau, policy: str) -> None:
    held = ready.accepted(CLASS)
    if policy != "as issued":
        install(ready, ruled(YEARS, CONTRACT))
        for n, row in enumerate(ready.enrolled(held)):
            ready.set(Enrolment, row, facts=f'{{"contract_years":{n % 3}}}')
    claim = ready.claim(held)
    with ready.office.read() as read:
        parts = read.connection.exec_driver_sql(_SIZE.replace(":uid", str(claim))).scalars().all()
    assert sum(parts) / CLASS <= MOST, parts


# --- read back --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("newer", [version(2, CERTIFICATES), ruled(YEARS)], ids=["another list", "another condition"])
def test_the_sheet_of_a_line_stays_as_it_was_when_the_policy_gets_a_newer_version(taught: Bureau, newer: str) -> None:
    taught.set(Enrolment, taught.first("enrolment"), draws_pension=1)
    claim = taught.claim(taught.first("class"))
    uids = [line["uid"] for line in taught.lines(claim)]
    before = [sheet(taught, uid) for uid in uids], [line["reasons"] for line in taught.lines(claim)]
    assert "第 1 版" in before[0][0]
    install(taught, newer)
    assert ([sheet(taught, uid) for uid in uids], [line["reasons"] for line in taught.lines(claim)]) == before
    taught.do("claim.assess", claim)
    after = [sheet(taught, line["uid"]) for line in taught.lines(claim)]
    assert all("第 2 版" in each for each in after) and taught.record("claim", claim)["granted_count"] == 0


def test_facts_are_read_back_as_they_were_and_make_the_same_decision(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"))
    for known, decision in decided(taught, claim):
        assert (known["start"], known["certificate_date"]) == (date(2019, 9, 2), date(2019, 9, 30))
        assert known["held"] == frozenset() and known["certificate"] is True
        assert (decision.granted, decision.amount_fen) == (True, 120_000)
    assert [line["amount_fen"] for line in taught.lines(claim)] == [120_000] * 3


def test_what_two_people_passed_is_restored_with_their_words(fourth: Fourth) -> None:
    fourth.ask()
    fourth.confirm()
    bureau = fourth.bureau
    (_, passed), (_, plain) = decided(bureau, fourth.claim)
    assert (forms(passed), forms(plain)) == ([OVERRIDDEN], []) and passed.granted
    assert passed.amount_fen == fourth.line["amount_fen"] == 120_000
    told = sheet(bureau, fourth.line["uid"])
    assert WHY["document"] in told and WHY["reason"] in told and "核定 1,200.00 元" in told
    bureau.do("claim.submit", fourth.claim)
    assert forms(decided(bureau, fourth.claim)[0][1]) == [OVERRIDDEN], "submitting decides anew and keeps it"


def test_a_line_that_is_decided_otherwise_keeps_its_facts_and_no_other_line_changes(fourth: Fourth) -> None:
    before, other = facts(fourth.bureau, fourth.claim), fourth.bureau.lines(fourth.claim)[1]
    fourth.ask()
    fourth.confirm()
    assert facts(fourth.bureau, fourth.claim) == before
    assert fourth.bureau.lines(fourth.claim)[1] == other
    fourth.bureau.do("claim-line.revoke", fourth.line["uid"], reason="查明不属实")
    assert forms(decided(fourth.bureau, fourth.claim)[0][1]) == []


def test_what_the_office_above_did_not_accept_is_restored_and_named_on_the_next_claim(taught: Bureau) -> None:
    training = taught.first("class")
    claim = taught.claim(training, "submitted")
    with taught.office.work() as work:
        line = work.session.scalars(select(ClaimLine).filter_by(claim_uid=claim, seq=1)).one()
        line.reported, line.receipt_reason = "refused", "与外县重复"
    taught.do("claim.withdraw", claim)
    taught.do("claim.assess", claim)
    (_, refused), *_ = decided(taught, claim)
    assert forms(refused) == [NOT_ACCEPTED] and not refused.granted
    assert "与外县重复" in taught.lines(claim)[0]["reasons"] and "与外县重复" in sheet(
        taught, taught.lines(claim)[0]["uid"]
    )
    taught.do("claim.void", claim, reason="重报")
    again = taught.claim(training)
    (_, warned), (_, plain), _ = decided(taught, again)
    assert (forms(warned), forms(plain)) == ([REFUSED_BEFORE], []) and warned.granted
    assert warned.warnings and taught.lines(again)[0]["warnings"] == warned.warnings
    assert "与外县重复" in sheet(taught, taught.lines(again)[0]["uid"])


def test_a_line_of_another_office_shows_the_reasons_that_were_sent(tmp_path: Path) -> None:
    sender, above = county(tmp_path / "county"), city(tmp_path / "city")
    claim = trained(sender)
    mine = sender.lines(claim)
    with above.work() as work:
        merge.apply(work, sent(sender, tmp_path / "包.zip"))
    with above.read() as read:
        rows = list(OF_NOUN["claim-line"].rows(read.connection, Query(inside=claim)))
        assert read.session.scalar(select(func.count()).select_from(Verdict)) == 0
        assert read.session.get_one(Claim, claim).total_fen == sum(int(row["amount_fen"]) for row in rows)
    assert [(row["reasons"], row["paid"]) for row in rows] == [(line["reasons"], line["paid"]) for line in mine]
    told = sheet(above, int(rows[0]["uid"]))
    assert str(mine[0]["reasons"]) in told and "留存在报送单位" in told and "核定 1,200.00 元" in told
    sender.office.close()
    above.close()
