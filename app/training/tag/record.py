"""What people are recognised as, bound to its table: categories overlap, so that a person may have many."""

from typing import Any

from sqlalchemy import select

from app.record.entering import change, enter
from app.record.moves import move
from app.record.record import Join, Record
from app.store.work import Work
from app.training.sent import sent_trainees
from app.training.tag import importing
from app.training.tag.model import Tag
from app.training.tag.noun import TAG
from app.training.trainee.model import Trainee
from app.training.trainee.queries import find_person


def create(work: Work, **values: Any) -> int:
    """Enter what a known person is recognised as, with its proof."""
    return int(enter(work, RECORD, values, "{category} {since}").uid)


def edit(work: Work, uid: int, **values: Any) -> None:
    """Correct it, or enter the day until which it held."""
    change(work, RECORD, uid, values)


def void(work: Work, uid: int, reason: str) -> None:
    """It was entered in error; it stays on record and counts no more."""
    move(work, TAG, Tag, uid, "void", reason)


RECORD = Record(
    TAG,
    Tag,
    verbs={"create": create, "edit": edit, "void": void},
    joins=(Join(Trainee, Trainee.uid == Tag.trainee_uid),),
    sql={"name": Trainee.name, "id_number": Trainee.id_number},
    order=(Trainee.name, Trainee.id_number, Tag.since),
    search=lambda text: find_person(text) | Tag.category.contains(text, autoescape=True),
    scope=lambda own, until: (
        (Tag.origin == own) & Tag.trainee_uid.in_(select(Trainee.uid).where(sent_trainees(own, until)))
    ),
    sheet_order=(Trainee.id_number, Tag.since),
    plans={"tags": importing.plan},
)
