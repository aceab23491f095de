"""An order as the city issues it and a county takes it, and the lists of either office."""

from pathlib import Path
from typing import Any

from app.desk.lists import LISTINGS
from app.exchange import order
from tests.bureau import CLERK, Bureau

DOCUMENT = "绥政办发〔2019〕34号"
BEILIN = "231202"


def rows(bureau: Bureau, name: str) -> list[dict[str, Any]]:
    with bureau.office.read() as read:
        return list(LISTINGS[name].rows(read.connection))


def issued(city: Bureau, path: Path) -> Path:
    city.office.sign_in(CLERK)
    with city.office.work() as work:
        order.build(work, path, DOCUMENT)
    return path


def take(county: Bureau, path: Path) -> order.Effect:
    county.office.sign_in(CLERK)
    with county.office.work() as work:
        return order.apply(work, path)
