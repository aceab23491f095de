"""Two counties with classes, claims and payments, and the city above them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from app.exchange import package
from app.store.founding import Charter, found
from app.store.models import OfficeRow
from app.store.models import Package as PackageRow
from app.store.work import Office
from tests import people
from tests.bureau import Bureau

CITY_CLERK = "市经办"
CITY_NOW = datetime(2020, 2, 3, 9, tzinfo=UTC)
TRADES = (("电工", "四级/中级工"), ("保育员", "五级/初级工"), ("焊工", "五级/初级工"), ("养老护理员", "五级/初级工"))


def county(folder: Path, name: str = "綦江区人力社保局", region: str = "500110") -> Bureau:
    """A county ready to open classes and to claim for them."""
    made = Bureau(folder, region=region)
    made.set(OfficeRow, _own(made.office), name=name)
    made.institution()
    for occupation, level in TRADES:
        made.rate(occupation, level=level)
    return made


def city(folder: Path, region: str = "500100", level: str = "city", name: str = "重庆市人力社保局") -> Office:
    """The office above."""
    charter = Charter(name, region, level, "qijiang-2019", [(CITY_CLERK, ["clerk", "reviewer", "chief"])])
    return found(folder, charter, lambda: CITY_NOW)


def trained(sender: Bureau, who: int | Sequence[people.Person] = 2, trade: int = 0, state: str = "paid") -> int:
    """A class held, accepted and its claim brought to a state; gives the claim's uid."""
    occupation, level = TRADES[trade]
    name = f"{occupation}班"
    return sender.claim(sender.accepted(who, occupation=occupation, level=level, name=name), state)


def sent(sender: Bureau, path: Path, period: str = "") -> Path:
    """The sender's next package, of its present month unless said otherwise."""
    sender.office.sign_in("张经办")
    with sender.office.work() as work:
        package.build(work, period or f"{sender.today:%Y-%m}", path)
    return path


def packages(office: Office, direction: str) -> list[PackageRow]:
    """The rows of packages sent or received, in order."""
    with office.read() as read:
        rows = read.session.query(PackageRow).filter_by(direction=direction).order_by(PackageRow.serial).all()
        read.session.expunge_all()
    return rows


def _own(office: Office) -> int:
    with office.read() as read:
        return read.own.uid
