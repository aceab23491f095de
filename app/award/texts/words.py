"""Facts in words: their titles, their values with units, sums of money, spans of time."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from app.kernel.money import yuan
from app.kernel.months import later
from app.kernel.texts import say
from app.policy.own_facts import FLAG, GRANTED, OWN, PERCENT, YUAN, FactKind
from app.policy.pack import Pack
from app.policy.row_tests import kinds_of

_PLACES = 10_000


@lru_cache(maxsize=32)
def titles_of(pack: Pack) -> Mapping[str, FactKind]:
    """The facts that the rows of a pack may name."""
    granted = {GRANTED + key: FactKind(f"已核定{scheme.title}", FLAG) for key, scheme in pack.schemes.items()}
    return {**OWN, **granted, **kinds_of(pack.facts)}


def fact_title(name: str, pack: Pack) -> str:
    """What a fact is called."""
    kind = titles_of(pack).get(name)
    return kind.title if kind else name


def shown(name: str, value: Any, pack: Pack) -> str:
    """A value of a fact with its unit."""
    kind = titles_of(pack).get(name, FactKind(name))
    if value is None or value in ((), "", frozenset()):
        return say("trace.nothing")
    if name == "way":
        return next((way.title for s in pack.schemes.values() for way in s.ways if way.name == value), str(value))
    if isinstance(value, bool) or kind.kind == FLAG:
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if kind.kind == YUAN:
        return f"{money(value)}元"
    if kind.kind == PERCENT:
        return _decimal(value) + "%"
    if isinstance(value, tuple | frozenset | list):
        return "、".join(map(str, sorted(value)))
    if isinstance(value, Fraction):
        return _decimal(value) + kind.unit
    text = (kind.codes or {}).get(str(value), str(value))
    return f"{text}{kind.unit}" if isinstance(value, int) else text


def _decimal(value: Fraction) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def plain(name: str, value: Any, pack: Pack) -> str:
    """A value as a policy writes it: 4,810元 without 分."""
    kind = titles_of(pack).get(name, FactKind(name))
    return whole_yuan(value) if kind.kind == YUAN and isinstance(value, int) else shown(name, value, pack)


def whole_yuan(fen: int) -> str:
    """分 as 元 with the unit, decimals only where there are 分."""
    return f"{money(fen).removesuffix('.00')}元"


def money(fen: Fraction | int) -> str:
    """分 as 元; what is less than a 分 to four places."""
    exact = Fraction(fen)
    if exact.denominator == 1:
        return yuan(int(exact))
    whole = int(exact * _PLACES // 1)
    return f"{whole // (100 * _PLACES):,}.{whole % (100 * _PLACES):06d}".rstrip("0")


def spans(plus: Sequence[tuple[str, int]]) -> str:
    """So many years, months or days after or before a day."""
    parts = "".join(say(f"trace.{unit}", count=abs(count)) for unit, count in plus if count)
    return say("trace.before" if any(count < 0 for _, count in plus) else "trace.after", span=parts) if parts else ""


def month_spans(months: Sequence[str]) -> str:
    """Months with those that follow one another as a span: 2019-07、2019-10至2020-03."""
    runs: list[list[str]] = []
    for month in sorted(months):
        if runs and later(runs[-1][-1], 1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return "、".join(run[0] if len(run) == 1 else say("trace.month_span", first=run[0], last=run[-1]) for run in runs)
