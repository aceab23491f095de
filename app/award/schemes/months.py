"""The formulas of schemes that pay months at work: 以工代训, 紧缺岗位, and the person-years of apprentices."""

from dataclasses import dataclass
from datetime import date

from app.award import awards
from app.award.eligibility import REFUSE, Reason, reason
from app.award.facts import LAPSED, OUTSIDE, PROVEN, UNPROVEN, Belonging, Facts, Rate
from app.award.schemes.classes import Sum, no_own_rate, rate_of
from app.award.schemes.declared import SCARCE, WORK_TRAINING
from app.award.schemes.rules import NOTHING
from app.award.schemes.terms import Terms
from app.kernel.money import yuan
from app.kernel.months import YEAR, later, month_of, years_later
from app.policy.keys import KEYS

CEILINGS = {"worker": "apprentice_worker_ceiling", "student": "apprentice_student_ceiling"}
"""The key of the ceiling of each 学徒类别."""
_ANYBODY, _INSURED = "work_training_groups", "work_training_insured_groups"
_BY_PROOF = (PROVEN, UNPROVEN, LAPSED, OUTSIDE)


@dataclass(frozen=True, slots=True)
class Worker:
    """What decides from which month on somebody's months at work are paid."""

    belonging: Belonging
    insured: bool
    hired_on: date | None
    certificate_date: date | None

    @classmethod
    def of(cls, facts: Facts) -> "Worker":
        """The worker of some facts."""
        own = facts.scheme or NOTHING
        return cls(facts.belonging, own.insured, own.hired_on, facts.certificate_date)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Months at work: those not too early nor paid before, those of them that the limit leaves, and the limit."""

    first: str
    fit: tuple[str, ...]
    paid: tuple[str, ...]
    past: int
    limit: int | None


def reckoned(facts: Facts, terms: Terms) -> Reckoned:
    """The months of this claim that are paid: the earliest ones that fit, up to what the limit leaves."""
    own, worker = facts.scheme or NOTHING, Worker.of(facts)
    fit = tuple(month for month in own.months if payable(month, worker, terms) and month not in own.past_months)
    limit = terms.amount(terms.scheme.months)
    past = len(own.past_months) if limit is None else min(limit, len(own.past_months))
    return Reckoned(first_month(worker, terms), fit, fit if limit is None else fit[: limit - past], past, limit)


def first_month(worker: Worker, terms: Terms) -> str:
    """The first month that is paid, '' where none is too early."""
    if terms.scheme.name == SCARCE and worker.certificate_date:
        return month_of(worker.certificate_date)
    if terms.scheme.name != WORK_TRAINING or work_group(worker, terms) == _INSURED or worker.hired_on is None:
        return ""
    return later(month_of(worker.hired_on), terms.amount("work_training_employed_months") or 0)


def payable(month: str, worker: Worker, terms: Terms) -> bool:
    """Whether a month at work is neither too early for somebody nor outside the action."""
    return month >= first_month(worker, terms) and terms.in_action(month)


def work_group(worker: Worker, terms: Terms) -> str:
    """The list of groups by which somebody is paid 以工代训: what is proven before what the roster alone says; '' for none.

    XC-26, XC-27: the poor with anybody, the hard to employ with an insured firm.
    """
    lists = (_INSURED, _ANYBODY) if worker.insured else (_ANYBODY,)
    known = {key: worker.belonging.standing(terms.items(key)) for key in lists}
    best = min(known, key=lambda key: _BY_PROOF.index(known[key]))
    return "" if known[best] == OUTSIDE else best


def for_whom(facts: Facts, terms: Terms) -> tuple[str, ...]:
    """The lists of groups of which somebody must be proven: of several cases the one that pays, all where none does."""
    found = work_group(Worker.of(facts), terms) if terms.scheme.name == WORK_TRAINING else ""
    return (found,) if found else terms.scheme.for_whom


# --- who is paid ----------------------------------------------------------------------------------------------------


def work_case(facts: Facts, terms: Terms) -> Reason | None:
    """XC-26, XC-27: the poor after some months' employment by anybody, the hard to employ by an insured firm."""
    worker, insured = Worker.of(facts), terms.items(_INSURED)
    found = work_group(worker, terms)
    if found == _ANYBODY and not worker.hired_on and terms.amount("work_training_employed_months"):
        return reason("scheme.no_hired", REFUSE, terms.source("work_training_employed_months"))
    if found:
        return None
    if worker.belonging.to(insured):
        value = worker.belonging.named(insured)
        return reason("scheme.not_insured", REFUSE, terms.source(_INSURED, value), value=value)
    listed = "、".join((*terms.items(_ANYBODY), *insured))
    source, category = terms.source(_ANYBODY), facts.category
    return reason("scheme.group", REFUSE, source, value=category, title=KEYS[_ANYBODY].title, listed=listed)


def scarce_certificate(facts: Facts, terms: Terms) -> Reason | None:
    """CX-19: 自取得…职业资格证书之日起; it was obtained before the posts are claimed for, and its day is needed."""
    against = (rule(facts, terms.policy) for rule in awards.HELD)
    found = next((one for one in against if one is not None), None)
    if found is None and facts.certificate_date is None:
        return reason("scheme.undated", REFUSE, terms.source("scarce_post_levels"))
    return found


