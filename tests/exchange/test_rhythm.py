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
from tests.facts import install
from tests.packs import version


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
    both = version(2, ('choices = ["quarterly", "annual"]', 'choices = ["monthly", "quarterly", "annual"]'))
    install(sender, both)
    sender.today = date(2020, 1, 8)
    for number, period in enumerate(("2019-11", "2019Q4", "2019-12", "2020-01")):
        take(above, sent(sender, tmp_path / f"{number}.zip", period))
    with pytest.raises(Refused, match="更早"):
        sent(sender, tmp_path / "x.zip", "2019Q4")
    assert [p.period for p in packages(above, "received")] == ["2019-11", "2019Q4", "2019-12", "2020-01"]


@pytest.mark.parametrize(
    ("pack", "region", "refused", "usual", "words"),
    [
        pytest.param(*row, marks=pytest.mark.clause(clause), id=clause)
        for clause, *row in (
            ("QJ-20", "qijiang-2019", "500110", "2019-12", "2019Q4", ("五（一）", "季报", "2019-12")),
            ("SH-32", "suihua-2019", "231200", "2019Q4", "2019-12", ("四（二）", "月报", "2019Q4")),
            ("XC-36", "xuchang-2019", "411000", "2019Q4", "2019-12", ("三（一）", "月报", "2019Q4")),
        )
    ],
)
def test_a_period_of_another_rhythm_is_refused_by_the_clause_that_sets_it(
    pack: str, region: str, refused: str, usual: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    made = Bureau(tmp_path / "county", pack, region)
    made.today = date(2020, 1, 8)
    with pytest.raises(Refused) as refusal:
        sent(made, tmp_path / "a.zip", refused)
    assert all(word in str(refusal.value) for word in (*words, f"请写成 {usual} 的样子")), refusal.value
    with made.office.read() as read:
        assert usual_period(read) == usual
    sent(made, tmp_path / "a.zip", usual)
    made.office.close()


def test_a_policy_that_sets_no_rhythm_has_months(tmp_path: Path) -> None:
    made = Bureau(tmp_path / "county", "ordos-2019", "150600")
    made.today = date(2020, 1, 8)
    with pytest.raises(Refused, match="没有规定多久报送一次"):
        sent(made, tmp_path / "a.zip", "2019Q4")
    sent(made, tmp_path / "a.zip", "2019-12")
    made.office.close()
