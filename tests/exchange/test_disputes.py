"""待裁定: a row on which two offices disagree waits with what hangs on it; the rest of the package is taken."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.desk.lists import LISTINGS
from app.desk.words import allowed
from app.exchange import doubles
from app.exchange.receipt_file import read as read_receipt
from app.fund.payment.model import Payment
from app.institution.institution.model import Institution
from app.kernel.identity import id_check
from app.kernel.outcomes import Refused
from app.office.dispute import record as disputes
from app.office.dispute.model import Dispute
from app.store.backup import faults
from app.store.work import Office
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass
from tests import people
from tests.bureau import Bureau
from tests.exchange.senders import packages, restated, sent, trained
from tests.exchange.test_merge import look, one_uid, take
from tests.exchange.test_receipt import give, learn, marks

ONE, OTHER = people.person(1), replace(people.person(1), name="钱另一")
"""A person as the first county has it, and as the neighbour has it."""


@pytest.fixture
def torn(sender: Bureau, neighbour: Bureau, above: Office, tmp_path: Path) -> Iterator[Path]:
    """The neighbour's package: a class with somebody whom the first county calls otherwise, and one of nobody else's."""
    take(above, sent(sender, tmp_path / "a.zip"))
    trained(neighbour, [OTHER, people.person(50)], trade=1)
    trained(neighbour, [people.person(60), people.person(61)], trade=2)
    yield sent(neighbour, tmp_path / "b.zip")


def decide(office: Office, word: str, reason: str = "已查验身份证") -> None:
    with office.work() as work:
        for row in work.session.query(Dispute).filter(Dispute.state.in_(("pending", "asked"))).all():
            getattr(disputes, word)(work, row.uid, reason)


def listed(office: Office) -> list[dict[str, object]]:
    with office.read() as read:
        return [dict(row) for row in LISTINGS["disputes"].rows(read.connection)]


def names(office: Office) -> list[str]:
    with office.read() as read:
        return [t.name for t in read.session.query(Trainee).filter_by(id_number=ONE.id_number)]


def held_back(office: Office, neighbour: Bureau) -> dict[str, int]:
    """Rows of the neighbour that are here."""
    with office.read() as read, neighbour.office.read() as there:
        origin, models = there.own.uid, (TrainingClass, Enrolment, Claim, ClaimLine, Payment)
        return {m.__tablename__: read.session.query(m).filter_by(origin=origin).count() for m in models}


def test_one_name_in_dispute_holds_its_claim_whole_and_all_else_is_taken(
    torn: Path, neighbour: Bureau, above: Office
) -> None:
    plan = look(above, torn)
    assert [(c.kind, c.row.label) for c in plan.disputes] == [("person_name", "钱另一")]
    assert ONE.id_number not in "".join(plan.disputed())
    take(above, torn)
    assert held_back(above, neighbour) == {
        "training_class": 2,  # the class stands, its second person is on the roster
        "enrolment": 3,
        "claim": 1,
        "claim_line": 2,
        "payment": 1,
    }
    with above.read() as read:
        assert faults(read) == []
    assert names(above) == [ONE.name]
    [row] = listed(above)
    assert (row["state"], row["office_name"], row["keeper_name"]) == ("pending", "江津区人力社保局", "綦江区人力社保局")
    assert "钱另一" in str(row["theirs"]) and ONE.name in str(row["ours"])
    assert ONE.id_number not in f"{row['theirs']}{row['ours']}{row['detail']}"
    assert [p.held for p in packages(above, "received")] == [0, plan.held]


@pytest.mark.parametrize(("word", "name"), [("theirs", OTHER.name), ("ours", ONE.name)])
def test_what_was_decided_brings_the_rest_when_the_package_is_taken_again(
    torn: Path, sender: Bureau, neighbour: Bureau, above: Office, tmp_path: Path, word: str, name: str
) -> None:
    take(above, torn)
    assert take(above, torn).already
    decide(above, word)
    plan = take(above, torn)
    assert (plan.already, plan.held, names(above)) == (False, 0, [name])
    assert held_back(above, neighbour) == {
        "training_class": 2,
        "enrolment": 4,
        "claim": 2,
        "claim_line": 4,
        "payment": 2,
    }
    assert [p.held for p in packages(above, "received")] == [0, 0] and take(above, torn).already
    with above.read() as read:
        assert read.session.query(Enrolment).filter_by(trainee_uid=one_id(above)).count() == 2
        assert faults(read) == []


@pytest.mark.parametrize(("word", "name"), [("theirs", OTHER.name), ("ours", ONE.name)])
def test_a_decision_holds_for_the_next_packages_of_both(
    torn: Path, sender: Bureau, neighbour: Bureau, above: Office, tmp_path: Path, word: str, name: str
) -> None:
    take(above, torn)
    decide(above, word)
    take(above, torn)
    for place in range(2):
        for who in (sender, neighbour):
            plan = take(above, sent(who, tmp_path / f"{place}{who.office.folder.name}.zip"))
            assert (plan.disputes, names(above)) == ([], [name])
    assert [row["state"] for row in listed(above)] == [word]


def test_what_is_asked_stays_held_and_is_over_once_the_sender_corrects_it(
    torn: Path, neighbour: Bureau, above: Office, tmp_path: Path
) -> None:
    take(above, torn)
    decide(above, "ask")
    assert take(above, torn).already
    assert [row["state"] for row in listed(above)] == ["asked"]
    with neighbour.office.read() as read:
        uid = read.session.query(Trainee).filter_by(id_number=ONE.id_number).one().uid
    neighbour.set(Trainee, uid, name=ONE.name)
    assert take(above, sent(neighbour, tmp_path / "c.zip")).held == 0
    assert [row["state"] for row in listed(above)] == ["gone"]
    assert held_back(above, neighbour)["claim"] == 2


def test_what_waits_goes_back_in_the_receipt_with_its_reason_and_its_money(
    torn: Path, neighbour: Bureau, above: Office, tmp_path: Path
) -> None:
    take(above, torn)
    counts = give(above, tmp_path / "r.xlsx")
    assert (counts.accepted, counts.held, counts.held_fen) == (2, 2, 240_000)
    cover, lines = read_receipt(tmp_path / "r.xlsx")
    assert (cover["接收人数"], cover["接收金额(元)"], cover["暂缓人数"], cover["暂缓金额(元)"]) == (
        *("2", "2,400.00"),
        *("2", "2,400.00"),
    )
    waiting = [line for line in lines if line.mark == "暂缓"]
    assert {line.kind for line in waiting} == {"补贴申请", "补贴明细"}
    assert all("钱另一" in line.why for line in waiting)
    learn(neighbour.office, tmp_path / "r.xlsx")
    told = marks(neighbour.office)
    assert sorted(str(mark) for mark, _ in told["claim"]) == ["accepted", "held"]
    assert [mark for mark, _ in told["claim_line"]].count("held") == 2
    assert all("待裁定" in str(why) for mark, why in told["claim_line"] if mark == "held")
    assert "暂缓2人（2,400.00元）" in counts.text()


def test_after_the_decision_the_receipt_takes_back_that_it_waits(
    torn: Path, neighbour: Bureau, above: Office, tmp_path: Path
) -> None:
    take(above, torn)
    give(above, tmp_path / "r.xlsx")
    learn(neighbour.office, tmp_path / "r.xlsx")
    decide(above, "ours")
    take(above, torn)
    assert give(above, tmp_path / "again.xlsx").held == 0
    learn(neighbour.office, tmp_path / "again.xlsx")
    assert {mark for found in marks(neighbour.office).values() for mark in found} == {("accepted", None)}


def test_an_older_revision_waits_until_it_is_decided_and_then_comes_in(
    sender: Bureau, above: Office, tmp_path: Path
) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    with above.work() as work:
        work.connection.exec_driver_sql("UPDATE training_class SET revision = 99, place = '别处'")
    plan = take(above, sent(sender, tmp_path / "b.zip"))
    assert [c.kind for c in plan.disputes] == ["revision"]
    assert "别处" in str(listed(above)[0]["ours"])
    decide(above, "theirs")
    take(above, tmp_path / "b.zip")
    with above.read() as read, sender.office.read() as there:
        assert read.session.query(TrainingClass).one().place == there.session.query(TrainingClass).one().place


def test_a_payment_in_dispute_holds_its_claim_as_it_was_known(sender: Bureau, above: Office, tmp_path: Path) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    with above.work() as work:  # another office's payment has that uid here
        work.connection.exec_driver_sql(f"UPDATE payment SET origin = {work.own.uid}")
        work.connection.exec_driver_sql("UPDATE claim SET state = 'cleared'")
    plan = take(above, sent(sender, tmp_path / "b.zip"))
    assert [c.kind for c in plan.disputes] == ["uid"]
    with above.read() as read:
        assert read.session.query(Claim).one().state == "cleared"
        assert read.session.query(ClaimLine).count() == 2


def test_two_records_with_one_uid_can_only_be_asked_about(sender: Bureau, above: Office, tmp_path: Path) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    with above.work() as work:
        work.connection.exec_driver_sql(f"UPDATE claim SET origin = {work.own.uid}")
    take(above, sent(sender, tmp_path / "b.zip"))
    for word in ("theirs", "ours"):
        with pytest.raises(Refused, match="不同的记录用了同一个编号"):
            decide(above, word)
    decide(above, "ask")
    assert [row["state"] for row in listed(above)] == ["asked"]


def test_a_row_that_this_office_keeps_is_not_changed_by_a_package(
    sender: Bureau, above: Office, tmp_path: Path
) -> None:
    with above.work() as work:
        own = Trainee(name="钱另一", id_number=ONE.id_number, sex="男", born=sender.today, initials=" x")
        work.add(own)
    take(above, sent(sender, tmp_path / "a.zip"))
    with pytest.raises(Refused, match="请在本单位办理更正"):
        decide(above, "theirs")
    with above.read(above.person("市经办")) as read:
        assert set(allowed(read, "dispute", read.session.query(Dispute).one().uid)) == {"ours", "ask"}


def test_a_decision_needs_a_reason_and_is_in_the_journal(torn: Path, above: Office) -> None:
    take(above, torn)
    decide(above, "ours", "派出所户籍证明")
    with above.read() as read:
        told = [row for row in LISTINGS["journal"].rows(read.connection) if row["noun"] == "dispute"]
    assert "派出所户籍证明" in str(told[0]["detail"])


def test_what_goes_with_a_restored_sender_spares_what_waits(
    torn: Path, neighbour: Bureau, above: Office, tmp_path: Path
) -> None:
    """A claim that waits keeps its lines and their class here though its sender, gone back, has them no longer."""
    decide_later = take(above, torn)
    assert decide_later.held
    decide(above, "ours")
    take(above, torn)
    before = held_back(above, neighbour)
    with above.work() as work:
        work.session.query(Dispute).delete()
        work.connection.exec_driver_sql("UPDATE trainee SET name = '钱又一' WHERE id_number = ?", (ONE.id_number,))
    with neighbour.office.work() as work:
        work.connection.exec_driver_sql(
            "DELETE FROM claim_line WHERE trainee_uid = (SELECT uid FROM trainee WHERE id_number = ?)",
            (people.person(50).id_number,),
        )
    plan = take(above, restated(sent(neighbour, tmp_path / "c.zip"), previous="0" * 64))
    assert plan.went_back and plan.held
    assert held_back(above, neighbour) == before


def near(number: str, place: int) -> people.Person:
    """Somebody of the first person's name whose number is another in one digit."""
    digits = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 : 17]
    return replace(people.person(1), id_number=digits + id_check(digits))


