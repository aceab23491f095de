"""Sheets of money: claims and their lines, equipment, money paid ahead, given back, and paid."""

from app.claim.claim.model import Claim
from app.claim.sent import of_claims
from app.exchange.sheets.parts import (
    CLAIM_NUMBER,
    PERSON,
    cells,
    keys,
    sheet,
    shown,
)
from app.kernel import dictionary as d
from app.store.models import ClaimLine
from app.training.trainee.model import Trainee
from app.training.training_class.noun import CLASS

LINES = sheet(
    "补贴明细",
    ClaimLine,
    "姓名",
    of_claims(ClaimLine.claim_uid),
    (
        *shown(CLAIM_NUMBER),
        *cells(ClaimLine, d.ENROLMENTS, "seq"),
        *shown(*PERSON),
        *cells(ClaimLine, CLASS.fields, "occupation level"),
        *cells(ClaimLine, d.CLAIM_LINES, "year decision rate_fen amount_fen reasons warnings"),
        *keys(ClaimLine, claim_uid="补贴申请编号", enrolment_uid="名册编号", trainee_uid="学员编号"),
    ),
    (Claim, Claim.uid == ClaimLine.claim_uid),
    (Trainee, Trainee.uid == ClaimLine.trainee_uid),
    order=(Claim.number, ClaimLine.seq),
)
