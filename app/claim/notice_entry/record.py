"""What notices said of claims, beside how those stand now."""

from app.claim.claim.model import Claim
from app.claim.notice.model import Notice
from app.claim.notice_entry.model import NoticeEntry
from app.claim.notice_entry.noun import NOTICE_ENTRY
from app.institution.institution.model import Institution
from app.record.listing import contains
from app.record.record import Join, Record
from app.training.training_class.model import TrainingClass

RECORD = Record(
    NOTICE_ENTRY,
    NoticeEntry,
    joins=(
        Join(Notice, Notice.uid == NoticeEntry.notice_uid),
        Join(Claim, Claim.uid == NoticeEntry.claim_uid),
        Join(Institution, Institution.uid == Claim.institution_uid),
        Join(TrainingClass, TrainingClass.uid == Claim.class_uid, outer=True),
    ),
    sql={
        "notice_number": Notice.number,
        "claim_number": Claim.number,
        "institution_name": Institution.name,
        "class_number": TrainingClass.number,
        "occupation": TrainingClass.occupation,
        "level": TrainingClass.level,
        "starts_on": TrainingClass.starts_on,
        "ends_on": TrainingClass.ends_on,
        "scheme": Claim.scheme,
        "left_count": Claim.granted_count,
        "left_fen": Claim.total_fen,
        "claim_state": Claim.state,
        "notice_from": Notice.notice_from,
        "notice_to": Notice.notice_to,
    },
    order=(Notice.notice_from.desc(), Notice.number.desc(), Claim.number),
    search=contains(Notice.number, Claim.number, TrainingClass.number, Institution.name),
    inside=NoticeEntry.notice_uid,
    local=frozenset({"people"}),
)
