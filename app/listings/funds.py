"""Advances, recoveries, and the funds with what was set aside, paid and left of them."""

from sqlalchemy import Integer, cast, extract, func, literal, null, select, union_all

from app.claim.claim.model import Claim
from app.institution.institution.model import Institution
from app.institution.institution.noun import INSTITUTION
from app.kernel.dictionary import ADVANCES, BUDGETS, CLASSES, NOTE, ORIGIN, PAYMENTS, RECOVERIES
from app.record.listing import Column, Listing, Sql, contains, standing
from app.store.models import Advance, Budget, OfficeRow, Payment, Recovery, TrainingClass

ADVANCE_LIST = Listing(
    name="advances",
    title="预拨",
    noun="advance",
    columns=(
        Column(ADVANCES["number"], Advance.number),
        Column(ADVANCES["class_number"], TrainingClass.number),
        Column(CLASSES["name"], TrainingClass.name, "class_name"),
        Column(CLASSES["institution_name"], Institution.name),
        Column(CLASSES["arrangement"], TrainingClass.arrangement, hidden=True),
        Column(ADVANCES["scheme"], Advance.scheme, hidden=True),
        Column(ADVANCES["applied_on"], Advance.applied_on, hidden=True),
        Column(ADVANCES["head_count"], Advance.head_count),
        Column(ADVANCES["rate_fen"], Advance.rate_fen),
        Column(ADVANCES["expected_fen"], Advance.expected_fen),
        Column(ADVANCES["share"], Advance.share),
        Column(
            ADVANCES["amount_fen"], Advance.amount_fen, total=True, summed=standing(Advance.state, Advance.amount_fen)
        ),
        Column(ADVANCES["clause"], Advance.clause),
        Column(ADVANCES["submitted_by"], Advance.submitted_by, hidden=True),
        Column(ADVANCES["approved_by"], Advance.approved_by, hidden=True),
        Column(ADVANCES["paid_by"], Advance.paid_by, hidden=True),
        Column(ADVANCES["combined"], Advance.combined, hidden=True),
        Column(NOTE, Advance.return_reason, "return_reason", "退回原因", hidden=True),
        Column(ADVANCES["real_name_number"], Advance.real_name_number, hidden=True),
        Column(ADVANCES["paid_on"], Advance.paid_on),
        Column(ADVANCES["claim_number"], Claim.number),
        Column(PAYMENTS["payee"], Institution.name, "payee", hidden=True),
        Column(INSTITUTION["bank"], Institution.bank, hidden=True),
        Column(INSTITUTION["account"], Institution.account, hidden=True),
        Column(ADVANCES["state"], Advance.state),
        Column(ORIGIN, OfficeRow.name, hidden=True),
    ),
    source=Advance.__table__.join(TrainingClass, TrainingClass.uid == Advance.class_uid)
    .join(Institution, Institution.uid == TrainingClass.institution_uid)
    .join(OfficeRow, OfficeRow.uid == Advance.origin)
    .outerjoin(Claim, Claim.uid == Advance.claim_uid),
    uid=Advance.uid,
    watches=frozenset({"advance", "training_class", "institution", "claim"}),
    order=(Advance.applied_on.desc(), Advance.number),
    search=contains(Advance.number, TrainingClass.number, TrainingClass.name, Institution.name),
)

_owed = Recovery.due_fen - Recovery.returned_fen
_class_of = func.coalesce(Claim.class_uid, Advance.class_uid)

