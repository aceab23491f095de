"""What a claim keeps of its decisions: facts of all its lines once, each different decision once, of a line who it is."""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from sqlalchemy import func, select

from app.award import kept
from app.award.decide import decide
from app.award.overrides import restore, saved
from app.award.texts.explanation import speaking
from app.award.texts.sentences import cited
from app.award.trace import Decision
from app.award.view import Facts
from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine, Verdict
from app.claim.claim_line.queries import payee
from app.institution.institution.model import Institution
from app.policy.pack import Pack
from app.store.work import Read, Work
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass

_COLUMNS = ("claim_uid", "number", "facts", "beside", "reasons")


class Verdicts:
    """The different decisions of a claim on their way into the table."""

    def __init__(self, work: Work, claim: Claim, pack: Pack) -> None:
        self._work, self._pack, self._claim = work, pack, claim
        self._common = _common_names(claim)
        self._waiting: list[tuple[object, ...]] = []
        self._last = 0

    def add(self, facts: Facts, decision: Decision) -> int:
        """One more; the number under which it is kept."""
        self._last += 1
        self._waiting.append((self._claim.uid, self._last, *self._texts(facts, decision)))
        return self._last

    def _texts(self, facts: Facts, decision: Decision) -> tuple[str, str, str]:
        return _own(self._common, facts), saved(decision), reasons_of(self._pack, decision)

    def write(self) -> None:
        """Write what waits."""
        self._work.bulk("claim_verdict", _COLUMNS, self._waiting)
        self._waiting.clear()


def _common_names(claim: Claim) -> frozenset[str]:
    """The names of the facts that all lines of a claim share."""
    return frozenset(json.loads(claim.facts)["facts"])


def _own(common: frozenset[str], facts: Facts) -> str:
    """JSON of the facts that a line does not share with all others."""
    return kept.written({name: value for name, value in facts.items() if name not in common})


def shared(work: Work, claim: Claim, facts: Facts) -> str:
    """JSON of what all lines of a claim rest on: facts, class and who is to be paid; and who decided it when."""
    known = {
        "facts": json.loads(kept.written(facts)),
        "class": _called(work.session.get(TrainingClass, claim.class_uid) if claim.class_uid else None),
        "payee": payee(work.session.get_one(Institution, claim.payee_uid or claim.institution_uid)),
    }
    return json.dumps({**known, "by": work.actor.name, "at": work.now}, ensure_ascii=False)


def _called(training: TrainingClass | None) -> Mapping[str, str]:
    if training is None:
        return {}
    first, last = training.starts_on.isoformat(), training.ends_on.isoformat()
    return {"class_number": training.number, "class_name": training.name, "first": first, "last": last}


ABOUT = func.json_object(
    *("name", Trainee.name, "id_number", Trainee.id_number),
    *("account", Enrolment.account, "certificate_number", Enrolment.certificate_number),
    *("category", Enrolment.category),
).label("about")
"""JSON of whom a line is about, to see later what has changed; masked when it is shown."""


def whom(line: ClaimLine) -> Mapping[str, Any]:
    """Whom a line is about, as it was kept; an earlier program kept it beside much else."""
    known: Mapping[str, Any] = json.loads(line.facts or "{}")
    found: Mapping[str, Any] = known.get("about", known)
    return found


def reasons_of(pack: Pack, decision: Decision) -> str:
    """What a list says of a decision: why it is refused, what is to be looked at, else what it comes to by which clause."""
    marks = speaking(decision)
    if decision.granted:
        marks = (*decision.amounts, *marks)
    return "；".join(cited(mark, pack) for mark in marks)


def decided(read: Read, claim: Claim) -> Mapping[str, str]:
    """Who decided a claim last, and when."""
    found: dict[str, str] = json.loads(claim.facts or "{}")
    return {"by": found.get("by", ""), "at": found.get("at", "")}


def common_facts(claim: Claim) -> Facts:
    """The facts that all decisions of a claim rest on."""
    return kept.restored(json.loads(claim.facts or "{}").get("facts", {}))


def facts_of(common: Facts, verdict: Verdict) -> Facts:
    """The facts that one decision of a claim rests on, beside those that are common to all."""
    return {**common, **kept.read(verdict.facts)}


class Kept:
    """The different decisions of a claim as they were kept, each made once more when it is first asked for."""

    def __init__(self, read: Read, claim: Claim, pack: Pack) -> None:
        self._read, self._claim, self._pack = read, claim, pack
        self._known: dict[int, tuple[Facts, Decision]] = {}

    @cached_property
    def _common(self) -> Facts:
        return common_facts(self._claim)

    @cached_property
    def _verdicts(self) -> Mapping[int, Verdict]:
        wanted = select(Verdict).where(Verdict.claim_uid == self._claim.uid)
        return {row.number: row for row in self._read.session.scalars(wanted)}

    def of(self, line: ClaimLine) -> tuple[Facts, Decision]:
        """The facts of a line and what they make under the pack; none of another office's, nor of an earlier program's."""
        if not line.verdict:
            return {}, Decision(line.decision == "granted", line.amount_fen, ())
        if line.verdict not in self._known:
            self._known[line.verdict] = self._decided(self._verdicts[line.verdict])
        return self._known[line.verdict]

    def _decided(self, verdict: Verdict) -> tuple[Facts, Decision]:
        facts = facts_of(self._common, verdict)
        plain = decide(self._pack, self._pack.scheme(self._claim.scheme), facts)
        return facts, restore(plain, verdict.beside)


def verdict_of(read: Read, line: ClaimLine) -> Verdict | None:
    """The decision of a line as it is kept; None for what another office decided."""
    return read.session.get(Verdict, (line.claim_uid, line.verdict)) if line.verdict else None


def decision_of(read: Read, line: ClaimLine, claim: Claim, pack: Pack) -> tuple[Facts, Decision]:
    """The facts of a line as they were kept, and the decision that they make under the pack that decided it."""
    return Kept(read, claim, pack).of(line)


def keep(work: Work, line: ClaimLine, claim: Claim, pack: Pack, decision: Decision, facts: Facts | None = None) -> None:
    """Put another decision on a line, beside those that other lines share; on the same facts unless others are given.

    The claim's count and total follow.
    """
    claim.granted_count += decision.granted - (line.decision == "granted")
    claim.total_fen += decision.amount_fen - line.amount_fen
    verdict = verdict_of(work, line)
    assert verdict is not None  # only lines of this office are decided here
    numbers = select(Verdict.number).where(Verdict.claim_uid == claim.uid).order_by(Verdict.number.desc())
    number = (work.session.scalars(numbers).first() or 0) + 1
    work.session.add(
        Verdict(
            claim_uid=claim.uid,
            number=number,
            facts=verdict.facts if facts is None else _own(_common_names(claim), facts),
            beside=saved(decision),
            reasons=reasons_of(pack, decision),
        )
    )
    line.verdict, line.warnings = number, decision.warnings
    line.decision, line.amount_fen = decision.verdict, decision.amount_fen
    work.session.flush()
