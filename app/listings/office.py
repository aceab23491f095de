"""The office itself: packages, journal, people and calendar."""

from sqlalchemy import ColumnElement, Integer, case, cast, func, select

from app.kernel.dictionary import DAYS, OFFICE, ORIGIN, PACKAGES, USERS
from app.record.listing import Column, Listing, contains
from app.record.policy_facts import OWN
from app.store.models import Day, OfficeRow, Package, Setting, User


def _setting(key: str) -> ColumnElement[str]:
    """A setting of this office, beside its own row only."""
    value = select(Setting.value).where(Setting.key == key).scalar_subquery()
    return case((OfficeRow.uid == OWN, value))


OFFICE_LIST = Listing(
    name="offices",
    title="单位",
    noun="office",
    columns=(
        Column(OFFICE["name"], OfficeRow.name),
        Column(OFFICE["region"], OfficeRow.region),
        Column(OFFICE["level"], OfficeRow.level),
        Column(OFFICE["phone"], OfficeRow.phone),
        Column(OFFICE["address"], OfficeRow.address),
        Column(OFFICE["backups"], _setting("backups")),
        Column(OFFICE["superior"], _setting("superior")),
        Column(OFFICE["understaffed"], cast(_setting("understaffed"), Integer)),
        Column(ORIGIN, OfficeRow.name, hidden=True),
    ),
    source=OfficeRow.__table__,
    uid=OfficeRow.uid,
    watches=frozenset({"office", "setting"}),
    order=((OfficeRow.uid == OWN).desc(), OfficeRow.region),
    search=contains(OfficeRow.name, OfficeRow.region),
)

PACKAGE_LIST = Listing(
    name="packages",
    title="报送",
    noun="package",
    columns=(
        Column(PACKAGES["direction"], Package.direction),
        Column(PACKAGES["office_name"], OfficeRow.name),
        Column(PACKAGES["period"], Package.period),
        Column(PACKAGES["serial"], Package.serial),
        Column(PACKAGES["made_on"], Package.made_on),
        Column(PACKAGES["row_count"], Package.row_count),
        Column(PACKAGES["total_fen"], Package.total_fen),
        Column(PACKAGES["accepted"], Package.accepted),
        Column(PACKAGES["refused"], Package.refused),
        Column(PACKAGES["state"], Package.state),
        Column(PACKAGES["note"], Package.note),
        Column(PACKAGES["sha256"], Package.sha256, hidden=True),
    ),
    source=Package.__table__.join(OfficeRow, OfficeRow.uid == Package.office_uid),
    uid=Package.uid,
    watches=frozenset({"package"}),
    order=(Package.made_on.desc(), Package.serial.desc()),
    search=contains(OfficeRow.name, Package.period),
)


USER_LIST = Listing(
    name="users",
    title="人员",
    noun="user",
    columns=(
        Column(USERS["name"], User.name),
        Column(USERS["roles"], User.roles),
        Column(USERS["state"], User.state),
    ),
    source=User.__table__,
    uid=User.uid,
    watches=frozenset({"user"}),
    order=(User.uid,),
    search=contains(User.name),
)


_day_number = cast(func.replace(Day.day, "-", ""), Integer)

DAY_LIST = Listing(
    name="days",
    title="工作日历",
    noun="day",
    columns=(
        Column(DAYS["day"], Day.day),
        Column(DAYS["kind"], Day.kind),
        Column(DAYS["name"], Day.name),
    ),
    source=Day.__table__,
    uid=_day_number,
    watches=frozenset({"day"}),
    order=(Day.day.desc(),),
    search=contains(Day.name),
)
