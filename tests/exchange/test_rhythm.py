"""A package of the period in which the policy has an office report: a month, or a quarter."""

from datetime import date
from pathlib import Path

import pytest

from app.desk.lists import LISTINGS
from app.exchange.package_rows import usual_period
from app.kernel.outcomes import Refused
from app.record.listing import Filter, Query
from app.store.work import Office
from tests.bureau import Bureau
from tests.exchange.senders import manifest_of, packages, sent
from tests.exchange.test_merge import take


def owed(bureau: Bureau, period: str) -> object:
    with bureau.office.read() as read:
        wanted = Query((Filter("period", "=", period),))
        return [row["done_on"] for row in LISTINGS["deadlines"].rows(read.connection, wanted)]


@pytest.mark.clause("QJ-20")
def test_a_quarters_package_is_its_report_and_closes_what_was_due(
    sender: Bureau, above: Office, tmp_path: Path
) -> None:
    sender.today = date(2020, 1, 8)
    with sender.office.read() as read:
        assert usual_period(read) == "2019Q4"
    assert owed(sender, "2019Q4") == [None]
    path = sent(sender, tmp_path / "q.zip", "2019Q4")
    assert owed(sender, "2019Q4") == [sender.today]
    assert manifest_of(path).counts["补贴明细"] == 2
    take(above, path)
    assert [p.period for p in packages(above, "received")] == ["2019Q4"]


def test_months_and_quarters_follow_each_other_by_their_last_day(sender: Bureau, above: Office, tmp_path: Path) -> None:
    sender.today = date(2020, 1, 8)
    for number, period in enumerate(("2019-11", "2019Q4", "2019-12", "2020-01")):
        take(above, sent(sender, tmp_path / f"{number}.zip", period))
    with pytest.raises(Refused, match="更早"):
        sent(sender, tmp_path / "x.zip", "2019Q4")
    assert [p.period for p in packages(above, "received")] == ["2019-11", "2019Q4", "2019-12", "2020-01"]


def test_a_policy_of_months_has_no_quarters(tmp_path: Path) -> None:
    made = Bureau(tmp_path / "county", "xuchang-2019", "411000")
    made.today = date(2020, 1, 8)
    with pytest.raises(Refused, match="没有要求按季报送"):
        sent(made, tmp_path / "a.zip", "2019Q4")
    with made.office.read() as read:
        assert usual_period(read) == "2019-12"
    made.office.close()
