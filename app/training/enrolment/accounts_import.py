"""Bank accounts of the people of a class from a bank's list, by ID number or by a name that one alone has."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, func, select

from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.kernel.workflow import CHANGEABLE
from app.record.imports.batch import Batch
from app.record.imports.known import rewrite
from app.store.work import Read, Work
from app.training.enrolment.model import Enrolment
from app.training.enrolment.naming import name_people
from app.training.enrolment.noun import ACCOUNT
from app.training.enrolment.rosters import on_roster, roster_of
from app.training.training_class.model import TrainingClass

_BANKS = ("银行", "信用社", "信用联社", "信合", "农商", "邮储", "工行", "农行", "中行", "建行", "交行")
"""What the name of a bank has in it, and that of a branch alone has not."""


@dataclass
class AccountsPlan:
    """Banks and accounts to enter or replace, each with its enrolment uid last."""

    class_uid: int
    entries: list[tuple[Value, ...]] = field(default_factory=list)
    first: int = 0
    """How many of them had no account before."""
    same: int = 0

    @property
    def new(self) -> int:
        """Accounts entered for the first time."""
        return self.first

    @property
    def changed(self) -> int:
        """Accounts or banks that were otherwise."""
        return len(self.entries) - self.first

    def write(self, work: Work) -> None:
        """Write, then count the people with an account."""
        before = _with_account(work, self.class_uid)
        rewrite(work, "enrolment", ACCOUNT, self.entries)
        if (found := _with_account(work, self.class_uid)) != before + self.first:
            raise Refused("import.count", meant=before + self.first, found=found)


def plan(read: Read, batch: Batch, into: int) -> AccountsPlan:
    """Compare with the class: each row must be one of its people, and an account replaces another only in a draft."""
    roster = roster_of(read, into, *ACCOUNT)
    name_people(batch, roster)
    batch.fail_repeats("id_number")
    found, members = AccountsPlan(into), {row.id_number: row for row in roster}
    settled = read.session.get_one(TrainingClass, into).state not in CHANGEABLE
    for place, number in enumerate(batch.column("id_number")):
        person = members.get(str(number))
        if person is not None:
            _compare(batch, found, place, person, settled)
        elif number is not None:
            batch.fail(place, "id_number", "accounts.stranger")
    warn_of_accounts(read, batch, into)
    return found


def _compare(batch: Batch, found: AccountsPlan, place: int, person: Row[Any], settled: bool) -> None:
    if batch.column("name")[place] not in (None, person.name):
        batch.fail(place, "name", "accounts.other_name")
        return
    said, known = batch.record(place, *ACCOUNT), {key: getattr(person, key) for key in ACCOUNT}
    other = [key for key, value in said.items() if value is not None and value != known[key]]
    replaced = [key for key in other if known[key] is not None]
    for key in replaced if settled else ():
        batch.fail(place, key, "accounts.settled")
    if settled and replaced:
        return
    if not other:
        found.same += 1
        return
    (batch.changes.fresh if known["account"] is None else batch.changes.altered).add(place)
    batch.changes.add(place, said, known)
    found.first += known["account"] is None and said["account"] is not None
    found.entries.append((*(known[key] if said[key] is None else said[key] for key in ACCOUNT), person.uid))


def warn_of_accounts(read: Read, batch: Batch, into: int) -> None:
    """What someone should look at: many people on one bank card, of which the pack says from how many on, and a branch
    where the bank should stand."""
    unnamed = {str(bank) for bank in batch.column("bank") if bank and not any(word in str(bank) for word in _BANKS)}
    if unnamed:
        batch.notes.append(say("accounts.branch", count=len(unnamed), example=min(unnamed)))
    held = read.session.get_one(TrainingClass, into)
    limit = read.pack_of(held, held.starts_on).get("shared_account_warning", held.starts_on)
    if limit is None or limit.amount is None:
        return
    accounts = batch.column("account")
    many = {a: n for a, n in Counter(accounts).items() if a is not None and n >= limit.amount}
    for place, account in enumerate(accounts) if many else ():
        if account in many:
            batch.warn(place, "account", "roster.shared_account", count=many[account])


def _with_account(read: Read, class_uid: int) -> int:
    counted = select(func.count()).select_from(Enrolment).where(on_roster(class_uid), Enrolment.account.is_not(None))
    return read.session.scalar(counted) or 0
