"""Numbers with a word behind them that says how many times they are meant: 500万, 2.8亿."""

import re
from collections.abc import Mapping
from math import prod

SCALES: Mapping[str, int] = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
"""Words behind a number that say how many times it is meant; 百万 is one by the other."""
_SCALED = re.compile(r"(\d{1,12})(?:\.(\d{1,12}))?([十百千]?[万亿]|[百千])")


def unscaled(text: str, places: int) -> str | None:
    """A text such as 2.8万 as 28000, exactly, with at most so many decimal places; None where it has more; a bare number as it is."""
    found = _SCALED.fullmatch(text)
    if not found:
        return text
    times = prod(SCALES.get(word, 10) for word in found[3])
    parts = 10 ** len(found[2] or "")
    least, rest = divmod(int(found[1] + (found[2] or "")) * times * 10**places, parts)
    if rest:
        return None
    whole, fraction = divmod(least, 10**places)
    return f"{whole}.{fraction:0{places}d}" if fraction else str(whole)
