"""Checks over all offices by the terms of a scheme: each award by what the policy in force here says of its own day."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import TypeVar

from app.award.schemes import Scheme, Terms, offered
from app.exchange.crosscheck import Award, by_person, one_by_one
from app.store.work import Read

T = TypeVar("T")
TermsOn = Callable[[date], Terms | None]
Against = Callable[[Award, Sequence[Award], Terms], str | None]
"""Why an award cannot stand beside those counted before by its terms; None where it can."""
Behind = Callable[[Read, Sequence[int]], Mapping[int, T]]
"""What stands behind some lines, by line."""
Judge = Callable[[Iterable[Award], Mapping[int, T], int, TermsOn], dict[int, str]]
"""Which of one person's awards are refused, with the sentence."""


def terms_on(read: Read, scheme: Scheme, on: date) -> Terms | None:
    """What the policy in force here says of a scheme on a day; None where it does not offer it."""
    pack = read.pack_on(on)
    return Terms.on(pack, on, scheme.name) if scheme.name in offered(pack, on) else None


def across(read: Read, sender: int, schemes: Iterable[Scheme], behind: Behind[T], judge: Judge[T]) -> dict[int, str]:
    """Lines of an office to be refused, scheme by scheme and person by person, for what stands behind them."""
    refused: dict[int, str] = {}
    for scheme in schemes:
        persons = by_person(read, sender, scheme.counted)
        known = behind(read, [award.uid for awards in persons for award in awards])
        terms = cache(partial(terms_on, read, scheme))
        for awards in persons:
            refused |= judge(awards, known, sender, terms)
    return refused


def by_terms(
    awards: Iterable[Award], sender: int, terms: Mapping[int, Terms | None], against: Against
) -> dict[int, str]:
    """One person's awards, each by its own terms; where the policy does not offer the scheme, nothing speaks against it."""

    def why(award: Award, counted: Sequence[Award]) -> str | None:
        own = terms[award.uid]
        return against(award, counted, own) if own else None

    return one_by_one(awards, sender, why)
