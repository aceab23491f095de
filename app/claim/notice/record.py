"""公示清单: every notice with its claims, people and money as they were published, and what is open against it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select

from app.claim.claim.model import Claim
from app.claim.notice import papers, verbs
from app.claim.notice.model import Notice
from app.claim.notice.noun import NOTICE
from app.claim.notice_entry.model import NoticeEntry
from app.claim.objection.model import Objection
from app.institution.institution.model import Institution
from app.kernel.outcomes import Refused
from app.record.hooks import Barred, Hooks
from app.record.listing import contains
from app.record.record import Record
from app.store.work import Read
from app.training.training_class.model import TrainingClass


def _sum(what: Any) -> Any:
    found = select(func.coalesce(func.sum(what), 0)).where(NoticeEntry.notice_uid == Notice.uid)
    return found.correlate(Notice).scalar_subquery()


_claims = select(func.count()).where(NoticeEntry.notice_uid == Notice.uid).correlate(Notice).scalar_subquery()
_open = (
    select(func.count())
    .where(Objection.notice_uid == Notice.uid, Objection.state.in_(("open", "investigated")))
    .correlate(Notice)
    .scalar_subquery()
)
_named = (
    select(func.group_concat(Claim.number + " " + Institution.name + " " + func.coalesce(TrainingClass.name, "")))
    .select_from(NoticeEntry)
    .join(Claim, Claim.uid == NoticeEntry.claim_uid)
    .join(Institution, Institution.uid == Claim.institution_uid)
    .outerjoin(TrainingClass, TrainingClass.uid == Claim.class_uid)
    .where(NoticeEntry.notice_uid == Notice.uid)
    .correlate(Notice)
    .scalar_subquery()
)


def bars(read: Read, uids: Collection[int]) -> Barred:
    """Notices of which nothing may end yet, and why."""
    found: dict[int, Refused] = {}
    up = select(Claim).where(Claim.notice_uid.in_(list(uids)), Claim.state == "noticed").order_by(Claim.number)
    claims = list(read.session.scalars(up))
    reasons = verbs.obstacles(read, claims)
    for uid in uids:
        ours = [claim.uid for claim in claims if claim.notice_uid == uid]
        if ours and all(one in reasons for one in ours):
            found[uid] = reasons[ours[0]]
    return {"clear": found}


RECORD = Record(
    NOTICE,
    Notice,
    verbs={"clear": verbs.clear},
    lends={"claim.publish": verbs.publish},
    sql={
        "claim_count": _claims,
        "published_count": _sum(NoticeEntry.published_count),
        "total_fen": _sum(NoticeEntry.published_fen),
        "open_objections": _open,
    },
    watches=frozenset({"notice_entry", "objection", "claim"}),
    order=(Notice.notice_from.desc(), Notice.number.desc()),
    search=lambda text: contains(Notice.number)(text) | _named.contains(text, autoescape=True),
    hooks=Hooks(
        bars=bars,
        explain=papers.explain,
        papers=papers.papers,
        policy=papers.policy,
        doubts=papers.doubts,
        rows=papers.rows,
    ),
)
