"""What the dialogs of money begin with: sums, funds and records to choose from, and one line that says it all."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from app.award.funds import CLOSED
from app.award.schemes import TRAINING
from app.claim.claim.model import Claim
from app.claim.claim.schemes import scheme_of
from app.desk.lists import OF_NOUN
from app.fund.advance import verbs as advances
from app.fund.budget import verbs as funds
from app.fund.payment.ledger import lying
from app.institution.institution.model import Institution
from app.kernel.kinds import FEN, Value
from app.kernel.texts import say
from app.store.models import Advance, Recovery, TrainingClass
from app.store.work import Read


def begun(read: Read, noun: str, word: str, uid: int | None) -> dict[str, Value]:
    """The values, beside today's date, with which a dialog of money is filled."""
    if (noun, word) == ("advance", "create"):
        return {"scheme": TRAINING}
    if uid is None or word not in ("pay", "repay"):
        return {}
    if noun == "recovery":
        row = read.session.get_one(Recovery, uid)
        return {"amount_fen": row.due_fen - row.returned_fen, "fund": next(iter(lying(read, row)), None)}
    return {"fund": _usual_fund(read, noun, uid)}


def _usual_fund(read: Read, noun: str, uid: int) -> str | None:
    if noun == "claim":
        claim = read.session.get_one(Claim, uid)
        return funds.usual_fund(read, scheme_of(claim), claim.pack_id, claim.basis_on)
    advance = read.session.get_one(Advance, uid)
    training = read.session.get_one(TrainingClass, advance.class_uid)
    return funds.usual_fund(read, advance.scheme, training.pack_id, training.starts_on)


def suggestions(read: Read, noun: str) -> dict[str, list[str]]:
    """What an advance or a recovery may be made of: classes in course of an arrangement, and what was paid."""
    own, scalars = read.own.uid, read.session.scalars
    if noun == "advance":
        state, arranged = TrainingClass.state, TrainingClass.arrangement.in_(read.pack.list("advance_scope"))
        wanted = select(TrainingClass.number).where(TrainingClass.origin == own, arranged, state.not_in(CLOSED))
        return {"class_number": list(scalars(wanted.order_by(TrainingClass.number.desc())))}
    if noun == "recovery":
        claims = select(Claim.number).where(Claim.origin == own, Claim.state == "paid")
        ahead = select(Advance.number).where(Advance.origin == own, Advance.state == "paid")
        return {
            "claim_number": list(scalars(claims.order_by(Claim.number.desc()))),
            "advance_number": list(scalars(ahead.order_by(Advance.number.desc()))),
        }
    return {}


def captions(read: Read, offered: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What stands beside a number that is offered: the class, for a claim without one the institution."""
    named, training = func.coalesce(TrainingClass.name, Institution.name), TrainingClass.uid
    wanted = (
        select(TrainingClass.number, TrainingClass.name).where(_offered(read, TrainingClass, offered)),
        select(Claim.number, named)
        .join(Institution, Institution.uid == Claim.institution_uid)
        .outerjoin(TrainingClass, training == Claim.class_uid)
        .where(_offered(read, Claim, offered)),
        select(Advance.number, TrainingClass.name)
        .join(TrainingClass, training == Advance.class_uid)
        .where(_offered(read, Advance, offered)),
    )
    return {row[0]: row[1] for query in wanted for row in read.session.execute(query)}


_NUMBERS: Mapping[Any, str] = {TrainingClass: "class_number", Claim: "claim_number", Advance: "advance_number"}


def _offered(read: Read, model: Any, offered: Mapping[str, Sequence[str]]) -> ColumnElement[bool]:
    return and_(model.origin == read.own.uid, model.number.in_(offered.get(_NUMBERS[model], ())))


def told(read: Read, noun: str, uid: int) -> str:
    """How much goes to whom, said before it is paid, and what is left of the money set aside for the year."""
    record = OF_NOUN[noun].record(read.connection, uid) or {}
    lines = [_sums(read, noun, record, uid), funds.told(read)]
    return "\n".join(filter(None, lines))


def _sums(read: Read, noun: str, record: Mapping[str, Value], uid: int) -> str:
    if noun == "recovery":
        return say("recovery.paying", left=FEN.show(record["owed_fen"]), payee=record["institution_name"])
    shown = {key: OF_NOUN[noun].column(key).field.kind.shown(record[key]) for key in ("payee", "bank", "account")}
    if noun == "advance":
        return say("verb.paying", total_fen=FEN.show(record["amount_fen"]), **shown)
    found = advances.outlook(read, read.session.get_one(Claim, uid))
    line = say("verb.paying", total_fen=FEN.show(found.pays_fen), **shown)
    if not found.ahead_fen:
        return line
    sums = {"total": found.total_fen, "ahead": found.ahead_fen, "owed": found.owed_fen}
    return say("advance.outlook", **{key: FEN.show(fen) for key, fen in sums.items()}) + line
