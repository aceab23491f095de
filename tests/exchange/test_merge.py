"""Taking packages in: order, belonging, one record a person, all or nothing."""

import copy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.exchange import adoption, merge, receipt
from app.exchange import manifest as m
from app.fund.payment.model import Payment
from app.kernel.outcomes import Refused
from app.store.backup import back_up, faults, restore
from app.store.copies import tally
from app.store.models import OfficeRow, Package, Setting
from app.store.work import Office
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass
from tests import people
from tests.bureau import CASHIER, Bureau
from tests.exchange.senders import city, county, manifest_of, packages, restated, sent, trained
from tests.seat import seat


def take(office: Office, path: Path) -> merge.MergePlan:
    with office.work() as work:
        return merge.apply(work, path)


def look(office: Office, path: Path) -> merge.MergePlan:
    with office.read() as read:
        return merge.preview(read, path)


def rows(office: Office) -> dict[str, int]:
    with office.read() as read:
        return dict(tally(read.connection))


def one(office: Office, model: type) -> object:
    with office.read() as read:
        found = read.session.query(model).one()
        read.session.expunge_all()
        return found


def test_what_was_sent_arrives_with_its_uids_and_its_keeper(sender: Bureau, above: Office, tmp_path: Path) -> None:
    plan = take(above, sent(sender, tmp_path / "a.zip"))
    here, there = one(above, Claim), one(sender.office, Claim)
    assert isinstance(here, Claim) and isinstance(there, Claim)
    assert (here.uid, here.origin, here.total_fen, here.state) == (there.uid, there.origin, there.total_fen, "paid")
    assert here.reported == "pending"
    assert (plan.new, plan.changed, plan.same, plan.conflicts) == (plan.manifest.row_count, 0, 0, [])
    received = packages(above, "received")
    assert [(p.serial, p.sha256, p.state, p.total_fen) for p in received] == [
        (1, plan.manifest.sha256, "applied", 240000)
    ]


def test_the_preview_shows_what_would_change_and_changes_nothing(sender: Bureau, above: Office, tmp_path: Path) -> None:
    path, before = sent(sender, tmp_path / "a.zip"), rows(above)
    plan = look(above, path)
    assert plan.counts["学员名册"] == (2, 0, 0, 0)
    assert next(s for s in plan.sheets if s.title == "培训班").names == ["电工班"]
    assert rows(above) == before


def test_the_very_same_package_again_changes_nothing_and_says_so(sender: Bureau, above: Office, tmp_path: Path) -> None:
    path = sent(sender, tmp_path / "a.zip")
    take(above, path)
    before = rows(above)
    plan = take(above, path)
    assert plan.already and "没有任何改变" in plan.text()
    assert rows(above) == before


def test_the_next_package_brings_only_what_changed(sender: Bureau, above: Office, tmp_path: Path) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    sender.set(Trainee, one_uid(sender, Trainee), phone=people.phone(77))
    plan = take(above, sent(sender, tmp_path / "b.zip"))
    assert (plan.new, plan.changed) == (0, 1)
    assert next(s for s in plan.sheets if s.title == "学员").changed[0].values.count(people.phone(77)) == 1


def test_a_changed_class_awaits_a_new_receipt_and_others_keep_theirs(
    sender: Bureau, above: Office, tmp_path: Path
) -> None:
    trained(sender, trade=1)
    take(above, sent(sender, tmp_path / "a.zip"))
    with above.work() as work:
        work.session.query(TrainingClass).update({"reported": "accepted"})
    sender.set(TrainingClass, one_uid(sender, TrainingClass), place="新地点")
    take(above, sent(sender, tmp_path / "b.zip"))
    with above.read() as read:
        assert sorted(str(c.reported) for c in read.session.query(TrainingClass)) == ["accepted", "pending"]


def test_lines_assessed_anew_replace_the_old_ones(sender: Bureau, above: Office, tmp_path: Path) -> None:
    claim = trained(sender, trade=1, state="noticed")
    take(above, sent(sender, tmp_path / "a.zip"))
    sender.back(claim, "核实异议")
    sender.do("claim.assess", claim)
    take(above, sent(sender, tmp_path / "b.zip"))
    with above.read() as read, sender.office.read() as there:
        assert {x.uid for x in read.session.query(ClaimLine)} == {x.uid for x in there.session.query(ClaimLine)}
        assert read.session.get_one(Claim, claim).state == "returned"


