"""合并: two records of one person become one, by two people; everything that hangs on the wrong one moves to the right one."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.claim.claim_line.model import ClaimLine
from app.kernel.fields import Field
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.office.correction import requests as corrections
from app.record.moves import take
from app.store.work import Read, Work
from app.training.enrolment.model import Enrolment
from app.training.tag.model import Tag
from app.training.trainee.model import Trainee
from app.training.trainee.noun import MERGED_INTO, TRAINEE
from app.training.training_class.model import TrainingClass


def merge(work: Work, uid: int, merged_into: str, reason: str) -> None:
    """Ask to have a record with a wrong number go into that of the same person with the right one."""
    row = take(work, TRAINEE, Trainee, uid, "merge")
    target = _target(work, uid, merged_into)
    _require_apart(work, row, target)
    asked, before = (MERGED_INTO,), {MERGED_INTO.key: None}
    corrections.ask(work, TRAINEE, (uid, row.name), asked, before, {MERGED_INTO.key: merged_into}, reason, apply)


def fields(read: Read, uid: int) -> Mapping[str, Field]:
    """What two people may change of a person."""
    return {**TRAINEE.fields, MERGED_INTO.key: MERGED_INTO}


def apply(work: Work, uid: int, values: dict[str, Any]) -> None:
    """Rosters, lines of claims and recognitions are those of the right record; limits count them together from now on."""
    row = work.session.get_one(Trainee, uid)
    target = _target(work, uid, values[MERGED_INTO.key])
    _require_apart(work, row, target)
    moved: list[str] = []
    for table in (Enrolment, ClaimLine):
        held: list[Any] = list(work.session.scalars(select(table).where(table.trainee_uid == uid)))
        for each in held:
            each.trainee_uid = target.uid
        moved.append(str(len(held)))
    moved.append(str(_tags(work, uid, target)))
    work.session.flush()
    numbers = (TRAINEE["id_number"].kind.shown(one.id_number) for one in (row, target))
    told = dict(zip(("classes", "lines", "tags", "wrong", "right"), (*moved, *numbers), strict=True))
    work.session.delete(row)
    work.session.flush()
    for subject in (uid, target.uid):
        work.log(TRAINEE.name, "merge", subject, say("trainee.merged", name=row.name, **told))


def _tags(work: Work, uid: int, target: Trainee) -> int:
    """Move what a person is recognised as; what stands on both records stays once."""
    same = {(tag.origin, tag.category, tag.since) for tag in _of(work, target.uid)}
    held = _of(work, uid)
    for tag in held:
        if (tag.origin, tag.category, tag.since) in same:
            work.session.delete(tag)
        else:
            tag.trainee_uid = target.uid
    return len(held)


def _of(read: Read, uid: int) -> list[Tag]:
    return list(read.session.scalars(select(Tag).where(Tag.trainee_uid == uid)))


def _target(read: Read, uid: int, id_number: str) -> Trainee:
    found = read.session.scalars(select(Trainee).where(Trainee.id_number == id_number, Trainee.uid != uid)).first()
    if found is None:
        raise Refused("trainee.no_other", number=TRAINEE["id_number"].kind.shown(id_number))
    return found


def _require_apart(read: Read, row: Trainee, target: Trainee) -> None:
    """Refuse while both records sit in one class: one of the two rows is to go first."""
    theirs = select(Enrolment.class_uid).where(Enrolment.trainee_uid == target.uid)
    both = select(TrainingClass.number).join(Enrolment, Enrolment.class_uid == TrainingClass.uid)
    number = read.session.scalars(both.where(Enrolment.trainee_uid == row.uid, Enrolment.class_uid.in_(theirs))).first()
    if number:
        raise Refused("trainee.both_in_class", name=row.name, number=number)
