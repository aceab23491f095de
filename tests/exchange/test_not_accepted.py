"""What the city did not accept: the county's claim stands still, or its money is asked back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.desk import cautions, words
from app.desk.hooks import hooks
from app.desk.lists import LISTINGS
from app.exchange import receipt
from app.kernel.outcomes import Refused
from app.office.correction.model import Correction
from app.store.work import Office
from app.training.training_class.model import TrainingClass
from tests import people
from tests.bureau import CHIEF, CLERK, PAYMENT, REVIEWER, Bureau
from tests.exchange.senders import sent, trained
from tests.exchange.test_receipt import give, learn, take

WHY = "证书编号查无此证"


def judged(sender: Bureau, above: Office, folder: Path, *, accept: bool = False) -> receipt.Counts:
    """The county's next package goes up, the city refuses its first line (or takes that back), the receipt comes down."""
    if not accept:
        take(above, sent(sender, folder / "a.zip"))
    with above.work() as work:
        line = work.session.query(ClaimLine).order_by(ClaimLine.uid.desc()).first()
        assert line is not None
        line.reported, line.receipt_reason = ("pending", None) if accept else ("refused", WHY)
    name = "again.xlsx" if accept else "r.xlsx"
    give(above, folder / name)
    return learn(sender.office, folder / name)


def offered(sender: Bureau, claim: int, who: str = CLERK) -> tuple[str, ...]:
    sender.office.sign_in(who)
    with sender.office.read() as read:
        return words.allowed(read, "claim", claim)


def sheet(sender: Bureau, claim: int) -> str:
    with sender.office.read() as read:
        return "\n".join(line for part in hooks("claim").explain(read, claim) for line in part.lines)


@pytest.fixture
def refused(sender: Bureau, above: Office, tmp_path: Path) -> Callable[[str], int]:
    """A claim in a state, of two people, of whom the city has refused the second."""

    def made(state: str) -> int:
        claim = trained(sender, [people.person(70), people.person(71)], trade=1, state=state)
        judged(sender, above, tmp_path)
        return claim

    return made


@pytest.mark.parametrize(("state", "verb"), [("approved", "publish"), ("noticed", "clear"), ("cleared", "pay")])
def test_a_claim_that_the_city_refused_goes_no_further(
    sender: Bureau, refused: Callable[[str], int], state: str, verb: str
) -> None:
    claim = refused(state)
    given = {**PAYMENT, "paid_on": sender.today.isoformat()} if verb == "pay" else {}
    with pytest.raises(Refused) as told:
        if verb == "clear":
            sender.clear(claim)
        else:
            sender.do(f"claim.{verb}", claim, CLERK, **given)
    assert WHY in str(told.value) and people.person(71).name in str(told.value)
    assert verb not in offered(sender, claim) and "ask_return" in offered(sender, claim, REVIEWER)
    assert "停止办理" in sheet(sender, claim)


def test_a_correction_by_the_city_lets_it_go_on(
    sender: Bureau, above: Office, tmp_path: Path, refused: Callable[[str], int]
) -> None:
    claim = refused("cleared")
    judged(sender, above, tmp_path, accept=True)
    sender.do("claim.pay", claim, **{**PAYMENT, "voucher": "凭0002"}, paid_on=sender.today.isoformat())
    assert sender.state("claim", claim) == "paid" and "停止办理" not in sheet(sender, claim)


def test_returned_and_submitted_anew_it_goes_on_without_whom_the_city_refused(
    sender: Bureau, refused: Callable[[str], int]
) -> None:
    claim = refused("cleared")
    sender.back(claim, "上级未接收一人")
    for word, who in (("assess", CLERK), ("submit", CLERK), ("review", REVIEWER), ("approve", CHIEF)):
        sender.do(f"claim.{word}", claim, who)
    first, second = sender.lines(claim)
    assert (first["decision"], second["decision"]) == ("granted", "refused")
    assert WHY in second["reasons"]
    assert (sender.record("claim", claim)["granted_count"], sender.record("claim", claim)["cleared_on"]) == (1, None)
    sender.do("claim.publish", claim)
    assert sender.state("claim", claim) == "noticed"


def test_whom_the_city_refused_is_taken_out_and_the_others_go_on_without_a_new_notice(
    sender: Bureau, above: Office, tmp_path: Path, refused: Callable[[str], int]
) -> None:
    claim = refused("cleared")
    second = sender.lines(claim)[1]["uid"]
    sender.do("claim-line.reduce", second, cause="不符合补贴条件", reason=WHY, document="市局回执")
    with sender.office.read() as read:
        asked = read.session.query(Correction).filter_by(noun="reduction").one().subject
    sender.agree(asked)
    sender.do("claim.pay", claim, **{**PAYMENT, "voucher": "凭0002"}, paid_on=sender.today.isoformat())
    assert sender.record("claim", claim)["granted_count"] == 1
    take(above, sent(sender, tmp_path / "b.zip"))
    with above.read() as read:
        received = read.session.get_one(ClaimLine, second)
        assert (received.decision, received.amount_fen) == ("refused", 0) and WHY in received.reasons


