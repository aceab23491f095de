"""What the policy asks of the papers about a class."""

from collections.abc import Mapping

from app.kernel.kinds import Value
from app.policy.keys import OPENING
from app.policy.pack import Pack
from app.record.listing import Query
from app.store.work import Read
from app.training.enrolment.record import RECORD as ROSTER
from app.training.training_class.accepting import names_left_out
from app.training.training_class.model import TrainingClass
from app.training.training_class.opening import opening_of


def papers(read: Read, uid: int) -> dict[str, str]:
    """The words that the policy gives to the papers of a class."""
    held = read.session.get(TrainingClass, uid)
    if held is None:
        return {}
    wanted = read.pack_of(held, held.starts_on).list("acceptance_materials", held.starts_on)
    opening = OPENING[opening_of(read, held).name]
    return {"opening_mode": opening, "materials_wanted": "、".join(wanted), "left_out": names_left_out(read, uid)}


def policy(read: Read, uid: int) -> Pack:
    """The pack that a class goes by."""
    held = read.session.get_one(TrainingClass, uid)
    return read.pack_of(held, held.starts_on)


def roster_on_paper(read: Read, uid: int) -> list[Mapping[str, Value]]:
    """The roster in force: those who left it stay on record and are not printed."""
    return [row for row in ROSTER.listing.rows(read.connection, Query(inside=uid)) if row["state"] == "active"]
