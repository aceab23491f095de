"""Months at work over all offices: what two of them pay one person together."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from app.award.facts import Belonging
from app.award.schemes import SCARCE, WORK_TRAINING, Terms, Worker
from app.claim.claim.worked_months import Worked
from app.exchange.crossmonths import judge_months

from app.claim.claim.model import Claim
from app.exchange import receipt
from app.exchange.crosscheck import Award
from app.store import packs
from app.store.work import Office
from app.training.enrolment.model import Enrolment
from app.training.work_month.model import WorkMonth
from tests import people
from tests.bureau import Bureau
from tests.exchange.senders import sent, trained
from tests.exchange.test_receipt import give, learn, marks, take

POOR = Worker(Belonging("贫困劳动力", (), date(2020, 1, 1)), False, date(2019, 1, 7), None)


def terms(on: date, scheme: str = WORK_TRAINING, pack: str = "xuchang-2019") -> Terms:
    return Terms.on(packs.parsed(packs.bundled_text(pack)), on, scheme)


def award(uid: int, office: int, *, settled: bool = False) -> Award:
    return Award(uid, 1, office, f"单位{office}", date(2020, uid, 1), 2020, "电工", "四级", settled)


def months(*spans: tuple[int, int]) -> dict[int, Worked]:
    """The months, first and last of 2020, behind the lines 1, 2, ...; all of one poor worker."""
    return {
        uid: Worked(POOR, [f"2020-{n:02d}" for n in range(first, last + 1)])
        for uid, (first, last) in enumerate(spans, start=1)
    }


@pytest.mark.clause("XC-26")
def test_six_months_over_two_offices_stand_and_the_seventh_is_refused_with_its_clause() -> None:
    first, second = award(1, 1, settled=True), award(2, 2)
    assert judge_months([first, second], months((1, 4), (5, 6)), 2, terms) == {}
    told = judge_months([first, second], months((1, 4), (5, 7)), 2, terms)
    assert list(told) == [2]
    assert "此前已享受4个月，最长不超过6个月" in told[2] and "二（三）1" in told[2] and "单位1" in told[2]


def test_the_same_month_of_two_offices_is_refused_and_what_one_office_pays_alone_is_its_own() -> None:
    told = judge_months([award(1, 1), award(2, 2)], months((1, 2), (2, 3)), 2, terms)
    assert "2020-02" in told[2]
    assert judge_months([award(1, 2), award(2, 2)], months((1, 4), (4, 9)), 2, terms) == {}
    assert judge_months([award(1, 1), award(2, 2)], months((1, 2), (2, 3)), 1, terms) == {}


@pytest.mark.clause("XC-26")
def test_months_too_early_to_be_paid_and_schemes_that_are_not_offered_stand_in_nobodys_way() -> None:
    late = months((1, 2), (1, 2))
    late[1].worker = replace(POOR, hired_on=date(2019, 10, 8))
    assert judge_months([award(1, 1), award(2, 2)], late, 2, terms) == {}
    assert judge_months([award(1, 1), award(2, 2)], months((1, 2), (1, 2)), 2, lambda on: None) == {}


@pytest.mark.clause("CX-19")
def test_posts_of_two_offices_share_their_three_years() -> None:
    worker = Worker(Belonging("企业一线在岗职工", (), date(2020, 1, 1)), False, None, date(2018, 1, 5))
    there = [f"{year}-{month:02d}" for year in (2018, 2019, 2020) for month in range(1, 13)]
    of = {1: Worked(worker, there), 2: Worked(worker, ["2021-01"])}

    def posts(on: date) -> Terms:
        return terms(on, SCARCE, "cixi-2020")

    assert "此前已享受36个月" in judge_months([award(1, 1, settled=True), award(2, 2)], of, 2, posts)[2]


@pytest.mark.clause("QJ-12")
def test_the_city_refuses_the_month_that_another_county_was_paid_for(
    sender: Bureau, neighbour: Bureau, above: Office, tmp_path: Path
) -> None:
    for bureau, trade, worked in ((sender, 1, ("2019-09", "2019-10")), (neighbour, 2, ("2019-10", "2019-11"))):
        made = trained(bureau, [people.person(1)], trade=trade)
        bureau.set(Claim, made, scheme=WORK_TRAINING)
        with bureau.office.work() as work:
            group = work.session.get_one(Claim, made).class_uid
            (row,) = work.session.query(Enrolment).filter_by(class_uid=group)
            row.category = "贫困劳动力"
            for month in worked:
                work.add(WorkMonth(enrolment_uid=row.uid, month=month))
    take(above, sent(sender, tmp_path / "a.zip"))
    assert give(above, tmp_path / "ra.xlsx").refused == 0
    take(above, sent(neighbour, tmp_path / "b.zip"))
    assert give(above, tmp_path / "rb.xlsx") == receipt.Counts(accepted=0, refused=1, changed=3)
    learn(neighbour.office, tmp_path / "rb.xlsx")
    (why,) = [why for mark, why in marks(neighbour.office)["claim_line"] if mark == "refused"]
    assert why is not None and "2019-10" in why and "四（一）" in why