@pytest.mark.parametrize("way", ["bounced", "reversed"])
def test_what_was_taken_back_of_a_payment_is_reported(way: str, sender: Bureau, above: Office, tmp_path: Path) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    payment = one_uid(sender, Payment)
    if way == "bounced":
        back = {"returned_on": sender.today.isoformat(), "return_voucher": "退0001", "reason": "已销户"}
        sender.do("payment.bounce", payment, CASHIER, **back)
    else:
        sender.agree(sender.do("payment.correct", payment, CASHIER, amount_fen="0", reason="误登记"))
    take(above, sent(sender, tmp_path / "b.zip"))
    with above.read() as read:
        rows = [(row.entry, row.amount_fen, row.times) for row in read.session.query(Payment).order_by(Payment.uid)]
        assert rows == [("posted", 240_000, 2), (way, -240_000, -2)]
        assert read.session.query(Claim).one().state == "cleared"


def test_a_package_stands_for_those_before_it_that_never_came(sender: Bureau, above: Office, tmp_path: Path) -> None:
    """Building a month twice, or losing a file, never locks a county out."""
    for name in ("a", "b", "c"):
        sent(sender, tmp_path / f"{name}.zip")
    plan = look(above, tmp_path / "c.zip")
    assert plan.notes == ("第1至2号没有收到过，不影响：本包含截至当月的全部数据",)
    assert take(above, tmp_path / "c.zip").serial == 3
    assert packages(above, "received")[0].note == plan.notes[0]
    assert rows(above)["claim_line"] == 2


def test_a_package_lost_between_two_holds_up_neither(sender: Bureau, above: Office, tmp_path: Path) -> None:
    first, _, third = (sent(sender, tmp_path / f"{name}.zip") for name in ("a", "b", "c"))
    take(above, first)
    assert take(above, third).serial == 3
    assert str(packages(above, "received")[-1].note).startswith("第2号没有收到过")


def test_an_older_package_than_the_last_is_refused_and_told_which_that_is(
    sender: Bureau, above: Office, tmp_path: Path
) -> None:
    first, second = sent(sender, tmp_path / "a.zip"), sent(sender, tmp_path / "b.zip")
    take(above, second)
    before = rows(above)
    with pytest.raises(Refused, match="最后接收的是2019年第4季度第2号") as refused:
        take(above, first)
    assert manifest_of(second).sha256 in str(refused.value)
    assert rows(above) == before
    stated, members = m.open_archive(second)
    (tmp_path / "c.zip").write_bytes(m.archive(replace(stated, made_at="2019-01-01T00:00:00Z"), members))
    with pytest.raises(Refused, match="不比已接收的新"):
        look(above, tmp_path / "c.zip")


def test_a_higher_number_for_an_earlier_month_is_older(sender: Bureau, above: Office, tmp_path: Path) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    stated, members = m.open_archive(sent(sender, tmp_path / "b.zip"))
    (tmp_path / "c.zip").write_bytes(m.archive(replace(stated, period="2019Q3"), members))
    with pytest.raises(Refused, match="不比已接收的新"):
        look(above, tmp_path / "c.zip")


def test_what_was_received_before_stays_known_however_late_it_comes_again(
    sender: Bureau, above: Office, tmp_path: Path
) -> None:
    first, second = sent(sender, tmp_path / "a.zip"), sent(sender, tmp_path / "b.zip")
    take(above, first)
    take(above, second)
    assert look(above, first).already


def test_a_package_that_does_not_follow_the_last_one_comes_from_a_restored_office(
    sender: Bureau, above: Office, tmp_path: Path
) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    stated, members = m.open_archive(sent(sender, tmp_path / "b.zip"))
    (tmp_path / "c.zip").write_bytes(m.archive(replace(stated, previous="0" * 64), members))
    assert look(above, tmp_path / "c.zip").notes == ("报送单位恢复过备份，以它现在的数据为准",)


@pytest.fixture
def gone_back(sender: Bureau, above: Office, tmp_path: Path) -> Iterator[Bureau]:
    """A county restored from a backup; since it, one more class was paid and reported, and a place was changed twice."""
    back_up(sender.office, tmp_path / "old.db")
    trained(sender, [people.person(1), people.person(70)], trade=1)
    for place in ("新地点", "又一地点"):
        sender.set(TrainingClass, one_uid(sender, TrainingClass), place=place)
    for name in ("a", "b"):
        take(above, sent(sender, tmp_path / f"{name}.zip"))
    again = copy.copy(sender)
    again.office = seat(restore(tmp_path / "old.db", tmp_path / "again", clock=again.now), "张经办")
    yield again
    again.office.close()


