"""回执: what the city refuses, with which clause, and how the county learns of it."""

import secrets
from pathlib import Path

import openpyxl
import pytest

from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.exchange import merge, receipt, receipt_file
from app.exchange.package_rows import last_taken
from app.kernel.outcomes import Refused
from app.store.backup import back_up, restore
from app.store.copies import tally
from app.store.models import Package
from app.store.work import Office
from app.training.enrolment.model import Enrolment
from app.training.training_class.model import TrainingClass
from tests import people
from tests.bureau import Bureau
from tests.exchange.senders import packages, sent, trained
from tests.seat import seat


def take(office: Office, path: Path) -> None:
    with office.work() as work:
        merge.apply(work, path)


def give(office: Office, path: Path, place: int = -1) -> receipt.Counts:
    with office.work() as work:
        newest = work.session.query(Package).filter_by(direction="received").order_by(Package.uid).all()[place]
        return receipt.build(work, newest.uid, path)


def learn(office: Office, path: Path) -> receipt.Counts:
    with office.work() as work:
        return receipt.apply(work, path)


def marks(office: Office) -> dict[str, list[tuple[str | None, str | None]]]:
    with office.read() as read:
        lines = [(line.reported, line.receipt_reason) for line in read.session.query(ClaimLine).order_by(ClaimLine.uid)]
        plain = {m.__tablename__: [(r.reported, None) for r in read.session.query(m)] for m in (Claim, TrainingClass)}
        return {"claim_line": lines, **plain}


def revisions(office: Office) -> list[int]:
    with office.read() as read:
        return [row.revision for model in (Claim, TrainingClass) for row in read.session.query(model)]


def test_a_receipt_goes_round(sender: Bureau, above: Office, tmp_path: Path) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    before = revisions(sender.office)
    whole = receipt.Counts(accepted=2, refused=0, changed=4, accepted_fen=240_000)
    assert give(above, tmp_path / "r.xlsx") == whole
    assert learn(sender.office, tmp_path / "r.xlsx") == whole
    for office, direction in ((sender.office, "sent"), (above, "received")):
        assert [(p.state, p.accepted, p.refused) for p in packages(office, direction)] == [("receipted", 2, 0)]
        assert {mark for found in marks(office).values() for mark in found} == {("accepted", None)}
    assert revisions(sender.office) == before


def test_the_receipt_says_which_packages_never_came_and_what_the_package_held(
    sender: Bureau, above: Office, tmp_path: Path
) -> None:
    sent(sender, tmp_path / "a.zip")
    take(above, sent(sender, tmp_path / "b.zip"))
    give(above, tmp_path / "r.xlsx")
    cover = dict(openpyxl.load_workbook(tmp_path / "r.xlsx")[receipt_file.COVER].iter_rows(values_only=True, max_col=2))
    row = packages(above, "received")[0]
    assert cover["说明"] == "第1号没有收到过，不影响：本包含截至当月的全部数据"
    assert (cover["记录数"], cover["补贴合计(元)"]) == (str(row.row_count), "2,400.00")
    assert learn(sender.office, tmp_path / "r.xlsx").accepted == 2


