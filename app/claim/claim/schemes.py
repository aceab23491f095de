"""What a scheme needs from the office's records: attendance, months, fees, and the rates of its own catalogue."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, func, select

from app.award.facts import Rate
from app.award.scheme_facts import SchemeFacts, gathered
from app.award.schemes import LIVING, SPECIALITY_LEVEL, STANDARD, TRAINING, Terms, misfit, payer
from app.claim.claim import attended_days as days
from app.claim.claim import worked_months as months
from app.claim.claim.model import Claim
from app.claim.rate.model import Rate as RateRow
from app.institution.institution.model import Institution
from app.kernel.outcomes import Refused
from app.store import packs
from app.store.work import Read
from app.training.attendance.model import Attendance
from app.training.enrolment.model import Enrolment
from app.training.enrolment.rosters import head_count, on_roster
from app.training.training_class.model import TrainingClass


def terms_of(read: Read, training: TrainingClass, scheme: str) -> Terms:
    """The terms of a scheme for a class: those of its own pack and version on the day it starts."""
    pack = packs.in_force(read.session, training.pack_id, training.starts_on)
    return Terms.on(pack, training.starts_on, scheme)


def usual(read: Read, training: TrainingClass) -> str:
    """The scheme that a class is claimed under when nobody says another: its pack's own for the training type, if any."""
    scheme = payer(training.training_type, terms_of(read, training, TRAINING))
    return scheme.name if scheme else TRAINING


def check_class(terms: Terms, training: TrainingClass) -> None:
    """Refuse a claim for a class whose training type another scheme pays, or this one does not."""
    against = misfit(training.training_type, terms)
    if against is not None:
        raise Refused("scheme.misfit", reason=against.text())


def rate_for(read: Read, training: TrainingClass, terms: Terms) -> Rate | None:
    """The rate of the office's catalogue that a scheme pays by; None where there is none, or it needs none."""
    if terms.scheme.name == TRAINING:
        level = SPECIALITY_LEVEL if terms.speciality(training.training_type) else training.level
        return _catalogue(read, training, training.occupation, level)
    scheme = terms.scheme
    if not scheme.own_rate or terms.amount(scheme.stated_rate) is not None:
        return None
    return _catalogue(read, training, scheme.name, training.level if scheme.by_level else None)


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
    read: Read, claim: Claim, training: TrainingClass, terms: Terms, rows: list[Row[Any]]
) -> Mapping[int, SchemeFacts | None]:
    """The scheme's own facts by enrolment; None where the catalogue's rate is all that counts."""
    shares = (terms.amount(key) for key in ("person_attendance_share", "class_attendance_share"))
    asked = terms.speciality(training.training_type) or any(share is not None for share in shares)
    if terms.scheme.name == TRAINING and not asked:
        return {row.uid: None for row in rows}
    enrolments = [row.uid for row in rows]
    held, standard = days.attended(read, enrolments), standard_for(read, training, terms)
    worked, paid = months.worked(read, enrolments), months.paid_before(read, claim, enrolments, terms)
    past = days.paid_before(read, claim, enrolments, terms)
    insured = bool(read.session.get_one(Institution, training.institution_uid).insured)
    of_class = (0, 0) if terms.amount("class_attendance_share") is None else _of_class(read, training)
    return {
        row.uid: SchemeFacts(
            attended=gathered(sat for day, sat in held[row.uid].items() if day not in past.get(row.trainee_uid, ())),
            planned_periods=training.theory_periods + training.practice_periods,
            fee_fen=row.fee_fen,
            standard_fen=standard.amount_fen if standard else None,
            standard_document=standard.document if standard else "",
            months=worked.get(row.uid, ()),
            past_months=paid.get(row.trainee_uid, ()),
            hired_on=row.hired_on,
            insured=insured,
            apprentice_kind=row.apprentice_kind or "",
            modules_done=bool(row.modules_done),
            class_periods=of_class[0],
            heads=of_class[1],
            paid_days=tuple(sorted(str(day) for day in past.get(row.trainee_uid, ()) if day in held[row.uid])),
        )
        for row in rows
    }


def _of_class(read: Read, training: TrainingClass) -> tuple[int, int]:
    """Periods attended by everybody in a class together, and how many they are."""
    periods = select(func.coalesce(func.sum(Attendance.periods), 0)).join(
        Enrolment, Enrolment.uid == Attendance.enrolment_uid
    )
    return int(read.session.scalar(periods.where(on_roster(training.uid))) or 0), head_count(read, training.uid)


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
