"""What the dialogs of money begin with: sums, funds and records to choose from, and one line that says it all."""

from collections.abc import Mapping

from sqlalchemy import select

from app.claim.advance.model import Advance
from app.claim.claim.funding import fund_of, usual_fund, why
from app.claim.claim.model import Claim
from app.claim.claim.record import RECORD as CLAIMS
from app.claim.claim.schemes import general
from app.fund.advance import verbs as advances
from app.fund.advance.record import RECORD as ADVANCE
from app.fund.advance.stages import CLOSED
from app.fund.budget import balance as funds
from app.fund.recovery.model import Recovery
from app.fund.recovery.outstanding import unreturned_by_fund
from app.fund.recovery.record import RECORD as RECOVERY
from app.kernel.kinds import FEN, Value
from app.kernel.texts import say
from app.record.listing import Listing
from app.store.work import Read
from app.training.training_class.model import TrainingClass

# --- claims -----------------------------------------------------------------------------------------------------------


def begin_claim_payment(read: Read, uid: int | None) -> dict[str, Value]:
    """The fund that pays a claim under its scheme."""
    claim = read.session.get_one(Claim, uid)
    return {"fund": fund_of(read, claim)}


def begin_claim_approval(read: Read, uid: int | None) -> dict[str, Value]:
    """The fund that a claim is approved out of, today."""
    return {**begin_claim_payment(read, uid), "approved_on": read.today}


def claim_payment_hint(read: Read, uid: int) -> str:
    """How much of a claim goes to whom when what went ahead is taken off, and what is left of the money set aside."""
    claim = read.session.get_one(Claim, uid)
    found = advances.expected_settlement(read, claim)
    line = why(read, claim) + say(
        "verb.paying", total_fen=FEN.show(found.pays_fen), **_payee(CLAIMS.listing, _row(read, CLAIMS.listing, uid))
    )
    if found.ahead_fen:
        sums = {"total": found.total_fen, "ahead": found.ahead_fen, "owed": found.owed_fen}
        line = say("advance.outlook", **{key: FEN.show(fen) for key, fen in sums.items()}) + line
    return _with_funds(read, line)


# --- advances ---------------------------------------------------------------------------------------------------------


def begin_advance(read: Read, uid: int | None) -> dict[str, Value]:
    """Advances are usually on the training itself."""
    return {"scheme": general(read.pack_on(read.today))}


def begin_advance_payment(read: Read, uid: int | None) -> dict[str, Value]:
    """The fund that pays an advance under its scheme."""
    advance = read.session.get_one(Advance, uid)
    training = read.session.get_one(TrainingClass, advance.class_uid)
    return {"fund": usual_fund(read, advance.scheme, training.pack_id, training.starts_on)}


def advance_payment_hint(read: Read, uid: int) -> str:
    """How much of an advance goes to whom."""
    record = _row(read, ADVANCE.listing, uid)
    total = FEN.show(record["amount_fen"])
    return _with_funds(read, say("verb.paying", total_fen=total, **_payee(ADVANCE.listing, record)))


def suggest_for_advance(read: Read) -> dict[str, list[str]]:
    """Classes in course, of an arrangement on which money may go ahead."""
    state, arranged = TrainingClass.state, TrainingClass.arrangement.in_(read.pack_on(read.today).list("advance_scope"))
    wanted = select(TrainingClass.number).where(TrainingClass.origin == read.own.uid, arranged, state.not_in(CLOSED))
    return {"class_number": list(read.session.scalars(wanted.order_by(TrainingClass.number.desc())))}


# --- recoveries -------------------------------------------------------------------------------------------------------


def begin_repayment(read: Read, uid: int | None) -> dict[str, Value]:
    """What is still owed, and the fund in which the most of it lies."""
    row = read.session.get_one(Recovery, uid)
    return {"amount_fen": row.due_fen - row.returned_fen, "fund": next(iter(unreturned_by_fund(read, row)), None)}


def repayment_hint(read: Read, uid: int) -> str:
    """How much is still owed by whom."""
    record = _row(read, RECOVERY.listing, uid)
    left, payee = FEN.show(record["owed_fen"]), record["payer"]
    return _with_funds(read, say("recovery.paying", left=left, payee=payee))


def suggest_for_recovery(read: Read) -> dict[str, list[str]]:
    """What was paid, and may be owed back."""
    claims = select(Claim.number).where(Claim.origin == read.own.uid, Claim.state == "paid")
    ahead = select(Advance.number).where(Advance.origin == read.own.uid, Advance.state == "paid")
    return {
        "claim_number": list(read.session.scalars(claims.order_by(Claim.number.desc()))),
        "advance_number": list(read.session.scalars(ahead.order_by(Advance.number.desc()))),
    }


# --- what they share --------------------------------------------------------------------------------------------------


def _row(read: Read, listing: Listing, uid: int) -> Mapping[str, Value]:
    return listing.record(read.connection, uid) or {}


def _payee(listing: Listing, record: Mapping[str, Value]) -> dict[str, str]:
    return {key: listing.column(key).field.kind.shown(record[key]) for key in ("payee", "bank", "account")}


def _with_funds(read: Read, line: str) -> str:
    return "\n".join(filter(None, (line, funds.balances_in_words(read))))
