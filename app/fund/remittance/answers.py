"""The bank's answer as a table: each row found by our number and its sum, compared with what is known, then posted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select

from app.fund.batch.model import Batch
from app.fund.ledger.counter_entries import give_back
from app.fund.ledger.reopening import last_entered
from app.fund.payment.ledger import Moved, Payee, voucher_again
from app.fund.payment.model import Payment
from app.fund.remittance.verbs import Answer, is_paid, known_of_batch, settle_answers
from app.fund.transfer.model import Transfer
from app.fund.transfer.noun import TRANSFER
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.imports.batch import Batch as Rows
from app.record.lookups import listed
from app.store.work import Read, Work

_SAID = {"sent": "", "paid": "paid", "failed": "failed", "replaced": "failed"}
"""What the bank has said of a transfer in some state."""


@dataclass
class Answers:
    """What is to be posted, what came back after it was paid (退票), and how many rows say what is known."""

    fresh: list[Answer] = field(default_factory=list)
    bounced: list[Answer] = field(default_factory=list)
    same: int = 0

    @property
    def new(self) -> int:
        """Transfers of which the bank says something for the first time."""
        return len(self.fresh)

    @property
    def changed(self) -> int:
        """Transfers that were paid and came back."""
        return len(self.bounced)

    def write(self, work: Work) -> None:
        """Post all of it, on the transfers as this transaction has them: those that were checked were only read."""
        uids = listed(answer.transfer.uid for answer in self.fresh)
        rows = work.session.scalars(select(Transfer).where(Transfer.uid.in_(select(uids.c.value))))
        here = {row.uid: row for row in rows}
        fresh = [answer._replace(transfer=here[answer.transfer.uid]) for answer in self.fresh]
        settle_answers(work, fresh)
        for answer in self.bounced:
            row = last_entered(work, answer.transfer)
            give_back(work, row, answer.paid_on, answer.voucher, answer.reason)
        work.session.flush()
        done = select(func.count()).where(
            Transfer.uid.in_(select(uids.c.value)), Transfer.state.in_(("paid", "failed"))
        )
        if (found := work.session.scalars(done).one()) != len(fresh):
            raise Refused("import.count", meant=len(fresh), found=found)


def plan(read: Read, rows: Rows, into: int) -> Answers:
    """Compare with the batch: every row must be one of its transfers, once, with its sum and what its result asks for."""
    rows.fail_repeats("number")
    batch = read.session.get_one(Batch, into)
    known = _by_number(read, into)
    found = Answers()
    for place, number in enumerate(rows.column("number")):
        if number is None:
            continue
        row = known.get(str(number))
        if row is None:
            _unknown(read, rows, place, str(number))
        elif _told_before_it_came_back(read, rows, place, row):
            found.same += 1
            rows.notes.append(say("bank.came_back", number=row.number, payee=row.payee, voucher=row.voucher or ""))
        else:
            _compare(found, rows, place, row, (batch.sent_on, read.today))
    _vouchers(read, rows, found)
    if found.fresh:
        rows.notes.append(_summary(found.fresh))
        rows.notes += [say("bank.failed_next")] if not all(map(is_paid, found.fresh)) else []
    return found


def _by_number(read: Read, batch_uid: int) -> Mapping[str, Transfer]:
    """The transfers of a batch by the number that the bank knows, each as the one that waits in its place in this batch."""
    rows = list(read.session.scalars(select(Transfer).where(Transfer.batch_uid == batch_uid).order_by(Transfer.uid)))
    later = {row.replaces_uid: row for row in rows if row.replaces_uid is not None}
    found = {}
    for row in rows:
        standing = row
        while standing.uid in later:
            standing = later[standing.uid]
        found[row.number] = standing
    return found


def _summary(answers: Sequence[Answer]) -> str:
    """How many were paid and how many were not, and how much."""
    known: dict[str, object] = {}
    for word, paid in (("paid", True), ("failed", False)):
        sums = [answer.transfer.amount_fen for answer in answers if answer.paid == paid]
        known |= {word: len(sums), f"{word}_fen": FEN.show(sum(sums))}
    return say("bank.summary", **known)


def _unknown(read: Read, rows: Rows, place: int, number: str) -> None:
    """Say whether the number is another batch's, or nobody's."""
    of = select(Batch.number).join(Transfer, Transfer.batch_uid == Batch.uid).where(Transfer.number == number)
    other = read.session.scalars(of).first()
    if other:
        rows.fail(place, "number", "bank.other_batch", batch=other)
    else:
        rows.fail(place, "number", "bank.unknown")


def _told_before_it_came_back(read: Read, rows: Rows, place: int, row: Transfer) -> bool:
    """Whether a row repeats how a transfer was paid that has come back since (退票): banks tell a whole batch again."""
    if _SAID.get(row.state) != "failed" or not row.voucher:
        return False
    said = rows.record(place, "amount_fen", "result", "voucher", "paid_on")
    if (said["result"], said["amount_fen"]) != ("paid", row.amount_fen):
        return False
    paid = last_entered(read, row)
    back = select(Payment.uid).where(Payment.reverses_uid == paid.uid, Payment.entry == "bounced")
    return (paid.voucher, paid.paid_on) == (said["voucher"], said["paid_on"]) and bool(read.session.scalar(back))


def _compare(found: Answers, rows: Rows, place: int, row: Transfer, days: tuple[date | None, date]) -> None:
    """Put a row where it belongs, or name what is wrong with it; `days` are that of the sending, and today."""
    said = rows.record(place, "amount_fen", "result", "voucher", "paid_on", "bank_reason")
    if said["result"] is None or said["amount_fen"] is None:
        return  # a problem of its own
    if said["amount_fen"] != row.amount_fen:
        rows.fail(place, "amount_fen", "bank.other_sum", payee=row.payee, amount=FEN.show(row.amount_fen))
        return
    before = _SAID.get(row.state)
    if before is None:
        rows.fail(place, "number", "bank.not_sent", state=TRANSFER.states[row.state])
    elif before == said["result"]:
        found.same += 1
    elif before == "failed":
        rows.fail(place, "result", "bank.failed_before", reason=row.bank_reason or "")
    elif _complete(
        rows, place, said, (row.result_on if before == "paid" else days[0], days[1]), bounced=before == "paid"
    ):
        answer = Answer(
            row, said["result"] == "paid", _day(said), str(said["voucher"] or ""), str(said["bank_reason"] or "")
        )
        (found.bounced if before else found.fresh).append(answer)
        (rows.changes.altered if before else rows.changes.fresh).add(place)


def _day(said: Mapping[str, object]) -> date:
    assert isinstance(said["paid_on"], date)
    return said["paid_on"]


def _complete(
    rows: Rows, place: int, said: Mapping[str, object], days: tuple[date | None, date], *, bounced: bool
) -> bool:
    """Whether a row has a day between two, and the voucher of what moved, that the ledger must have."""
    (sent, today), day = days, said["paid_on"]
    if not isinstance(day, date):
        rows.fail(place, "paid_on", "bank.no_day")
        return False
    if sent and day < sent:
        rows.fail(place, "paid_on", "bank.early", sent=sent)
        return False
    if day > today:
        rows.fail(place, "paid_on", "bank.ahead")
        return False
    moved = bounced or said["result"] == "paid"
    if moved and not said["voucher"]:
        rows.fail(place, "voucher", "bank.no_voucher")
        return False
    if said["result"] == "failed" and not said["bank_reason"]:
        rows.fail(place, "bank_reason", "bank.no_reason")
        return False
    return True


def _vouchers(read: Read, rows: Rows, found: Answers) -> None:
    """A voucher that was entered for another transfer is a mistake, or a payment made twice: said once for the file."""
    told: dict[tuple[str, str, date], Answer] = {}
    for answer in found.fresh:
        if answer.paid:
            told.setdefault((answer.transfer.fund, answer.voucher, answer.paid_on), answer)
    for (fund, voucher, day), answer in told.items():
        row = answer.transfer
        if known_of_batch(read, row, Moved(fund, voucher, day)):
            continue
        try:
            rows.notes.extend(
                voucher_again(read, Payee(row.payee, row.bank, row.account, row.amount_fen), Moved(fund, voucher, day))
            )
        except Refused as used:
            rows.fail(_place(rows, row.number), "voucher", used.code, **used.params)


def _place(rows: Rows, number: str) -> int:
    return list(map(str, rows.column("number"))).index(number)