@pytest.mark.parametrize("by", ["receipt", "package"])
def test_a_restored_office_enters_what_it_had_sent_and_goes_on(
    gone_back: Bureau, above: Office, tmp_path: Path, by: str
) -> None:
    early = sent(gone_back, tmp_path / "early.zip")
    with pytest.raises(Refused, match="最后接收的是2019年第4季度第2号.*由它“补登”"):
        look(above, early)
    with above.work() as work:
        receipt.build(work, packages(above, "received")[-1].uid, tmp_path / "回执.xlsx")
    with pytest.raises(Refused, match="请用这份回执“补登”"), gone_back.office.work() as work:
        receipt.apply(work, tmp_path / "回执.xlsx")
    with gone_back.office.work() as work:
        adoption.adopt(work, tmp_path / ("回执.xlsx" if by == "receipt" else "b.zip"))
    entered = packages(gone_back.office, "sent")[-1]
    here = packages(above, "received")[-1]
    assert (entered.serial, entered.sha256, entered.row_count, entered.total_fen) == (
        *(here.serial, here.sha256),
        *(here.row_count, here.total_fen),
    )
    assert entered.state == ("receipted" if by == "receipt" else "built")
    path = sent(gone_back, tmp_path / "late.zip")
    assert take(above, path).serial == 3
    assert take(above, path).already


def test_a_restored_office_is_followed_back_and_what_it_lost_is_told(
    gone_back: Bureau, above: Office, tmp_path: Path
) -> None:
    with gone_back.office.work() as work:
        adoption.adopt(work, tmp_path / "b.zip")
    path = sent(gone_back, tmp_path / "late.zip")
    plan = look(above, path)
    assert plan.conflicts == []
    [told] = plan.notes
    assert "报送单位恢复过备份" in told and "培训班1条" in told and "拨付台账1条" in told
    take(above, path)
    with gone_back.office.read() as there:
        kept = {c.number: (c.uid, c.place) for c in there.session.query(TrainingClass)}
    with above.read() as read:
        assert {c.number: (c.uid, c.place) for c in read.session.query(TrainingClass)} == kept
        assert faults(read) == []
    assert len(list((above.folder / "backups").glob("合并前-500110-3-*.db"))) == 1


def test_two_copies_of_an_office_do_not_undo_each_other(
    gone_back: Bureau, sender: Bureau, above: Office, tmp_path: Path
) -> None:
    with gone_back.office.work() as work:
        adoption.adopt(work, tmp_path / "b.zip")
    take(above, sent(gone_back, tmp_path / "late.zip"))
    sent(sender, tmp_path / "c.zip")
    with pytest.raises(Refused, match="第4号报送包出自它恢复备份以前的那份数据.*最后是.*第3号.*只用一份"):
        look(above, sent(sender, tmp_path / "d.zip"))
    with above.work() as work:
        receipt.build(work, packages(above, "received")[-1].uid, tmp_path / "回执.xlsx")
    back_up(sender.office, tmp_path / "this.db")
    again = copy.copy(sender)
    again.office = seat(restore(tmp_path / "this.db", tmp_path / "this", clock=sender.now), "张经办")
    with again.office:
        assert "报送单位恢复过备份" in take(above, sent(again, tmp_path / "e.zip")).notes[-1]


def test_what_a_restored_office_enters_anew_is_taken_under_its_old_number(
    gone_back: Bureau, above: Office, tmp_path: Path
) -> None:
    with gone_back.office.work() as work:
        adoption.adopt(work, tmp_path / "b.zip")
    trained(gone_back, [people.person(1), people.person(70)], trade=1)
    plan = take(above, sent(gone_back, tmp_path / "late.zip"))
    assert plan.new > 0
    with above.read() as read:
        assert read.session.query(TrainingClass).count() == read.session.query(Claim).count() == 2
        assert read.session.query(Payment).count() == 2


def test_a_person_whom_a_restored_office_enters_anew_is_one_and_follows_it(
    gone_back: Bureau, above: Office, tmp_path: Path
) -> None:
    with gone_back.office.work() as work:
        adoption.adopt(work, tmp_path / "b.zip")
    take(above, sent(gone_back, tmp_path / "late.zip"))
    lost = people.person(70)
    trained(gone_back, [replace(lost, name="钱更正")], trade=1)
    take(above, sent(gone_back, tmp_path / "later.zip"))
    with above.read() as read:
        [person] = read.session.query(Trainee).filter_by(id_number=lost.id_number)
        assert person.name == "钱更正"
        assert read.session.query(Enrolment).filter_by(trainee_uid=person.uid).count() == 1


