"""An office under each of the five circulars, with the people, the clock and the steps of `Bureau`."""

from datetime import date
from pathlib import Path

from tests import people
from tests.bureau import Bureau

REGIONS = {
    "suihua-2019": "231200",
    "xuchang-2019": "411000",
    "ordos-2019": "150600",
    "cixi-2020": "330282",
    "qijiang-2019": "500110",
}
UNITS = {
    "suihua-2019": "市教育局",
    "xuchang-2019": "就业重点群体技能提升计划",
    "ordos-2019": "市人社局",
    "cixi-2020": "市人社局",
    "qijiang-2019": "区人力社保局",
}
"""A responsible unit of each, as its table of targets names it."""
DRAFTS = ("cixi-2020",)
"""Drafts (征求意见稿): only an example office may go on to payment under them."""
SPRING = date(2020, 3, 2)
"""A Monday on which all five are in force."""


class County(Bureau):
    """An office under a circular; every class is its first unit's, in a type of training that it knows."""

    def __init__(self, folder: Path, pack: str) -> None:
        super().__init__(folder, pack, REGIONS[pack])
        self.pack = pack
        self.today = SPRING
        if pack in DRAFTS:
            self.example()

    def furnished(self) -> "County":
        """With a listed institution and a rate for 电工 四级."""
        self.institution(kind=self.lists("institution_kinds")[0])
        self.rate()
        return self

    def training(self, starts: date | None = None, ends: date | None = None, **changes: str) -> int:
        """A class as this circular knows it."""
        own = {"unit_name": UNITS[self.pack], "training_type": self.catalogue_type()}
        return super().training(starts, ends, **{**own, **changes})

    def enrol(self, class_uid: int, who: int | list[people.Person] = 3, **values: object) -> list[int]:  # type: ignore[override]
        """A roster of people in a category that the circular knows."""
        return super().enrol(class_uid, who, **{"category": self.lists("person_categories")[0], **values})

    def results(self, class_uid: int, **values: object) -> None:
        """Everybody certified in the first way that the circular pays for, where it names certificates."""
        with self.office.read() as read:
            kinds = read.pack_on(self.today).lists.get("payable_certificates")
        super().results(class_uid, **{"certificate_kind": kinds[0] if kinds else None, **values})
