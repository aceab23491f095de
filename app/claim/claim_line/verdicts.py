"""What a claim keeps of its decisions: facts of all its lines once, each different decision once, of a line who it is."""

import json
from collections.abc import Mapping
from json.encoder import encode_basestring as quoted
from typing import Any

from sqlalchemy import Row, select

from app.award import kept
from app.award.decide import decide
from app.award.explanation import speaking
from app.award.overrides import restore, saved
from app.award.sentences import cited
from app.award.trace import Decision
from app.award.view import Facts
from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine, Verdict
from app.claim.claim_line.queries import payee
from app.institution.institution.model import Institution
from app.kernel.kinds import mask_id
from app.policy.pack import Pack
from app.store.work import Read, Work

_COLUMNS = ("claim_uid", "number", "facts", "beside", "reasons")


class Verdicts:
    """The different decisions of a claim on their way into the table."""

    def __init__(self, work: Work, claim: Claim, pack: Pack) -> None:
        self._work, self._pack, self._claim = work, pack, claim
        self._shared = frozenset(json.loads(claim.facts)["facts"])
        self._waiting: list[tuple[object, ...]] = []
        self._last = 0

    def add(self, facts: Facts, decision: Decision) -> int:
        """One more; the number under which it is kept."""
        self._last += 1
        self._waiting.append((self._claim.uid, self._last, *self._texts(facts, decision)))
        return self._last

    def _texts(self, facts: Facts, decision: Decision) -> tuple[str, str, str]:
        own = {name: value for name, value in facts.items() if name not in self._shared}
        return kept.written(own), saved(decision), reasons_of(self._pack, decision)

    def write(self) -> None:
        """Write what waits."""
        self._work.bulk("claim_verdict", _COLUMNS, self._waiting)
        self._waiting.clear()


def shared(work: Work, claim: Claim, facts: Facts) -> str:
    """JSON of what all lines of a claim rest on, who is to be paid, and who decided it when."""
    paid = payee(work.session.get_one(Institution, claim.institution_uid))
    return json.dumps(
        {"facts": json.loads(kept.written(facts)), "payee": paid, "by": work.actor.name, "at": work.now},
        ensure_ascii=False,
    )


def about(row: Row[Any]) -> str:
    """JSON of whom a line is about, to see later what has changed."""
    account = "null" if row.account is None else quoted(row.account)
    number = "null" if row.certificate_number is None else quoted(row.certificate_number)
    whom = f'"name":{quoted(row.name)},"id_number":{quoted(mask_id(row.id_number))}'
    return f'{{{whom},"account":{account},"certificate_number":{number}}}'


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


def facts_of(claim: Claim, verdict: Verdict) -> Facts:
    """The facts that a decision rests on."""
    common = json.loads(claim.facts or "{}").get("facts", {})
    return {**kept.read(json.dumps(common)), **kept.read(verdict.facts)}


def verdict_of(read: Read, line: ClaimLine) -> Verdict | None:
    """The decision of a line as it is kept; None for what another office decided."""
    return read.session.get(Verdict, (line.claim_uid, line.verdict)) if line.verdict else None


def decision_of(read: Read, line: ClaimLine, claim: Claim, pack: Pack) -> tuple[Facts, Decision]:
    """The facts of a line as they were kept, and the decision that they make under the pack that decided it."""
    verdict = verdict_of(read, line)
    if verdict is None:
        return {}, Decision(line.decision == "granted", line.amount_fen, ())
    facts = facts_of(claim, verdict)
    plain = decide(pack, pack.scheme(claim.scheme), facts)
    return facts, restore(plain, verdict.beside)


def keep(work: Work, line: ClaimLine, claim: Claim, pack: Pack, decision: Decision) -> None:
    """Put another decision on a line, beside those that other lines share."""
    verdict = verdict_of(work, line)
    assert verdict is not None  # only lines of this office are decided here
    numbers = select(Verdict.number).where(Verdict.claim_uid == claim.uid).order_by(Verdict.number.desc())
    number = (work.session.scalars(numbers).first() or 0) + 1
    work.session.add(
        Verdict(
            claim_uid=claim.uid,
            number=number,
            facts=verdict.facts,
            beside=saved(decision),
            reasons=reasons_of(pack, decision),
        )
    )
    line.verdict, line.warnings = number, decision.warnings
    line.decision, line.amount_fen = decision.verdict, decision.amount_fen
    work.session.flush()