RECOVERY_LIST = Listing(
    name="recoveries",
    title="追回",
    noun="recovery",
    columns=(
        Column(RECOVERIES["number"], Recovery.number),
        Column(RECOVERIES["claim_number"], Claim.number),
        Column(RECOVERIES["advance_number"], Advance.number),
        Column(CLASSES["number"], TrainingClass.number, "class_number", hidden=True),
        Column(CLASSES["institution_name"], Institution.name),
        Column(RECOVERIES["cause"], Recovery.cause),
        Column(RECOVERIES["due_fen"], Recovery.due_fen, total=True, summed=standing(Recovery.state, Recovery.due_fen)),
        Column(
            RECOVERIES["returned_fen"],
            Recovery.returned_fen,
            total=True,
            summed=standing(Recovery.state, Recovery.returned_fen),
        ),
        Column(RECOVERIES["owed_fen"], _owed, total=True, summed=standing(Recovery.state, _owed)),
        Column(RECOVERIES["document"], Recovery.document),
        Column(RECOVERIES["clause"], Recovery.clause),
        Column(RECOVERIES["asked_by"], Recovery.asked_by, hidden=True),
        Column(RECOVERIES["asked_on"], Recovery.asked_on),
        Column(RECOVERIES["confirmed_by"], Recovery.confirmed_by, hidden=True),
        Column(RECOVERIES["confirmed_on"], Recovery.confirmed_on),
        Column(RECOVERIES["state"], Recovery.state),
        Column(ORIGIN, OfficeRow.name, hidden=True),
    ),
    source=Recovery.__table__.outerjoin(Claim, Claim.uid == Recovery.claim_uid)
    .outerjoin(Advance, Advance.uid == Recovery.advance_uid)
    .outerjoin(TrainingClass, TrainingClass.uid == _class_of)
    .join(Institution, Institution.uid == func.coalesce(Claim.institution_uid, TrainingClass.institution_uid))
    .join(OfficeRow, OfficeRow.uid == Recovery.origin),
    uid=Recovery.uid,
    watches=frozenset({"recovery", "claim", "advance", "training_class", "institution"}),
    order=(Recovery.asked_on.desc(), Recovery.number),
    search=contains(Recovery.number, Recovery.document, Institution.name),
)

_year = cast(extract("year", Payment.paid_on), Integer)
_covered = (
    select(Budget.uid)
    .where(Budget.origin == Payment.origin, Budget.fund == Payment.fund)
    .where(_year.between(Budget.year, Budget.until_year))
    .exists()
)
_funds = union_all(
    select(
        *(Budget.uid, Budget.origin, Budget.fund, Budget.year, Budget.until_year),
        *(Budget.amount_fen, Budget.document, Budget.state),
    ),
    select(
        *(func.min(Payment.uid), Payment.origin, Payment.fund, _year, _year),
        *(null(), literal(""), literal("unarranged")),
    )
    .where(~_covered)
    .group_by(Payment.origin, Payment.fund, _year),
).subquery("funds")


def _moved(*kinds: str) -> Sql:
    """What moved of some kinds out of a fund in its years; given back counts as less."""
    of_fund = (Payment.origin == _funds.c.origin, Payment.fund == _funds.c.fund)
    in_years = _year.between(_funds.c.year, _funds.c.until_year)
    moved = select(func.coalesce(func.sum(Payment.amount_fen), 0)).where(*of_fund, in_years)
    return moved.where(Payment.kind.in_(kinds)).correlate(_funds).scalar_subquery()


FUND_LIST = Listing(
    name="funds",
    title="资金",
    noun="budget",
    columns=(
        Column(BUDGETS["fund"], _funds.c.fund),
        Column(BUDGETS["year"], _funds.c.year),
        Column(BUDGETS["until_year"], _funds.c.until_year),
        Column(BUDGETS["amount_fen"], _funds.c.amount_fen, total=True),
        Column(BUDGETS["advanced_fen"], _moved("advance"), total=True),
        Column(BUDGETS["paid_fen"], _moved("claim"), total=True),
        Column(BUDGETS["returned_fen"], -_moved("return"), total=True),
        Column(BUDGETS["balance_fen"], _funds.c.amount_fen - _moved("advance", "claim", "return"), total=True),
        Column(BUDGETS["document"], _funds.c.document),
        Column(BUDGETS["state"], _funds.c.state),
        Column(ORIGIN, OfficeRow.name, hidden=True),
    ),
    source=_funds.join(OfficeRow, OfficeRow.uid == _funds.c.origin),
    uid=_funds.c.uid,
    watches=frozenset({"budget", "payment"}),
    order=(_funds.c.year, _funds.c.fund),
    search=contains(_funds.c.fund, _funds.c.document),
)
