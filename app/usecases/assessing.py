"""Assessing a claim: facts gathered for the whole class by sets, one decision for each person."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, func, select

from app.domain.awards import Decision
from app.domain.eligibility import Facts
from app.domain.identity import id_fault
from app.domain.schemes import SCHEMES, Terms, decide
from app.domain.workflow import COUNTING as COUNTING
from app.store.models import Claim, ClaimLine, Enrolment, Trainee, TrainingClass
from app.store.work import Read, Work
from app.usecases.explaining import Sheets
from app.usecases.overriding import Standing
from app.usecases.schemes import class_of, rate_for, scheme_facts, scheme_of, terms_of

_COLUMNS = (
    *("uid", "origin", "claim_uid", "enrolment_uid", "trainee_uid", "seq", "year", "occupation", "level"),
    *("decision", "rate_fen", "amount_fen", "reasons", "facts"),
)


@dataclass(frozen=True)
class History:
    """What the people of a class had before: awards (in the year, for the same occupation and level) and overlaps."""

    awards: Mapping[int, tuple[int, int]]
    overlaps: Mapping[int, tuple[str, ...]]


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
        select(Enrolment.__table__, Trainee.id_number, Trainee.name)
        .join(Trainee, Trainee.uid == Enrolment.trainee_uid)
        .where(Enrolment.class_uid == class_uid, Enrolment.state == "active")
        .order_by(Enrolment.seq, Enrolment.uid)
    )
    yield from read.session.execute(wanted)


def _facts(work: Work, claim: Claim, training: TrainingClass, terms: Terms, rows: list[Row[Any]]) -> Iterator[Facts]:
    past = history(work, claim, training)
    rate, own = rate_for(work, training, terms), scheme_facts(work, claim, training, terms, rows)
    accounts = Counter(row.account for row in rows if row.account)
    for row in rows:
        past_count, past_repeats = past.awards.get(row.trainee_uid, (0, 0))
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
        )


def history(read: Read, claim: Claim, training: TrainingClass) -> History:
    """What every office known here has on the people of a class; who has nothing is left out."""
    return History(past_awards(read, claim, training), _overlaps(read, training))


def past_awards(read: Read, claim: Claim, training: TrainingClass) -> Mapping[int, tuple[int, int]]:
    """Awards by person that count with a claim's scheme: in the year of its class, and for its occupation and level.

    One join on the covering index.
    """
    in_year = ClaimLine.year == training.starts_on.year
    repeats = (ClaimLine.occupation == training.occupation) & (ClaimLine.level == training.level)
    awards = (
        select(Enrolment.trainee_uid, func.count().filter(in_year), func.count().filter(repeats))
        .join(ClaimLine, ClaimLine.trainee_uid == Enrolment.trainee_uid)
        .join(Claim, Claim.uid == ClaimLine.claim_uid)
        .where(
            Enrolment.class_uid == training.uid,
            ClaimLine.decision == "granted",
            in_year | repeats,
            ClaimLine.claim_uid != claim.uid,
            Claim.state.in_(COUNTING),
            Claim.scheme.in_(SCHEMES[scheme_of(claim)].counted),
        )
        .group_by(Enrolment.trainee_uid)
    )
    return {person: (count, same) for person, count, same in read.connection.execute(awards)}


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
