"""What an office has of another, row by row, and what its signed table (汇总表) must come to, counted by hand."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from app.claim.claim.model import Claim
from app.claim.claim.noun import SENT
from app.claim.claim_line.model import ClaimLine
from app.fund.payment.model import Payment
from app.kernel.periods import Period
from app.plan.counting import KEY, Span
from app.plan.figures import FIGURES, SPANS
from app.plan.summary import OFFICE, summary
from app.store.models import OfficeRow
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import BEGUN, FINISHED

_OF = bindparam("whose")
_BEGUN_BY = TrainingClass.starts_on <= bindparam("until")
_SAID = Claim.state.in_(SENT) | Claim.reported.is_not(None)
_OWN = {
    "classes": select(TrainingClass.uid, TrainingClass.state, TrainingClass.place).where(
        TrainingClass.origin == _OF, _BEGUN_BY
    ),
    "people": select(Enrolment.uid, Trainee.id_number)
    .join(Trainee, Trainee.uid == Enrolment.trainee_uid)
    .join(TrainingClass, TrainingClass.uid == Enrolment.class_uid)
    .where(Enrolment.origin == _OF, _BEGUN_BY),
    "claims": select(Claim.uid, Claim.state, Claim.total_fen)
    .join(TrainingClass, TrainingClass.uid == Claim.class_uid)
    .where(Claim.origin == _OF, _BEGUN_BY, _SAID),
    "lines": select(ClaimLine.uid, ClaimLine.amount_fen)
    .join(Claim, Claim.uid == ClaimLine.claim_uid)
    .join(TrainingClass, TrainingClass.uid == Claim.class_uid)
    .where(ClaimLine.origin == _OF, _BEGUN_BY, _SAID),
    "ledger": select(Payment.uid, Payment.amount_fen)
    .join(Claim, Claim.uid == Payment.claim_uid)
    .join(TrainingClass, TrainingClass.uid == Claim.class_uid)
    .where(Payment.origin == _OF, _BEGUN_BY, _SAID),
}
_TRAINED = (
    select(TrainingClass.origin, TrainingClass.ends_on, Trainee.id_number, Enrolment.result)
    .add_columns(Enrolment.certificate_number)
    .join(Enrolment, Enrolment.class_uid == TrainingClass.uid)
    .join(Trainee, Trainee.uid == Enrolment.trainee_uid)
    .where(TrainingClass.state.in_(FINISHED), Enrolment.state == "active")
)
_BEGAN = select(TrainingClass.origin, TrainingClass.starts_on).where(TrainingClass.state.in_(BEGUN))
_GRANTED = (
    select(ClaimLine.origin, Claim.applied_on, ClaimLine.amount_fen)
    .join(Claim, Claim.uid == ClaimLine.claim_uid)
    .where(ClaimLine.decision == "granted", Claim.state.in_(SENT))
)
_PAID = select(Payment.origin, Payment.paid_on, Payment.amount_fen)
Sums = Mapping[str, int]


def known(read: Read, whose: int, until: date = date.max) -> Mapping[str, frozenset[Any]]:
    """What an office says of its classes begun by a day: those, people, claims, lines and ledger."""
    given = {"whose": whose, "until": until}
    return {name: frozenset(map(tuple, read.connection.execute(rows, given))) for name, rows in _OWN.items()}


def counted(read: Read, span: Span) -> Mapping[int | None, Sums]:
    """The figures of a span by office, and under None of all together: a person of two offices once."""
    sums: dict[int | None, dict[str, int]] = defaultdict(lambda: dict.fromkeys((f.key for f in FIGURES), 0))
    persons: dict[int | None, set[str]] = defaultdict(set)

    def add(whose: int, **figures: int) -> None:
        for key, figure in figures.items():
            sums[whose][key] += figure
            sums[None][key] += figure

    for whose, *_ in _within(read, _BEGAN, span):
        add(whose, classes=1)
    for whose, _, person, result, certificate in _within(read, _TRAINED, span):
        passed = result == "qualified"
        add(whose, times=1, qualified=int(passed), certified=int(passed and certificate is not None))
        persons[whose].add(person)
        persons[None].add(person)
    for whose, _, fen in _within(read, _GRANTED, span):
        add(whose, subsidised=1, awarded_fen=fen)
    for whose, _, fen in _within(read, _PAID, span):
        add(whose, paid_fen=fen)
    for whose, names in persons.items():
        sums[whose]["persons"] = len(names)
    return sums


def _within(read: Read, rows: Any, span: Span) -> Iterable[Any]:
    return [row for row in read.connection.execute(rows) if span[0] <= row[1] <= span[1]]


def stated(read: Read, period: Period) -> Mapping[str, Mapping[int | None, Sums]]:
    """What the signed table says of the period and of its year so far, by office and in its last row."""
    (table,) = summary(OFFICE).tables
    rows = {(row[KEY] or (None,))[0]: row for row in table.rows(read, period)}
    return {
        span: {whose: {f.key: row[f"{span}_{f.key}"] for f in FIGURES} for whose, row in rows.items()} for span in SPANS
    }


def agree(read: Read, period: Period) -> None:
    """The signed table says of every office what its classes, claims and ledger come to, and of all what those do."""
    table = stated(read, period)
    for span, days in (("now", period.days), ("year", period.so_far)):
        by_hand = counted(read, days)
        assert by_hand.keys() <= {*table[span], None}, (read.own.name, span)
        for whose, figures in table[span].items():
            assert figures == by_hand[whose], (read.own.name, period.text, span, whose)


def ledger_agrees(read: Read) -> None:
    """What the ledger paid is what the paid claims come to, office by office."""
    for office in read.session.query(OfficeRow):
        claims = read.session.query(Claim).filter_by(origin=office.uid, state="paid")
        paid = read.session.query(Payment).filter_by(origin=office.uid)
        assert sum(c.total_fen or 0 for c in claims) == sum(p.amount_fen for p in paid), office.name
