"""The policy by which a class goes, and its roster with it: the class's own pack and version."""

from app.policy.pack import Pack
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.training_class.model import TrainingClass


def pack_of_class(read: Read, uid: int) -> Pack:
    """The pack of a class; that of today where there is no such class."""
    row = read.session.get(TrainingClass, uid)
    return read.pack_on(read.today) if row is None else read.pack_of(row, row.starts_on)


def pack_of_place(read: Read, uid: int) -> Pack:
    """The pack of the class in which somebody has a place."""
    row = read.session.get(Enrolment, uid)
    return read.pack_on(read.today) if row is None else pack_of_class(read, row.class_uid)
