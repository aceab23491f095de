"""Verbs of sanctions: enter what was decided; lift it or annul what was entered in error, with a second person's word."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from app.institution.institution.model import Institution
from app.institution.sanction.model import Sanction as Row
from app.institution.sanction.noun import SANCTION
from app.institution.sanction.standing import decided_against, event, steps_of
from app.kernel.outcomes import Problems, Refused
from app.kernel.texts import say
from app.office.separation import another_person
from app.policy.sanctions import Outcome, Sanction, outcomes
from app.record.lookups import own
from app.record.moves import put, take
from app.store.work import Work

_ENDS = {"lifting": ("lifted", "lift"), "voiding": ("void", "annul")}
"""By what was asked: the state that follows, and the verb that asked."""


def create(work: Work, institution_name: str, decided_on: date, document: str, reason: str, **given: Any) -> int:
    """Enter a sanction that the pack of its day declares; one document decides once against an institution."""
    step = _step(work, given.get("step_title"), decided_on)
    institution = own(work, Institution, name=institution_name)
    if institution is None:
        raise Problems([SANCTION["institution_name"].problem("agreement.institution", institution_name)])
    if decided_on > work.today:
        raise Problems([SANCTION["decided_on"].problem("sanction.ahead", str(decided_on))])
    _once(work, institution, document)
    row = work.add(
        Row(
            institution_uid=institution.uid,
            step=step.key,
            step_title=step.title,
            decided_on=decided_on,
            decided_by=given.get("decided_by") or work.own.name,
            document=document,
            reason=reason,
            clause=step.source.cite(),
            mend_by=decided_on + timedelta(days=step.mend) if step.mend else None,
            effect="",
            entered_by=work.actor.name,
        )
    )
    _tell_effects(work, institution.uid)
    told = {"institution": institution.name, "step": step.title, "document": document, "reason": reason}
    work.log(SANCTION.name, "create", row.uid, say("sanction.entered", effect=row.effect, **told), row.clause)
    return int(row.uid)


def _step(work: Work, title: str | None, on: date) -> Sanction:
    """The step of a title in the pack of a day."""
    declared = {step.title: step for step in work.pack_on(on).sanctions}
    if not declared:
        raise Refused("sanction.undeclared", pack=work.pack_on(on).title, on=on)
    if title not in declared:
        params = {"on": on, "choices": "、".join(declared)}
        raise Problems([SANCTION["step_title"].problem("sanction.step", title or "", **params)])
    return declared[title]


def _once(work: Work, institution: Institution, document: str) -> None:
    same = select(Row.uid).where(Row.institution_uid == institution.uid, Row.document == document, Row.state != "void")
    if work.session.scalars(same).first() is not None:
        raise Refused("record.duplicate", value=f"{institution.name} {document}")


def lift(work: Work, uid: int, lifted_on: date, reason: str) -> None:
    """Ask to end a sanction with a day; it holds until another person agrees."""
    row = take(work, SANCTION, Row, uid, "lift")
    if lifted_on < row.decided_on:
        raise Refused("sanction.early", lifted=lifted_on, decided=row.decided_on)
    _ask(work, row, "lift", reason, lifted_on)


def annul(work: Work, uid: int, reason: str) -> None:
    """Ask to take back what was decided or entered in error; it holds until another person agrees."""
    _ask(work, take(work, SANCTION, Row, uid, "annul"), "annul", reason)


def _ask(work: Work, row: Row, verb: str, reason: str, lifted_on: date | None = None) -> None:
    row.asked_by, row.lifted_reason, row.lifted_on = work.actor.name, reason, lifted_on
    put(work, SANCTION, row, verb, "：".join(filter(None, (str(lifted_on or ""), reason))), row.clause)


def agree(work: Work, uid: int) -> None:
    """Another person agrees: it bars no more from its day on, or counts as if it had never been."""
    row = take(work, SANCTION, Row, uid, "agree")
    another_person(work, row.asked_by, SANCTION.verb("agree").title)
    row.state, asked = _ENDS[row.state]
    row.confirmed_by = work.actor.name
    if row.state == "void":
        row.effect = say("sanction.none")
    put(work, SANCTION, row, "agree", f"{SANCTION.verb(asked).title}：{row.lifted_reason}", row.clause)
    _tell_effects(work, row.institution_uid)


def decline(work: Work, uid: int, reason: str) -> None:
    """It goes on; who asked may call it off, too."""
    row = take(work, SANCTION, Row, uid, "decline")
    row.asked_by = row.lifted_reason = row.lifted_on = None
    put(work, SANCTION, row, "decline", reason, row.clause)


def _tell_effects(work: Work, institution_uid: int) -> None:
    """Say of each sanction of an institution what follows from it: one more may make another count as the next step."""
    rows = {row.uid: row for row in decided_against(work, (institution_uid,))}
    for one in outcomes(map(event, rows.values()), steps_of(work, rows.values())):
        rows[one.event.uid].effect = _effect(one, rows[one.event.uid].step)
    work.session.flush()


def _effect(one: Outcome, step: str) -> str:
    """What follows from a sanction, in words."""
    if one.event.lifted:
        return say("sanction.lifted", on=one.event.lifted)
    bar, repeated = one.bar, say("sanction.counts_as", step=one.step.title) if one.step.key != step else ""
    if bar is None:
        return repeated + say("sanction.warning")
    return repeated + (say("sanction.until", until=bar.until) if bar.until else say("sanction.for_good"))
