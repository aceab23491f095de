"""The number under which a claim or an advance stands in the provincial real-name system: one of its own, or no payment.

A claim may bear the number of an advance of its own class and scheme, since both are one application there.
"""

from sqlalchemy import ColumnElement, select

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.kernel.outcomes import Refused
from app.store.work import Read
from app.training.training_class.model import TrainingClass


def require_registered(read: Read, of: Claim | Advance) -> None:
    """SH-22: what is not entered there is not paid, nor paid ahead."""
    held = read.session.get(TrainingClass, of.class_uid) if of.class_uid else None
    gate = read.pack_of(held, held.starts_on).get("real_name_gate", of.applied_on) if held else None
    if gate and gate.amount and not of.real_name_number:
        raise Refused("real_name.missing", number=of.number, clause=gate.source.cite())
    require_unused_number(read, of, of.real_name_number)


def require_unused_number(read: Read, of: Claim | Advance, number: str | None) -> None:
    """Refuse a number under which another application stands."""
    for model in (Claim, Advance) if number else ():
        found = read.session.scalars(select(model.number).where(*_another(read, model, of, number))).first()
        if found is not None:
            raise Refused("real_name.taken", real_name_number=number, other=found)


def number_of_advance(read: Read, class_uid: int, scheme: str) -> str | None:
    """The number that an advance of a class and scheme was paid under, which its claim takes over."""
    wanted = select(Advance.real_name_number).where(
        Advance.class_uid == class_uid, Advance.scheme == scheme, Advance.state.in_(("paid", "settled"))
    )
    return read.session.scalars(wanted.where(Advance.real_name_number.is_not(None))).first()


def _another(
    read: Read, model: type[Claim] | type[Advance], of: Claim | Advance, number: str | None
) -> tuple[ColumnElement[bool], ...]:
    """What stands under a number and is not of the same class and scheme."""
    same = (model.class_uid == of.class_uid) & (model.scheme == of.scheme)
    alike = (model.uid == of.uid) if of.class_uid is None else same
    return model.origin == read.own.uid, model.real_name_number == number, model.state != "void", ~alike
