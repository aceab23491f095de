"""A city's money is that of its counties, each by itself and together, and what is bought is nobody's 人次."""

from pathlib import Path

from sqlalchemy import func, select

from app.claim.claim.model import Claim
from app.exchange import merge
from app.fund.disclosure import DISCLOSURE
from app.fund.payment.model import Payment
from app.kernel.periods import parse_period
from app.plan.figures import lines
from app.record.report import SUM
from tests.agreement import disagreeing, published
from tests.exchange.senders import city, county, sent, trained


def test_a_city_adds_up_its_counties_office_by_office_and_together(tmp_path: Path) -> None:
    first, second = county(tmp_path / "a"), county(tmp_path / "b", "渝中区人力社保局", "500103")
    trained(first, 3)
    trained(second, 2)
    with city(tmp_path / "city") as above:
        for sender in (first, second):
            with above.work() as work:
                merge.apply(work, sent(sender, tmp_path / f"{sender.office.folder.name}.zip"))
        with above.read() as read:
            period = parse_period("2019")
            assert disagreeing(read) == []
            rows = [row for row in DISCLOSURE.tables[0].rows(read, period) if row.get(SUM)]
            assert [(row["office"], row["amount_fen"]) for row in rows] == [
                ("渝中区人力社保局小计", 240_000),
                ("綦江区人力社保局小计", 360_000),
                ("合计", 600_000),
            ]
            assert DISCLOSURE.values(read, period)["parts"] == (
                "其中净支出：渝中区人力社保局2,400.00元；綦江区人力社保局3,600.00元。"
            )
            claims = read.session.scalar(select(func.sum(Claim.total_fen)).where(Claim.state == "paid"))
            assert claims == published(read, period)
    for sender in (first, second):
        sender.office.close()


def test_what_an_institution_gets_for_itself_is_money_and_nobodys_person_time(tmp_path: Path) -> None:
    made = county(tmp_path / "county")
    trained(made, 3)
    with made.office.work() as work:
        claim = work.session.query(Claim).one()
        house = work.add(
            Claim(
                **{key: getattr(claim, key) for key in ("institution_uid", "applied_on", "pack_id", "pack_version")},
                number="BT-S",
                scheme="实训基地",
                basis_on=claim.basis_on,
                state="paid",
                line_count=1,
                granted_count=1,
                total_fen=500,
            )
        )
        work.add(
            Payment(
                number="BF-S",
                claim_uid=house.uid,
                payee="示例学校",
                amount_fen=500,
                fund="就业补助资金",
                voucher="9",
                paid_on=claim.paid_on,
            )
        )
    with made.office.read() as read:
        period = parse_period("2019")
        rows = [row for row in DISCLOSURE.tables[0].rows(read, period) if not row.get(SUM)]
        assert {(row["scheme"], row["times"], row["amount_fen"]) for row in rows} == {
            ("职业培训补贴", 3, 360_000),
            ("实训基地", 0, 500),
        }
        whole = lines(read, period)[-1]
        assert (whole.unit, whole.year.paid_fen, whole.year.times) == ("全单位合计", 360_500, 3)
        assert disagreeing(read) == []
    made.office.close()
