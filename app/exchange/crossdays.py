"""Days of attendance that only the office above can see: one person's day paid by two offices."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from app.award.eligibility import REFUSE, reason
from app.award.schemes import SCHEMES, Terms, valid_day
from app.claim.claim.attended_days import Attended, of_lines
from app.exchange.crosscheck import Award, elsewhere, sentence
from app.exchange.crossterms import TermsOn, across, by_terms
from app.store.work import Read

Days = frozenset[date]


def days_across(read: Read, sender: int) -> dict[int, str]:
    """Lines of an office to be refused, with the sentence and its clause, because others pay the person's days."""
    paid = (scheme for scheme in SCHEMES.values() if scheme.by_day)
    return across(read, sender, paid, of_lines, judge_days)


def judge_days(
    awards: Iterable[Award], attended: Mapping[int, Attended], sender: int, terms_on: TermsOn
) -> dict[int, str]:
    """One person's days, each award by the terms of its own day."""
    known = tuple(awards)
    terms = {award.uid: terms_on(award.on) for award in known}
    days = _paid(known, {award.uid: _valid(attended.get(award.uid, {}), terms[award.uid]) for award in known})
    return by_terms(known, sender, terms, partial(_against, days))


def _valid(attended: Attended, terms: Terms | None) -> Days:
    if terms is None:
        return frozenset()
    periods, minutes = valid_day(terms)
    return frozenset(day for day, sat in attended.items() if sat[0] >= periods and sat[1] >= minutes)


def _paid(awards: Sequence[Award], valid: Mapping[int, Days]) -> Mapping[int, Days]:
    """The days that each line was paid for: an office left out those of the lines that it had decided before."""
    return {
        award.uid: valid[award.uid].difference(
            *(valid[other.uid] for other in awards if other.office == award.office and other.uid < award.uid)
        )
        for award in awards
    }


def _against(days: Mapping[int, Days], award: Award, counted: Sequence[Award], terms: Terms) -> str | None:
    """Why an award cannot stand beside those counted; what one office grants alone is that office's own decision."""
    met = [other for other in elsewhere(award, counted) if days[award.uid] & days[other.uid]]
    if not met:
        return None
    twice = sorted(frozenset().union(*(days[award.uid] & days[other.uid] for other in met)))
    named = "、".join(map(str, twice))
    return sentence(reason("scheme.days_elsewhere", REFUSE, terms.source(terms.scheme.basis), days=named), award, met)
