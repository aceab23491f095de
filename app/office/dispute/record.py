"""Disputes bound to their table; the decisions of the receiving clerk."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.kernel.outcomes import Refused
from app.office.dispute.model import Dispute
from app.office.dispute.noun import ASK, DISPUTE, OURS, THEIRS
from app.record.hooks import Barred, Hooks
from app.record.listing import contains
from app.record.moves import put, take
from app.record.record import Record
from app.store.models import OfficeRow
from app.store.work import Read, Work

_STRANGERS = frozenset({"uid", "person_uid"})
"""Kinds in which both sides would have one uid: neither content can take the other's place."""
_ALIKE = frozenset({"near", "account"})
"""Kinds in which both rows may stand beside each other, or are one: then its sender corrects it."""


def theirs(work: Work, uid: int, reason: str) -> None:
    """What the package says holds from the next time that it is taken in."""
    _decide(work, uid, THEIRS, reason)


def ours(work: Work, uid: int, reason: str) -> None:
    """What is known here stays, whoever sends otherwise."""
    _decide(work, uid, OURS, reason)


def ask(work: Work, uid: int, reason: str) -> None:
    """The row stays held back, and the receipt asks its sender."""
    _decide(work, uid, ASK, reason)


def _decide(work: Work, uid: int, word: str, reason: str) -> None:
    row = take(work, DISPUTE, Dispute, uid, word)
    if refused := bars(work, (uid,)).get(word, {}).get(uid):
        raise refused
    row.reason, row.decided_by, row.decided_on = reason, work.actor.name, work.today
    put(work, DISPUTE, row, word, f"{row.row_name} {row.detail} {reason}")


def bars(read: Read, uids: Collection[int]) -> Barred:
    """A row that this office keeps is corrected here, not by a package; of two rows with one uid none takes the other's place."""
    barred: Barred = {}
    for row in read.session.scalars(select(Dispute).where(Dispute.uid.in_(uids))):
        if row.kind in _STRANGERS:
            for word in (THEIRS, OURS):
                barred.setdefault(word, {})[row.uid] = Refused("dispute.strangers", name=row.row_name)
        elif row.kind in _ALIKE:
            barred.setdefault(OURS, {})[row.uid] = Refused("dispute.alike", name=row.row_name)
        elif row.keeper_uid == read.own.uid:
            barred.setdefault(THEIRS, {})[row.uid] = Refused("dispute.own_row", name=row.row_name)
    return barred


_Keeper = aliased(OfficeRow)

RECORD = Record(
    DISPUTE,
    Dispute,
    verbs={THEIRS: theirs, OURS: ours, ASK: ask},
    source=Dispute.__table__.join(OfficeRow, OfficeRow.uid == Dispute.sender_uid).join(
        _Keeper, _Keeper.uid == Dispute.keeper_uid
    ),
    sql={"office_name": OfficeRow.name, "keeper_name": _Keeper.name},
    order=(Dispute.state.in_(("pending", "asked")).desc(), Dispute.uid.desc()),
    search=contains(Dispute.row_name, Dispute.detail, OfficeRow.name),
    local=frozenset({"row_uid", "theirs_digest", "ours_digest"}),
    hooks=Hooks(bars=bars),
)
