"""核减: one person asks to take somebody out of a claim, another confirms; the rest of the claim goes on without him."""

from collections.abc import Mapping
from typing import Any

from app.award.overrides import taken_out
from app.claim.claim.assessing import decisions
from app.claim.claim.gathering import Gathering
from app.claim.claim.model import Claim
from app.claim.claim.noun import AGREED, CLAIM, PUBLISHED, UNPAID
from app.claim.claim.schemes import class_of
from app.claim.claim.verification import decided_by
from app.claim.claim_line import verdicts
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.noun import CLAIM_LINE
from app.claim.override.verbs import Standing
from app.claim.reduction.model import Reduction
from app.claim.reduction.noun import CAUSE, REDUCTION
from app.claim.reduction.queries import of_claim, said
from app.kernel.fields import Field
from app.kernel.outcomes import Refused
from app.kernel.workflow import CHANGEABLE
from app.office.correction import requests as corrections
from app.record.moves import cite, load, take
from app.store.work import Read, Work
from app.training.trainee.model import Trainee

_OPEN = (*CHANGEABLE, *UNPAID, "paying")
"""States of a claim in which somebody may be taken out."""
_PUBLIC = (*PUBLISHED, "paying")
_GROUNDS = {"fraud": "fraud_measures", "ineligible": "fund_oversight", "mistake": "fund_oversight"}
"""The policy value whose clause a cause rests on."""


def ask(work: Work, uid: int, cause: str, reason: str, document: str) -> int:
    """Ask to take the person of a line out of its claim, which stands still until another has decided; the uid of that."""
    line = take(work, CLAIM_LINE, ClaimLine, uid, "reduce")
    claim = load(work, Claim, line.claim_uid, CLAIM.title)
    _reducible(work, line, claim)
    row = work.add(
        Reduction(
            claim_uid=claim.uid,
            enrolment_uid=line.enrolment_uid,
            cause=cause,
            reason=reason,
            document=document,
            clause=cite(work.pack_of(claim, claim.basis_on), _GROUNDS[cause], claim.basis_on),
            amount_fen=line.amount_fen,
            stage=claim.state,
            asked_by=work.actor.name,
            asked_on=work.today,
        )
    )
    person = work.session.get_one(Trainee, line.trainee_uid).name
    _ask(work, row, f"{claim.number} {person}", "confirmed", f"{CAUSE.show(cause)}，{reason}（{document}）")
    return int(row.uid)


def undo(work: Work, uid: int, reason: str) -> None:
    """Ask to take a person in again, who was taken out by mistake."""
    row = take(work, REDUCTION, Reduction, uid, "undo")
    _returnable(work, row)
    claim = work.session.get_one(Claim, row.claim_uid)
    _ask(work, row, f"{claim.number} {_name(work, row)}", "revoked", reason)


def _reducible(work: Work, line: ClaimLine, claim: Claim) -> None:
    if claim.state not in _OPEN:
        raise Refused("reduction.claim", number=claim.number, state=CLAIM.states[claim.state])
    if line.enrolment_uid is None:
        raise Refused("reduction.whole", number=claim.number)
    if line.decision != "granted":
        raise Refused("reduction.nothing")
    open_ones = of_claim(claim).where(Reduction.enrolment_uid == line.enrolment_uid, Reduction.state == "pending")
    if work.session.scalars(open_ones).first() is not None:
        raise Refused("reduction.exists")


def _ask(work: Work, row: Reduction, name: str, state: str, reason: str) -> None:
    before = standing(work, row.uid)
    corrections.ask(work, REDUCTION, (row.uid, name), (REDUCTION["state"],), before, {"state": state}, reason, apply)


def fields(read: Read, uid: int) -> Mapping[str, Field]:
    """What two people decide of a reduction."""
    return {"state": REDUCTION["state"]}


def standing(read: Read, uid: int) -> dict[str, str]:
    """Where a reduction stands now."""
    return {"state": read.session.get_one(Reduction, uid).state}


def call_off(work: Work, uid: int) -> None:
    """What was asked is not to be: a person who was to be taken out stays in."""
    row = work.session.get_one(Reduction, uid)
    if row.state == "pending":
        row.state = "revoked"


def apply(work: Work, uid: int, values: dict[str, Any]) -> None:
    """The person is out from now on, or in again as everything stands now."""
    row = work.session.get_one(Reduction, uid)
    claim = _live(work, row)
    if values["state"] == "confirmed":
        _take_out(work, row, claim)
    else:
        _take_in(work, row, claim)
    work.session.flush()
    work.moved.append(row)


def _take_out(work: Work, row: Reduction, claim: Claim | None) -> None:
    row.state, row.confirmed_on = "confirmed", work.today
    row.confirmed_by = work.actor.name if work.actor.name != row.asked_by else None
    line = _line(work, row, claim)
    if claim is None or line is None:
        return
    row.stage, row.amount_fen = claim.state, line.amount_fen
    row.published_on = claim.notice_from if claim.state in _PUBLIC else None
    pack = decided_by(work, claim)
    _, decision = verdicts.decision_of(work, line, claim, pack)
    verdicts.keep(work, line, claim, pack, taken_out(decision, said(row)))


def _take_in(work: Work, row: Reduction, claim: Claim | None) -> None:
    """He is decided anew: what was granted to him meanwhile counts against him."""
    _returnable(work, row)
    row.state = "revoked"
    work.session.flush()
    line = _line(work, row, claim)
    if claim is None or line is None:
        return
    pack = decided_by(work, claim)
    gathering = Gathering(work, claim, class_of(work, claim), pack, pack.scheme(claim.scheme))
    found = decisions(work, claim, gathering, Standing(work, claim, pack))
    now = next((each for each in found if each.row.uid == row.enrolment_uid), None)
    if now is not None:
        verdicts.keep(work, line, claim, pack, now.decision, now.facts)


def _returnable(work: Work, row: Reduction) -> None:
    """Refuse to take somebody in who was not approved, or not published, with the others."""
    claim = _live(work, row)
    if claim is None or claim.state in CHANGEABLE:
        return
    if claim.state not in _OPEN:
        raise Refused("reduction.claim", number=claim.number, state=CLAIM.states[claim.state])
    if _rank(claim.state) > _rank(row.stage):
        raise Refused("reduction.unapproved", number=claim.number, state=CLAIM.states[claim.state])


def _rank(state: str) -> int:
    """Of a state: nobody's word yet, the chief's, or the public's."""
    return (state in (*AGREED, "paying")) + (state in _PUBLIC)


def _live(read: Read, row: Reduction) -> Claim | None:
    """The claim of the same class and scheme that is not void."""
    of = read.session.get_one(Claim, row.claim_uid)
    if of.state != "void":
        return of
    alike = {"class_uid": of.class_uid, "scheme": of.scheme}
    return read.session.query(Claim).filter_by(**alike).filter(Claim.state != "void").first()


def _line(read: Read, row: Reduction, claim: Claim | None) -> ClaimLine | None:
    if claim is None:
        return None
    found = read.session.query(ClaimLine).filter_by(claim_uid=claim.uid, enrolment_uid=row.enrolment_uid)
    return found.first()


def _name(read: Read, row: Reduction) -> str:
    line = _line(read, row, read.session.get_one(Claim, row.claim_uid))
    return read.session.get_one(Trainee, line.trainee_uid).name if line is not None else ""
