"""Days of attendance over all offices: one person's day is paid by one of them."""

from datetime import date
from pathlib import Path

import pytest
from app.award.schemes import LIVING, PRACTICAL, Terms
from app.exchange.crossdays import judge_days

from app.claim.claim.attended_days import Attended
from app.claim.claim.model import Claim
from app.exchange import receipt
from app.exchange.crosscheck import Award
from app.store import packs
from app.store.work import Office
from app.training.attendance.model import Attendance
from app.training.enrolment.model import Enrolment
from tests import people
from tests.bureau import Bureau
from tests.exchange.senders import sent, trained
from tests.exchange.test_receipt import give, learn, marks, take


def terms(on: date, scheme: str = PRACTICAL, pack: str = "suihua-2019") -> Terms:
    return Terms.on(packs.parsed(packs.bundled_text(pack)), on, scheme)


def award(uid: int, office: int, *, settled: bool = False) -> Award:
    return Award(uid, 1, office, f"单位{office}", date(2020, 1, uid), 2020, "食用菌", "四级", settled)


def sat(*spans: tuple[int, int], periods: int = 6, minutes: int = 40) -> dict[int, Attended]:
    """The days, first and last of January 2020, behind the lines 1, 2, ..."""
    return {
        uid: {date(2020, 1, n): (periods, minutes) for n in range(first, last + 1)}
        for uid, (first, last) in enumerate(spans, start=1)
    }


@pytest.mark.clause("SH-06")
def test_the_same_day_of_two_offices_is_refused_with_its_clause_and_the_other_office() -> None:
    both = [award(1, 1), award(2, 2)]
    (why,) = judge_days(both, sat((1, 9), (9, 12)), 2, terms).values()
    assert "2020-01-09" in why and "2020-01-10" not in why and "三（一）" in why and "单位1" in why
    assert judge_days(both, sat((1, 9), (10, 12)), 2, terms) == {}
    assert judge_days(both, sat((1, 9), (9, 12)), 1, terms) == {}
    assert list(judge_days([award(1, 1), award(2, 2, settled=True)], sat((1, 9), (9, 12)), 1, terms)) == [1]


def test_a_day_that_is_not_paid_and_what_one_office_pays_alone_stand_in_nobodys_way() -> None:
    both = [award(1, 1), award(2, 2)]
    assert judge_days(both, sat((1, 9), (9, 12), periods=5), 2, terms) == {}
    assert judge_days(both, sat((1, 9), (9, 12), minutes=39), 2, terms) == {}
    assert judge_days([award(1, 2), award(2, 2)], sat((1, 9), (9, 12)), 2, terms) == {}
    assert judge_days(both, sat((1, 9), (9, 12)), 2, lambda on: None) == {}


def test_a_day_that_an_office_paid_with_another_class_is_not_held_against_the_second() -> None:
    three = [award(1, 1, settled=True), award(2, 2), award(3, 2)]
    assert list(judge_days(three, sat((1, 4), (4, 6), (4, 9)), 2, terms)) == [2]


@pytest.mark.clause("QJ-10")
def test_the_city_refuses_the_day_of_living_allowance_that_another_county_paid(
    sender: Bureau, neighbour: Bureau, above: Office, tmp_path: Path
) -> None:
    for bureau, trade, days in ((sender, 1, (2, 3)), (neighbour, 2, (3, 4))):
        made = trained(bureau, [people.person(1)], trade=trade)
        bureau.set(Claim, made, scheme=LIVING)
        with bureau.office.work() as work:
            group = work.session.get_one(Claim, made).class_uid
            (row,) = work.session.query(Enrolment).filter_by(class_uid=group)
            for day in days:
                work.add(Attendance(enrolment_uid=row.uid, day=date(2019, 9, day), periods=6, minutes=45))
    take(above, sent(sender, tmp_path / "a.zip"))
    assert give(above, tmp_path / "ra.xlsx").refused == 0
    take(above, sent(neighbour, tmp_path / "b.zip"))
    assert give(above, tmp_path / "rb.xlsx") == receipt.Counts(accepted=0, refused=1, changed=3)
    learn(neighbour.office, tmp_path / "rb.xlsx")
    (why,) = [why for mark, why in marks(neighbour.office)["claim_line"] if mark == "refused"]
    assert why is not None and "2019-09-03" in why and "2019-09-04" not in why and "綦江区人力社保局" in why
