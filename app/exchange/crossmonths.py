"""Months at work that only the office above can see: paid by two offices to one person, or too many together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, partial

from app.domain.eligibility import REFUSE, reason
from app.domain.schemes import SCHEMES, Scheme, Terms, offered
from app.exchange.crosscheck import Award, by_person, elsewhere, one_by_one, sentence
from app.store.work import Read
from app.usecases.months import Worked, of_lines

TermsOn = Callable[[date], Terms | None]


def months_across(read: Read, sender: int) -> dict[int, str]:
    """Lines of an office to be refused, with the sentence and its clause, because others pay the person's months."""
    refused: dict[int, str] = {}
    for scheme in (scheme for scheme in SCHEMES.values() if scheme.by_month):
        persons = by_person(read, sender, scheme.counted)
        months = of_lines(read, [award.uid for awards in persons for award in awards])
        terms = cache(partial(terms_on, read, scheme))
        for awards in persons:
            refused |= judge_months(awards, months, sender, terms)
    return refused


def terms_on(read: Read, scheme: Scheme, on: date) -> Terms | None:
    """What the policy in force here says of a scheme on a day; None where it does not offer it."""
    pack = read.pack_on(on)
    return Terms.on(pack, on, scheme.name) if scheme.name in offered(pack, on) else None


def judge_months(
    awards: Iterable[Award], worked: Mapping[int, Worked], sender: int, terms_on: TermsOn
) -> dict[int, str]:
    """One person's months, each award by the terms of its own day."""
    known = tuple(awards)
    terms = {award.uid: terms_on(award.on) for award in known}
    months = {award.uid: _paid(worked.get(award.uid), terms[award.uid]) for award in known}

    def against(award: Award, counted: Sequence[Award]) -> str | None:
        own = terms[award.uid]
        return _against(award, counted, months, own) if own else None

    return one_by_one(known, sender, against)


def _paid(own: Worked | None, terms: Terms | None) -> frozenset[str]:
    return own.paid(terms) if own and terms else frozenset()


def _against(award: Award, counted: Sequence[Award], months: Mapping[int, frozenset[str]], terms: Terms) -> str | None:
    """Why an award cannot stand beside those counted; what one office grants alone is that office's own decision."""
    others = elsewhere(award, counted)
    had = frozenset().union(*(months[other.uid] for other in counted))
    there = frozenset().union(*(months[other.uid] for other in others))
    source, limit = terms.granting(""), terms.amount(terms.scheme.months)
    if twice := months[award.uid] & there:
        found = reason("scheme.months_paid", REFUSE, source, months="、".join(sorted(twice)))
        return sentence(found, award, others)
    if limit is not None and there and len(had | months[award.uid]) > limit:
        found = reason("scheme.months_used", REFUSE, terms.source(terms.scheme.months), past=len(had), limit=limit)
        return sentence(found, award, others)
    return None
