"""Assessing a claim: facts gathered for the whole class by sets, one decision for each person."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from sqlalchemy import Row, delete, select

from app.award.awards import QUALIFIED, Decision
from app.award.decisions import decide
from app.award.exclusions import exclusions
from app.award.facts import Facts
from app.award.schemes import Terms
from app.claim.claim.explaining import Sheets
from app.claim.claim.history import history, shared_accounts
from app.claim.claim.model import Claim
from app.claim.claim.schemes import class_of, rate_for, scheme_facts, scheme_of, terms_of
from app.claim.claim_line.model import ClaimLine
from app.claim.override.verbs import Standing
from app.kernel.identity import id_fault
from app.kernel.outcomes import Refused
from app.store.work import Read, Work
from app.training.enrolment.certificates import borne_by_others
from app.training.enrolment.model import Enrolment
from app.training.enrolment.rosters import on_roster
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass

BATCH = 4096
"""People assessed at a time."""
LINE = (
    *("uid", "origin", "claim_uid", "enrolment_uid", "trainee_uid", "seq", "year", "occupation", "level"),
    *("decision", "rate_fen", "amount_fen", "reasons", "warnings", "facts"),
)
"""Columns of a line that an assessment writes."""


def assess_claim(work: Work, claim: Claim) -> None:
    """Decide every line anew and keep facts, reasons and totals; what stood before is replaced.

    People pass through in batches, so that what is kept of them never lies in memory all at once.
    """
    training = class_of(work, claim)
    terms = terms_of(work, training, scheme_of(claim))
    claim.pack_version = terms.pack.version
    sheets, passed = Sheets(work, claim, training, terms), Standing(work, claim)
    work.session.execute(delete(ClaimLine).where(ClaimLine.claim_uid == claim.uid))
    lines, count, granted, total, accepted = _Lines(work, claim, training), 0, 0, 0, 0
    for row, facts, decision in decisions(work, claim, terms, passed):
        lines.add(row, decision, sheets.kept(row, facts, decision))
        count, granted, total = count + 1, granted + decision.granted, total + decision.amount_fen
        accepted += decision.granted and row.result == QUALIFIED
    lines.write()
    if training.approved_count is not None and accepted > training.approved_count:
        known = {"approved": training.approved_count, "granted": accepted}
        raise Refused("class.over_approved", number=training.number, **known)
    passed.lapse_others(work)
    claim.line_count, claim.granted_count, claim.total_fen = count, granted, total


def decisions(read: Read, claim: Claim, terms: Terms, passed: Standing) -> Iterator[tuple[Row[Any], Facts, Decision]]:
    """Each person of a claim with the facts that hold now and the decision that they make; nothing is written."""
    for row, facts in _facts(read, claim, class_of(read, claim), terms):
        yield row, facts, passed.decide(row.uid, decide(facts, terms))


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
        decided = (verdict, decision.rate_fen, decision.amount_fen, reasons, decision.warnings, kept)
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
        select(Enrolment.__table__, Trainee.id_number, Trainee.name, Trainee.born, Trainee.sex)
        .join(Trainee, Trainee.uid == Enrolment.trainee_uid)
        .where(on_roster(class_uid))
        .order_by(Enrolment.seq, Enrolment.uid)
        .execution_options(yield_per=BATCH)
    )
    for rows in read.connection.execute(wanted).partitions():
        yield list(rows)


def _facts(read: Read, claim: Claim, training: TrainingClass, terms: Terms) -> Iterator[tuple[Row[Any], Facts]]:
    shut = exclusions(terms, training.training_type)
    limited = terms.policy.lifetime_limit is not None
    past = history(read, claim, training, shut, ever=limited)
    rate, today, accounts = rate_for(read, training, terms), read.today, shared_accounts(read, training.uid)
    others = borne_by_others(read, training.uid)
    of_class = partial(
        Facts,
        claimed_on=claim.applied_on,
        on=training.starts_on,
        year=training.starts_on.year,
        occupation=training.occupation,
        level=training.level,
        training_type=training.training_type,
        rate=rate,
        arrangement=training.arrangement,
    )
    for rows in _people(read, training.uid):
        own = scheme_facts(read, claim, training, terms, rows)
        for row in rows:
            past_count, past_repeats, past_ever, *met = past.awards.get(row.trainee_uid, (0, 0, 0))
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
                    certificate_others=others.get(row.uid, ()),
                    result=row.result,
                    past_count=past_count,
                    past_repeats=past_repeats,
                    past_ever=past_ever if limited else None,
                    overlaps=past.overlaps.get(row.trainee_uid, ()),
                    shared_account=accounts.get(row.account, 1) if row.account else 0,
                    scheme=own[row.uid],
                    locality=row.locality or "",
                    tags=past.tags.get(row.trainee_uid, ()),
                    fee_fen=row.fee_fen,
                    firm_opened_on=row.firm_opened_on,
                    born=row.born,
                    sex=row.sex,
                    left_out=row.left_out or "",
                    excluded_by=tuple([each.key for each, count in zip(shut, met, strict=False) if count]),
                ),
            )
