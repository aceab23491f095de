"""Numbers of classes, claims and payments are known above their office: each carries its office's region code."""

from pathlib import Path

from app.desk.lists import LISTINGS
from app.exchange import merge
from tests.exchange.senders import city, county, sent, trained


def test_no_number_of_one_county_is_a_number_of_another_in_the_city(tmp_path: Path) -> None:
    with city(tmp_path / "city") as above:
        for region in ("500110", "500111"):
            sender = county(tmp_path / region, f"{region}人力社保局", region)
            trained(sender)
            with above.work() as work:
                merge.apply(work, sent(sender, tmp_path / f"{region}.zip"))
            sender.office.close()
        with above.read() as read:
            for name in ("classes", "claims", "payments"):
                numbers = [str(row["number"]) for row in LISTINGS[name].rows(read.connection)]
                assert len(numbers) == len(set(numbers)) == 2, (name, numbers)
                assert {number[-16:-10] for number in numbers} == {"500110", "500111"}
