"""Money set aside, with what was paid of it: the list of funds shows also those that paid without any set aside."""

from sqlalchemy import ColumnElement, Integer, and_, cast, extract, func, literal, null, select, union_all

from app.claim.claim.model import Claim
from app.fund.allocation.model import Allocation
from app.fund.budget import importing, verbs
from app.fund.budget.commitments import committed_sum, this_year
from app.fund.budget.model import Budget
from app.fund.budget.noun import BUDGET
from app.fund.payment.model import Payment
from app.record.hooks import Hooks
from app.record.listing import Sql, contains
from app.record.lookups import made_after
from app.record.record import Record
from app.store.models import OfficeRow

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
        *(Budget.amount_fen, Budget.document, Budget.entered_by, Budget.state),
    ),
    select(
        *(func.min(Payment.uid), Payment.origin, Payment.fund, _year, _year),
        *(null(), literal(""), null(), literal("unarranged")),
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


def _relied(since: int) -> ColumnElement[bool]:
    """Sums out of whose fund something was paid since, in their years."""
    of_fund = (Payment.origin == Budget.origin, Payment.fund == Budget.fund)
    in_years = _year.between(Budget.year, Budget.until_year)
    return select(Payment.uid).where(*of_fund, in_years, made_after(Payment.uid, since)).exists()


_allocated = (
    select(func.coalesce(func.sum(Allocation.amount_fen), 0))
    .where(Allocation.origin == _funds.c.origin, Allocation.fund == _funds.c.fund, Allocation.state == "active")
    .where(Allocation.year.between(_funds.c.year, _funds.c.until_year))
    .correlate(_funds)
    .scalar_subquery()
)

_committed = (
    committed_sum(Claim.origin == _funds.c.origin, Claim.fund == _funds.c.fund)
    .where(this_year.between(_funds.c.year, _funds.c.until_year))
    .correlate(_funds)
    .scalar_subquery()
)

RECORD = Record(
    BUDGET,
    Budget,
    verbs={"create": verbs.create, "edit": verbs.edit, "confirm": verbs.confirm, "correct": verbs.correct},
    source=_funds.join(OfficeRow, OfficeRow.uid == _funds.c.origin),
    columns=_funds.c,
    sql={
        "advanced_fen": _moved("advance"),
        "paid_fen": _moved("claim"),
        "returned_fen": -_moved("return"),
        "allocated_fen": _allocated,
        "committed_fen": _committed,
        "available_fen": _funds.c.amount_fen - _allocated - _moved("advance", "claim", "return") - _committed,
        "balance_fen": _funds.c.amount_fen - _allocated - _moved("advance", "claim", "return"),
    },
    summed={"amount_fen": func.coalesce(_funds.c.amount_fen, 0) - _allocated},  # an office below has it in its own sum
    watches=frozenset({"payment", "allocation", "claim", "advance"}),
    order=(_funds.c.year, _funds.c.fund),
    search=contains(_funds.c.fund, _funds.c.document),
    sheet_order=(Budget.year,),
    scope=lambda own, until: and_(Budget.origin == own, Budget.state != "pending"),  # what waits is nobody's word yet
    plans={"budgets": importing.plan},
    hooks=Hooks(relied=_relied),
)
