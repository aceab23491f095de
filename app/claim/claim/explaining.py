"""核定说明 of a claim line, kept as it is decided and read back; and what a claim as a whole was not checked by."""

import json
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from app.award.texts import explanation
from app.award.texts.explanation import Paragraph
from app.claim.claim import progress
from app.claim.claim.cautions import of_claims
from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.claim.claim.verification import decided_by, of_claim, of_class, rests_on
from app.claim.claim_line import refusals, verdicts
from app.claim.claim_line.model import ClaimLine
from app.kernel.kinds import MOMENT
from app.kernel.masking import mask_id
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.store.models import Journal
from app.store.work import Read
from app.training.training_class.model import TrainingClass

_DECIDING = ("submit", "check", "review", "approve")
_BACK = frozenset(move.word for move in CLAIM.moves if move.to in ("draft", "returned"))
"""Verbs after which a claim is decided anew."""


def explain(read: Read, uid: int) -> tuple[Paragraph, ...]:
    """The paragraphs about a claim: what the office above said, its review, its warnings, what it was not checked by."""
    claim = read.session.get(Claim, uid)
    if claim is None:
        return ()
    parts = (_not_accepted(read, claim), progress.of_claim(read, claim), _cautions(read, uid), _of_claim(read, claim))
    return tuple(paragraph for part in parts for paragraph in part)


def explain_class(read: Read, uid: int) -> tuple[Paragraph, ...]:
    """The paragraphs about a class: its opening, how far it has come, its limits, what is 待核实."""
    training = read.session.get(TrainingClass, uid)
    return (*progress.of_class(read, training), *_of_class(read, training)) if training else ()


def explain_line(read: Read, uid: int) -> tuple[Paragraph, ...]:
    """The paragraphs about a line of a claim (核定说明)."""
    line = read.session.get(ClaimLine, uid)
    return _of_line(read, line) if line else ()


def paragraphs_on_paper(read: Read, uid: int) -> list[dict[str, object]]:
    """The paragraphs about a line of a claim as rows of a form."""
    return [{"part": p.title, "text": "\n".join(p.lines)} for p in explain_line(read, uid)]


def _of_line(read: Read, line: ClaimLine) -> tuple[Paragraph, ...]:
    claim = read.session.get_one(Claim, line.claim_uid)
    if not line.verdict:
        where = "explain.earlier" if line.origin == read.own.uid else "explain.elsewhere"
        return explanation.sent_line(line.reasons, line.decision == "granted", line.amount_fen, where)
    pack = decided_by(read, claim)
    facts, decision = verdicts.decision_of(read, line, claim, pack)
    kept = replace(decision, granted=line.decision == "granted", amount_fen=line.amount_fen)
    sheet = explanation.Sheet(
        _about(claim, line), pack, pack.scheme(claim.scheme), facts, kept, verdicts.decided(read, claim)
    )
    *parts, decided = explanation.paragraphs(sheet)
    return (*parts, Paragraph(decided.title, (*decided.lines, *_events(read, line.claim_uid))))


def _about(claim: Claim, line: ClaimLine) -> dict[str, object]:
    """Whom and what a line is about as it was kept, by the names of the sheet."""
    known, whom = json.loads(claim.facts), dict(verdicts.whom(line))
    if whom:
        whom["id_number"] = mask_id(whom["id_number"])
    taught = dict(known["class"])
    if taught:
        taught["dates"] = say("explain.dates", first=taught.pop("first"), last=taught.pop("last"))
    return {**whom, **taught, **known["payee"], "scheme": claim.scheme, "claim_number": claim.number}


def _events(read: Read, claim_uid: int) -> list[str]:
    """Who handed in, reviewed and approved the claim; after it was sent back, only what came since."""
    wanted = select(Journal).where(Journal.noun == "claim", Journal.subject == claim_uid).order_by(Journal.id)
    found: dict[str, Any] = {}
    titles = {verb: CLAIM.verb(verb).title for verb in _DECIDING}
    for row in read.session.scalars(wanted):
        if row.verb in titles:
            found[row.verb] = row
        elif row.verb in _BACK:
            found.clear()
    return [say("explain.event", title=titles[v], by=r.actor, at=MOMENT.shown(r.at)) for v, r in found.items()]


def _not_accepted(read: Read, claim: Claim) -> tuple[Paragraph, ...]:
    """What the office above refused of a claim, and what is to be done about it."""
    lines = refusals.of_claims(read, (claim.uid,)).get(claim.uid, ())
    if not lines:
        return ()
    what_now = say("refusal_above.paid" if claim.state == "paid" else "refusal_above.unpaid")
    named = [say("refusal_above.line", name=line.name, reason=line.reason) for line in lines]
    return (Paragraph(say("refusal_above.title"), (*named, what_now)),)


def _cautions(read: Read, claim_uid: int) -> tuple[Paragraph, ...]:
    lines = of_claims(read, [claim_uid])
    return (Paragraph(say("caution.title"), tuple(lines)),) if lines else ()


def _of_claim(read: Read, claim: Claim) -> tuple[Paragraph, ...]:
    """Installed packs never change, so that this stays what it was when the claim was decided."""
    try:
        return explanation.open_points(rests_on(read, claim), of_claim(read, claim))
    except Refused as refusal:  # a claim that another office reported may rest on a pack that is not known here
        return explanation.unexplained(refusal)


def _of_class(read: Read, training: TrainingClass) -> tuple[Paragraph, ...]:
    try:
        return explanation.open_points((), of_class(read, training))
    except Refused as refusal:
        return explanation.unexplained(refusal)
