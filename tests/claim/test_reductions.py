"""核减: one person is taken out of a claim by two people, the rest goes on, and no assessment forgets it."""

from datetime import date
from typing import Any

import pypdfium2
import pytest

from app.claim.claim.model import Claim
from app.claim.claim.rechecking import changes_since_decision
from app.desk import dialogs
from app.desk.lists import LISTINGS
from app.kernel.outcomes import Refused
from app.office.correction.model import Correction
from app.printing import documents
from tests import people
from tests.bureau import CHIEF, CLERK, PAYMENT, REVIEWER, Bureau
from tests.claim.test_ways_back import AGREED, go_on

WHY = {"cause": "弄虚作假", "reason": "冒名顶替参训", "document": "核查〔2019〕3号"}
RATE = 120_000


def listed(bureau: Bureau) -> dict[str, Any]:
    with bureau.office.read() as read:
        return next(iter(LISTINGS["reductions"].rows(read.connection)))


def ask(bureau: Bureau, claim: int, place: int = 0, who: str = CLERK) -> int:
    """Ask to take out the person at a place of a claim; gives the uid of the reduction."""
    bureau.do("claim-line.reduce", bureau.lines(claim)[place]["uid"], who, **WHY)
    return int(listed(bureau)["uid"])


def take_out(bureau: Bureau, claim: int, place: int = 0) -> int:
    return bureau.agree(ask(bureau, claim, place))


def sums(bureau: Bureau, claim: int) -> tuple[int, int, int]:
    """Granted people and total of a claim, and what its lines come to; the first two say the same as the last."""
    row = bureau.record("claim", claim)
    return row["granted_count"], row["total_fen"], sum(line["amount_fen"] for line in bureau.lines(claim))


def paper(bureau: Bureau, form: str, claim: int) -> str:
    with bureau.office.read() as read:
        document = pypdfium2.PdfDocument(documents.pdf(read, form, claim).data)
    return "".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.mark.parametrize("state", ["draft", "submitted", "reviewed", *AGREED])
def test_who_is_taken_out_gets_nothing_with_that_reason_and_the_rest_stays(taught: Bureau, state: str) -> None:
    claim = taught.claim(taught.first("class"), state)
    before = sums(taught, claim)
    row = ask(taught, claim)
    assert sums(taught, claim) == before, "nothing is taken off before another confirms"
    taught.agree(row)
    heads, total, _ = before
    assert sums(taught, claim) == (heads - 1, total - RATE, total - RATE)
    assert taught.state("claim", claim) == state
    first = taught.lines(claim)[0]
    assert (first["decision"], first["amount_fen"]) == ("refused", 0)
    for word in (*WHY.values(), CLERK, REVIEWER):
        assert word in first["reasons"]
    assert "〔" in listed(taught)["clause"] and listed(taught)["clause"] in first["reasons"]
    with taught.office.read() as read:
        assert changes_since_decision(read, read.session.get_one(Claim, claim)) == []


@pytest.mark.parametrize("state", AGREED)
def test_a_claim_stands_still_until_who_is_to_be_taken_out_is_decided(taught: Bureau, state: str) -> None:
    claim = taught.claim(taught.first("class"), state)
    row = ask(taught, claim)
    with pytest.raises(Refused, match="有待确认的核减") as refused:
        go_on(taught, claim, state)
    assert refused.value.code == "claim.reducing"
    before = sums(taught, claim)
    with taught.office.read() as read:
        waiting = read.session.query(Correction).filter_by(subject=row, state="pending").one().uid
    taught.do("correction.revoke", waiting, CHIEF, reason="查无此事")
    assert (taught.state("reduction", row), sums(taught, claim)) == ("revoked", before)
    go_on(taught, claim, state)


def test_who_asks_to_take_somebody_out_does_not_confirm_it(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "cleared")
    row = ask(taught, claim, who=REVIEWER)
    with pytest.raises(Refused) as refused:
        taught.agree(row, REVIEWER)
    assert refused.value.code == "move.self"


def test_taken_out_after_the_notice_the_others_are_paid_and_it_stays_on_record_what_was_published(
    taught: Bureau,
) -> None:
    claim = taught.claim(taught.first("class"), "cleared")
    heads, total, _ = sums(taught, claim)
    take_out(taught, claim)
    taught.do("claim.pay", claim, **PAYMENT, paid_on=taught.today.isoformat())
    with taught.office.read() as read:
        (paid,) = LISTINGS["payments"].rows(read.connection)
    assert paid["amount_fen"] == total - RATE
    row = listed(taught)
    assert (row["amount_fen"], row["published_on"]) == (RATE, taught.record("claim", claim)["notice_from"])
    assert sums(taught, claim) == (heads - 1, total - RATE, total - RATE)