def test_the_package_taken_last_is_known_also_where_a_restored_copy_draws_lower_uids(
    sender: Bureau, above: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    monkeypatch.setattr(secrets, "randbits", lambda bits: 1)
    with seat(restore(back_up(above, tmp_path / "city.db"), tmp_path / "again", clock=sender.now), "市经办") as again:
        take(again, sent(sender, tmp_path / "b.zip"))
        with again.read() as read:
            last = last_taken(read)
            assert last is not None and last.serial == 2
            assert last.uid < min(row.uid for row in packages(again, "received") if row.serial == 1)


@pytest.mark.parametrize(("form", "enters"), [("1", False), ("2", True)])
def test_a_receipt_of_a_format_before_is_applied_and_the_first_enters_no_lost_package(
    sender: Bureau, above: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, enters: bool
) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    give(above, tmp_path / "r.xlsx")
    cover, lines = receipt_file.read(tmp_path / "r.xlsx")
    monkeypatch.setattr(receipt_file, "FORMAT", form)
    receipt_file.write(tmp_path / "r.xlsx", {**cover, "格式": form}, lines)
    assert learn(sender.office, tmp_path / "r.xlsx").accepted == 2
    if enters:
        assert receipt.stated_in(tmp_path / "r.xlsx")[2]["total_fen"] == 240_000
    else:
        with pytest.raises(Refused, match="由旧版程序出具"):
            receipt.stated_in(tmp_path / "r.xlsx")


def test_the_same_receipt_twice_changes_nothing(sender: Bureau, above: Office, tmp_path: Path) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    give(above, tmp_path / "r.xlsx")
    learn(sender.office, tmp_path / "r.xlsx")
    with sender.office.read() as read:
        before = dict(tally(read.connection))
    again = learn(sender.office, tmp_path / "r.xlsx")
    assert again.changed == 0 and "没有任何改变" in again.text()
    with sender.office.read() as read:
        assert dict(tally(read.connection)) == before


def test_what_a_clerk_refused_comes_back_with_the_reason(sender: Bureau, above: Office, tmp_path: Path) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    with above.work() as work:
        line = work.session.query(ClaimLine).order_by(ClaimLine.uid).first()
        assert line is not None
        line.reported, line.receipt_reason = "refused", "证书编号查无此证"
    assert give(above, tmp_path / "r.xlsx").refused == 1
    told = learn(sender.office, tmp_path / "r.xlsx")
    assert (told.refused, told.halted, told.paid) == (1, 0, 1)
    found = marks(sender.office)
    assert found["claim_line"] == [("refused", "证书编号查无此证"), ("accepted", None)]
    assert found["claim"] == [("refused", None)]
    with sender.office.read() as read:
        assert {line.amount_fen for line in read.session.query(ClaimLine)} == {120000}


def test_the_fourth_subsidy_of_a_year_over_two_counties_is_refused_with_its_clause(
    sender: Bureau, neighbour: Bureau, above: Office, tmp_path: Path
) -> None:
    trained(sender, [people.person(1)], trade=1)
    trained(neighbour, [people.person(1), people.person(60)], trade=2)
    trained(neighbour, [people.person(1), people.person(60)], trade=3)
    take(above, sent(sender, tmp_path / "a.zip"))
    assert give(above, tmp_path / "ra.xlsx").refused == 0
    take(above, sent(neighbour, tmp_path / "b.zip"))
    counts = give(above, tmp_path / "rb.xlsx")
    assert (counts.accepted, counts.refused, counts.changed) == (3, 1, 8)
    learn(neighbour.office, tmp_path / "rb.xlsx")
    refused = [why for mark, why in marks(neighbour.office)["claim_line"] if mark == "refused"]
    assert len(refused) == 1
    assert refused[0] is not None
    assert "每年享受次数" in refused[0] and "2019年" in refused[0] and "连同本次4次，以3次为限" in refused[0]
    assert "綦江府办发〔2019〕39号四（二）" in refused[0]
    assert "綦江区人力社保局2次" in refused[0]


def test_the_same_trade_in_another_county_is_refused_with_its_clause(
    sender: Bureau, neighbour: Bureau, above: Office, tmp_path: Path
) -> None:
    trained(neighbour, [people.person(1)])
    take(above, sent(sender, tmp_path / "a.zip"))
    give(above, tmp_path / "ra.xlsx")
    take(above, sent(neighbour, tmp_path / "b.zip"))
    assert give(above, tmp_path / "rb.xlsx").refused == 1
    learn(neighbour.office, tmp_path / "rb.xlsx")
    why = marks(neighbour.office)["claim_line"][0][1]
    assert why is not None and "不得重复享受" in why and "同一职业（工种）和技能等级" in why and "四（二）" in why


@pytest.mark.parametrize(("kind", "refused"), [("职业技能等级证书", 1), ("职业资格证书", 0)])
def test_one_certificate_of_two_people_in_two_counties_is_refused_with_its_clause(
    sender: Bureau, neighbour: Bureau, above: Office, tmp_path: Path, kind: str, refused: int
) -> None:
    borne = sender.record("enrolment", sender.enrolled(sender.first("class"))[0])["certificate_number"]
    trained(neighbour, [people.person(60), people.person(61)])
    one = neighbour.enrolled(neighbour.first("class"))[0]
    neighbour.set(Enrolment, one, certificate_number=borne, certificate_kind=kind)
    take(above, sent(sender, tmp_path / "a.zip"))
    give(above, tmp_path / "ra.xlsx")
    take(above, sent(neighbour, tmp_path / "b.zip"))
    assert give(above, tmp_path / "rb.xlsx").refused == refused
    learn(neighbour.office, tmp_path / "rb.xlsx")
    why = marks(neighbour.office)["claim_line"][0][1] or ""
    if refused:
        assert (
            "同一证书编号也登记在班级" in why
            and "綦江府办发〔2019〕39号" in why
            and why.endswith("登记单位：綦江区人力社保局")
        )


@pytest.mark.parametrize(("own_number", "refused"), [(False, 1), (True, 0)])
def test_one_certificate_of_one_person_is_paid_by_one_county_unless_it_is_numbered_after_the_person(
    sender: Bureau, neighbour: Bureau, above: Office, tmp_path: Path, own_number: bool, refused: int
) -> None:
    somebody = people.person(60)
    number = f"T{somebody.id_number}" if own_number else "渝60"
    for bureau, trade in ((sender, 1), (neighbour, 2)):
        claim = trained(bureau, [somebody], trade)
        group = bureau.record("claim", claim)["class_number"]
        with bureau.office.work() as work:
            held = work.session.query(TrainingClass).filter_by(number=group).one()
            work.session.query(Enrolment).filter_by(class_uid=held.uid).one().certificate_number = number
    take(above, sent(sender, tmp_path / "a.zip"))
    assert give(above, tmp_path / "ra.xlsx").refused == 0
    take(above, sent(neighbour, tmp_path / "b.zip"))
    assert give(above, tmp_path / "rb.xlsx").refused == refused
    learn(neighbour.office, tmp_path / "rb.xlsx")
    why = marks(neighbour.office)["claim_line"][0][1] or ""
    assert not refused or ("一本证书只申领一次" in why and "綦江府办发〔2019〕39号" in why and "綦江区" in why)


def test_a_changed_receipt_is_refused(sender: Bureau, above: Office, tmp_path: Path) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    give(above, tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    book[receipt_file.ROWS]["E4"] = "未接收"
    book.save(tmp_path / "x.xlsx")
    before = marks(sender.office)
    with pytest.raises(Refused, match="校验码不符"):
        learn(sender.office, tmp_path / "x.xlsx")
    assert marks(sender.office) == before


@pytest.mark.parametrize("line", range(1, 21))
def test_no_line_of_the_cover_can_be_changed(sender: Bureau, above: Office, tmp_path: Path, line: int) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    give(above, tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    book[receipt_file.COVER].cell(line, 2).value = "9"
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(Refused):
        learn(sender.office, tmp_path / "x.xlsx")


def test_another_offices_receipt_is_refused(sender: Bureau, neighbour: Bureau, above: Office, tmp_path: Path) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    give(above, tmp_path / "r.xlsx")
    with pytest.raises(Refused, match="本单位没有这份报送包"):
        learn(neighbour.office, tmp_path / "r.xlsx")


def test_a_receipt_overtaken_by_a_later_one_is_refused(sender: Bureau, above: Office, tmp_path: Path) -> None:
    for name in ("a", "b"):
        take(above, sent(sender, tmp_path / f"{name}.zip"))
        give(above, tmp_path / f"{name}.xlsx")
    learn(sender.office, tmp_path / "b.xlsx")
    with pytest.raises(Refused, match="已经过时"):
        learn(sender.office, tmp_path / "a.xlsx")


def test_only_the_latest_package_gets_a_receipt(sender: Bureau, above: Office, tmp_path: Path) -> None:
    take(above, sent(sender, tmp_path / "a.zip"))
    take(above, sent(sender, tmp_path / "b.zip"))
    with pytest.raises(Refused, match="请对第2号出具回执"):
        give(above, tmp_path / "r.xlsx", 0)


def test_a_workbook_that_is_no_receipt_is_refused(sender: Bureau, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "x.xlsx")
    with pytest.raises(Refused, match="不是报送回执"):
        learn(sender.office, tmp_path / "x.xlsx")
