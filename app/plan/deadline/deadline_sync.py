"""What classes and their claims owe by a day, kept in the list 到期 beside what the office itself owes."""

from collections.abc import Iterator

from sqlalchemy import exists, select

from app.claim.claim.model import Claim
from app.fund.batch.bank_forms import form_of
from app.fund.batch.model import Batch
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.kernel.workflow import CHANGEABLE
from app.kernel.worktime import last_working_day
from app.plan.deadline import schedule as deadlines
from app.plan.deadline.model import Deadline
from app.policy import procedures
from app.policy.deadlines import ANSWER, CLAIMING, OF_BATCH, OF_CLASS, OPENING, Due
from app.store.models import Day
from app.store.work import Read, Work
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import FINISHED
from app.training.training_class.opening import claim_limit_of

_BEFORE_OPENING = (*CHANGEABLE, "submitted")
_NOT_CLAIMED = (*CHANGEABLE, "void")


def sync_all(work: Work) -> None:
    """Bring the whole list to what pack, calendar and classes ask now."""
    deadlines.sync_office(work)
    wanted = TrainingClass.state.in_((*_BEFORE_OPENING, *FINISHED))
    for row in work.session.scalars(select(TrainingClass).where(TrainingClass.origin == work.own.uid, wanted)).all():
        sync_class(work, row)


def sync_moved(work: Work) -> None:
    """Bring what is owed to what the records that were moved in this transaction ask; the last act of a verb."""
    moved, work.moved = work.moved, []
    if any(isinstance(row, Day) for row in moved):
        sync_all(work)
        return
    for row in moved:
        if isinstance(row, Batch):
            _sync_batch(work, row)
    classes = (
        row.uid if isinstance(row, TrainingClass) else row.class_uid if isinstance(row, Claim) else None
        for row in moved
    )
    for uid in dict.fromkeys(filter(None, classes)):
        sync_class(work, work.session.get_one(TrainingClass, uid))


def sync_class(work: Work, row: TrainingClass) -> None:
    """Bring what one class owes to what its state and days ask now; what is done is owed no more."""
    work.session.flush()
    own = Deadline.origin == work.own.uid, Deadline.key.in_(OF_CLASS), Deadline.period == row.number
    known = {kept.key: kept for kept in work.session.scalars(select(Deadline).where(*own))}
    for due in dues_of_class(work, row):
        kept = known.pop(due.key, None)
        if kept is None:
            work.add(Deadline(key=due.key, period=due.period, title=due.title, due_on=due.due_on, clause=due.clause))
        else:
            kept.due_on, kept.clause = due.due_on, due.clause
    for kept in known.values():
        work.session.delete(kept)
    work.session.flush()


def _sync_batch(work: Work, row: Batch) -> None:
    """A batch at the bank waits for its answer, in working days; one of an unannounced year without a day."""
    work.session.flush()
    own = Deadline.origin == work.own.uid, Deadline.key == ANSWER, Deadline.period == row.number
    kept = work.session.scalars(select(Deadline).where(*own)).first()
    if kept is not None:
        work.session.delete(kept)
    if row.state == "sent" and row.sent_on is not None:
        form = form_of(work.office.folder, row.bank_form)
        try:
            due_on = last_working_day(row.sent_on, form.news_days, work.calendar(), first_counts=False)
        except Refused:
            due_on = None
        title, clause = OF_BATCH[ANSWER], say("batch.news", form=form.title, days=form.news_days)
        work.add(Deadline(key=ANSWER, period=row.number, title=title, due_on=due_on, clause=clause))


def dues_of_class(read: Read, row: TrainingClass) -> Iterator[Due]:
    """The opening of a class that is not open yet, and the claim for one that is over; no day in an unannounced year."""
    pack = read.pack_of(row, row.starts_on)
    lead = pack.get("opening_lead_days", row.starts_on)
    if lead and row.state in _BEFORE_OPENING:
        try:
            limit = procedures.opening_limit(pack, row.starts_on, read.calendar())
        except Refused:
            limit = None
        yield Due(OPENING, OF_CLASS[OPENING], row.number, limit.last if limit else None, procedures.cited(lead))
    if row.state in FINISHED and not _claimed(read, row) and (claim := claim_limit_of(read, row)):
        yield Due(CLAIMING, OF_CLASS[CLAIMING], row.number, claim.last, claim.clause)


def _claimed(read: Read, row: TrainingClass) -> bool:
    handed_in = exists().where(Claim.class_uid == row.uid, Claim.state.not_in(_NOT_CLAIMED))
    return bool(read.session.scalar(select(handed_in)))
