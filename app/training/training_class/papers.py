"""What the policy asks of the papers about a class, and what of them is known already."""

from collections.abc import Mapping

from app.policy.keys import OPENING
from app.policy.pack import Pack
from app.store.work import Read
from app.training.attendance.sums import class_days
from app.training.enrolment.model import Enrolment
from app.training.enrolment.rosters import head_count
from app.training.training_class.accepting import names_left_out
from app.training.training_class.model import TrainingClass
from app.training.training_class.opening import opening_of


def papers(read: Read, uid: int) -> dict[str, str]:
    """The words that the policy gives to the papers of a class, and how many have results, certificates, attendance."""
    held = read.session.get(TrainingClass, uid)
    if held is None:
        return {}
    wanted = read.pack_of(held, held.starts_on).list("acceptance_materials", held.starts_on)
    opening = OPENING[opening_of(read, held).name]
    policy = {"opening_mode": opening, "materials_wanted": "、".join(wanted), "left_out": names_left_out(read, uid)}
    return {**policy, **_known(read, uid)}


def _known(read: Read, uid: int) -> Mapping[str, str]:
    """Numbers, '' for none: what a paper needs and is not there yet is told by it."""
    counts = {
        "result_count": head_count(read, uid, Enrolment.result.is_not(None)),
        "certificate_count": head_count(read, uid, Enrolment.certificate_number.is_not(None)),
        "days_held": class_days(read, uid) or 0,
    }
    return {key: str(count) if count else "" for key, count in counts.items()}


def policy(read: Read, uid: int) -> Pack:
    """The pack that a class goes by."""
    held = read.session.get_one(TrainingClass, uid)
    return read.pack_of(held, held.starts_on)
