"""Assessing a claim: facts gathered for the whole class by sets, one decision for each person."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, or_, select, true

from app.domain.awards import Decision
from app.domain.decisions import decide
from app.domain.eligibility import Facts, Recognition
from app.domain.exclusions import Exclusion, exclusions
from app.domain.identity import id_fault
from app.domain.schemes import SCHEMES, Terms
from app.store.models import Claim, ClaimLine, Enrolment, Tag, Trainee, TrainingClass
from app.store.work import Read, Work
from app.usecases.explaining import Sheets
from app.usecases.overriding import Standing
from app.usecases.schemes import class_of, rate_for, scheme_facts, scheme_of, terms_of

COUNTING = ("submitted", "reviewed", "approved", "noticed", "cleared", "paid")
"""States of a claim whose grants count for the person's limits: from submission on."""
_COLUMNS = (
    *("uid", "origin", "claim_uid", "enrolment_uid", "trainee_uid", "seq", "year", "occupation", "level"),
    *("decision", "rate_fen", "amount_fen", "reasons", "facts"),
)


@dataclass(frozen=True)
class History:
    """What the people of a class had before: awards (in the year, for the same occupation and level, and of each
    exclusion), overlaps, and what they are recognised as.
    """

    awards: Mapping[int, tuple[int, ...]]
    overlaps: Mapping[int, tuple[str, ...]]
    tags: Mapping[int, tuple[Recognition, ...]]


def assess_claim(work: Work, claim: Claim) -> None:
    """Decide every line anew and keep facts, reasons and totals; what stood before is replaced."""
    training = class_of(work, claim)
    terms = terms_of(work, training, scheme_of(claim))
    claim.pack_version = terms.pack.version
    sheets, passed = Sheets(work, claim, training, terms), Standing(work, claim)
    work.session.execute(delete(ClaimLine).where(ClaimLine.claim_uid == claim.uid))
    rows = list(_people(work, training.uid))
    uid, done = work.uid(max(1, len(rows))), list(_facts(work, claim, training, terms, rows))
    lines = []
    for seq, (row, facts) in enumerate(zip(rows, done, strict=True), start=1):
        decision = passed.decide(row.uid, decide(facts, terms))
        kept = sheets.kept(row.name, facts, decision)
        lines.append(_line(work, claim, uid + seq - 1, seq, row, facts, decision, kept))
    passed.lapse_others()
    work.bulk("claim_line", _COLUMNS, lines)
    claim.line_count = len(lines)
    claim.granted_count = sum(line[9] == "granted" for line in lines)
    claim.total_fen = sum(line[11] for line in lines)


def _line(
    work: Work, claim: Claim, uid: int, seq: int, row: Row[Any], facts: Facts, decision: Decision, kept: str
) -> tuple[Any, ...]:
    verdict = "granted" if decision.granted else "refused"
    reasons = "；".join(r.text() for r in decision.reasons)
    return (
        *(uid, work.own.uid, claim.uid, row.uid, row.trainee_uid, seq, facts.year, facts.occupation, facts.level),
        *(verdict, decision.rate_fen, decision.amount_fen, reasons, kept),
    )


def _people(read: Read, class_uid: int) -> Iterator[Row[Any]]:
    wanted = (
        select(Enrolment.__table__, Trainee.id_number, Trainee.name, Trainee.born, Trainee.sex)
        .join(Trainee, Trainee.uid == Enrolment.trainee_uid)
        .where(Enrolment.class_uid == class_uid, Enrolment.state == "active")
        .order_by(Enrolment.seq, Enrolment.uid)
    )
    yield from read.session.execute(wanted)


def _facts(work: Work, claim: Claim, training: TrainingClass, terms: Terms, rows: list[Row[Any]]) -> Iterator[Facts]:
    shut = exclusions(terms, training.training_type)
    past = history(work, claim, training, shut)
    rate, own = rate_for(work, training, terms), scheme_facts(work, training, terms, rows)
    accounts = Counter(row.account for row in rows if row.account)
    for row in rows:
        past_count, past_repeats, *met = past.awards.get(row.trainee_uid, (0, 0))
        yield Facts(
            on=training.starts_on,
            year=training.starts_on.year,
            id_number=row.id_number,
            id_valid=not id_fault(row.id_number, work.today),
            category=row.category,
            draws_pension=bool(row.draws_pension),
            occupation=training.occupation,
            level=training.level,
            certificate_kind=row.certificate_kind,
            certificate_number=row.certificate_number,
            certificate_date=row.certificate_date,
            result=row.result,
            training_type=training.training_type,
            past_count=past_count,
            past_repeats=past_repeats,
            overlaps=past.overlaps.get(row.trainee_uid, ()),
            shared_account=accounts[row.account] if row.account else 0,
            rate=rate,
            scheme=own[row.uid],
            locality=row.locality or "",
            tags=past.tags.get(row.trainee_uid, ()),
            arrangement=training.arrangement,
            fee_fen=row.fee_fen,
            firm_opened_on=row.firm_opened_on,
            born=row.born,
            sex=row.sex,
            excluded_by=tuple(each.key for each, count in zip(shut, met, strict=False) if count),
        )


