"""Bank accounts of the people of a class from a bank's list, by ID number or by a name that one alone has."""

from collections import Counter
from typing import Any

from sqlalchemy import Row

from app.kernel.texts import say
from app.kernel.workflow import CHANGEABLE
from app.record.imports.batch import Batch
from app.store.work import Read
from app.training.enrolment.member_rows import MemberRows, members
from app.training.enrolment.noun import ACCOUNT
from app.training.training_class.model import TrainingClass

_BANKS = ("银行", "信用社", "信用联社", "信合", "农商", "邮储", "工行", "农行", "中行", "建行", "交行")
"""What the name of a bank has in it, and that of a branch alone has not."""


def plan(read: Read, batch: Batch, into: int) -> MemberRows:
    """Compare with the class: an account replaces another only in a draft, later that is for two people."""
    found, roster = MemberRows(into, ACCOUNT, "account"), members(read, batch, into, ACCOUNT)
    settled = read.session.get_one(TrainingClass, into).state not in CHANGEABLE

    def allowed(place: int, person: Row[Any]) -> bool:
        known = {key: getattr(person, key) for key in ACCOUNT} if settled else {}
        said = batch.record(place, *known)
        replaced = [key for key, value in known.items() if value is not None and said[key] not in (None, value)]
        for key in replaced:
            batch.fail(place, key, "accounts.settled")
        return not replaced

    found.compare(batch, roster, allowed)
    warn_of_accounts(read, batch, into)
    return found


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
