"""The unit in which a column counts: that of its field, one that can be told exactly in it (万元), or one that makes it another thing."""

import re
import unicodedata
from collections.abc import Mapping

from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.multiples import SCALES
from app.kernel.texts import say
from app.record.imports.table import Table

_SCALE = rf"[十百千]?[{''.join(SCALES)}]"
_OF_PEOPLE = r"人次|人数|人"
_IN_BRACKETS = re.compile(
    rf"\((?:单位[:：]?)?({_SCALE}?(?:元|{_OF_PEOPLE})|学时|课时|节|分钟|小时|天|日|月|年)(?:/人|每人)?\)$"
)
_AT_END = re.compile(rf"({_SCALE}(?:元|人次|人))$")
_ABOVE = re.compile(r"单位[:：]([^\n]*)")
_SCALED = {k.FEN.name: re.compile(rf"({_SCALE})元"), k.COUNT.name: re.compile(rf"({_SCALE})(?:人次|人)")}
_MEASURES = (("课时", "学时", "节"), ("分钟",), ("小时",), ("天", "日"), ("年",), ("月",), ("人次", "人数", "人"))
"""Words of one measure; what is counted in one of them is not in another."""
BARE = re.compile(r"-?[\d,]+(?:\.\d+)?")


def named(heading: str) -> str:
    """The unit that a heading names, '' where it names none."""
    text = "".join(unicodedata.normalize("NFKC", heading).split())
    found = _IN_BRACKETS.search(text) or _AT_END.search(text)
    return found[1] if found else ""


def scale(known: Field, heading: str, above: str = "") -> str:
    """What each number of a column stands for so many of, 万 of 金额（万元）; the lines above it tell where it does not itself."""
    if known.kind.name not in _SCALED:
        return ""
    unit = named(heading)
    if not unit and known.kind is k.FEN:
        said = _ABOVE.search("".join(unicodedata.normalize("NFKC", line) for line in above.splitlines(keepends=True)))
        unit = said[1].replace(" ", "") if said else ""
    found = _SCALED[known.kind.name].search(unit)
    return found[1] if found else ""


def whole(known: Field, heading: str, text: str) -> str:
    """A cell below a heading with the unit that the heading gives it."""
    return text + scale(known, heading) if BARE.fullmatch(text) else text


def is_other(known: Field, heading: str) -> bool:
    """Whether a heading counts in a unit in which the field is not counted: minutes are no 课时."""
    unit = named(heading)
    if not unit or known.kind not in (k.FEN, k.COUNT):
        return False
    if known.kind is k.FEN or "元" in unit:
        return (known.kind is k.FEN) != ("元" in unit)
    names = "".join((known.title, *known.aliases))
    own = [words for words in _MEASURES if any(word in names for word in words)]
    return bool(own) and not any(unit.endswith(word) for words in own for word in words)


def attach(table: Table, scales: Mapping[str, str], fields: Mapping[str, Field], first: int) -> None:
    """Write the unit of a column beside its bare numbers from a row on, as they are then read exactly; and say so."""
    for key, said in scales.items():
        cells, unit = table.cells[key], said + ("元" if fields[key].kind is k.FEN else "")
        sound = (n for n in range(first, len(cells)) if (n, key) not in table.faults)
        bare = [n for n in sound if BARE.fullmatch(cells[n].strip())]
        for n in bare:
            cells[n] = cells[n].strip() + unit
        if bare:
            table.units[key] = unit
            note = say("table.unit", title=fields[key].title, unit=unit, example=cells[bare[0]])
            table.notes += [note] if note not in table.notes else []
