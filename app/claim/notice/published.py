"""What a notice said of each claim, kept as it was read: heads, money, and the people with masked identity numbers."""

import json
from collections.abc import Mapping

from sqlalchemy import select

from app.claim.claim.model import Claim
from app.claim.claim_line.record import RECORD as CLAIM_LINES
from app.claim.notice.model import Notice
from app.claim.notice_entry.model import NoticeEntry
from app.kernel.masking import mask_id
from app.record.listing import Query
from app.store.work import Read, Work
from app.training.training_class.model import TrainingClass

_KEPT = ("name", "category", "rate_fen", "amount_fen")


def keep(work: Work, notice: Notice, claim: Claim) -> None:
    """Keep what a notice says of a claim: who gets nothing is not named."""
    held = work.session.get(TrainingClass, claim.class_uid) if claim.class_uid else None
    qualified = held.qualified_count if held else None
    work.session.add(
        NoticeEntry(
            uid=work.uid(),
            notice_uid=notice.uid,
            claim_uid=claim.uid,
            filed_count=held.filed_count if held else None,
            qualified_count=qualified,
            reduced_count=None if qualified is None else max(0, qualified - claim.granted_count),
            published_count=claim.granted_count,
            published_fen=claim.total_fen,
            people=json.dumps(_people(work, claim), ensure_ascii=False),
        )
    )


def _people(read: Read, claim: Claim) -> list[Mapping[str, object]]:
    rows = CLAIM_LINES.listing.rows(read.connection, Query(inside=claim.uid))
    return [
        {**{key: row[key] for key in _KEPT}, "id_number": mask_id(str(row["id_number"] or ""))}
        for row in rows
        if row["decision"] == "granted"
    ]


def entries(read: Read, notice_uid: int) -> list[tuple[NoticeEntry, Claim, TrainingClass | None]]:
    """What a notice says, with the claims and classes that it is of."""
    wanted = (
        select(NoticeEntry, Claim, TrainingClass)
        .join(Claim, Claim.uid == NoticeEntry.claim_uid)
        .outerjoin(TrainingClass, TrainingClass.uid == Claim.class_uid)
        .where(NoticeEntry.notice_uid == notice_uid)
        .order_by(Claim.number)
    )
    return [(entry, claim, held) for entry, claim, held in read.session.execute(wanted)]
