"""Breaking Chinese text into lines: 避头尾, and Latin words and numbers kept whole."""

import re

from app.printing.fonts import Ink

NO_START = "，。、；：？！）》」』】〕〉”’…—～·％‰℃,.;:?!)]}%"
NO_END = "（《「『【〔〈“‘([{￥¥"
_UNIT = re.compile(
    rf"[{re.escape(NO_END)}]*(?:[A-Za-z0-9*@#&+=/\\_.,:'%<>-]+|[^\n])[{re.escape(NO_START)}]*",
)


def units(text: str) -> list[str]:
    """What must not be divided: a word or one character, with the punctuation that clings to it."""
    return _UNIT.findall(text)


def wrap(text: str, width: float, ink: Ink, indent: float = 0) -> tuple[list[str], bool]:
    """Lines no wider than `width` em (the first less `indent`), and whether a unit had to be divided."""
    lines: list[str] = []
    divided = False
    for paragraph in text.split("\n"):
        line, room = "", width - indent
        for unit in units(paragraph):
            need = ink.measure(unit)
            if need > room and line:
                lines.append(line)
                line, room = "", width
                unit = unit.lstrip(" 　") if unit.isspace() else unit
                need = ink.measure(unit)
            if need > room:
                divided = True
                *full, unit = _divide(unit, room, width, ink)
                lines += full
                room, need = width, ink.measure(unit)
            line += unit
            room -= need
        lines.append(line)
    return lines, divided


def _divide(unit: str, room: float, width: float, ink: Ink) -> list[str]:
    """A unit wider than a line, cut between characters; a line always takes at least one."""
    parts, part = [], ""
    for char in unit:
        if part and ink.measure(part + char) > room:
            parts.append(part)
            part, room = "", width
        part += char
    return [*parts, part]
