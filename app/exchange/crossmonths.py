"""Months at work that only the office above can see: paid by two offices to one person, or too many together."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from app.award.eligibility import REFUSE, reason
from app.award.schemes import SCHEMES, Terms
from app.claim.claim.worked_months import Worked, of_lines
from app.exchange.crosscheck import Award, elsewhere, sentence
from app.exchange.crossterms import TermsOn, across, by_terms
from app.store.work import Read


def months_across(read: Read, sender: int) -> dict[int, str]:
    """Lines of an office to be refused, with the sentence and its clause, because others pay the person's months."""
    paid = (scheme for scheme in SCHEMES.values() if scheme.by_month)
    return across(read, sender, paid, of_lines, judge_months)


def judge_months(
    awards: Iterable[Award], worked: Mapping[int, Worked], sender: int, terms_on: TermsOn
) -> dict[int, str]:
    """One person's months, each award by the terms of its own day."""
    known = tuple(awards)
    terms = {award.uid: terms_on(award.on) for award in known}
    months = {award.uid: _paid(worked.get(award.uid), terms[award.uid]) for award in known}
    return by_terms(known, sender, terms, partial(_against, months))


def _paid(own: Worked | None, terms: Terms | None) -> frozenset[str]:
    return own.paid(terms) if own and terms else frozenset()


def _against(months: Mapping[int, frozenset[str]], award: Award, counted: Sequence[Award], terms: Terms) -> str | None:
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
