"""Assessing a claim: facts gathered for the whole class by sets, one decision for each person."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Row, delete, func, select, true

from app.domain.awards import Decision
from app.domain.eligibility import Facts
from app.domain.identity import id_fault
from app.domain.schemes import SCHEMES, Terms, decide
from app.store.models import Claim, ClaimLine, Enrolment, Trainee, TrainingClass
from app.store.work import Read, Work
from app.usecases.explaining import Sheets
from app.usecases.overriding import Standing
from app.usecases.schemes import class_of, rate_for, scheme_facts, scheme_of, terms_of

COUNTING = ("submitted", "reviewed", "approved", "noticed", "cleared", "paid")
"""States of a claim whose grants count for the person's limits: from submission on."""
BATCH = 4096
"""People assessed at a time."""
LINE = (
    *("uid", "origin", "claim_uid", "enrolment_uid", "trainee_uid", "seq", "year", "occupation", "level"),
    *("decision", "rate_fen", "amount_fen", "reasons", "facts"),
)
"""Columns of a line that an assessment writes."""


@dataclass(frozen=True)
class History:
    """What the people of a class had before: awards as `past_awards` counts them, and overlaps."""

    awards: Mapping[int, tuple[int, int, int]]
    overlaps: Mapping[int, tuple[str, ...]]


def assess_claim(work: Work, claim: Claim) -> None:
    """Decide every line anew and keep facts, reasons and totals; what stood before is replaced.

    People pass through in batches, so that what is kept of them never lies in memory all at once.
    """
    training = class_of(work, claim)
    terms = terms_of(work, training, scheme_of(claim))
    claim.pack_version = terms.pack.version
    sheets, passed = Sheets(work, claim, training, terms), Standing(work, claim)
    work.session.execute(delete(ClaimLine).where(ClaimLine.claim_uid == claim.uid))
    lines, count, granted, total = _Lines(work, claim, training), 0, 0, 0
    for row, facts in _facts(work, claim, training, terms):
        decision = passed.decide(row.uid, decide(facts, terms))
        lines.add(row, decision, sheets.kept(row.name, facts, decision))
        count, granted, total = count + 1, granted + decision.granted, total + decision.amount_fen
    lines.write()
    passed.lapse_others()
    claim.line_count, claim.granted_count, claim.total_fen = count, granted, total


class _Lines:
    """The lines of a claim on their way into the table."""

    def __init__(self, work: Work, claim: Claim, training: TrainingClass) -> None:
        self._work, self._seq = work, 0
        self._ours = (work.own.uid, claim.uid)
        self._trained = (training.starts_on.year, training.occupation, training.level)
        self._waiting: list[tuple[Any, ...]] = []

    def add(self, row: Row[Any], decision: Decision, kept: str) -> None:
        """One more line, written with its batch."""
        self._seq += 1
        verdict = "granted" if decision.granted else "refused"
        reasons = "；".join([r.text() for r in decision.reasons])
        decided = (verdict, decision.rate_fen, decision.amount_fen, reasons, kept)
        self._waiting.append((*self._ours, row.uid, row.trainee_uid, self._seq, *self._trained, *decided))
        if len(self._waiting) == BATCH:
            self.write()

    def write(self) -> None:
        """Write what waits."""
        first = self._work.uid(max(1, len(self._waiting)))
        self._work.bulk("claim_line", LINE, [(uid, *line) for uid, line in enumerate(self._waiting, first)])
        self._waiting.clear()


def _people(read: Read, class_uid: int) -> Iterator[list[Row[Any]]]:
    """The people of a class in the order of its roster, batch by batch."""
    wanted = (
        select(Enrolment.__table__, Trainee.id_number, Trainee.name)
        .join(Trainee, Trainee.uid == Enrolment.trainee_uid)
        .where(Enrolment.class_uid == class_uid, Enrolment.state == "active")
        .order_by(Enrolment.seq, Enrolment.uid)
        .execution_options(yield_per=BATCH)
    )
    for rows in read.connection.execute(wanted).partitions():
        yield list(rows)


def _facts(work: Work, claim: Claim, training: TrainingClass, terms: Terms) -> Iterator[tuple[Row[Any], Facts]]:
    limited = terms.policy.lifetime_limit is not None
    past = history(work, claim, training, ever=limited)
    rate, today, accounts = rate_for(work, training, terms), work.today, _shared_accounts(work, training.uid)
    of_class = partial(
        Facts,
        on=training.starts_on,
        year=training.starts_on.year,
        occupation=training.occupation,
        level=training.level,
        training_type=training.training_type,
        rate=rate,
    )
    for rows in _people(work, training.uid):
        own = scheme_facts(work, training, terms, rows)
        for row in rows:
            past_count, past_repeats, past_ever = past.awards.get(row.trainee_uid, (0, 0, 0))
            yield (
                row,
                of_class(
                    id_number=row.id_number,
                    id_valid=not id_fault(row.id_number, today),
                    category=row.category,
                    draws_pension=bool(row.draws_pension),
                    certificate_kind=row.certificate_kind,
                    certificate_number=row.certificate_number,
                    certificate_date=row.certificate_date,
                    result=row.result,
                    past_count=past_count,
                    past_repeats=past_repeats,
                    past_ever=past_ever if limited else None,
                    overlaps=past.overlaps.get(row.trainee_uid, ()),
                    shared_account=accounts.get(row.account, 1) if row.account else 0,
                    scheme=own[row.uid],
                ),
            )


def _shared_accounts(read: Read, class_uid: int) -> Mapping[str, int]:
    """Accounts that more than one person of a class gave, and how many did."""
    wanted = (
        select(Enrolment.account, func.count())
        .where(Enrolment.class_uid == class_uid, Enrolment.state == "active")
        .group_by(Enrolment.account)
        .having(func.count() > 1)
    )
    return {account: count for account, count in read.connection.execute(wanted) if account}


def history(read: Read, claim: Claim, training: TrainingClass, *, ever: bool = False) -> History:
    """What every office known here has on the people of a class; who has nothing is left out."""
    return History(past_awards(read, claim, training, ever=ever), _overlaps(read, training))


def past_awards(
    read: Read, claim: Claim, training: TrainingClass, *, ever: bool = False
) -> Mapping[int, tuple[int, int, int]]:
    """Awards by person that count with a claim's scheme: in the year of its class, for its occupation and level, and all.

    One join on the covering index; the last count is whole only when awards of `ever` are asked for.
    """
    in_year = ClaimLine.year == training.starts_on.year
    repeats = (ClaimLine.occupation == training.occupation) & (ClaimLine.level == training.level)
    awards = (
        select(Enrolment.trainee_uid, func.count().filter(in_year), func.count().filter(repeats), func.count())
        .join(ClaimLine, ClaimLine.trainee_uid == Enrolment.trainee_uid)
        .join(Claim, Claim.uid == ClaimLine.claim_uid)
        .where(
            Enrolment.class_uid == training.uid,
            ClaimLine.decision == "granted",
            true() if ever else in_year | repeats,
            ClaimLine.claim_uid != claim.uid,
            Claim.state.in_(COUNTING),
            Claim.scheme.in_(SCHEMES[scheme_of(claim)].counted),
        )
        .group_by(Enrolment.trainee_uid)
    )
    return {person: (count, same, whole) for person, count, same, whole in read.connection.execute(awards)}


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
