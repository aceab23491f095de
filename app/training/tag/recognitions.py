"""What people are recognised as (人员身份), by whatever office: read in one way for every scheme."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, select

from app.store.work import Read
from app.training.tag.model import Tag


class Recognition(NamedTuple):
    """What a person is recognised as: a category from a day on; `until` None while it holds. What is void proves nothing."""

    category: str
    since: date
    until: date | None
    void: bool = False


def recognitions(read: Read, people: Select[int]) -> Mapping[int, tuple[Recognition, ...]]:
    """What is on file of some people, in the order of its days, what is void marked as such; who has nothing is left out."""
    wanted = (
        select(Tag.trainee_uid, Tag.category, Tag.since, Tag.until, Tag.state == "void")
        .where(Tag.trainee_uid.in_(people))
        .order_by(Tag.since, Tag.category)
    )
    found: dict[int, tuple[Recognition, ...]] = {}
    for person, category, since, until, void in read.connection.execute(wanted):
        found[person] = (*found.get(person, ()), Recognition(category, since, until, bool(void)))
    return found
