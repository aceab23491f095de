"""Rows on which a package and this office disagree: found again by their contents, decided once, remembered."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from app.exchange.holding import Held
from app.exchange.sheets import RECEIPTED
from app.kernel.kinds import Value
from app.kernel.outcomes import Problem
from app.kernel.texts import say
from app.office.dispute.model import Dispute, HeldRow
from app.office.dispute.noun import OURS, THEIRS, UNDECIDED
from app.record.sheet import Row, Sheet
from app.store.work import Read, Work

_AMOUNT = "amount_fen"
_UNSAID = ("uid", "revision", "initials")
"""Columns that tell people nothing."""


@dataclass(frozen=True)
class Conflict:
    """A row of a package that says otherwise than the row `uid` here; the values are those that differ, by title."""

    sheet: Sheet
    row: Row
    problem: Problem
    uid: int
    keeper: int
    theirs: Sequence[Value]
    ours: Sequence[Value]
    told: tuple[str, str]
    """Both sides in words."""

    @property
    def kind(self) -> str:
        """What they disagree on, as the list of disputes calls it."""
        return self.problem.code.partition(".")[2]

    @property
    def digests(self) -> tuple[str, str]:
        """Of what the package says, and of what is known here."""
        return digest(self.theirs), digest(self.ours)


def digest(values: Sequence[Value]) -> str:
    """By which one content of a row is found again."""
    return hashlib.sha256(json.dumps([str(v or "") for v in values]).encode()).hexdigest()


def _in_words(sheet: Sheet, one: Sequence[Value], other: Sequence[Value]) -> tuple[str, str]:
    """Two rows of a sheet by the columns in which they differ; numbers of people and accounts are masked."""
    places = [p for p, cell in enumerate(sheet.kept) if one[p] != other[p] and cell.name not in _UNSAID]
    return _words(sheet, one, places), _words(sheet, other, places)


def _words(sheet: Sheet, values: Sequence[Value], places: Iterable[int]) -> str:
    said = []
    for place in places:
        field = sheet.kept[place].field
        shown = field.kind.show(values[place])
        said.append(say("dispute.value", title=field.title, value=field.kind.mask(shown) if field.kind.mask else shown))
    return "；".join(said)


def conflict(
    code: str,
    sheet: Sheet,
    row: Row,
    there: Sequence[Value],
    keeper: int,
    both: tuple[Sequence[Value], Sequence[Value]],
    **params: object,
) -> Conflict:
    """A row that cannot be taken in, with its place in the workbook and both contents."""
    problem = Problem(code, params, title=sheet.label, value=row.label, sheet=sheet.title, row=row.number)
    told = _in_words(sheet, row.values, there)
    return Conflict(sheet, row, problem, int(str(there[0])), keeper, *both, told)


class Rulings:
    """What was decided: of two contents of one row, which stands."""

    def __init__(self, read: Read) -> None:
        decided = select(Dispute.row_uid, Dispute.theirs_digest, Dispute.ours_digest, Dispute.state)
        self._stands = {
            (uid, frozenset((theirs, ours))): theirs if state == THEIRS else ours
            for uid, theirs, ours, state in read.session.execute(decided.where(Dispute.state.in_((THEIRS, OURS))))
        }

    def on(self, uid: Value, theirs: Sequence[Value], ours: Sequence[Value]) -> str:
        """`theirs`, `ours`, or '' where nobody has decided between the two."""
        if not self._stands:
            return ""
        sent, known = digest(theirs), digest(ours)
        stands = self._stands.get((int(str(uid)), frozenset((sent, known))))
        return "" if stands is None else THEIRS if stands == sent else OURS


def record(work: Work, sender: int, conflicts: Iterable[Conflict], held: Iterable[tuple[Sheet, Held]]) -> None:
    """Keep what is to be decided, and what waits for it; what the sender no longer disputes is over."""
    known = {
        (row.row_uid, row.theirs_digest, row.ours_digest): row
        for row in work.session.scalars(select(Dispute).where(Dispute.sender_uid == sender))
    }
    standing = set()
    for conflict in conflicts:
        key = (conflict.uid, *conflict.digests)
        standing.add(key)
        if (row := known.get(key)) is None:
            work.add(_dispute(work, sender, conflict))
        elif row.state not in UNDECIDED:
            row.state, row.decided_by, row.decided_on, row.reason = "pending", None, None, None
    for key, row in known.items():
        if row.state in UNDECIDED and key not in standing:
            row.state = "gone"
    work.session.flush()
    work.connection.execute(delete(HeldRow).where(HeldRow.sender_uid == sender))
    rows = [
        (sender, sheet.name, row.row.values[0], row.row.label, _amount(sheet, row.row), row.why.reason)
        for sheet, row in held
        if sheet in RECEIPTED
    ]
    work.bulk("held_row", [column.name for column in HeldRow.__table__.columns], rows)


def _amount(sheet: Sheet, row: Row) -> Value:
    return row.values[sheet.at(_AMOUNT)] or 0 if _AMOUNT in sheet.columns else 0


def _dispute(work: Work, sender: int, conflict: Conflict) -> Dispute:
    theirs, ours = conflict.digests
    return Dispute(
        sender_uid=sender,
        keeper_uid=conflict.keeper,
        kind=conflict.kind,
        sheet=conflict.sheet.title,
        row_uid=conflict.uid,
        row_name=conflict.row.label,
        detail=conflict.problem.reason,
        theirs=conflict.told[0],
        ours=conflict.told[1],
        theirs_digest=theirs,
        ours_digest=ours,
        raised_on=work.today,
    )