def history(read: Read, claim: Claim, training: TrainingClass, shut: Sequence[Exclusion] = ()) -> History:
    """What every office known here has on the people of a class; who has nothing is left out."""
    return History(past_awards(read, claim, training, shut), _overlaps(read, training), _tags(read, training))


def past_awards(
    read: Read, claim: Claim, training: TrainingClass, shut: Sequence[Exclusion] = ()
) -> Mapping[int, tuple[int, ...]]:
    """Awards by person that count with a claim's scheme: in the year of its class, and for its occupation and level;
    then those that meet each exclusion, of whatever scheme.

    One join on the covering index.
    """
    in_year = ClaimLine.year == training.starts_on.year
    repeats = (ClaimLine.occupation == training.occupation) & (ClaimLine.level == training.level)
    alike = Claim.scheme.in_(SCHEMES[scheme_of(claim)].counted)
    met = [_meets(each, repeats) for each in shut]
    awards = (
        select(Enrolment.trainee_uid, *(func.count().filter(each) for each in (alike & in_year, alike & repeats, *met)))
        .join(ClaimLine, ClaimLine.trainee_uid == Enrolment.trainee_uid)
        .join(Claim, Claim.uid == ClaimLine.claim_uid)
        .where(
            Enrolment.class_uid == training.uid,
            ClaimLine.decision == "granted",
            or_(in_year | repeats, *(true() for each in shut if not each.same)),
            ClaimLine.claim_uid != claim.uid,
            Claim.state.in_(COUNTING),
            or_(alike, *met),
        )
        .group_by(Enrolment.trainee_uid)
    )
    if any(each.types for each in shut):
        awards = awards.outerjoin(TrainingClass, TrainingClass.uid == Claim.class_uid)
    return {person: tuple(counts) for person, *counts in read.connection.execute(awards)}


def _meets(each: Exclusion, repeats: ColumnElement[bool]) -> ColumnElement[bool]:
    """An award of one of the schemes, for a class of one of the types, for the same occupation and level."""
    of_types = TrainingClass.training_type.in_(each.types) if each.types else true()
    return and_(Claim.scheme.in_(each.schemes), of_types, repeats if each.same else true())


def _tags(read: Read, training: TrainingClass) -> Mapping[int, tuple[Recognition, ...]]:
    """What the people of a class are recognised as, by whatever office."""
    wanted = (
        select(Tag.trainee_uid, Tag.category, Tag.since, Tag.until)
        .join(Enrolment, Enrolment.trainee_uid == Tag.trainee_uid)
        .where(Enrolment.class_uid == training.uid, Tag.state == "active")
        .order_by(Tag.since, Tag.category)
    )
    found: dict[int, tuple[Recognition, ...]] = {}
    for person, category, since, until in read.connection.execute(wanted):
        found[person] = (*found.get(person, ()), Recognition(category, since, until))
    return found


def _overlaps(read: Read, training: TrainingClass) -> Mapping[int, tuple[str, ...]]:
    """Numbers of other classes that the same people attend on the same days."""
    mine, other = Enrolment.__table__.alias("mine"), Enrolment.__table__.alias("other")
    wanted = (
        select(mine.c.trainee_uid, TrainingClass.number)
        .select_from(mine)
        .join(other, other.c.trainee_uid == mine.c.trainee_uid)
        .join(TrainingClass, TrainingClass.uid == other.c.class_uid)
        .where(
            mine.c.class_uid == training.uid,
            other.c.class_uid != training.uid,
            other.c.state == "active",
            TrainingClass.state != "void",
            TrainingClass.starts_on <= training.ends_on,
            TrainingClass.ends_on >= training.starts_on,
        )
        .order_by(TrainingClass.number)
    )
    found: dict[int, tuple[str, ...]] = {}
    for person, number in read.connection.execute(wanted):
        found[person] = (*found.get(person, ()), number)
    return found
