"""What the dialogs of payment batches begin with: the fund that pays, batches to choose from, and what is still to be paid."""

from collections.abc import Mapping

from app.claim.claim.model import Claim
from app.fund import dialogs
from app.fund.batch.bank_forms import titles
from app.fund.batch.listing_up import drafts
from app.fund.ledger.entitlement import unlisted_of
from app.kernel.kinds import FEN, Value
from app.kernel.texts import say
from app.store.work import Read


def begin_listing(read: Read, uid: int | None) -> Mapping[str, Value]:
    """The fund that pays a claim under its scheme."""
    return dialogs.begin_claim_payment(read, uid)


def begin_advance(read: Read, uid: int | None) -> Mapping[str, Value]:
    """The fund that pays an advance under its scheme."""
    return dialogs.begin_advance_payment(read, uid)


def claim_hint(read: Read, uid: int) -> str:
    """How many payees wait for how much."""
    due = unlisted_of(read, read.session.get_one(Claim, uid))
    return say("batch.hint", count=len(due.payees), left=FEN.show(due.left_fen))


def suggest(read: Read) -> dict[str, list[str]]:
    """Batches that are being prepared."""
    return {"batch_number": drafts(read)}


def suggest_forms(read: Read) -> dict[str, list[str]]:
    """The forms of bank files that this office knows."""
    return {"bank_form": titles(read.office.folder)}
