"""People and institutions that nobody is: drawn from a seed, with numbers that pass every check of the program."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from app.kernel.identity import id_check, luhn_ok, uscc_check

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华建国玉春梅海燕晓红林志文德荣永福正云清礼仁和顺"
_RARE = ("李𬭎", "王𠅤生", "陈䶮", "欧阳䶮玉", "罗𬭎春")
"""Names of characters that fonts and old programs lose; no office is without them."""
_BORN_FROM, _BORN_DAYS = date(1966, 1, 1), 12_700
_UNUSED_ORDER, _UNUSED_ORDERS = 900, 100
"""Birth registrations of a day and place never number so many: such a number is nobody's."""
_REGISTRY = "52{}MJ"
"""Kind of organisation and the region that registered it."""


@dataclass(frozen=True)
class Crowd:
    """Where people come from: area codes of their IDs (an abolished code is still on people's cards), streets, banks."""

    district: str
    areas: tuple[str, ...]
    streets: tuple[str, ...]
    categories: tuple[str, ...]
    banks: tuple[str, ...]
    seed: int = 2019
    """Which of all crowds it is: another one has other people and accounts."""
    localities: tuple[str, ...] = ()
    """Under which of the policy's places they come."""


@dataclass(frozen=True)
class Person:
    """One line of a roster, by the keys of its fields."""

    name: str
    id_number: str
    phone: str
    household: str
    category: str
    bank: str
    account: str
    locality: str

    def texts(self, **other: str) -> dict[str, str]:
        """The cells of a roster, with some of them otherwise."""
        return {**vars(self), "address": self.household, **other}


def people(crowd: Crowd, seed: int) -> Iterator[Person]:
    """Persons without end, no two of the same ID number or account; the same seed gives the same ones."""
    random, seen = Random(seed), set[str]()  # noqa: S311 - nothing secret
    for serial in range(100_000_000):
        born = _BORN_FROM + timedelta(days=random.randrange(_BORN_DAYS))
        first17 = f"{random.choice(crowd.areas)}{born:%Y%m%d}{_UNUSED_ORDER + random.randrange(_UNUSED_ORDERS)}"
        if first17 in seen:
            continue
        seen.add(first17)
        street = random.choice(crowd.streets)
        yield Person(
            name=_name(random, serial),
            id_number=first17 + id_check(first17),
            phone=f"1{random.choice('3589')}{random.randrange(10)}0000{random.randrange(10_000):04d}",
            household=f"{crowd.district}{street}示例路{random.randrange(1, 200)}号",
            category=random.choice(crowd.categories),
            bank=random.choice(crowd.banks),
            account=card(seed * 1_000_000 + serial),
            locality=crowd.localities[serial % len(crowd.localities)] if crowd.localities else "",
        )


def _name(random: Random, serial: int) -> str:
    rare, place = divmod(serial, 150)
    if place == 7 and rare < len(_RARE):
        return _RARE[rare]
    given = "".join(random.sample(_GIVEN, random.choice((1, 2, 2))))
    return random.choice(_SURNAMES) + given


def card(serial: int) -> str:
    """A bank card number of no bank, with a good check digit."""
    digits = f"629999{serial:012d}"
    return next(digits + last for last in "0123456789" if luhn_ok(digits + last))


def credit_code(region: str, serial: int) -> str:
    """A unified social credit code of no organisation, with a good check character."""
    first17 = f"{_REGISTRY.format(region)}{serial:07d}"
    return first17 + uscc_check(first17)
