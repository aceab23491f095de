"""The lines of a 回执: every class, claim and line of an office with its mark, and what waits for a decision."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, literal, select

from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.exchange.receipt_file import KINDS, LINE, Entry
from app.institution.institution.model import Institution
from app.kernel.codes import REPORTED
from app.kernel.identity import uid_text
from app.kernel.kinds import FEN
from app.kernel.texts import say
from app.office.dispute.model import HeldRow
from app.store.work import Read
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass

TABLES: dict[str, Any] = dict(zip(KINDS, (TrainingClass, Claim, ClaimLine), strict=True))


def entries(read: Read, senders: Sequence[int]) -> list[Entry]:
    """All that a receipt says of what offices sent; what waits is said so, though it is known here from before."""
    held = _held(read, senders)
    marked = _marked(read, senders)
    known = {row.uid for row in marked}
    return [
        entry
        for kind in KINDS
        for entry in (
            *(held[kind].get(row.uid, row) for row in marked if row.kind == kind),
            *(entry for uid, entry in held[kind].items() if uid not in known),
        )
    ]


def _marked(read: Read, senders: Sequence[int]) -> list[Entry]:
    bad = (
        select(func.count()).where(ClaimLine.claim_uid == Claim.uid, ClaimLine.reported == "refused").scalar_subquery()
    )
    name = TrainingClass.number.concat(" ").concat(TrainingClass.name)
    classes = select(TrainingClass.uid, name, literal(None), TrainingClass.reported, literal(0))
    claims = select(Claim.uid, Claim.number, literal(None), Claim.reported, bad)
    person = Claim.number.concat(" ").concat(func.coalesce(Trainee.name, Institution.name))
    lines = (
        select(ClaimLine.uid, person, ClaimLine.amount_fen, ClaimLine.reported, ClaimLine.receipt_reason)
        .join(Claim, Claim.uid == ClaimLine.claim_uid)
        .join(Institution, Institution.uid == Claim.institution_uid)
        .outerjoin(Trainee, Trainee.uid == ClaimLine.trainee_uid)
    )
    found = []
    for kind, statement in zip(KINDS, (classes, claims, lines), strict=True):
        model = TABLES[kind]
        for uid, label, fen, mark, why in read.connection.execute(
            statement.where(model.origin.in_(senders)).order_by(model.uid)
        ):
            found.append(Entry(kind, uid_text(uid), label, _amount(fen), REPORTED.show(mark), _why(why)))
    return found


def _held(read: Read, senders: Sequence[int]) -> dict[str, dict[str, Entry]]:
    kinds = {model.__tablename__: kind for kind, model in TABLES.items()}
    found: dict[str, dict[str, Entry]] = {kind: {} for kind in KINDS}
    for row in read.session.scalars(select(HeldRow).where(HeldRow.sender_uid.in_(senders)).order_by(HeldRow.row_uid)):
        kind, uid = kinds[row.table_name], uid_text(row.row_uid)
        amount, why = _amount(row.amount_fen if kind == LINE else None), say("dispute.held", reason=row.reason)
        found[kind][uid] = Entry(kind, uid, row.label, amount, REPORTED.show("held"), why)
    return found


def _amount(fen: int | None) -> str:
    return "" if fen is None else FEN.show(fen)


def _why(why: str | int | None) -> str:
    """The reason of a line, or of a claim how many of its lines were refused."""
    return say("receipt.some", count=why) if isinstance(why, int) and why else str(why or "")