def test_after_the_way_back_an_older_revision_is_a_conflict_again(
    gone_back: Bureau, above: Office, tmp_path: Path
) -> None:
    with gone_back.office.work() as work:
        adoption.adopt(work, tmp_path / "b.zip")
    take(above, sent(gone_back, tmp_path / "late.zip"))
    with above.work() as work:
        work.connection.exec_driver_sql("UPDATE training_class SET revision = 99, place = '别处'")
    plan = look(above, sent(gone_back, tmp_path / "later.zip"))
    assert [c.problem.code for c in plan.disputes] == ["merge.revision"] and plan.notes == ()


def test_what_need_not_or_may_not_be_entered_is_refused(sender: Bureau, above: Office, tmp_path: Path) -> None:
    path = sent(sender, tmp_path / "a.zip")
    with pytest.raises(Refused, match="不用补登"), sender.office.work() as work:
        adoption.adopt(work, path)
    with pytest.raises(Refused, match="不是本单位报出的"), above.work() as work:
        adoption.adopt(work, path)


def test_an_offices_own_payments_are_never_deleted(sender: Bureau) -> None:
    with pytest.raises(IntegrityError, match="never changed"), sender.office.work() as work:
        work.connection.exec_driver_sql("DELETE FROM payment")


def test_the_offices_own_package_is_refused(sender: Bureau, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="本单位自己"):
        look(sender.office, sent(sender, tmp_path / "a.zip"))


@pytest.mark.parametrize("region", ["510100", "110100"])
def test_another_city_refuses(sender: Bureau, tmp_path: Path, region: str) -> None:
    with city(tmp_path / "other", region) as other, pytest.raises(Refused, match="不属于本单位"):
        look(other, sent(sender, tmp_path / "a.zip"))


def test_a_city_of_the_same_province_refuses(tmp_path: Path) -> None:
    """Suihua (2312) and Heihe (2311) share two digits; only in a 直辖市 do two suffice."""
    sender = county(tmp_path / "county", "北林区人力社保局", "231202")
    path = sent(sender, tmp_path / "a.zip")
    sender.office.close()
    with city(tmp_path / "heihe", "231100") as other, pytest.raises(Refused, match="不属于本单位"):
        look(other, path)
    with city(tmp_path / "suihua", "231200") as right:
        assert look(right, path).new


def test_a_package_made_out_to_another_receiver_is_refused(sender: Bureau, above: Office, tmp_path: Path) -> None:
    stated, members = m.open_archive(sent(sender, tmp_path / "a.zip"))
    (tmp_path / "b.zip").write_bytes(m.archive(replace(stated, superior="510100"), members))
    with pytest.raises(Refused, match="指定报送给区划 510100"):
        look(above, tmp_path / "b.zip")


def test_made_up_data_stays_out_of_a_real_office(sender: Bureau, above: Office, tmp_path: Path) -> None:
    with sender.office.work() as work:
        work.session.add(Setting(key="sample", value="1"))
    path = sent(sender, tmp_path / "a.zip")
    with pytest.raises(Refused, match="示例数据"):
        look(above, path)
    with above.work() as work:
        work.session.add(Setting(key="sample", value="1"))
    assert look(above, path).new


def test_an_office_of_the_same_level_refuses(sender: Bureau, tmp_path: Path) -> None:
    with city(tmp_path / "peer", "500110", "county") as peer, pytest.raises(Refused, match="只接收下级"):
        look(peer, sent(sender, tmp_path / "a.zip"))


