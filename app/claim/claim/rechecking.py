"""Before a claim goes on: does what its lines were decided on still hold? Decided once more, set by set, and compared."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from heapq import merge
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import select

from app.award.texts.recheck import PAYEE, WHOM, about_changes, changes, outcome_changes
from app.award.trace import Decision
from app.award.view import Facts
from app.claim.claim.assessing import decisions
from app.claim.claim.directing import payee_of_claim
from app.claim.claim.gathering import BATCH, Gathering
from app.claim.claim.model import Claim
from app.claim.claim.schemes import class_of
from app.claim.claim.verification import decided_by
from app.claim.claim_line import verdicts
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.queries import payee
from app.claim.equipment import verbs as equipment
from app.claim.override.verbs import Standing
from app.kernel.masking import mask_id
from app.kernel.texts import say
from app.policy.pack import Pack
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.training_class.waiting import waiting_on


class _Side(NamedTuple):
    """One person of a claim as the line keeps it, or as the records stand now; in the order of the roster."""

    place: tuple[int, int]
    line: ClaimLine | None = None
    about: Mapping[str, Any] = {}
    facts: Facts = {}
    decision: Decision | None = None


def changes_since_decision(read: Read, claim: Claim) -> list[str]:
    """What is not as the claim was decided, and what is asked to be otherwise, one sentence for each; none when all holds.

    By the policy of its decision: that another version came since is another question.
    """
    pack = decided_by(read, claim)
    found = [*_equipment(read, claim, pack)] if claim.class_uid is None else [*_people(read, claim, pack)]
    return [*waiting_on(read, claim.institution_uid, claim.class_uid), *_payee(read, claim), *found]


def _people(read: Read, claim: Claim, pack: Pack) -> Iterator[str]:
    kept = verdicts.Kept(read, claim, pack)
    for _, pair in groupby(merge(_then(read, claim), _now(read, claim, pack), key=_place), key=_place):
        then, now = None, None
        for side in pair:
            then, now = (side, now) if side.line is not None else (then, side)
        if then is None or then.line is None:
            assert now is not None
            yield say("recheck.joined", name=now.about["name"])
        elif now is None or now.decision is None:
            yield say("recheck.left", seq=then.line.seq, name=_name(then.line))
        else:
            facts, decision = kept.of(then.line)
            whom = tuple(key for key in WHOM if key not in facts)
            found = [*about_changes(verdicts.whom(then.line), now.about, whom)]
            found += changes(pack, facts, now.facts) if facts else []  # an earlier program kept them otherwise
            found += outcome_changes(pack, replace(decision, amount_fen=then.line.amount_fen), now.decision)
            if found:
                yield say("recheck.line", seq=then.line.seq, who=_name(then.line), changes="，".join(found))


def _place(side: _Side) -> tuple[int, int]:
    return side.place


def _then(read: Read, claim: Claim) -> Iterator[_Side]:
    wanted = (
        select(ClaimLine, Enrolment.seq, Enrolment.uid)
        .join(Enrolment, Enrolment.uid == ClaimLine.enrolment_uid)
        .where(ClaimLine.claim_uid == claim.uid)
        .order_by(Enrolment.seq, Enrolment.uid)
        .execution_options(yield_per=BATCH)
    )
    return (_Side((seq, uid), line) for line, seq, uid in read.session.execute(wanted))


def _now(read: Read, claim: Claim, pack: Pack) -> Iterator[_Side]:
    gathering = Gathering(read, claim, class_of(read, claim), pack, pack.scheme(claim.scheme))
    for each in decisions(read, claim, gathering, Standing(read, claim, pack)):
        row = each.row
        yield _Side((row.seq, row.uid), None, json.loads(row.about), each.facts, each.decision)


def _name(line: ClaimLine) -> str:
    about = verdicts.whom(line)
    return f"{about.get('name', '')}（{mask_id(about.get('id_number', ''))}）"


def _equipment(read: Read, claim: Claim, pack: Pack) -> Iterator[str]:
    line = read.session.scalars(select(ClaimLine).where(ClaimLine.claim_uid == claim.uid)).one()
    then, before = verdicts.decision_of(read, line, claim, pack)
    now, decision = equipment.facts_and_decision(read, claim, pack)
    yield from (*changes(pack, then, now), *outcome_changes(pack, before, decision))


def _payee(read: Read, claim: Claim) -> list[str]:
    """Who is paid is kept with the claim."""
    then = json.loads(claim.facts or "{}").get("payee", {})
    return [*about_changes(then, payee(payee_of_claim(read, claim)), PAYEE)]
