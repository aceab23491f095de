"""What one person enters and another confirms before anything goes by it: rates, and money set aside.

Until it is confirmed a record waits, and may still be changed; where nobody else works in the office it holds at once. What
holds already is changed by a correction; what a superior office sends down was decided there.
"""

from typing import Any

from app.kernel.kinds import Value
from app.kernel.noun import Noun
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.kernel.workflow import CHIEF, REVIEWER
from app.office.correction.requests import deciders
from app.office.separation import another_person
from app.record.moves import put, take
from app.store.work import Read, Work

PENDING, ACTIVE = "pending", "active"
CONFIRM = "confirm"


def entered(read: Read, *, decided: bool = False) -> dict[str, Value]:
    """State and author of what is entered now; `decided` for what another office has decided already."""
    who = read.actor.name if read.actor else ""
    alone = not deciders(read, who)
    return {"state": ACTIVE if alone or decided else PENDING, "entered_by": None if decided else who}


def keep_alone(work: Work, row: Any, flow: Noun, name: str) -> None:
    """The journal says where nobody else was there to confirm."""
    if row.state == ACTIVE:
        work.log(flow.name, CONFIRM, row.uid, say("correction.alone", name=name, detail=""))


def confirm(work: Work, flow: Noun, model: Any, uid: int, name: str) -> None:
    """It holds from now on; Refused to who entered it, and to who may not decide."""
    row: Any = take(work, flow, model, uid, CONFIRM)
    another_person(work, row.entered_by, flow.verb(CONFIRM).title)
    names = deciders(work, row.entered_by or "")
    if not work.actor.roles & {REVIEWER, CHIEF} and work.actor.name not in names:
        raise Refused("correction.senior", names="、".join(names))
    put(work, flow, row, CONFIRM, say("correction.held", name=name, by=row.entered_by or ""))