def test_taken_out_before_the_notice_nobody_reads_the_name(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "approved")
    name = taught.lines(claim)[0]["name"]
    take_out(taught, claim)
    taught.do("claim.publish", claim)
    heads, _, _ = sums(taught, claim)
    notice = taught.notice_of(claim)
    assert f"下列{heads}人" in paper(taught, "notice", notice).replace("\r\n", "")
    assert name not in paper(taught, "notice-names", notice) and taught.lines(claim)[1]["name"] in paper(
        taught, "notice-names", notice
    )
    assert listed(taught)["published_on"] is None


def test_deciding_anew_does_not_lose_it_nor_does_a_new_claim_for_the_class(taught: Bureau) -> None:
    held = taught.first("class")
    claim = taught.claim(held, "approved")
    take_out(taught, claim)
    taught.back(claim, "重报")
    for word, who in (("assess", CLERK), ("submit", CLERK), ("review", REVIEWER), ("approve", CHIEF)):
        taught.do(f"claim.{word}", claim, who)
        assert taught.lines(claim)[0]["decision"] == "refused"
    taught.back(claim, "重做", "ask_void")
    again = taught.claim(held, "submitted")
    assert taught.lines(again)[0]["decision"] == "refused" and WHY["reason"] in taught.lines(again)[0]["reasons"]


def undone(bureau: Bureau, row: int) -> None:
    bureau.do("reduction.undo", row, CLERK, reason="举报不实")
    bureau.agree(row)


@pytest.mark.parametrize("state", ["draft", "submitted", *AGREED])
def test_it_is_undone_by_two_people(taught: Bureau, state: str) -> None:
    claim = taught.claim(taught.first("class"), state)
    before = sums(taught, claim)
    row = take_out(taught, claim)
    taught.do("reduction.undo", row, CLERK, reason="举报不实")
    assert sums(taught, claim) != before
    if state in AGREED:
        with pytest.raises(Refused, match="有待确认的核减"):
            go_on(taught, claim, state)
    taught.agree(row)
    assert (sums(taught, claim), taught.state("reduction", row)) == (before, "revoked")
    assert WHY["reason"] not in taught.lines(claim)[0]["reasons"]


def test_nobody_is_put_back_who_was_not_published_with_the_others(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "approved")
    row = take_out(taught, claim)
    taught.do("claim.publish", claim)
    with pytest.raises(Refused, match="没有这个人") as refused:
        taught.do("reduction.undo", row, CLERK, reason="举报不实")
    assert refused.value.code == "reduction.unapproved"
    taught.back(claim, "恢复一人")
    undone(taught, row)
    taught.do("claim.submit", claim)
    assert taught.lines(claim)[0]["decision"] == "granted"


def test_who_was_left_out_of_a_submission_is_not_put_back_after_its_approval(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "approved")
    row = take_out(taught, claim)
    taught.back(claim, "重报")
    for word, who in (("submit", CLERK), ("review", REVIEWER), ("approve", CHIEF)):
        taught.do(f"claim.{word}", claim, who)
    with pytest.raises(Refused, match="没有这个人"):
        taught.do("reduction.undo", row, CLERK, reason="举报不实")


def test_put_back_a_person_counts_what_was_granted_meanwhile(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "cleared")
    row = take_out(taught, claim)
    somebody = people.person(1)
    assert taught.lines(claim)[0]["id_number"] == somebody.id_number
    other = taught.claim(taught.accepted([somebody], date(2019, 11, 4)), "submitted")
    assert taught.lines(other)[0]["decision"] == "granted"
    undone(taught, row)
    assert taught.lines(claim)[0]["decision"] == "refused" and "不得重复享受" in taught.lines(claim)[0]["reasons"]


def test_a_paid_claim_is_called_back_and_not_reduced(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "paid")
    with pytest.raises(Refused, match="追回") as refused:
        ask(taught, claim)
    assert refused.value.code == "reduction.claim"


def test_who_gets_nothing_cannot_be_taken_out_nor_twice(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "approved")
    take_out(taught, claim)
    with pytest.raises(Refused) as refused:
        ask(taught, claim)
    ask(taught, claim, 1)
    with pytest.raises(Refused) as twice:
        ask(taught, claim, 1)
    assert (refused.value.code, twice.value.code) == ("reduction.nothing", "reduction.exists")


@pytest.mark.parametrize(("state", "said"), [("approved", "停止办理"), ("cleared", "没有要求重新公示")])
def test_the_dialog_says_who_confirms_and_that_less_money_needs_no_other_notice(
    taught: Bureau, state: str, said: str
) -> None:
    claim = taught.claim(taught.first("class"), state)
    with taught.office.read() as read:
        hint = dialogs.dialog(read, "claim-line", "reduce", [taught.lines(claim)[0]["uid"]]).hint
        assert said in hint and "更正" in hint
        assert "另一名复核或负责人" in dialogs.dialog(read, "claim", "ask_return", [claim]).hint
