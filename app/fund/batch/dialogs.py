"""What the dialogs of payment batches begin with: the fund that pays, batches to choose from, and what is still to be paid."""

from collections.abc import Mapping

from sqlalchemy import func, select

from app.claim.claim.model import Claim
from app.fund import dialogs
from app.fund.batch import steps
from app.fund.batch.bank_forms import titles
from app.fund.batch.listing_up import drafts
from app.fund.batch.model import Batch
from app.fund.ledger.entitlement import unlisted_of
from app.fund.transfer.model import Transfer
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


def sign_hint(read: Read, uid: int) -> str:
    """Which step signs, how much it lets out of which fund, who has signed before, and what would be left without a signer."""
    batch = read.session.get_one(Batch, uid)
    step = steps.waiting(read, batch)
    money = func.sum(Transfer.amount_fen)
    listed = select(Transfer.fund, func.count(), money).where(Transfer.batch_uid == uid, Transfer.state == "listed")
    sums = read.session.execute(listed.group_by(Transfer.fund).order_by(money.desc())).all()
    lines = [say("batch.signing", step=step.title)] if step else []
    lines += [say("batch.out_of", fund=fund, count=count, total=FEN.show(int(fen))) for fund, count, fen in sums]
    before = [
        say("batch.signed", step=row.step, who=row.signed_by, day=row.signed_on) for row in steps.signed(read, batch)
    ]
    alone = steps.left_alone(read, batch)
    warning = [say("batch.left_alone", step=alone.title)] if alone else []
    return "\n".join((*lines, *before, *warning))


def suggest(read: Read) -> dict[str, list[str]]:
    """Batches that are being prepared."""
    return {"batch_number": drafts(read)}


def suggest_forms(read: Read) -> dict[str, list[str]]:
    """The forms of bank files that this office knows."""
    return {"bank_form": titles(read.office.folder)}
