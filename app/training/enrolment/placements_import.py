"""Who found work after the training (培训后就业): the day and the employer, by ID number or by a name that one alone has."""

from datetime import date

from app.record.imports.batch import Batch
from app.store.work import Read
from app.training.enrolment.member_rows import MemberRows, members
from app.training.enrolment.noun import PLACEMENT
from app.training.training_class.model import TrainingClass


def plan(read: Read, batch: Batch, into: int) -> MemberRows:
    """Compare with the class: nobody found work by a training that had not begun, nor on a day to come."""
    found, roster = MemberRows(into, PLACEMENT, "employed_on"), members(read, batch, into, PLACEMENT)
    begun = read.session.get_one(TrainingClass, into).starts_on
    for place, day in enumerate(batch.column("employed_on")):
        if not isinstance(day, date):
            continue
        if day < begun:
            batch.fail(place, "employed_on", "placements.early", begun=begun)
        elif day > read.today:
            batch.fail(place, "employed_on", "placements.ahead")
    found.compare(batch, roster)
    return found
