"""Figures of offices without the program go up with the package of the office that they were handed in to."""

from pathlib import Path

from app.desk.lists import LISTINGS
from app.desk.reports import show
from app.exchange import merge
from app.plan.reported.model import ReportedFigures
from app.plan.summary import summary
from app.store.work import Office, Read
from tests.bureau import Bureau
from tests.exchange.senders import sent

FIGURES = {"classes": 1, "times": 30, "qualified": 25, "certified": 20, "subsidised": 20}
MONEY = {"awarded_fen": 1_000_000, "paid_fen": 600_000}


def handed_in(county: Bureau, town: int, period: str, **otherwise: int) -> None:
    with county.office.work() as work:
        known = work.session.query(ReportedFigures).filter_by(office_uid=town, period=period).first()
        row = known or work.add(
            ReportedFigures(office_uid=town, office_name="示例镇", period=period, **FIGURES, **MONEY)
        )
        for key, count in otherwise.items():
            setattr(row, key, count)


def signed(read: Read) -> tuple[list[dict[str, object]], dict[str, object]]:
    """The rows of the year's table and their sum."""
    *rows, whole = show(read, summary("office"), "2019").tables[0].rows
    return [dict(row) for row in rows], dict(whole)


def received(above: Office) -> dict[str, int]:
    with above.read() as read:
        return {str(row["period"]): int(row["times"]) for row in LISTINGS["reported-figures"].rows(read.connection)}


def test_the_city_counts_what_a_town_handed_in_to_its_county_and_says_so(
    sender: Bureau, above: Office, tmp_path: Path
) -> None:
    town = sender.do("office.create", name="示例镇", region="500110101", level="town")
    handed_in(sender, town, "2019-09")
    with above.work() as work:
        merge.apply(work, sent(sender, tmp_path / "a.zip"))
    with sender.office.read() as read:
        _, there = signed(read)
    with above.read() as read:
        (county,), whole = signed(read)
    assert county["name"] == "綦江区人力社保局（含手工报送）"
    for key in ("year_classes", "year_times", "year_certified", "year_awarded_fen", "year_paid_fen"):
        assert county[key] == whole[key] == there[key]
    assert county["year_times"] == 30 + 2


def test_a_correction_follows_and_what_belongs_to_a_later_quarter_waits_for_it(
    sender: Bureau, above: Office, tmp_path: Path
) -> None:
    town = sender.do("office.create", name="示例镇", region="500110101", level="town")
    handed_in(sender, town, "2019-09")
    handed_in(sender, town, "2020-02")
    with above.work() as work:
        merge.apply(work, sent(sender, tmp_path / "a.zip"))
    assert received(above) == {"2019-09": 30}
    handed_in(sender, town, "2019-09", times=31)
    with above.work() as work:
        merge.apply(work, sent(sender, tmp_path / "b.zip"))
    assert received(above) == {"2019-09": 31}