def test_a_failure_half_way_leaves_everything_as_it_was(
    sender: Bureau, above: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, before = sent(sender, tmp_path / "a.zip"), rows(above)
    write, seen = merge._write, []

    def fails(work: object, origin: int, plan: merge.SheetPlan) -> None:
        if plan.title == "补贴明细":
            seen.append(rows_inside(work))
            raise OSError("disk full")
        write(work, origin, plan)  # type: ignore[arg-type]

    monkeypatch.setattr(merge, "_write", fails)
    with pytest.raises(OSError, match="disk full"):
        take(above, path)
    assert seen == [2]
    assert rows(above) == before
    monkeypatch.undo()
    take(above, path)
    assert rows(above)["claim_line"] == 2


@pytest.mark.parametrize(
    "meddling",
    ["UPDATE claim_line SET amount_fen = amount_fen + 1 WHERE uid = NEW.uid", "DELETE FROM claim_line"],
)
def test_what_does_not_stand_as_it_came_is_taken_back_whole(
    sender: Bureau, above: Office, tmp_path: Path, meddling: str
) -> None:
    path, before = sent(sender, tmp_path / "a.zip"), rows(above)
    with above.engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE TRIGGER meddling AFTER INSERT ON claim_line BEGIN {meddling}; END")
        connection.commit()
    with pytest.raises(Refused) as refused:
        take(above, path)
    assert refused.value.code == "merge.unequal"
    assert rows(above) == before


def test_a_backup_of_before_lies_in_the_folder(sender: Bureau, above: Office, tmp_path: Path) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    assert len(list((above.folder / "backups").glob("合并前-500110-1-*.db"))) == 1


def test_a_person_trained_in_two_counties_is_one_trainee(
    sender: Bureau, neighbour: Bureau, above: Office, tmp_path: Path
) -> None:
    trained(neighbour, [people.person(1), people.person(50)], trade=1)
    take(above, sent(sender, tmp_path / "a.zip"))
    plan = take(above, sent(neighbour, tmp_path / "b.zip"))
    assert plan.counts["学员"] == (1, 0, 1, 0)
    with above.read() as read:
        both = read.session.query(Trainee).filter_by(id_number=people.person(1).id_number).one()
        assert read.session.query(Enrolment).filter_by(trainee_uid=both.uid).count() == 2
        assert len({e.origin for e in read.session.query(Enrolment).filter_by(trainee_uid=both.uid)}) == 2
        assert faults(read) == []


def test_an_older_revision_with_another_content_is_a_conflict(sender: Bureau, above: Office, tmp_path: Path) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    with above.work() as work:
        work.connection.exec_driver_sql("UPDATE training_class SET revision = 99, place = '别处'")
    assert [c.kind for c in look(above, sent(sender, tmp_path / "b.zip")).disputes] == ["revision"]


def test_a_uid_that_another_office_keeps_is_a_conflict(sender: Bureau, above: Office, tmp_path: Path) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    with above.work() as work:
        work.connection.exec_driver_sql(f"UPDATE claim SET origin = {work.own.uid}")
    assert "uid" in [c.kind for c in look(above, sent(sender, tmp_path / "b.zip")).disputes]


def test_two_offices_with_one_number_are_a_conflict(sender: Bureau, above: Office, tmp_path: Path) -> None:
    with above.work() as work:
        number = one(sender.office, OfficeRow).number  # type: ignore[attr-defined]
        work.session.add(OfficeRow(uid=1, name="另一单位", region="500102", level="county", number=number))
    assert [p.code for p in look(above, sent(sender, tmp_path / "a.zip")).conflicts] == ["merge.number"]


def test_a_number_corrected_by_its_keeper_is_followed(sender: Bureau, above: Office, tmp_path: Path) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    sender.set(Trainee, one_uid(sender, Trainee), id_number=people.person(90).id_number)
    take(above, sent(sender, tmp_path / "b.zip"))
    with above.read() as read:
        assert read.session.query(Trainee).count() == 2
        assert read.session.query(Trainee).filter_by(id_number=people.person(90).id_number).count() == 1


def test_the_receivers_own_rows_stay_as_they_are(sender: Bureau, above: Office, tmp_path: Path) -> None:
    with above.work() as work:
        known = people.person(1)
        own = Trainee(name=known.name, id_number=known.id_number, sex="男", born=None, initials=" x")
        own.born = sender.today
        uid = work.add(own).uid
    take(above, sent(sender, tmp_path / "a.zip"))
    with above.read() as read:
        kept = read.session.get_one(Trainee, uid)
        assert (kept.revision, kept.initials, kept.origin) == (1, " x", read.own.uid)
        assert read.session.query(Enrolment).filter_by(trainee_uid=uid).count() == 1


def one_uid(sender: Bureau, model: type) -> int:
    with sender.office.read() as read:
        return int(read.session.query(model).order_by(model.uid).first().uid)  # type: ignore[attr-defined]


def rows_inside(work: object) -> int:
    return int(work.connection.exec_driver_sql("SELECT count(*) FROM enrolment").scalar_one())  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("period", "sentence"), [("x", "不是一个月份"), ("2019", "不是一个月份"), ("2035-01", "还没有开始")]
)
def test_a_package_of_no_month_or_quarter_or_of_one_to_come_is_not_taken(
    sender: Bureau, above: Office, tmp_path: Path, period: str, sentence: str
) -> None:
    path, before = restated(sent(sender, tmp_path / "a.zip"), period=period), rows(above)
    with pytest.raises(Refused, match=sentence):
        take(above, path)
    assert rows(above) == before


def test_a_month_to_come_that_was_once_taken_holds_up_none_before_it(
    sender: Bureau, above: Office, tmp_path: Path
) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    with above.work() as work:
        work.session.query(Package).filter_by(direction="received").update({"period": "2035-01"})
    assert take(above, sent(sender, tmp_path / "b.zip")).serial == 2
