"""核定说明 of a claim line, kept as it is decided and read back; and what a claim as a whole was not checked by."""

import json
from typing import Any

from sqlalchemy import Row, select

from app.award import explanation
from app.award.awards import AGAINST, Decision
from app.award.explanation import Paragraph
from app.award.facts import Facts
from app.award.schemes import Terms
from app.claim.claim import progress
from app.claim.claim.cautions import of_claims
from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.claim.claim.schemes import scheme_of
from app.claim.claim.verification import decided_by, of_claim, of_class, rests_on
from app.claim.claim_line import refusals
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.queries import payee
from app.claim.claim_line.record import RECORD as CLAIM_LINES
from app.institution.institution.model import Institution
from app.kernel.kinds import MOMENT, mask_id
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.listing import Query
from app.store.models import Journal
from app.store.work import Read, Work
from app.training.training_class.model import TrainingClass

_DECIDING = ("submit", "check", "review", "approve")
_BACK = frozenset(move.word for move in CLAIM.moves if move.to in ("draft", "returned"))
"""Verbs after which a claim is decided anew."""


class Sheets:
    """Makes what each line of a claim keeps; what all of them share is gathered once."""

    def __init__(self, work: Work, claim: Claim, training: TrainingClass, terms: Terms) -> None:
        about = {
            "scheme": scheme_of(claim),
            "claim_number": claim.number,
            "class_number": training.number,
            "class_name": training.name,
            **payee(work.session.get_one(Institution, claim.institution_uid)),
            "dates": say("explain.dates", first=training.starts_on, last=training.ends_on),
        }
        decided = {"by": work.actor.name, "at": work.now}
        shared = {**explanation.basis(training.training_type, terms), "decided": decided}
        self._writer = explanation.Writer(terms, about, shared)

    def kept(self, person: Row[Any], facts: Facts, decision: Decision) -> str:
        """JSON for `claim_line.facts`."""
        about = {"name": person.name, "id_number": mask_id(facts.id_number), "account": person.account}
        return self._writer.line(about, facts, decision)


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


def rows_on_paper(read: Read, claim_uid: int) -> list[dict[str, object]]:
    """The lines of a claim with why some are refused: paper has no room for what only asks to look."""
    against = _objections(read, claim_uid)
    return [
        {**row, "remark": against.get(int(str(row["uid"])), "")}
        for row in CLAIM_LINES.listing.rows(read.connection, Query(inside=claim_uid))
    ]


def paragraphs_on_paper(read: Read, uid: int) -> list[dict[str, object]]:
    """The paragraphs about a line of a claim as rows of a form."""
    return [{"part": p.title, "text": "\n".join(p.lines)} for p in explain_line(read, uid)]


def _objections(read: Read, claim_uid: int) -> dict[int, str]:
    """Why lines of a claim are refused, by uid."""
    wanted = select(ClaimLine).where(ClaimLine.claim_uid == claim_uid, ClaimLine.decision == "refused")
    found = {}
    for line in read.session.scalars(wanted):
        decided = explanation.decision_of(json.loads(line.facts or "{}"), False, 0, 0)
        against = "；".join(r.text() for r in decided.reasons if r.hardness in AGAINST)
        found[line.uid] = against or line.reasons  # what another office reported carries no facts
    return found


def _of_line(read: Read, line: ClaimLine) -> tuple[Paragraph, ...]:
    granted, kept = line.decision == "granted", json.loads(line.facts or "{}")
    if "about" not in kept:
        return explanation.foreign_line_paragraphs(line.reasons, granted, line.amount_fen)
    *sheet, decided = explanation.paragraphs(kept, granted, line.amount_fen)
    return (*sheet, Paragraph(decided.title, (*decided.lines, *_events(read, line.claim_uid))))


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
        unsettled = explanation.open_points(rests_on(read, claim), of_claim(read, claim))
        return (*_gaps(read, claim), *unsettled)
    except Refused as refusal:  # a claim that another office reported may rest on a pack that is not known here
        return explanation.unexplained(refusal)


def _gaps(read: Read, claim: Claim) -> tuple[Paragraph, ...]:
    if claim.class_uid is None:  # the terms of equipment leave nothing out
        return ()
    terms = Terms.on(decided_by(read, claim), claim.basis_on, scheme_of(claim))
    return explanation.unchecked_paragraphs(terms.pack, terms.policy)


def _of_class(read: Read, training: TrainingClass) -> tuple[Paragraph, ...]:
    try:
        return explanation.open_points((), of_class(read, training))
    except Refused as refusal:
        return explanation.unexplained(refusal)
