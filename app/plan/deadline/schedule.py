"""The office's list of what it owes by a day (到期), kept in step with its policy pack and its calendar."""

from sqlalchemy import select

from app.plan.deadline.model import Deadline
from app.policy.deadlines import OF_RECORDS, dues
from app.store.work import Work


def sync_office(work: Work) -> None:
    """Bring the list to what pack and calendar ask now; what was done stays as it was done, what classes owe aside."""
    work.session.flush()
    own = select(Deadline).where(Deadline.origin == work.own.uid, Deadline.key.not_in(OF_RECORDS))
    known = {(row.key, row.period): row for row in work.session.scalars(own)}
    days = work.calendar()
    for due in dues(work.pack_on(work.today), days):
        row = known.pop((due.key, due.period), None)
        if row is None:
            row = Deadline(key=due.key, period=due.period, title=due.title, due_on=due.due_on, clause=due.clause)
            work.add(row)
        elif not row.done_on and (row.title, row.due_on, row.clause) != (due.title, due.due_on, due.clause):
            row.title, row.due_on, row.clause = due.title, due.due_on, due.clause
    for row in known.values():
        if not row.done_on:
            work.session.delete(row)
    work.session.flush()
