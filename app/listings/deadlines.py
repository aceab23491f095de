"""What the office owes by a day: its deadlines, and the public notices that run out."""

from typing import Any

from sqlalchemy import String, and_, case, cast, func, literal, null, select, union_all

from app.claim.claim.model import Claim
from app.kernel.dictionary import DEADLINES
from app.kernel.dictionary.codes import DONE, NEAR, NOTICE, OPEN, OVERDUE, UNKNOWN
from app.record.listing import Column, Listing, contains
from app.record.policy_facts import TODAY
from app.store.models import Deadline, Package
from app.training.training_class.first_class import IDLE_NOTE

NEAR_DAYS = 7
"""Days before its day from which a thing shows as 临期; a matter of display, no rule of any circular."""

_built = (
    select(func.min(Package.made_on))
    .where(Package.direction == "sent", Package.period == Deadline.period, Deadline.key == "report_rhythms.monthly")
    .correlate(Deadline)
    .scalar_subquery()
)
"""A month's package is its report: nobody needs to say once more that it was made."""

_first_class = and_(Deadline.key == "first_class_by", Deadline.done_on.is_(None))
"""Who has not held that class is counted until it is dealt with."""

_owed: Any = union_all(
    select(
        Deadline.uid,
        Deadline.title,
        Deadline.period,
        Deadline.due_on,
        Deadline.clause,
        func.coalesce(Deadline.done_on, _built).label("done_on"),
        Deadline.done_by,
        case((_first_class, IDLE_NOTE), else_=Deadline.note).label("note"),
        literal(0).label("notice"),
    ),
    select(
        Claim.uid,
        literal("公示期满"),
        Claim.number,
        Claim.notice_to,
        cast(literal(""), String),
        null(),
        null(),
        null(),
        literal(1),
    ).where(Claim.state == "noticed"),
).subquery("owed")

_standing = case(
    (_owed.c.done_on.is_not(None), DONE),
    (_owed.c.due_on.is_(None), UNKNOWN),
    (_owed.c.due_on < TODAY, OVERDUE),
    ((_owed.c.notice == 1) & (_owed.c.due_on >= TODAY), NOTICE),
    (_owed.c.due_on <= func.date(TODAY, f"+{NEAR_DAYS} days"), NEAR),
    else_=OPEN,
)
"""How a thing stands today, by the office's own clock: one of STANDINGS; a notice that still runs is 公示中."""

DEADLINE_LIST = Listing(
    name="deadlines",
    title="到期事项",
    noun="deadline",
    columns=(
        Column(DEADLINES["title"], _owed.c.title),
        Column(DEADLINES["period"], _owed.c.period),
        Column(DEADLINES["due_on"], _owed.c.due_on),
        Column(DEADLINES["standing"], _standing),
        Column(DEADLINES["clause"], _owed.c.clause),
        Column(DEADLINES["done_on"], _owed.c.done_on),
        Column(DEADLINES["done_by"], _owed.c.done_by),
        Column(DEADLINES["note"], _owed.c.note),
        Column(DEADLINES["state"], case((_owed.c.done_on.is_not(None), "done"), else_="open"), hidden=True),
    ),
    source=_owed,
    uid=_owed.c.uid,
    watches=frozenset({"deadline", "claim", "package", "institution", "training_class", "enrolment"}),
    order=(_owed.c.done_on.is_not(None), _owed.c.due_on.is_(None), _owed.c.due_on),
    search=contains(_owed.c.title, _owed.c.period, _owed.c.clause),
)
