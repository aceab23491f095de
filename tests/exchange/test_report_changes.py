"""What was reported stands as it went out; what changed since is said figure by figure and by the names behind it."""

from pathlib import Path

import pytest

from app.exchange.report_changes import CHANGES
from app.kernel.outcomes import Refused
from app.kernel.periods import parse_period
from app.plan.reported.model import ReportedFigures
from app.record.report import Row
from app.store.work import Work
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from tests import people
from tests.agreement import disagreements
from tests.bureau import Bureau
from tests.exchange.senders import county, quarter, sent, trained


@pytest.fixture
def reported(tmp_path: Path) -> Bureau:
    """A county whose package of a quarter has gone out."""
    made = county(tmp_path / "county")
    trained(made, 3)
    sent(made, tmp_path / "a.zip")
    return made


def changes(made: Bureau, table: int, period: str = "") -> list[Row]:
    with made.office.read() as read:
        return list(CHANGES.tables[table].rows(read, parse_period(period or quarter(made.today))))


def test_nothing_differs_from_a_package_that_has_just_gone_out(reported: Bureau) -> None:
    assert changes(reported, 0) == []
    assert changes(reported, 1) == []
    with reported.office.read() as read:
        assert disagreements(CHANGES, read, parse_period(quarter(reported.today))) == []
    reported.office.close()


def test_a_later_change_is_told_by_figure_and_by_name(reported: Bureau) -> None:
    with reported.office.work() as work:
        entry = work.session.query(Enrolment).order_by(Enrolment.seq).first()
        assert entry is not None
        entry.result = "failed"
        person = work.session.get_one(Trainee, entry.trainee_uid).name
    figures = changes(reported, 0)
    assert {(row["figure"], row["before"], row["after"]) for row in figures} >= {("累计合格人次", "3", "2")}
    assert {row["unit"] for row in figures} >= {"区人力社保局"}
    (named,) = [row for row in changes(reported, 1) if row["sheet"] == "学员名册"]
    assert (named["name"], named["change"], named["figure"]) == (person, "报出后改动", "评定")
    assert (named["before"], named["after"]) == ("合格", "不合格")
    with reported.office.read() as read:
        (said,) = disagreements(CHANGES, read, parse_period(quarter(reported.today)))
    assert f"{len(figures)} 个数字" in said.text
    reported.office.close()


def test_who_came_since_is_named(reported: Bureau) -> None:
    with reported.office.work() as work:
        known = work.session.query(Enrolment).first()
        assert known is not None
        newcomer = work.session.merge(Trainee(**{**_values(work, known.trainee_uid), "uid": 77, "name": "后来人"}))
        work.session.flush()
        work.add(Enrolment(class_uid=known.class_uid, trainee_uid=newcomer.uid, seq=9, category=known.category))
    found = {(row["sheet"], row["name"], row["change"]) for row in changes(reported, 1)}
    assert ("学员名册", "后来人", "报出后增加") in found
    reported.office.close()


def _values(work: Work, uid: int) -> dict[str, object]:
    row = work.session.get_one(Trainee, uid)
    values = {column.name: getattr(row, column.name) for column in Trainee.__table__.columns}
    return {**values, "id_number": people.id_number(77)}


def test_a_period_that_was_not_reported_has_nothing_to_compare(reported: Bureau) -> None:
    with reported.office.read() as read, pytest.raises(Refused, match="没有报出过"):
        list(CHANGES.tables[0].rows(read, parse_period("2019-01")))
    with pytest.raises(Refused, match="只有月报、季报"):
        CHANGES.period("2019")
    reported.office.close()


def test_a_change_of_what_somebody_has_of_several_months_names_the_month(tmp_path: Path) -> None:
    made = county(tmp_path / "county")
    town = made.do("office.create", name="示例镇", region="500110101", level="街镇")
    counts = dict.fromkeys(("classes", "times", "qualified", "certified", "subsidised", "awarded_fen", "paid_fen"), 1)
    with made.office.work() as work:
        for month in ("2019-08", "2019-09"):
            work.add(ReportedFigures(office_uid=town, office_name="示例镇", period=month, **counts))
    sent(made, tmp_path / "a.zip")
    with made.office.work() as work:
        work.session.query(ReportedFigures).filter_by(period="2019-08").one().times = 2
    (named,) = changes(made, 1)
    assert (named["sheet"], named["name"], named["figure"]) == ("手工报送数据", "示例镇 2019-08", "培训人次")
    made.office.close()
