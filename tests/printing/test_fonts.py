"""What the bundled fonts contain."""

import pytest
from fontTools.ttLib import TTFont
from papers import FONTS

from app.printing.fonts import ROLES, face, ink


@pytest.mark.parametrize("role", ROLES)
def test_widths_equal_those_of_an_independent_reader(role: str) -> None:
    font = TTFont(FONTS / f"{role}.ttf")
    names, widths, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    for code in [*range(0x20, 0x3000, 7), *range(0x4E00, 0x9FFF, 13), 0x1F600, 0x2B16D]:
        expected = widths[names[code]][0] / em if code in names else None
        assert face(FONTS, role).advance(code) == expected


@pytest.mark.parametrize("char", "𬭎𬭼䶮㛃𠅤𪟝")
def test_rare_characters_of_names_come_from_the_song_face(char: str) -> None:
    letters = ink(FONTS, "fang")
    assert letters.measure(f"李{char}") == 2
    assert letters.split(f"李{char}") == [("fang", "李"), ("song", char)]


def test_a_character_that_no_font_has_becomes_a_visible_mark() -> None:
    letters = ink(FONTS, "fang")
    letters.measure("甲\U0003134a乙")
    assert letters.split("甲\U0003134a乙") == [("fang", "甲"), ("song", "〓"), ("fang", "乙")]
    assert "\U0003134a" in letters.lost
