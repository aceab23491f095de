"""Whether two versions of a pack decide alike: a scheme reads the same, with all that its decisions take from the pack."""

from app.award.inputs import prerequisites
from app.policy.pack import Pack
from app.policy.rows import Scheme

_VALUES = ("first_day", "last_day", "shared_account_warning")
"""The values outside the rows that a decision takes."""


def same_scheme(one: Pack, other: Pack, title: str) -> bool:
    """Whether a scheme, by its title, decides every line alike in two versions."""
    found = [next((s for s in pack.schemes.values() if s.title == title), None) for pack in (one, other)]
    if found[0] is None or found[0] != found[1] or one.facts != other.facts or one.sanctions != other.sanctions:
        return False
    first = [[pack.schemes[key] for key in prerequisites(pack, found[0])] for pack in (one, other)]
    alike = first[0] == first[1] and one.lists == other.lists and one.catalogues == other.catalogues
    return alike and _types(one) == _types(other) and _values(one) == _values(other)


def _types(pack: Pack) -> list[tuple[str, ...]]:
    """Which training types each scheme pays: what another pays, the general one does not."""
    return [(scheme.title, *scheme.types) for scheme in pack.schemes.values() if isinstance(scheme, Scheme)]


def _values(pack: Pack) -> list[tuple[object, ...]]:
    return [(v.key, v.content, v.since, v.until) for v in pack.values if v.key in _VALUES]


def counts_alike(one: Scheme, other: Scheme) -> bool:
    """Whether what one version counted of the past and of the days or months paid serves another as well."""
    pasts = [
        [(p.name, p.of, p.within, p.same, p.past, p.money, p.higher) for p in scheme.past] for scheme in (one, other)
    ]
    once = [(scheme.days, scheme.months and scheme.months.once) for scheme in (one, other)]
    return pasts[0] == pasts[1] and once[0] == once[1]
