"""Generated people and institutions: valid check digits, nobody who lives."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.kernel.identity import id_check, uscc_check

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许单仇曾"
_GIVEN = "明芳伟娜强静磊洋艳勇军杰娟涛超霞平刚桂英华玉梅"
_AREAS = ("500110", "500222", "510521", "231202")


@dataclass(frozen=True)
class Person:
    """One generated trainee."""

    name: str
    id_number: str
    phone: str
    account: str


def id_number(n: int, born: date | None = None, area: str = "") -> str:
    """The n-th resident ID: another birthday and sequence for each n."""
    day = born or date(1965, 1, 1) + timedelta(days=n * 37 % 12000)
    first = f"{area or _AREAS[n % len(_AREAS)]}{day:%Y%m%d}{n % 1000:03d}"
    return first + id_check(first)


def wrong_check_digit(number: str) -> str:
    """The same ID with a check digit that does not fit."""
    return number[:17] + ("1" if number[17] != "1" else "2")


def uscc(n: int) -> str:
    """The n-th unified social credit code."""
    first = f"52500110MJ{n:07d}"
    return first + uscc_check(first)


def phone(n: int) -> str:
    """The n-th mobile number."""
    return f"139{n % 10**8:08d}"


def account(n: int) -> str:
    """The n-th bank account; passbook accounts carry no check digit."""
    return f"62170037{n % 10**11:011d}"


def person(n: int) -> Person:
    """The n-th trainee."""
    given = _GIVEN[n // len(_SURNAMES) % len(_GIVEN)] + _GIVEN[n * 7 % len(_GIVEN)]
    return Person(_SURNAMES[n % len(_SURNAMES)] + given, id_number(n), phone(n), account(n))
