"""What the dialogs of claims begin with, and which classes may be claimed for."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, func, select

from app.claim.claim.model import Claim
from app.claim.claim.noun import PUBLISHED
from app.claim.claim.schemes import usual
from app.claim.claim_line.model import ClaimLine
from app.institution.institution.model import Institution
from app.institution.unit.model import Unit
from app.kernel.kinds import Value
from app.kernel.texts import say
from app.store.work import Read
from app.training.training_class.model import TrainingClass


def begin_claim(read: Read, uid: int | None) -> dict[str, Value]:
    """The class and its usual scheme when there is only one to claim for."""
    ready = list(read.session.scalars(_claimable(read, TrainingClass)))
    return {"class_number": ready[0].number, "scheme": usual(read, ready[0])} if len(ready) == 1 else {}


def begin_check(read: Read, uid: int | None) -> dict[str, Value]:
    """The unit that answers for the class of a claim, '' for a claim without a class; today."""
    joined = select(Unit.name).join(TrainingClass, TrainingClass.unit_uid == Unit.uid)
    wanted = joined.join(Claim, Claim.class_uid == TrainingClass.uid).where(Claim.uid == uid)
    return {"department": read.session.scalars(wanted).first() or "", "department_on": read.today}


def hint_of_return(read: Read, uid: int) -> str:
    """What is said before an approved claim is asked back."""
    return say("claim.way_back_hint")


def hint_of_reduction(read: Read, uid: int) -> str:
    """What is said before somebody is taken out; no circular here asks for another notice of less money."""
    line = read.session.get_one(ClaimLine, uid)
    published = read.session.get_one(Claim, line.claim_uid).state in PUBLISHED
    return say("reduction.hint_published" if published else "reduction.hint")


def suggest(read: Read) -> dict[str, list[str]]:
    """The classes that may be claimed for under one of the pack's schemes, and whom a claim may be paid to."""
    wanted = _claimable(read, TrainingClass.number, len(read.lists()["schemes"]))
    paid = select(Institution.name).where(Institution.origin == read.own.uid).order_by(Institution.name)
    return {"class_number": list(read.session.scalars(wanted)), "payee_name": list(read.session.scalars(paid))}


def claimable(read: Read, uids: Collection[int]) -> frozenset[int]:
    """Those of some classes that are accepted and have no claim that stands."""
    return frozenset(read.session.scalars(_claimable(read, TrainingClass.uid).where(TrainingClass.uid.in_(list(uids)))))


def _claimable(read: Read, what: Any, schemes: int = 1) -> Select[Any]:
    """Accepted classes of subsidised training with fewer claims that stand than there are schemes to claim under."""
    stand = Claim.class_uid == TrainingClass.uid, Claim.state != "void"
    claims_of = select(func.count()).where(*stand).scalar_subquery()
    own = TrainingClass.origin == read.own.uid, TrainingClass.state == "accepted", TrainingClass.subsidised == 1
    return select(what).where(*own, claims_of < schemes).order_by(TrainingClass.number)
