"""Payment batches bound to their table: what each comes to, what the bank has said, and which step it waits for."""

from sqlalchemy import Integer, case, cast, func, select

from app.fund.batch import dialogs, listing_up, paper, verbs
from app.fund.batch.model import Batch
from app.fund.batch.noun import BATCH
from app.fund.sign_off.model import SignOff
from app.fund.transfer.model import COUNTED, Transfer
from app.record.hooks import Hooks
from app.record.listing import JOINT, Sql, contains
from app.record.record import Record


def _of(what: Sql, *states: str) -> Sql:
    """Something of its transfers in some states, or of all that it pays."""
    which = Transfer.state.in_(states) if states else COUNTED
    wanted = select(func.coalesce(what, 0)).where(Transfer.batch_uid == Batch.uid, which)
    return wanted.correlate(Batch).scalar_subquery()


_round = cast(func.json_extract(Batch.steps, "$.round"), Integer)
_done = (
    select(func.count())
    .where(SignOff.batch_uid == Batch.uid, SignOff.round == _round)
    .correlate(Batch)
    .scalar_subquery()
)


_signers = (
    select(func.group_concat(SignOff.signed_by, JOINT))
    .where(SignOff.batch_uid == Batch.uid, SignOff.round == _round)
    .correlate(Batch)
    .scalar_subquery()
)


def _waiting(part: int) -> Sql:
    """Of the step that it waits for: its title (0), its post (1)."""
    step = func.json_extract(Batch.steps, func.printf(f"$.steps[%d][{part}]", _done))
    return case((Batch.state == "submitted", step))


RECORD = Record(
    BATCH,
    Batch,
    verbs={
        "create": verbs.create,
        "edit": verbs.edit,
        "submit": verbs.submit,
        "sign": verbs.sign,
        "note": verbs.note,
        "return_": verbs.return_,
        "send": verbs.send,
        "void": verbs.void,
    },
    lends={"claim.list_up": listing_up.list_claim, "advance.list_up": listing_up.list_advance},
    sql={
        "state": case(((Batch.state == "closed") & (_of(func.count(), "failed") > 0), "failing"), else_=Batch.state),
        "transfer_count": _of(func.count()),
        "total_fen": _of(func.sum(Transfer.amount_fen)),
        "paid_fen": _of(func.sum(Transfer.amount_fen), "paid"),
        "failed_count": _of(func.count(), "failed"),
        "unanswered": _of(func.count(), "sent"),
        "waits_for": _waiting(0),
        "waits_post": _waiting(1),
        "signers": _signers,
    },
    watches=frozenset({"transfer", "sign_off"}),
    order=(Batch.prepared_on.desc(), Batch.number.desc()),
    search=contains(Batch.number, Batch.title),
    local=frozenset({"steps"}),
    adds={
        "claim": Hooks(
            begin={"list_up": dialogs.begin_listing}, hint={"list_up": dialogs.claim_hint}, suggest=dialogs.suggest
        ),
        "advance": Hooks(begin={"list_up": dialogs.begin_advance}, suggest=dialogs.suggest),
    },
    hooks=Hooks(
        hint={"sign": dialogs.sign_hint, "note": dialogs.sign_hint},
        suggest=dialogs.suggest_forms,
        tables={"subjects": paper.rows},
    ),
)
