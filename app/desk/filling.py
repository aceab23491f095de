"""What the dialog of a verb begins with: the values that it is filled with, and what may be chosen."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, func, select

from app.claim.claim.model import Claim
from app.claim.claim.schemes import usual
from app.desk import paying
from app.desk.lists import OF_NOUN
from app.desk.nouns import NOUNS
from app.desk.words import find
from app.institution.institution.model import Institution
from app.institution.institution.programmes import parse_programmes
from app.institution.unit.model import Unit
from app.kernel import kinds
from app.kernel.kinds import Value
from app.kernel.workflow import CORRECT, CREATE, EDIT
from app.store import models
from app.store.work import Read
from app.training.enrolment.rosters import head_count
from app.training.training_class import materials
from app.training.training_class.accepting import standing

_DATED = {"claim", "deadline", "advance", "recovery", *(noun.name for noun in NOUNS.values() if noun.dated)}
"""Nouns whose dialogs begin with today."""


def values_for(read: Read, noun: str, word: str, uid: int | None) -> dict[str, Value]:
    """What the dialog of a verb is filled with: the record's own values for an edit, today for dates asked."""
    _, verb = find(noun, word)
    if word in (EDIT, CORRECT) and uid is not None:
        record = OF_NOUN[noun].record(read.connection, uid) or {}
        return {field.key: record.get(field.key) for field in verb.params}
    if (noun, word) == ("class", "accept") and uid is not None:
        return {"approved_count": head_count(read, uid, models.Enrolment.result == "qualified")}
    if (noun, word) == ("class", "recount") and uid is not None:
        return standing(read, uid)
    if (noun, word) == ("claim", "check") and uid is not None:
        return {"department": _department(read, uid), "department_on": read.today}
    if (noun, word) == ("claim", CREATE):
        ready = list(read.session.scalars(_claimable(read, models.TrainingClass)))
        only = {"class_number": ready[0].number, "scheme": usual(read, ready[0])} if len(ready) == 1 else {}
        return {"applied_on": read.today, **only}
    dates = {f.key: read.today for f in verb.params if f.kind is kinds.DATE and (noun in _DATED or word == "file")}
    return dates | paying.begun(read, noun, word, uid)


def _department(read: Read, claim_uid: int) -> str:
    """The unit that answers for the class of a claim; '' for a claim without a class."""
    held = models.TrainingClass
    joined = select(Unit.name).join(held, held.unit_uid == Unit.uid).join(Claim, Claim.class_uid == held.uid)
    return read.session.scalars(joined.where(Claim.uid == claim_uid)).first() or ""


def suggestions(read: Read, noun: str = "") -> dict[str, list[str]]:
    """What a field of a noun may be filled with, by its key: listed institutions, units, occupations, open classes."""
    own = read.own.uid
    scalars = read.session.scalars
    listed = select(Institution.name).where(Institution.origin == own, Institution.state == "listed")
    units = list(scalars(select(Unit.name).where(Unit.origin == own).order_by(Unit.axis, Unit.seq)))
    lists = read.lists()
    programmes = scalars(select(Institution.programmes).where(Institution.origin == own))
    taught = (parse_programmes(text, lists["skill_levels"]) for text in programmes)
    return {
        **{key: list(items) for key, items in lists.items()},
        "institution_name": list(scalars(listed.order_by(Institution.name))),
        "unit_name": units,
        "occupation": sorted({occupation for pairs in taught for occupation, _ in pairs}),
        "department": units,
        "materials": [materials.ALL],
        "class_number": list(scalars(_claimable(read, models.TrainingClass.number, len(lists["schemes"])))),
        **paying.suggestions(read, noun),
    }


def claimable(read: Read, uids: Collection[int]) -> frozenset[int]:
    """Those of some classes that are accepted and have no claim that stands."""
    training = models.TrainingClass
    return frozenset(read.session.scalars(_claimable(read, training.uid).where(training.uid.in_(list(uids)))))


def _claimable(read: Read, what: Any, schemes: int = 1) -> Select[Any]:
    """Accepted classes of subsidised training with fewer claims that stand than there are schemes to claim under."""
    training, claim = models.TrainingClass, Claim
    claims_of = select(func.count()).where(claim.class_uid == training.uid, claim.state != "void").scalar_subquery()
    own = training.origin == read.own.uid, training.state == "accepted", training.subsidised == 1
    return select(what).where(*own, claims_of < schemes).order_by(training.number)
