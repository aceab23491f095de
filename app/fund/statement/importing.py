"""A bank statement from a table: it must add up line by line, and the same statement again brings nothing twice."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.fund.statement.matching import match_all
from app.fund.statement.model import StatementLine
from app.fund.statement.noun import STATEMENT_LINE
from app.kernel.kinds import FEN, Value
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.imports.batch import Batch
from app.store.work import Read, Work

_KEYS = ("fund", "day", "voucher", "out_fen", "in_fen", "balance_fen", "party", "summary")
_SAME = ("fund", "day", "voucher", "out_fen", "in_fen", "party")
"""What makes two lines the same, with the balance where both say it; honest equal ones are told apart by how many there are."""
Key = tuple[Value, ...]
Known = dict[Key, list[Value]]
"""The balances (None: not said) of the lines of each key."""


@dataclass
class Lines:
    """Lines to add, and how many are known."""

    fresh: list[dict[str, Any]] = field(default_factory=list)
    same: int = 0

    @property
    def new(self) -> int:
        """Lines to add."""
        return len(self.fresh)

    @property
    def changed(self) -> int:
        """A line of a bank is never changed."""
        return 0

    def write(self, work: Work) -> None:
        """Add them, and match what is without doubt."""
        before = _count(work)
        for values in self.fresh:
            work.add(StatementLine(**values))
        if (found := _count(work)) != before + self.new:
            raise Refused("import.count", meant=before + self.new, found=found)
        for fund in sorted({values["fund"] for values in self.fresh}):
            if matched := match_all(work, fund):
                work.log(STATEMENT_LINE.name, "match", work.own.uid, say("statement.matched", fund=fund, count=matched))


def plan(read: Read, batch: Batch, into: int) -> Lines:
    """Compare with what is known; a line says money out or money in, and each balance follows from the one before."""
    found, known = Lines(), _known(read)
    counted = Counter({key: len(balances) for key, balances in known.items()})
    rows = [batch.record(index, *_KEYS) for index in range(len(batch))]
    for index, values in enumerate(rows):
        values["out_fen"], values["in_fen"] = _both(batch, index, values)
        if values["fund"] is None or not isinstance(values["day"], date):
            continue
        if values["day"] > read.today:
            batch.fail(index, "day", "statement.ahead")
        key = tuple(values[name] for name in _SAME)
        if _is_known(known.get(key, []), values["balance_fen"]):
            found.same += 1
        elif values["out_fen"] or values["in_fen"]:
            counted[key] += 1
            found.fresh.append({**values, "seq": counted[key]})
            batch.changes.fresh.add(index)
    _check_balances(batch, rows)
    return found


def _is_known(balances: list[Value], balance: Value) -> bool:
    """Whether one of some known lines is this one, which then stands for no other; a bank may leave the balance out."""
    alike = [known for known in balances if None in (known, balance) or known == balance]
    if alike:
        balances.remove(balance if balance in alike else alike[0])
    return bool(alike)


def _both(batch: Batch, index: int, values: dict[str, Value]) -> tuple[int, int]:
    """Money out and money in of a line; a bank's negative sum is the other way round."""
    out, came = (int(value) if isinstance(value := values[key], int) else 0 for key in ("out_fen", "in_fen"))
    out, came = max(out, 0) + max(-came, 0), max(came, 0) + max(-out, 0)
    if bool(out) == bool(came):
        batch.fail(index, "out_fen", "statement.one_way")
    return out, came


def _check_balances(batch: Batch, rows: list[dict[str, Value]]) -> None:
    """Where a bank says the balance of two lines that follow each other, the later follows from the earlier."""
    told = [(index, row) for index, row in enumerate(rows) if isinstance(row["balance_fen"], int)]
    pairs = [(one, two) for one, two in zip(told, told[1:], strict=False) if two[0] == one[0] + 1]
    same_fund = [(one, two) for one, two in pairs if one[1]["fund"] == two[1]["fund"]]
    down = [_follows(one[1], two[1]) for one, two in same_fund]
    up = [_follows(two[1], one[1]) for one, two in same_fund]
    newest_first = sum(up) > sum(down)
    for (one, two), good in zip(same_fund, up if newest_first else down, strict=True):
        if not good:
            at = one if newest_first else two
            batch.fail(
                at[0],
                "balance_fen",
                "statement.balance",
                meant=FEN.show(_after(*((two, one) if newest_first else (one, two)))),
            )


def _follows(before: dict[str, Value], after: dict[str, Value]) -> bool:
    return _meant(before, after) == after["balance_fen"]


def _after(before: tuple[int, dict[str, Value]], after: tuple[int, dict[str, Value]]) -> int:
    return _meant(before[1], after[1])


def _meant(before: dict[str, Value], after: dict[str, Value]) -> int:
    """The balance that a line comes to by the one before it."""
    balance, came, out = (int(str(value)) for value in (before["balance_fen"], after["in_fen"], after["out_fen"]))
    return balance + came - out


def _known(read: Read) -> Known:
    columns = [getattr(StatementLine, key) for key in (*_SAME, "balance_fen")]
    found: Known = {}
    for *key, balance in read.session.execute(select(*columns).where(StatementLine.origin == read.own.uid)):
        found.setdefault(tuple(key), []).append(balance)
    return found


def _count(read: Read) -> int:
    return int(read.session.scalar(select(func.count()).select_from(StatementLine)) or 0)
