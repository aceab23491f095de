"""Standards, clocks and checks that the policy asks of a class and its institution (开班标准): asked at a step, said before it."""

from functools import partial
from typing import Any

from app.award.rules import check
from app.award.trace import Mark
from app.kernel.worktime import working_day_from
from app.policy.keys import FILING
from app.policy.pack import Pack
from app.policy.procedures import opening
from app.policy.rows import CLASS, INSTITUTION
from app.record.moves import done_on
from app.record.ruling import Ruling, obeyed, ruled
from app.store.work import Read
from app.training.training_class.class_facts import class_facts
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import CLASS as NOUN

APPLY, APPROVE, START, END = "apply", "approve", "start", "end"
"""The steps of a class, as the rules of a pack name them."""
NEXT = {"draft": APPLY, "returned": APPLY, "submitted": APPROVE, "approved": START, "filed": START, "running": END}
"""The step that comes next in each state."""


def followed(read: Read, row: TrainingClass, verb: str, *steps: str, **facts: Any) -> list[str]:
    """What a verb is asked by the rules of its steps; Refused with all that stand against it. `facts` are those of its day."""
    pack = read.pack_of(row, row.starts_on)
    return list(obeyed(asked_at(read, row, pack, *steps, **facts), pack, NOUN.verb(verb).title))


def ahead(read: Read, row: TrainingClass) -> Ruling:
    """What would be said if the next step of a class were done today."""
    step = NEXT.get(row.state)
    if step is None or row.origin != read.own.uid:
        return Ruling((), ())
    pack, today = read.pack_of(row, row.starts_on), read.today
    filed = step == APPLY and opening(pack, row.starts_on, row.occupation, row.arrangement).name == FILING
    steps = (APPLY, APPROVE) if filed else (step,)  # an opening put on file is asked both at once
    days = {APPLY: {"applied_on": today}, APPROVE: {"filed_on": today}}
    dates = {fact: day for each in steps for fact, day in days.get(each, {}).items()}
    return ruled(asked_at(read, row, pack, *steps, **dates), pack)


def asked_at(read: Read, row: TrainingClass, pack: Pack, *steps: str, **facts: Any) -> list[Mark]:
    """What comes of the rules of some steps about a class and about its institution."""
    rules = {(rule.about, rule.at) for rule in pack.rules}
    asked = [(about, at) for at in steps for about in (CLASS, INSTITUTION) if (about, at) in rules]
    known = {**known_of(read, row, pack), **facts} if asked else {}
    return [mark for about, at in asked for mark in check(pack, about, at, known)]


def known_of(read: Read, row: TrainingClass, pack: Pack) -> dict[str, Any]:
    """All facts of a class; without any attendance its rate is unknown, and a day that is not announced is none."""
    facts = class_facts(read, row, pack)
    facts["class_periods"] = facts["class_periods"] or None
    applied = done_on(read, NOUN, "submit", row.uid) or row.filed_on
    return {"applied_on": applied, **facts, "working_days": partial(working_day_from, days=read.days)}
