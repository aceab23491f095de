"""Pinyin initials by which people are searched."""

import pytest

from app.record.initials import initials


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("张三", " zs"),
        ("单小三", " dxs cxs sxs"),
        ("欧阳Tom", " oytom"),
        ("艾力·热孜", " alrz ylrz"),
        ("陈𬭎", " ch"),
        ("", ""),
        ("··", ""),
    ],
)
def test_every_reading_gives_its_initials(name: str, found: str) -> None:
    assert initials(name) == found


def test_a_name_of_many_readings_gives_eight_at_most() -> None:
    assert initials("单单单单").count(" ") == 8