def test_claimed_for_anew_the_city_is_asked_anew(sender: Bureau, refused: Callable[[str], int]) -> None:
    claim = refused("approved")
    sender.back(claim, "上级未接收一人")
    sender.do("claim.void", claim, reason="重新申请")
    again = sender.do("claim.create", class_number=sender.record("claim", claim)["class_number"])
    assert [line["decision"] for line in sender.lines(again)] == ["granted", "granted"]


def test_what_was_paid_already_is_asked_back_by_the_receipt_line_by_line_once(
    sender: Bureau, tmp_path: Path, refused: Callable[[str], int]
) -> None:
    claim = refused("paid")
    assert learn(sender.office, tmp_path / "r.xlsx").proposed == 0
    [asked] = asked_back(sender)
    assert (asked["due_fen"], asked["cause"], asked["state"]) == (120_000, "refused", "pending")
    assert people.person(71).name in asked["document"] and people.person(70).name not in asked["document"]
    with sender.office.read() as read:
        told = [row["detail"] for row in LISTINGS["journal"].rows(read.connection) if row["noun"] == "recovery"]
    assert WHY in str(told[0])
    with pytest.raises(Refused, match="已经提出追回"):
        sender.do("claim.recover", claim)


def test_another_person_confirms_what_the_receipt_proposed(sender: Bureau, refused: Callable[[str], int]) -> None:
    refused("paid")
    [asked] = asked_back(sender)
    with pytest.raises(Refused, match="复核岗位"):
        sender.do("recovery.confirm", int(str(asked["uid"])), str(asked["asked_by"]))
    sender.do("recovery.confirm", int(str(asked["uid"])), REVIEWER)
    assert asked_back(sender)[0]["state"] == "due"


def test_a_proposal_falls_when_the_city_takes_its_refusal_back(
    sender: Bureau, above: Office, tmp_path: Path, refused: Callable[[str], int]
) -> None:
    refused("paid")
    judged(sender, above, tmp_path, accept=True)
    assert [row["state"] for row in asked_back(sender)] == ["revoked"]


def test_the_receipt_says_what_it_proposed(sender: Bureau, above: Office, tmp_path: Path) -> None:
    trained(sender, [people.person(70), people.person(71)], trade=1)
    told = judged(sender, above, tmp_path)
    assert (told.paid, told.proposed) == (1, 1) and "本次提出追回 1 件，由另一人在“追回”中确认" in told.text()


def asked_back(sender: Bureau) -> list[dict[str, object]]:
    with sender.office.read() as read:
        return [dict(row) for row in LISTINGS["recoveries"].rows(read.connection)]


def test_what_the_city_accepted_is_not_offered_to_be_asked_back(sender: Bureau) -> None:
    claim = sender.first("claim")
    assert "recover" not in offered(sender, claim)
    with pytest.raises(Refused, match="没有上级单位未接收的人"):
        sender.do("claim.recover", claim)


def test_the_receipt_says_how_many_claims_stand_still_and_how_many_are_paid(
    sender: Bureau, above: Office, tmp_path: Path
) -> None:
    trained(sender, [people.person(70)], trade=1, state="noticed")
    told = judged(sender, above, tmp_path)
    assert (told.halted, told.paid) == (1, 0) and "1 件没有拨付，停止办理" in told.text()
    assert judged(sender, above, tmp_path, accept=True).halted == 0


def test_who_was_refused_by_the_city_is_named_when_the_class_is_claimed_for_anew(
    sender: Bureau, refused: Callable[[str], int]
) -> None:
    first = refused("approved")
    sender.back(first, "市局未接收")
    sender.do("claim.void", first, reason="重新申请")
    with sender.office.read() as read:
        number = read.session.get_one(TrainingClass, read.session.get_one(Claim, first).class_uid).number
    again = sender.do("claim.create", class_number=number)
    assert [(line["decision"], line["warnings"]) for line in sender.lines(again)] == [
        ("granted", ""),
        ("granted", "此前的申请上级未予接收"),
    ]
    with sender.office.read() as read:
        told = "".join(cautions.cautions_of(read, "claim", "submit", [again]))
    assert people.person(71).name in told and "此前的申请上级未予接收" in told
    assert WHY in str(sender.lines(again)[1]["reasons"])
