"""Schemes that shut each other out, as only the office above can see it: one person's awards of two offices."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache

from app.award.awards import Past
from app.award.conditions import excluded
from app.award.exclusions import exclusions
from app.award.schemes import SCHEMES, Terms
from app.exchange.crosscheck import Award, by_person, elsewhere, sentence
from app.exchange.crossterms import by_terms, terms_on
from app.store.work import Read

TermsOf = Callable[[str, date], Terms | None]


def schemes_across(read: Read, sender: int) -> dict[int, str]:
    """Lines of an office to be refused, with the sentence and its clause: another office grants what excludes them."""

    @cache
    def terms_of(scheme: str, on: date) -> Terms | None:
        return terms_on(read, SCHEMES[scheme], on)

    refused: dict[int, str] = {}
    for awards in by_person(read, sender, tuple(SCHEMES)):
        refused |= judge_schemes(awards, sender, terms_of)
    return refused


def judge_schemes(awards: Iterable[Award], sender: int, terms_of: TermsOf) -> dict[int, str]:
    """One person's awards of all schemes, each by the terms of its own scheme and day."""
    known = tuple(awards)
    return by_terms(known, sender, {award.uid: terms_of(award.scheme, award.on) for award in known}, _against)


def _against(award: Award, counted: Sequence[Award], terms: Terms) -> str | None:
    """Why an award cannot stand beside those counted; what one office grants alone is that office's own decision."""
    others = elsewhere(award, counted)
    for each in exclusions(terms, award.training_type):
        met = [other for other in others if each.met(_past(other), award.occupation, award.level)]
        if met:
            return sentence(excluded(each.key, terms, award.occupation, award.level), award, met)
    return None


def _past(award: Award) -> Past:
    return Past(award.on, award.occupation, award.level, award.scheme, award.training_type)
