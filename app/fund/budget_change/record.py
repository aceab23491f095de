"""Changes of money set aside, bound to their table: what is confirmed stands in the sum itself from then on."""

from sqlalchemy import select

from app.fund.budget.balance import left
from app.fund.budget.model import Budget
from app.fund.budget_change.model import BudgetChange
from app.fund.budget_change.noun import BROUGHT, BUDGET_CHANGE, CARRIED, KIND, REDUCED
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.office.correction import second_person as second
from app.record.listing import contains
from app.record.moves import load, move
from app.record.record import Join, Record
from app.store.work import Read, Work


def create(work: Work, fund: str, year: int, kind: str, document: str, amount_fen: int | None = None) -> int:
    """Enter that money comes to a sum, goes from it, or is carried over to the next year: by its document."""
    budget = _budget(work, fund, year)
    if kind == BROUGHT:
        raise Refused("budget_change.brought")
    rest = left(work, fund, year) or 0
    amount = rest if amount_fen is None and kind == CARRIED else amount_fen or 0
    row = BudgetChange(budget_uid=budget.uid, kind=kind, amount_fen=amount, document=document, **second.entered(work))
    _check(work, row, budget)
    row = work.add(row)
    work.log(BUDGET_CHANGE.name, "create", row.uid, _said(row, budget), document)
    second.keep_alone(work, row, BUDGET_CHANGE, _said(row, budget))
    if row.state == second.ACTIVE:
        _apply(work, row, budget)
    return int(row.uid)


def confirm(work: Work, uid: int) -> None:
    """Another person has looked at it: the sum is other from now on."""
    row = load(work, BudgetChange, uid, BUDGET_CHANGE.title)
    budget = work.session.get_one(Budget, row.budget_uid)
    _check(work, row, budget)
    second.confirm(work, BUDGET_CHANGE, BudgetChange, uid, _said(row, budget))
    _apply(work, row, budget)


def void(work: Work, uid: int, reason: str) -> None:
    """Call it off."""
    move(work, BUDGET_CHANGE, BudgetChange, uid, "void", reason)


def _budget(work: Work, fund: str, year: int) -> Budget:
    wanted = select(Budget).where(Budget.origin == work.own.uid, Budget.fund == fund, Budget.state == second.ACTIVE)
    row = work.session.scalars(wanted.where(Budget.year <= year, Budget.until_year >= year)).first()
    if row is None:
        raise Refused("allocation.no_budget", fund=fund, year=year)
    return row


def _check(read: Read, row: BudgetChange, budget: Budget) -> None:
    """Nothing is taken that is not there any more, and nothing carried over before its year is out."""
    if row.amount_fen <= 0:
        raise Refused("fund.nothing", fund=budget.fund)
    rest = left(read, budget.fund, budget.year) or 0
    if row.kind in (REDUCED, CARRIED) and row.amount_fen > rest:
        known = {"amount": FEN.show(row.amount_fen), "rest": FEN.show(rest)}
        raise Refused("budget_change.not_there", fund=budget.fund, year=budget.year, **known)
    if row.kind == CARRIED and read.today.year <= budget.until_year:
        raise Refused("budget_change.year_runs", year=budget.until_year)


def _apply(work: Work, row: BudgetChange, budget: Budget) -> None:
    budget.amount_fen += -row.amount_fen if row.kind in (REDUCED, CARRIED) else row.amount_fen
    work.session.flush()
    if row.kind == CARRIED:
        _bring(work, row, budget)


def _bring(work: Work, row: BudgetChange, budget: Budget) -> None:
    """What is carried over is set aside in the next year."""
    year = budget.until_year + 1
    wanted = select(Budget).where(Budget.origin == work.own.uid, Budget.fund == budget.fund, Budget.year == year)
    following = work.session.scalars(wanted).first()
    if following is None:
        same = {"fund": budget.fund, "year": year, "until_year": year, "document": row.document, "state": second.ACTIVE}
        following = work.add(Budget(**same, amount_fen=row.amount_fen))
    else:
        following.amount_fen += row.amount_fen
    known = {"kind": BROUGHT, "amount_fen": row.amount_fen, "document": row.document, "state": second.ACTIVE}
    brought = work.add(BudgetChange(budget_uid=following.uid, **known))
    work.log(BUDGET_CHANGE.name, "create", brought.uid, _said(brought, following), row.document)


def _said(row: BudgetChange, budget: Budget) -> str:
    return f"{budget.fund} {budget.year} {KIND.show(row.kind)} {FEN.show(row.amount_fen)} 元"


RECORD = Record(
    BUDGET_CHANGE,
    BudgetChange,
    verbs={"create": create, "confirm": confirm, "void": void},
    joins=(Join(Budget, Budget.uid == BudgetChange.budget_uid),),
    sql={"fund": Budget.fund, "year": Budget.year},
    order=(Budget.year.desc(), Budget.fund, BudgetChange.uid),
    search=contains(Budget.fund, BudgetChange.document),
)