@pytest.mark.parametrize(("phone", "alike"), [(people.phone(5), True), (people.phone(6), False)])
def test_somebody_who_differs_in_a_digit_waits_until_it_is_decided_once(
    sender: Bureau, neighbour: Bureau, above: Office, tmp_path: Path, phone: str, alike: bool
) -> None:
    sender.set(Trainee, one_uid(sender, Trainee), phone=people.phone(5))
    take(above, sent(sender, tmp_path / "a.zip"))
    trained(neighbour, [near(ONE.id_number, 16), people.person(50)], trade=1)
    neighbour.set(Trainee, one_uid(neighbour, Trainee), phone=phone)
    plan = take(above, sent(neighbour, tmp_path / "b.zip"))
    assert [c.kind for c in plan.disputes] == (["near"] if alike else [])
    assert bool(held_back(above, neighbour)["claim"]) != alike
    if alike:
        with pytest.raises(Refused, match="确实不同的选“以报送为准”"):
            decide(above, "ours")
        decide(above, "theirs", "两人都来过")
        take(above, tmp_path / "b.zip")
    for name in ("c", "d"):
        assert take(above, sent(neighbour, tmp_path / f"{name}.zip")).disputes == []
    assert held_back(above, neighbour)["claim"] == 1


def test_numbers_are_near_by_one_digit_or_two_that_changed_places() -> None:
    one = "110101199001011237"
    assert doubles.nearly(one, "110101199001021230") and doubles.nearly(one, "110101199001012131")
    assert not doubles.nearly(one, "110101199001024237") and not doubles.nearly(one, "110101199012011237")
    assert not doubles.nearly(one, one) and not doubles.nearly(one, "H12345678")


def test_an_account_of_two_institutions_waits_until_it_is_decided_once(
    sender: Bureau, neighbour: Bureau, above: Office, tmp_path: Path
) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    trained(neighbour, [people.person(50)], trade=1)
    neighbour.set(Institution, one_uid(neighbour, Institution), uscc=people.uscc(9), name="江津另一学校")
    plan = take(above, sent(neighbour, tmp_path / "b.zip"))
    assert [(c.kind, c.row.label) for c in plan.disputes] == [("account", "江津另一学校")]
    assert held_back(above, neighbour)["claim"] == 0
    assert people.account(1) not in "".join(plan.disputed())
    decide(above, "theirs", "同一集团")
    take(above, tmp_path / "b.zip")
    assert held_back(above, neighbour)["claim"] == 1
    assert take(above, sent(neighbour, tmp_path / "c.zip")).disputes == []


def one_id(office: Office) -> int:
    with office.read() as read:
        return int(read.session.query(Trainee).filter_by(id_number=ONE.id_number).one().uid)
