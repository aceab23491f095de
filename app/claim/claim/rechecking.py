"""Before a claim goes on: does what its lines were decided on still hold? Decided once more, set by set, and compared."""

import json
from collections.abc import Iterator
from heapq import merge
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import select

from app.award.awards import Decision
from app.award.recheck import changes, outcome_changes, payee_changes
from app.award.schemes import Terms
from app.claim.claim.assessing import BATCH, decisions
from app.claim.claim.model import Claim
from app.claim.claim.schemes import scheme_of
from app.claim.claim.verification import decided_by
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.queries import payee
from app.claim.equipment import verbs as equipment
from app.claim.override.verbs import Standing
from app.institution.institution.model import Institution
from app.kernel.texts import say
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.training_class.waiting import waiting_on


class _Side(NamedTuple):
    """One person of a claim as the line keeps it, or as the records stand now; in the order of the roster."""

    place: tuple[int, int]
    line: Any = None
    about: Any = None
    facts: Any = None
    decision: Decision | None = None


def changes_since_decision(read: Read, claim: Claim) -> list[str]:
    """What is not as the claim was decided, and what is asked to be otherwise, one sentence for each; none when all holds.

    By the policy of its decision: that another version came since is another question.
    """
    found = [*_equipment(read, claim)] if claim.class_uid is None else [*_people(read, claim)]
    return [*waiting_on(read, claim.institution_uid, claim.class_uid), *_payee(read, claim), *found]


def _people(read: Read, claim: Claim) -> Iterator[str]:
    for _, pair in groupby(merge(_then(read, claim), _now(read, claim), key=_place), key=_place):
        then, now = None, None
        for side in pair:
            then, now = (side, now) if side.decision is None else (then, side)
        if then is None:
            assert now is not None
            yield say("recheck.joined", name=now.about["name"])
        elif now is None or now.decision is None:
            yield say("recheck.left", seq=then.line.seq, name=_name(then.line))
        else:
            kept = json.loads(then.line.facts or "{}")
            found = [*changes(kept, now.about, now.facts), *outcome_changes(kept, then.line.amount_fen, now.decision)]
            if found:
                yield say("recheck.line", seq=then.line.seq, who=_name(then.line), changes="，".join(found))


def _place(side: _Side) -> tuple[int, int]:
    return side.place


def _then(read: Read, claim: Claim) -> Iterator[_Side]:
    wanted = (
        select(ClaimLine.seq, ClaimLine.amount_fen, ClaimLine.facts, Enrolment.seq.label("place"), Enrolment.uid)
        .join(Enrolment, Enrolment.uid == ClaimLine.enrolment_uid)
        .where(ClaimLine.claim_uid == claim.uid)
        .order_by(Enrolment.seq, Enrolment.uid)
        .execution_options(yield_per=BATCH)
    )
    return (_Side((row.place, row.uid), line=row) for row in read.connection.execute(wanted))


def _now(read: Read, claim: Claim) -> Iterator[_Side]:
    terms = Terms.on(decided_by(read, claim), claim.basis_on, scheme_of(claim))
    for row, facts, decision in decisions(read, claim, terms, Standing(read, claim)):
        about = {"name": row.name, "account": row.account}
        yield _Side((row.seq, row.uid), None, about, {n: getattr(facts, n) for n in facts.__slots__}, decision)


def _name(line: Any) -> str:
    about = json.loads(line.facts or "{}").get("about", {})
    return f"{about.get('name', '')}（{about.get('id_number', '')}）"


def _equipment(read: Read, claim: Claim) -> Iterator[str]:
    line = read.session.scalars(select(ClaimLine).where(ClaimLine.claim_uid == claim.uid)).one()
    facts, decision = equipment.facts_and_decision(read, claim, decided_by(read, claim))
    kept = json.loads(line.facts or "{}")
    yield from (*changes(kept, {}, facts), *outcome_changes(kept, line.amount_fen, decision))


def _payee(read: Read, claim: Claim) -> list[str]:
    """Who is paid is on every line the same: the first one is looked at."""
    first = select(ClaimLine.facts).where(ClaimLine.claim_uid == claim.uid).order_by(ClaimLine.seq).limit(1)
    kept = json.loads(read.session.scalars(first).first() or "{}")
    return payee_changes(kept, payee(read.session.get_one(Institution, claim.institution_uid)))
