"""The nouns of the program: each is declared in its own folder and listed here once."""

from collections.abc import Mapping

from app.claim.claim.noun import CLAIM
from app.claim.claim_line.noun import CLAIM_LINE
from app.claim.equipment.noun import EQUIPMENT
from app.claim.hand_check.noun import HAND_CHECK
from app.claim.notice.noun import NOTICE
from app.claim.notice_entry.noun import NOTICE_ENTRY
from app.claim.objection.noun import OBJECTION
from app.claim.override.noun import OVERRIDE
from app.claim.rate.noun import RATE
from app.claim.reduction.noun import REDUCTION
from app.desk.correction.noun import CORRECTION
from app.fund.advance.noun import ADVANCE
from app.fund.allocation.noun import ALLOCATION
from app.fund.approval_step.noun import APPROVAL_STEP
from app.fund.batch.noun import BATCH
from app.fund.budget.noun import BUDGET
from app.fund.budget_change.noun import BUDGET_CHANGE
from app.fund.payment.noun import PAYMENT
from app.fund.recovery.noun import RECOVERY
from app.fund.sign_off.noun import SIGN_OFF
from app.fund.statement.noun import STATEMENT_LINE
from app.fund.transfer.noun import TRANSFER
from app.institution.agreement.noun import AGREEMENT
from app.institution.contact.noun import CONTACT
from app.institution.institution.noun import INSTITUTION
from app.institution.sanction.noun import SANCTION
from app.institution.teacher.noun import TEACHER
from app.institution.unit.noun import UNIT
from app.kernel.noun import Noun
from app.office.day.noun import DAY
from app.office.dispute.noun import DISPUTE
from app.office.office.noun import OFFICE
from app.office.package.noun import PACKAGE
from app.office.user.noun import USER
from app.plan.deadline.noun import DEADLINE
from app.plan.issue.noun import ISSUE
from app.plan.quota.noun import QUOTA
from app.plan.reported.noun import REPORTED
from app.plan.unit_plan.noun import UNIT_PLAN
from app.plan.workforce.noun import WORKFORCE
from app.training.attendance.noun import ATTENDANCE
from app.training.enrolment.noun import ENROLMENT
from app.training.tag.noun import TAG
from app.training.trainee.noun import TRAINEE
from app.training.training_class.noun import CLASS
from app.training.work_month.noun import WORK_MONTH

_NOUNS: tuple[Noun, ...] = (
    UNIT,
    CONTACT,
    QUOTA,
    ISSUE,
    UNIT_PLAN,
    INSTITUTION,
    AGREEMENT,
    TEACHER,
    SANCTION,
    CLASS,
    ENROLMENT,
    ATTENDANCE,
    WORK_MONTH,
    TRAINEE,
    TAG,
    CLAIM,
    CLAIM_LINE,
    OVERRIDE,
    REDUCTION,
    NOTICE,
    NOTICE_ENTRY,
    OBJECTION,
    HAND_CHECK,
    EQUIPMENT,
    PAYMENT,
    BATCH,
    TRANSFER,
    SIGN_OFF,
    APPROVAL_STEP,
    STATEMENT_LINE,
    ADVANCE,
    RECOVERY,
    BUDGET,
    BUDGET_CHANGE,
    ALLOCATION,
    PACKAGE,
    DISPUTE,
    RATE,
    USER,
    OFFICE,
    CORRECTION,
    DAY,
    DEADLINE,
    WORKFORCE,
    REPORTED,
)
NOUNS: Mapping[str, Noun] = {noun.name: noun for noun in _NOUNS}
