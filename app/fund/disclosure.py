"""What funds were used for, to be made public (资金使用情况公开; XC-35, OD-26, CX-29, QJ-19): no person stands in it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import partial
from itertools import groupby
from operator import attrgetter

from app.claim.claim.noun import CLAIM
from app.fund.budget.noun import BUDGET
from app.fund.budget.record import RECORD as FUNDS
from app.fund.spending import Use, moved_fen, uses
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.periods import Period, years
from app.kernel.texts import say
from app.policy.pack import VERIFIED, Value
from app.record.listing import Filter, Query
from app.record.report import SUM, Check, Report, Row, Table, Told, error
from app.store.work import Read

_FIELDS = (
    Field("office", "经办单位", k.TEXT),
    BUDGET["fund"],
    *(CLAIM[key] for key in ("payee", "scheme")),
    Field("times", "人次", k.COUNT),
    *(BUDGET[key] for key in ("advanced_fen", "paid_fen", "returned_fen")),
    Field("amount_fen", "净支出(元)", k.FEN),
)
_SUMS = ("times", "advanced_fen", "paid_fen", "returned_fen", "amount_fen")


def _rows(read: Read, period: Period, fund: str) -> list[Row]:
    """A row for each office, fund, institution and scheme; where there are several offices their sums; and the sum of all."""
    found = uses(read, period, fund)
    rows: list[Row] = []
    for office, those in _by_office(found).items():
        rows += [{**asdict(use), "amount_fen": use.amount_fen} for use in those]
        if those != found:
            rows.append(_sum(say("disclosure.of_office", office=office), those))
    return [*rows, _sum(say("disclosure.sum"), found)]


def _by_office(found: Sequence[Use]) -> Mapping[str, list[Use]]:
    return {office: list(those) for office, those in groupby(found, key=attrgetter("office"))}


def _sum(title: str, found: Sequence[Use]) -> Row:
    sums = {key: sum(int(getattr(use, key)) for use in found) for key in _SUMS}
    return {"office": title, "fund": "", "payee": "", "scheme": "", **sums, SUM: True}


def _parts(read: Read, period: Period, fund: str) -> str:
    """What each of several offices spent; '' where there is one."""
    offices = _by_office(uses(read, period, fund))
    spent = [
        say("disclosure.part", office=office, amount=k.FEN.show(sum(use.amount_fen for use in those)))
        for office, those in offices.items()
    ]
    return say("disclosure.parts", parts="；".join(spent)) if len(spent) > 1 else ""


def _stated(read: Read, period: Period) -> Value | None:
    """What the policy wants made public, issued or not; None when it says nothing."""
    day = min(period.last, read.today)
    return read.pack_on(day).get("disclosure_items", day)


def _basis(read: Read, period: Period) -> str:
    """What the policy wants made public, and where it says so; '' when no issued document does."""
    value = _stated(read, period)
    if value is None or value.status != VERIFIED:
        return ""
    return say("disclosure.basis", clause=value.source.cite(), items="、".join(value.items))


def _unconfirmed(read: Read, period: Period) -> tuple[Value, ...]:
    value = _stated(read, period)
    return (value,) if value and value.status != VERIFIED else ()


def _balances(read: Read, period: Period, fund: str) -> str:
    """What is left of the money set aside."""
    arranged = [Filter("state", "=", "active")]
    if fund:
        arranged.append(Filter("fund", "=", fund))
    parts = []
    funds = list(FUNDS.listing.rows(read.connection, Query(tuple(arranged))))
    several = len({row["origin"] for row in funds}) > 1
    for row in funds:
        first, last = int(str(row["year"])), int(str(row["until_year"]))
        if first <= period.last.year and period.first.year <= last:
            sums = {"amount": k.FEN.show(row["amount_fen"]), "balance": k.FEN.show(row["balance_fen"])}
            named = f"{row['origin']}{row['fund']}" if several else row["fund"]
            parts.append(say("disclosure.balance", fund=named, years=years(first, last).title, **sums))
    return say("disclosure.balances", parts="；".join(parts)) if parts else say("disclosure.none")


def _values(read: Read, period: Period, fund: str) -> Mapping[str, object]:
    return {
        "disclosed": _basis(read, period),
        "parts": _parts(read, period, fund),
        "balances": _balances(read, period, fund),
    }


def _note(read: Read, period: Period, fund: str) -> str:
    return "".join(map(str, _values(read, period, fund).values()))


def _checks(read: Read, period: Period, told: Told, fund: str) -> list[Check]:
    """Money without a scheme, and a sum that is not the ledger's."""
    found = uses(read, period, fund)
    nameless = [use for use in found if not use.scheme]
    said = [
        error("disclosure.no_scheme", (u.office, u.payee), payee=u.payee, amount=k.FEN.show(u.amount_fen))
        for u in nameless
    ]
    added, whole = sum(use.amount_fen for use in found), moved_fen(read, period, fund)
    if added != whole:
        said.append(
            error("disclosure.ledger", (say("disclosure.sum"),), added=k.FEN.show(added), whole=k.FEN.show(whole))
        )
    return said


def disclosure(fund: str = "") -> Report:
    """The report on one fund, or on all."""
    return Report(
        name="disclosure",
        title="资金使用情况",
        heading="职业技能培训补贴资金",
        tables=(Table("使用情况", _FIELDS, partial(_rows, fund=fund), partial(_note, fund=fund)),),
        checks=partial(_checks, fund=fund),
        unconfirmed=_unconfirmed,
        form="disclosure",
        values=partial(_values, fund=fund),
    )


DISCLOSURE = disclosure()
