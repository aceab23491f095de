"""手工通过: one person asks to pass a limit 原则上, with reason and document; another confirms; assessments respect it."""

from collections.abc import Collection

from sqlalchemy import func, select

from app.award.decide import decide
from app.award.overrides import Override, not_accepted, overridden, standing, taken_out, with_warning
from app.award.texts.sentences import cited
from app.award.trace import Decision
from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.claim.claim_line import refusals, verdicts
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.noun import CLAIM_LINE
from app.claim.override.model import Override as Row
from app.claim.override.noun import OVERRIDE
from app.claim.reduction import queries as reductions
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.kernel.workflow import CHANGEABLE
from app.office.separation import another_person
from app.policy.pack import Pack
from app.record.moves import load, take
from app.store import packs
from app.store.work import Read, Work
from app.training.trainee.model import Trainee

_OPEN = ("pending", "confirmed")


def ask(work: Work, uid: int, reason: str, document: str) -> None:
    """Ask to pass the one limit 原则上 that stands against a line; nothing is granted until another confirms."""
    line, claim = _changeable(work, uid, "override")
    found = _open(work, claim, line.enrolment_uid)
    if found:
        raise Refused("override.exists", state=OVERRIDE.states[found[0].state])
    pack = packs.installed(work.session, claim.pack_id, claim.pack_version)
    _, decision = verdicts.decision_of(work, line, claim, pack)
    limit = standing(decision)
    if decision.granted:
        raise Refused("override.granted")
    if limit is None:
        raise Refused("override.hard", reasons="；".join(cited(m, pack) for m in (*decision.against, *decision.open)))
    row = work.add(
        Row(
            claim_uid=claim.uid,
            enrolment_uid=line.enrolment_uid,
            reason=reason,
            document=document,
            against=cited(limit, pack),
            clause=limit.row.source.cite(),
            asked_by=work.actor.name,
            asked_on=work.today,
        )
    )
    _log(work, row, "override", _said(work, line, row))


def confirm(work: Work, uid: int) -> None:
    """Another person agrees: the line is granted at its rate while that same limit is all that stands against it."""
    line, claim = _changeable(work, uid, "confirm")
    row = _one(work, claim, line, ("pending",))
    another_person(work, row.asked_by, CLAIM_LINE.verb("confirm").title)
    pack = packs.installed(work.session, claim.pack_id, claim.pack_version)
    _, before = verdicts.decision_of(work, line, claim, pack)
    decision = overridden(before, _passed(row, work.actor.name), pack)
    if not decision.granted:
        raise Refused("override.changed")
    row.confirmed_by, row.confirmed_on, row.state = work.actor.name, work.today, "confirmed"
    verdicts.keep(work, line, claim, pack, decision)
    _log(work, row, "confirm", _said(work, line, row))


def revoke(work: Work, uid: int, reason: str) -> None:
    """Take an override back, asked for or confirmed; the line stands as it did before."""
    line, claim = _changeable(work, uid, "revoke")
    row = _one(work, claim, line, _OPEN)
    row.state = "revoked"
    pack = packs.installed(work.session, claim.pack_id, claim.pack_version)
    facts, _ = verdicts.decision_of(work, line, claim, pack)
    work.session.flush()
    plain = decide(pack, pack.scheme(claim.scheme), facts)
    verdicts.keep(work, line, claim, pack, Standing(work, claim, pack).decide(row.enrolment_uid, plain))
    _log(work, row, "revoke", reason)


def none_pending(work: Work, claim: Claim) -> None:
    """Refuse to hand in a claim while somebody waits for a second person's word."""
    waiting = select(func.count()).where(Row.claim_uid == claim.uid, Row.state == "pending")
    if count := work.session.scalar(waiting):
        raise Refused("override.pending", number=claim.number, count=count)


class Standing:
    """What stands beside the rules while a claim is assessed anew: the refusals of the office above, who was taken out,
    and the open overrides: who keeps one, and whose lapses.
    """

    def __init__(self, read: Read, claim: Claim, pack: Pack) -> None:
        self._pack = pack
        self._above = refusals.binding_refusals(read, claim)
        self._before = refusals.before(read, claim)
        self._taken_out = reductions.taken_out(read, claim)
        self._rows = {row.enrolment_uid: row for row in _open(read, claim)}

    def decide(self, enrolment_uid: int, decision: Decision) -> Decision:
        """The decision on one person with what two people have confirmed, while the same limit stands."""
        if not (self._above or self._before or self._rows or self._taken_out):
            return decision  # as for nearly every claim
        decision = self._beside(enrolment_uid, decision)
        why = self._taken_out.get(enrolment_uid)
        return taken_out(decision, why) if why else decision

    def _beside(self, enrolment_uid: int, decision: Decision) -> Decision:
        if enrolment_uid in self._above:
            return not_accepted(decision, self._above[enrolment_uid])
        if enrolment_uid in self._before:
            decision = with_warning(decision, self._before[enrolment_uid])
        row, limit = self._rows.get(enrolment_uid), standing(decision)
        if row is None or limit is None or cited(limit, self._pack) != row.against:
            return decision
        del self._rows[enrolment_uid]
        return overridden(decision, _passed(row, row.confirmed_by), self._pack) if row.confirmed_by else decision

    def lapse_others(self, work: Work) -> None:
        """What passes a limit that no longer stands so has come to its end."""
        for row in self._rows.values():
            row.state = "lapsed"
            _log(work, row, "lapse", row.against)


def _changeable(work: Work, uid: int, verb: str) -> tuple[ClaimLine, Claim]:
    """A line of this office's own and its claim; Refused when the claim was handed in."""
    line = take(work, CLAIM_LINE, ClaimLine, uid, verb)
    claim = load(work, Claim, line.claim_uid, CLAIM.title)
    if claim.state not in CHANGEABLE:
        title = CLAIM_LINE.verb(verb).title
        raise Refused("override.claim", number=claim.number, state=CLAIM.states[claim.state], verb=title)
    return line, claim


def _open(read: Read, claim: Claim, enrolment_uid: int | None = None) -> list[Row]:
    wanted = select(Row).where(Row.claim_uid == claim.uid, Row.state.in_(_OPEN))
    if enrolment_uid is not None:
        wanted = wanted.where(Row.enrolment_uid == enrolment_uid)
    return list(read.session.scalars(wanted))


def _one(work: Work, claim: Claim, line: ClaimLine, states: Collection[str]) -> Row:
    for row in _open(work, claim, line.enrolment_uid):
        if row.state in states:
            return row
    raise Refused("override.missing", state="或".join(OVERRIDE.states[state] for state in states))


def _passed(row: Row, confirmed_by: str) -> Override:
    return Override(row.reason, row.document, row.against, row.asked_by, confirmed_by)


def _said(work: Work, line: ClaimLine, row: Row) -> str:
    person = work.session.get_one(Trainee, line.trainee_uid).name
    return say("override.asked", person=person, reason=row.reason, document=row.document, against=row.against)


def _log(work: Work, row: Row, verb: str, detail: str) -> None:
    """Under the override itself, which stays while lines come and go."""
    work.session.flush()
    work.log(OVERRIDE.name, verb, row.uid, detail, row.clause)
