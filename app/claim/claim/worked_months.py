"""Months at work (在岗月份) of people of a roster, and those that their earlier claims of a scheme were paid for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.award.facts import Belonging, Recognition
from app.award.schemes import Terms, Worker, payable
from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.queries import decided_on, granted_in_other_claims
from app.institution.institution.model import Institution
from app.record.lookups import listed
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.tag.recognitions import recognitions
from app.training.work_month.model import WorkMonth

_INSURED = func.coalesce(decided_on("insured"), Institution.insured).label("insured")
"""As the line was decided, since a firm may be insured no more."""
_UNPAID = func.coalesce(decided_on("past_months"), "")
"""The months for which a line was not paid because another was."""
_BASIS = Claim.basis_on.label("basis_on")
_WORKER = (Enrolment.trainee_uid, Enrolment.category, Enrolment.hired_on, Enrolment.certificate_date, _BASIS, _INSURED)


def worked(read: Read, enrolments: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    """The months of some rows of a roster, in order; who has none is left out."""
    wanted = select(WorkMonth.enrolment_uid, WorkMonth.month).where(WorkMonth.enrolment_uid.in_(enrolments))
    return _gathered(read.connection.execute(wanted))


def paid_before(read: Read, claim: Claim, enrolments: Sequence[int], terms: Terms) -> Mapping[int, tuple[str, ...]]:
    """By person, the months of granted lines of other claims of the scheme, of whatever office; one query.

    Months that could not be paid then are left out, as the scheme's present terms tell them.
    """
    if not terms.scheme.by_month:
        return {}
    mine, past = aliased(Enrolment), aliased(Enrolment)
    wanted = (
        select(
            mine.trainee_uid,
            WorkMonth.month,
            *(past.category, past.hired_on, past.certificate_date, _BASIS, _INSURED),
        )
        .join(ClaimLine, ClaimLine.trainee_uid == mine.trainee_uid)
        .join(Claim, Claim.uid == ClaimLine.claim_uid)
        .join(Institution, Institution.uid == Claim.institution_uid)
        .join(past, past.uid == ClaimLine.enrolment_uid)
        .join(WorkMonth, WorkMonth.enrolment_uid == past.uid)
        .where(
            mine.uid.in_(enrolments),
            *granted_in_other_claims(claim, terms.scheme.counted),
            func.instr(_UNPAID, WorkMonth.month) == 0,
        )
    )
    rows = read.connection.execute(wanted).all()
    tags = recognitions(read, select(listed({row.trainee_uid for row in rows}).c.value))
    return _gathered((row.trainee_uid, row.month) for row in rows if payable(row.month, _worker(row, tags), terms))


def of_lines(read: Read, lines: Sequence[int]) -> Mapping[int, "Worked"]:
    """The months that stand behind some lines of claims, by line."""
    wanted = (
        select(ClaimLine.uid, WorkMonth.month, *_WORKER)
        .join(Claim, Claim.uid == ClaimLine.claim_uid)
        .join(Institution, Institution.uid == Claim.institution_uid)
        .join(Enrolment, Enrolment.uid == ClaimLine.enrolment_uid)
        .join(WorkMonth, WorkMonth.enrolment_uid == Enrolment.uid)
        .where(ClaimLine.uid.in_(select(listed(lines).c.value)))
    )
    rows, found = read.connection.execute(wanted).all(), dict[int, Worked]()
    tags = recognitions(read, select(listed({row.trainee_uid for row in rows}).c.value))
    for row in rows:
        found.setdefault(row.uid, Worked(_worker(row, tags))).months.append(row.month)
    return found


@dataclass
class Worked:
    """Somebody's months behind one line."""

    worker: Worker
    months: list[str] = field(default_factory=list)

    def paid(self, terms: Terms) -> frozenset[str]:
        """Those that can be paid."""
        return frozenset(month for month in self.months if payable(month, self.worker, terms))


def _worker(row: Any, tags: Mapping[int, tuple[Recognition, ...]]) -> Worker:
    belonging = Belonging(row.category, tags.get(row.trainee_uid, ()), row.basis_on)
    return Worker(belonging, bool(row.insured), row.hired_on, row.certificate_date)


def _gathered(rows: Iterable[Any]) -> Mapping[int, tuple[str, ...]]:
    found: dict[int, set[str]] = defaultdict(set)
    for whose, month in rows:
        found[whose].add(month)
    return {whose: tuple(sorted(months)) for whose, months in found.items()}
