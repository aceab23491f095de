"""Town, county and city: what a county took goes up with its own decision, and comes down with the city's."""

import copy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app import main
from app.claim.claim_line.model import ClaimLine
from app.exchange import adoption, package, receipt
from app.exchange import manifest as m
from app.exchange.sealed import sha256
from app.fund.payment.model import Payment
from app.kernel.outcomes import Refused
from app.office.dispute.model import Dispute
from app.store.backup import back_up, faults, restore
from app.store.built_packages import package_file
from app.store.models import OfficeRow, Setting
from app.store.models import Package as PackageRow
from app.store.work import Office
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass
from tests import people
from tests.bureau import CLERK, Bureau
from tests.exchange.senders import county, packages, quarter, restated, sent, trained
from tests.exchange.test_merge import take
from tests.exchange.test_receipt import give, learn
from tests.seat import seat

TOWN, COUNTY, CITY = "古南街道办事处", "綦江区人力社保局", "重庆市人力社保局"
WHY = "证书编号查无此证"


@pytest.fixture(scope="session")
def founded_town(tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """A town with a paid class of two people; closed."""
    made = county(tmp_path_factory.mktemp("town") / "town", TOWN, "500110001")
    with made.office.work() as work:
        work.own.level = "town"
    trained(made, [people.person(80), people.person(81)], trade=1)
    made.office.close()
    return made


@pytest.fixture
def town(founded_town: Bureau, tmp_path: Path) -> Iterator[Bureau]:
    """A town of its own for a test."""
    made = founded_town.twin(tmp_path / "town")
    yield made
    made.office.close()


def up(below: Bureau, above: Bureau, folder: Path, name: str = "t") -> Path:
    """The town's package goes to the county, which gives a receipt for it."""
    path = sent(below, folder / f"{name}.zip")
    take(above.office, path)
    give(above.office, folder / f"{name}.xlsx")
    return path


def mine(office: Office, origin: int) -> list[tuple[str | None, str | None]]:
    """The marks of one office's lines here."""
    with office.read() as read:
        lines = read.session.query(ClaimLine).filter_by(origin=origin).order_by(ClaimLine.uid)
        return [(line.reported, line.receipt_reason) for line in lines]


def uid(office: Office) -> int:
    with office.read() as read:
        return read.own.uid


def refuse(office: Office, origin: int, reported: str = "refused", why: str | None = WHY) -> None:
    """The clerk's word on the first line of an office."""
    with office.work() as work:
        line = work.session.query(ClaimLine).filter_by(origin=origin).order_by(ClaimLine.uid).first()
        assert line is not None
        line.reported, line.receipt_reason = reported, why


def test_what_a_county_took_reaches_the_city_under_the_towns_name_once(
    town: Bureau, sender: Bureau, above: Office, tmp_path: Path
) -> None:
    up(town, sender, tmp_path)
    plan = take(above, sent(sender, tmp_path / "c.zip"))
    assert [(p.office, p.held) for p in plan.below] == [(TOWN, 0)] and TOWN in plan.text()
    with above.read() as read, town.office.read() as low, sender.office.read() as mid:
        lines = {row.uid: row.origin for row in read.session.query(ClaimLine)}
        own = {row.uid for row in low.session.query(ClaimLine)}
        assert {u for u, origin in lines.items() if origin == low.own.uid} == own
        assert len(lines) == 4 and set(lines) == {row.uid for row in mid.session.query(ClaimLine)}
        assert read.session.get_one(OfficeRow, low.own.uid).parent_uid == mid.own.uid
        assert read.session.get_one(OfficeRow, mid.own.uid).parent_uid is None
        assert faults(read) == []
    assert [(p.serial, p.note) for p in packages(above, "received") if p.office_uid == uid(town.office)] == [
        (1, f"由“{COUNTY}”转报")
    ]
    assert take(above, tmp_path / "c.zip").nothing_to_do


def test_the_countys_refusal_is_the_first_mark_at_the_city_and_goes_when_it_is_taken_back(
    town: Bureau, sender: Bureau, above: Office, tmp_path: Path
) -> None:
    path, low = sent(town, tmp_path / "t.zip"), uid(town.office)
    take(sender.office, path)
    refuse(sender.office, low)
    give(sender.office, tmp_path / "t.xlsx")
    take(above, sent(sender, tmp_path / "c.zip"))
    assert mine(above, low) == [("refused", f"{COUNTY}未接收：{WHY}"), ("pending", None)]
    give(above, tmp_path / "c.xlsx")
    assert mine(above, low) == [("refused", f"{COUNTY}未接收：{WHY}"), ("accepted", None)]
    learn(sender.office, tmp_path / "c.xlsx")
    assert mine(sender.office, low) == [("refused", WHY), ("accepted", None)]
    refuse(sender.office, low, "pending", None)
    give(sender.office, tmp_path / "again.xlsx")
    take(above, sent(sender, tmp_path / "d.zip"))
    assert mine(above, low)[0] == ("pending", None)


def test_the_citys_refusal_of_a_towns_line_comes_down_through_the_county(
    town: Bureau, sender: Bureau, above: Office, tmp_path: Path
) -> None:
    low = uid(town.office)
    up(town, sender, tmp_path)
    take(above, sent(sender, tmp_path / "c.zip"))
    refuse(above, low)
    counts = give(above, tmp_path / "c.xlsx")
    assert (counts.accepted, counts.refused) == (3, 1)
    learn(sender.office, tmp_path / "c.xlsx")
    give(sender.office, tmp_path / "t2.xlsx")
    learn(town.office, tmp_path / "t2.xlsx")
    assert mine(town.office, low) == [("refused", f"{CITY}未接收：{WHY}"), ("accepted", None)]
    refuse(above, low, "pending", None)
    give(above, tmp_path / "c2.xlsx")
    learn(sender.office, tmp_path / "c2.xlsx")
    give(sender.office, tmp_path / "t3.xlsx")
    learn(town.office, tmp_path / "t3.xlsx")
    assert mine(town.office, low) == [("accepted", None), ("accepted", None)]


def test_a_town_that_sends_past_its_county_is_told_to_whom(
    town: Bureau, sender: Bureau, above: Office, tmp_path: Path
) -> None:
    path = sent(town, tmp_path / "t.zip")
    take(above, sent(sender, tmp_path / "c.zip"))
    with pytest.raises(Refused, match=f"请把报送包报给“{COUNTY}”"):
        take(above, path)
    assert len(packages(above, "received")) == 1


def test_what_is_not_decided_yet_does_not_go_up_and_that_is_said(
    town: Bureau, sender: Bureau, above: Office, tmp_path: Path
) -> None:
    take(sender.office, sent(town, tmp_path / "t.zip"))
    plan = take(above, sent(sender, tmp_path / "c.zip"))
    assert plan.below == ()
    assert f"“{TOWN}”2019年第" in str(packages(sender.office, "sent")[0].note)
    assert "还没有出具回执" in str(packages(sender.office, "sent")[0].note)


def test_the_command_line_says_whose_package_did_not_go_up(
    town: Bureau, sender: Bureau, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take(sender.office, sent(town, tmp_path / "t.zip"))
    folder, period = str(sender.office.folder), quarter(sender.today)
    sender.office.close()
    words = ["package", "build", "--period", period, str(tmp_path / "c.zip")]
    assert main.run(["--office", folder, "--as", CLERK, *words]) == 0
    assert f"“{TOWN}”" in capsys.readouterr().out


def test_an_original_that_is_gone_is_asked_for_again(town: Bureau, sender: Bureau, tmp_path: Path) -> None:
    up(town, sender, tmp_path)
    package_file(sender.office.folder, packages(sender.office, "received")[0]).unlink()
    sent(sender, tmp_path / "c.zip")
    assert "原件没有留存" in str(packages(sender.office, "sent")[0].note)


def test_a_package_of_a_stranger_within_another_is_left_and_all_else_is_taken(
    town: Bureau, sender: Bureau, above: Office, tmp_path: Path
) -> None:
    with town.office.work() as work:
        work.own.region = "500116001"
        work.session.add(Setting(key="superior", value="500110"))
    with sender.office.work() as work:
        work.own.region = "500116"
    with town.office.work() as work:
        work.session.merge(Setting(key="superior", value="500116"))
    up(town, sender, tmp_path)
    with sender.office.work() as work:
        work.own.region = "500110"
    plan = take(above, sent(sender, tmp_path / "c.zip"))
    assert plan.below == () and f"“{TOWN}”不是“{COUNTY}”的下级" in plan.notes[-1]
    assert len(packages(above, "received")) == 1


def test_a_carried_package_that_was_changed_is_damage(town: Bureau, sender: Bureau, tmp_path: Path) -> None:
    up(town, sender, tmp_path)
    stated, members = m.open_archive(sent(sender, tmp_path / "c.zip"))
    names = sorted(name for name in members if name.startswith("下级/"))
    assert [name[-4:] for name in names] == ["xlsx", ".zip"] and stated.version == m.VERSION
    for gone in names:
        left = {name: data for name, data in members.items() if name != gone}
        path = tmp_path / "x.zip"
        digests = {name: sha256(data) for name, data in left.items()}
        path.write_bytes(m.archive(replace(stated, members=digests), left))
        with pytest.raises(Refused, match="与清单不符"):
            package.load(path)


def test_a_receipt_for_a_carried_package_is_that_of_who_carried_it(
    town: Bureau, sender: Bureau, above: Office, tmp_path: Path
) -> None:
    up(town, sender, tmp_path)
    take(above, sent(sender, tmp_path / "c.zip"))
    low = uid(town.office)
    with above.read() as read:
        place = [p.office_uid for p in read.session.query(PackageRow).order_by(PackageRow.uid)].index(low)
    with pytest.raises(Refused, match=f"请对“{COUNTY}”的报送包出具回执"):
        give(above, tmp_path / "x.xlsx", place)
    give(above, tmp_path / "c.xlsx")
    received = {p.office_uid: (p.state, p.accepted) for p in packages(above, "received")}
    assert received == {low: ("receipted", 2), uid(sender.office): ("receipted", 4)}


def test_what_the_county_holds_waits_at_the_city_too(
    town: Bureau, sender: Bureau, above: Office, tmp_path: Path
) -> None:
    low = uid(town.office)
    known = people.person(80)
    with sender.office.work() as work:
        own = Trainee(name="钱另一", id_number=known.id_number, sex="男", born=sender.today, initials="qly")
        work.add(own)
    path = sent(town, tmp_path / "t.zip")
    take(sender.office, path)
    give(sender.office, tmp_path / "t.xlsx")
    plan = take(above, sent(sender, tmp_path / "c.zip"))
    [below] = plan.below
    assert below.held and mine(above, low) == []
    counts = give(above, tmp_path / "c.xlsx")
    assert (counts.accepted, counts.held) == (2, 2)
    with sender.office.work() as work:
        row = work.session.query(Dispute).one()
        row.state, row.reason = "ours", "已查验"
    take(sender.office, path)
    give(sender.office, tmp_path / "t2.xlsx")
    take(above, sent(sender, tmp_path / "d.zip"))
    assert [mark for mark, _ in mine(above, low)] == ["pending", "pending"]


def test_a_person_of_both_is_kept_by_the_town_that_registered_first(
    town: Bureau, sender: Bureau, above: Office, tmp_path: Path
) -> None:
    up(town, sender, tmp_path)
    trained(sender, [people.person(80), people.person(90)], trade=2)
    take(above, sent(sender, tmp_path / "c.zip"))
    with above.read() as read:
        both = read.session.query(Trainee).filter_by(id_number=people.person(80).id_number).one()
        assert both.origin == uid(town.office) and faults(read) == []


def test_an_older_program_is_told_to_upgrade(town: Bureau, sender: Bureau, tmp_path: Path) -> None:
    path = restated(sent(sender, tmp_path / "c.zip"), version=m.VERSION + 1)
    with pytest.raises(Refused, match="请升级"):
        package.load(path)


def test_a_county_that_went_back_is_followed_back_though_its_package_carries_a_towns(
    town: Bureau, sender: Bureau, above: Office, tmp_path: Path
) -> None:
    up(town, sender, tmp_path)
    back_up(sender.office, tmp_path / "old.db")
    trained(sender, [people.person(1), people.person(70)], trade=2)
    take(above, sent(sender, tmp_path / "lost.zip"))
    again = copy.copy(sender)
    again.office = seat(restore(tmp_path / "old.db", tmp_path / "again", clock=again.now), CLERK)
    with again.office:
        with again.office.work() as work:
            adoption.adopt(work, tmp_path / "lost.zip")
        take(again.office, sent(town, tmp_path / "anew.zip"))
        with again.office.work() as work:
            receipt.build(work, packages(again.office, "received")[-1].uid, tmp_path / "anew.xlsx")
        plan = take(above, sent(again, tmp_path / "late.zip"))
        assert [each.office for each in plan.below] == [TOWN]
        assert [note for note in plan.notes if "报送单位恢复过备份" in note and "拨付台账1条" in note]
        with above.read() as read, again.office.read() as there:
            for model in (TrainingClass, ClaimLine, Payment):
                held = {row.uid for row in read.session.query(model).filter_by(origin=there.own.uid)}
                assert held == {row.uid for row in there.session.query(model).filter_by(origin=there.own.uid)}
            assert faults(read) == []
