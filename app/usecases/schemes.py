"""What a scheme needs from the office's records: attendance, fees, and the rates of its own catalogue."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select

from app.domain.eligibility import Rate
from app.domain.outcomes import Refused
from app.domain.schemefacts import SchemeFacts, gathered
from app.domain.schemes import LIVING, SPECIALITY_LEVEL, STANDARD, TRAINING, Terms, misfit
from app.store import packs
from app.store.models import Attendance, Claim, TrainingClass
from app.store.models import Rate as RateRow
from app.store.work import Read


def terms_of(read: Read, training: TrainingClass, scheme: str) -> Terms:
    """The terms of a scheme for a class: those of its own pack and version on the day it starts."""
    pack = packs.in_force(read.session, training.pack_id, training.starts_on)
    return Terms.on(pack, training.starts_on, scheme)


def check_class(terms: Terms, training: TrainingClass) -> None:
    """Refuse a claim for a class whose training type another scheme pays, or this one does not."""
    against = misfit(training.training_type, terms)
    if against is not None:
        raise Refused("scheme.misfit", reason=against.text())


def check_fund(terms: Terms, fund: str) -> None:
    """Refuse a payment of 生活费补贴 from another fund than the policy names (OD-15, QJ-10)."""
    named = terms.pack.get("living_allowance_fund", terms.day)
    if terms.scheme.name == LIVING and named and fund != named.text:
        raise Refused("scheme.fund", scheme=LIVING, fund=named.text, clause=named.source.cite())


def rate_for(read: Read, training: TrainingClass, terms: Terms) -> Rate | None:
    """The rate of the office's catalogue that a scheme pays by; None where there is none, or it needs none."""
    if terms.scheme.name == TRAINING:
        level = SPECIALITY_LEVEL if terms.speciality(training.training_type) else training.level
        return _catalogue(read, training, training.occupation, level)
    if terms.scheme.name == LIVING and terms.amount("living_allowance_rate") is None:
        return _catalogue(read, training, LIVING)
    return None


def standard_for(read: Read, training: TrainingClass, terms: Terms) -> Rate | None:
    """The local 低保 standard (分 a month) where it is a ceiling: of the pack, or of the office's catalogue."""
    if terms.scheme.name != LIVING or terms.pack.get("living_allowance_ceiling", terms.day) is None:
        return None
    stated = terms.pack.get("minimum_living_standard", terms.day)
    return Rate(stated.amount, stated.source.document) if stated else _catalogue(read, training, STANDARD)


def sample_used(read: Read, training: TrainingClass, terms: Terms) -> bool:
    """Whether an example rate decides the claim."""
    rates = (rate_for(read, training, terms), standard_for(read, training, terms))
    return any(rate is not None and rate.sample for rate in rates)


def scheme_facts(
    read: Read, training: TrainingClass, terms: Terms, rows: list[Row[Any]]
) -> Mapping[int, SchemeFacts | None]:
    """The scheme's own facts by enrolment; None where the catalogue's rate is all that counts."""
    if terms.scheme.name == TRAINING and not terms.speciality(training.training_type):
        return {row.uid: None for row in rows}
    held, standard = _attended(read, [row.uid for row in rows]), standard_for(read, training, terms)
    periods = training.theory_periods + training.practice_periods
    fen, document = (standard.amount_fen, standard.document) if standard else (None, "")
    return {row.uid: SchemeFacts(gathered(held[row.uid]), periods, row.fee_fen, fen, document) for row in rows}


def _attended(read: Read, enrolments: Sequence[int]) -> Mapping[int, list[tuple[int, int]]]:
    """Periods and minutes of each day, by enrolment."""
    columns = (Attendance.enrolment_uid, Attendance.periods, Attendance.minutes)
    wanted = select(*columns).where(Attendance.enrolment_uid.in_(enrolments))
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for enrolment, periods, minutes in read.connection.execute(wanted):
        found[enrolment].append((periods, minutes))
    return found


def _catalogue(read: Read, training: TrainingClass, name: str, level: str | None = None) -> Rate | None:
    """A line of the catalogue in force when the class starts; without a level the lowest of the latest."""
    wanted = select(RateRow).where(
        RateRow.origin == training.origin, RateRow.occupation == name, RateRow.since <= training.starts_on
    )
    if level is not None:
        wanted = wanted.where(RateRow.level == level)
    row = read.session.scalars(wanted.order_by(RateRow.since.desc(), RateRow.amount_fen)).first()
    return Rate(row.amount_fen, row.document, bool(row.sample)) if row else None


def class_of(read: Read, claim: Claim) -> TrainingClass:
    """The class that a claim is for; Refused when it is for an institution itself."""
    training = read.session.get(TrainingClass, claim.class_uid) if claim.class_uid else None
    if training is None:
        raise Refused("claim.without_class", number=claim.number)
    return training


def scheme_of(claim: Claim) -> str:
    """The scheme of a claim; what was made before schemes were named is 职业培训补贴."""
    return claim.scheme or TRAINING
