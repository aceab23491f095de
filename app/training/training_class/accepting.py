"""Who is accepted (核准人数): fewer than the qualified only when those left out are named, with the reason."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select

from app.kernel.kinds import Value
from app.kernel.masking import masked
from app.kernel.outcomes import Problem, Problems, Refused
from app.kernel.texts import say
from app.store.work import Read, Work
from app.training.enrolment.model import Enrolment
from app.training.enrolment.rosters import head_count, on_roster, roster_of
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import LEFT_OUT, LEFT_OUT_REASON

_BETWEEN = re.compile(r"[、，,；;\s]+")
_MARKED = Enrolment.left_out.is_not(None)


def count(work: Work, row: TrainingClass, approved: int | None, named: str | None, reason: str | None) -> str:
    """Set the head counts of an acceptance and mark whom it leaves out; gives what the journal says of it.

    The number alone decides nobody's money: every person short of the qualified must be named, and nobody more.
    """
    members = [one for one in roster_of(work, row.uid, "seq", "result") if one.result == "qualified"]
    left_out = _found(members, named)
    qualified = len(members)
    accepted = qualified - len(left_out) if approved is None else approved
    if accepted > qualified:
        raise Refused("class.approved_exceeds", approved=accepted, qualified=qualified)
    if accepted + len(left_out) != qualified:
        short = {"short": qualified - accepted, "named": len(left_out)}
        raise Refused("class.left_out_count", approved=accepted, qualified=qualified, **short)
    if left_out and not reason:
        raise Problems([LEFT_OUT_REASON.problem("field.required")])
    for one in work.session.scalars(select(Enrolment).where(on_roster(row.uid), _MARKED | Enrolment.uid.in_(left_out))):
        one.left_out = reason if one.uid in left_out else None
    row.qualified_count, row.approved_count = qualified, accepted
    told = say("class.counted", filed=row.filed_count, qualified=qualified, approved=accepted)
    places = "、".join(str(seq) for seq in left_out.values())
    return told + (say("class.left_out", places=places, reason=reason) if left_out else "")


def _found(members: Sequence[Row[Any]], named: str | None) -> Mapping[int, int]:
    """The place in the roster of each person named, by the uid of the row; Problems with every word that means nobody."""
    known: dict[str, list[Row[Any]]] = defaultdict(list)
    for one in members:
        for name in (str(one.seq), one.id_number, one.name.upper()):
            known[name].append(one)
    field, problems, found = LEFT_OUT, list[Problem](), dict[int, int]()
    for word in filter(None, _BETWEEN.split((named or "").upper())):
        fitting = known.get(word, [])
        found |= {one.uid: one.seq for one in fitting}
        if len(fitting) != 1:
            code = "class.left_out_many" if fitting else "class.left_out_stranger"
            problems.append(field.problem(code, masked(word)))
    if problems:
        raise Problems(problems)
    return found


def names_left_out(read: Read, class_uid: int) -> str:
    """Whom an acceptance left out, with the reason, for its form; '' for nobody."""
    rows = [one for one in roster_of(read, class_uid, "seq", "left_out") if one.left_out]
    return "；".join(f"{one.seq} {one.name}：{one.left_out}" for one in rows)


def begin_acceptance(read: Read, uid: int | None) -> dict[str, Value]:
    """Everybody who is qualified is accepted unless said otherwise."""
    return {"approved_count": head_count(read, uid or 0, Enrolment.result == "qualified")}


def begin_recount(read: Read, uid: int | None) -> dict[str, Value]:
    """Who is accepted as it stands, as its correction begins: left blank, it would accept everybody again."""
    rows = [one for one in roster_of(read, uid or 0, "seq", "left_out") if one.left_out]
    reasons = "；".join(dict.fromkeys(one.left_out for one in rows))
    places = "、".join(str(one.seq) for one in rows)
    approved = read.session.scalars(select(TrainingClass.approved_count).where(TrainingClass.uid == uid)).first()
    return {"approved_count": approved, "left_out": places or None, "left_out_reason": reasons or None}