def scarce_in_time(facts: Facts, terms: Terms) -> Reason | None:
    """CX-19: so many years within which all is claimed (申领完毕); the same day so many years on is the last."""
    years, obtained = terms.amount("scarce_post_claim_years"), facts.certificate_date
    if years is None or obtained is None:
        return None
    last, claimed = years_later(obtained, years), facts.claimed_on or facts.on
    if claimed <= last:
        return None
    source = terms.source("scarce_post_claim_years")
    days = {"obtained": obtained.isoformat(), "last": last.isoformat(), "claimed": claimed.isoformat()}
    return reason("scheme.claimed_late", REFUSE, source, years=years, **days)


# --- the formulas ---------------------------------------------------------------------------------------------------


def monthly(facts: Facts, terms: Terms) -> Sum | Reason:
    """XC-26, OD-16, QJ-12, CX-19: the month's rate for each month at work, up to so many months ever."""
    rate, counted = rate_of(facts, terms), reckoned(facts, terms)
    if rate is None:
        return no_own_rate(facts, terms)
    if not counted.paid:
        return _unpaid(facts, terms, counted)
    fen = len(counted.paid) * rate.amount_fen
    code = "scheme.months" if counted.paid == counted.fit else "scheme.months_capped"
    params = {"rate": yuan(rate.amount_fen), "document": rate.document, "amount": yuan(fen)}
    return Sum(fen, code, {"count": len(counted.paid), "past": counted.past, "limit": counted.limit, **params})


def _unpaid(facts: Facts, terms: Terms, counted: Reckoned) -> Reason:
    """Why none of the months is paid."""
    months = (facts.scheme or NOTHING).months
    source, basis = terms.source(terms.scheme.basis), terms.scheme.months
    if not months:
        return reason("scheme.no_months", REFUSE, source)
    if max(months) < counted.first:
        key = "work_training_employed_months" if terms.scheme.name == WORK_TRAINING else "scarce_post_levels"
        return reason("scheme.too_early", REFUSE, terms.source(key), first=counted.first, months="、".join(months))
    if not any(payable(month, Worker.of(facts), terms) for month in months):
        first, last = (month_of(day) for day in (terms.policy.first_day, terms.policy.last_day))
        params = {"first": first, "last": last, "months": "、".join(months)}
        return reason("scheme.months_outside", REFUSE, terms.policy.source("last_day"), **params)
    if not counted.fit:
        return reason("scheme.months_paid", REFUSE, source, months="、".join(months))
    return reason("scheme.months_used", REFUSE, terms.source(basis), past=counted.past, limit=counted.limit)


@dataclass(frozen=True, slots=True)
class PersonYears:
    """An apprentice's part of a year: by the rate (or the actual fee, then `rate` is None), and by the ceiling; in 分."""

    months: int
    rate: Rate | None
    full: int
    ceiling: int | None
    cap: int | None

    @property
    def fen(self) -> int:
        """What is paid."""
        return self.full if self.cap is None else min(self.full, self.cap)


def apprentice(facts: Facts, terms: Terms) -> Sum | Reason:
    """CX-08, QJ-11: the year's rate by months; no more than the ceiling's part, and never by a rate under the floor."""
    years = person_years(facts, terms)
    if isinstance(years, Reason):
        return years
    params = {"months": years.months, "full": yuan(years.full), "amount": yuan(years.fen)}
    if years.rate:
        params |= {"rate": yuan(years.rate.amount_fen), "document": years.rate.document}
    code = "scheme.apprentice" if years.rate else "scheme.apprentice_actual"
    if years.cap is None or years.full <= years.cap:
        return Sum(years.fen, code, params)
    return Sum(years.fen, f"{code}_capped", {**params, "ceiling": yuan(years.ceiling or 0)})


def person_years(facts: Facts, terms: Terms) -> PersonYears | Reason:
    """The part of a year that an apprentice's months come to, or why there is none."""
    own, counted, rate = facts.scheme or NOTHING, reckoned(facts, terms), facts.rate
    if not counted.paid:
        return _unpaid(facts, terms, counted)
    ceilings = {kind: amount for kind, key in CEILINGS.items() if (amount := terms.amount(key))}
    if ceilings and own.apprentice_kind not in ceilings:
        return reason("scheme.no_apprentice_kind", REFUSE, terms.source(CEILINGS[next(iter(ceilings))]))
    floor, fee = terms.amount("apprentice_floor"), own.fee_fen if ceilings else None
    if rate is None and not fee:
        return no_own_rate(facts, terms)
    if rate and floor and rate.amount_fen < floor:
        source = terms.source("apprentice_floor")
        return reason("scheme.below_floor", REFUSE, source, rate=yuan(rate.amount_fen), floor=yuan(floor))
    months, ceiling = len(counted.paid), ceilings.get(own.apprentice_kind)
    full = share_of_months(rate.amount_fen, months) if rate else fee or 0
    return PersonYears(months, rate, full, ceiling, share_of_months(ceiling, months) if ceiling else None)


def share_of_months(yearly: int, months: int) -> int:
    """So many months' part of a year's 分; what is less than a 分 is left out."""
    return yearly * months // YEAR
