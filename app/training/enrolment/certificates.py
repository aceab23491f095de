"""One certificate, one person: who else bears the number of a certificate, among all whom the office knows.

A certificate is told by its kind and number: issuers of different kinds may number theirs alike.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from app.kernel.identity import id_within
from app.kernel.kinds import Value
from app.record.lookups import listed
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass

_mine, _other = aliased(Enrolment), aliased(Enrolment)


class Bearer(NamedTuple):
    """Somebody on a roster with a certificate: its kind, who it is, and the class."""

    kind: str | None
    id_number: str
    class_uid: int
    class_number: str
    training_type: str
    occupation: str
    level: str


def alike(kind: Value, other: Value) -> bool:
    """Whether two certificates of one number may be the same: their kinds agree, as far as they are known."""
    return kind is None or other is None or kind == other


def same(mine: Any, other: Any) -> ColumnElement[bool]:
    """The condition that two rows of rosters bear one certificate, and are two persons."""
    return and_(one(mine, other), mine.trainee_uid != other.trainee_uid)


def one(mine: Any, other: Any) -> ColumnElement[bool]:
    """The condition that two rows of rosters bear one certificate, whosever they are."""
    kinds = mine.certificate_kind, other.certificate_kind
    return and_(
        mine.certificate_number == other.certificate_number,
        or_(kinds[0] == kinds[1], kinds[0].is_(None), kinds[1].is_(None)),
    )


def of_each_trade(number: str, id_number: str, one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether one number of a person stands for two trades (occupation and level): it is made of the ID number.

    A licence to operate (特种作业操作证) has such a number, the same for each of them.
    """
    return one != other and id_within(number) == id_number


def faults(number: Value, dated: Value, id_number: Value, today: date) -> Iterator[tuple[str, str]]:
    """What is wrong with a certificate in itself, by key and code: it is not issued yet, or names another person."""
    if isinstance(dated, date) and dated > today:
        yield "certificate_date", "results.certificate_ahead"
    if isinstance(number, str) and id_within(number) not in ("", id_number):
        yield "certificate_number", "results.certificate_holder"


def may_stand_again(read: Read, bearer: Bearer, training: TrainingClass, number: str) -> bool:
    """Whether the same person's certificate may stand in another class.

    A post (CX-19) is paid for a certificate obtained before.
    """
    posts = read.pack_of(training, training.starts_on).post_types
    if not {training.training_type, bearer.training_type}.isdisjoint(posts):
        return True
    here, there = (training.occupation, training.level), (bearer.occupation, bearer.level)
    return of_each_trade(number, bearer.id_number, here, there)


def borne_by_others(read: Read, class_uid: int) -> Mapping[int, tuple[str, ...]]:
    """By row of a class's roster, the numbers of the classes in which somebody else bears its certificate."""
    wanted = (
        select(_mine.uid, TrainingClass.number)
        .join(_other, same(_mine, _other))
        .join(TrainingClass, TrainingClass.uid == _other.class_uid)
        .where(_mine.class_uid == class_uid, _mine.state == "active", _mine.certificate_number.is_not(None))
        .where(_other.state == "active", TrainingClass.state != "void")
        .order_by(TrainingClass.number)
        .distinct()
    )
    found: dict[int, tuple[str, ...]] = {}
    for uid, number in read.session.execute(wanted):
        found[uid] = (*found.get(uid, ()), number)
    return found


def bearers(read: Read, numbers: Iterable[Value]) -> Mapping[Value, list[Bearer]]:
    """Who bears each of some numbers."""
    course = (TrainingClass.number, TrainingClass.training_type, TrainingClass.occupation, TrainingClass.level)
    wanted = (
        select(
            Enrolment.certificate_number, Enrolment.certificate_kind, Trainee.id_number, Enrolment.class_uid, *course
        )
        .join(TrainingClass, TrainingClass.uid == Enrolment.class_uid)
        .join(Trainee, Trainee.uid == Enrolment.trainee_uid)
        .where(Enrolment.certificate_number.in_(select(listed(numbers).c.value)))
        .where(Enrolment.state == "active", TrainingClass.state != "void")
        .order_by(TrainingClass.number)
    )
    found: dict[Value, list[Bearer]] = defaultdict(list)
    for row in read.session.execute(wanted):
        found[row[0]].append(Bearer(*row[1:]))
    return found
