"""How the opening of a class proceeds under its pack: approved or put on file, and by which day."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select

from app.institution.institution.model import Institution
from app.institution.sanction import standing
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.kernel.workflow import CREATE, EDIT
from app.policy import procedures
from app.policy.keys import APPROVAL, FILING, KEYS
from app.policy.pack import Pack
from app.policy.procedures import Limit, Way
from app.record.hooks import Barred
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.enrolment.rosters import on_roster
from app.training.training_class import standards
from app.training.training_class.model import TrainingClass

OPENING_VERBS = ("submit", "approve", "file", "start")
"""Verbs that bring a class nearer to its first day."""


def opening_of(read: Read, row: TrainingClass) -> Way:
    """Whether a class is approved or put on file."""
    return procedures.opening(read.pack_of(row, row.starts_on), row.starts_on, row.occupation, row.arrangement)


def against_opening(way: Way, verb: str) -> Refused | None:
    """Why a verb of a class is not the way of its opening."""
    if verb in ("submit", "approve") and way.name == FILING:
        return Refused("class.by_filing", clause=way.clause)
    if verb == "file" and way.name == APPROVAL:
        return Refused("class.by_approval", clause=way.clause)
    return None


def raise_if_refused(refusal: Refused | None) -> None:
    """Raise what stands against a verb."""
    if refusal is not None:
        raise refusal


def institution_may_train(read: Read, institution_uid: int, starts_on: date) -> None:
    """Refuse a class that begins while a sanction bars its institution."""
    raise_if_refused(standing.against(read, institution_uid, starts_on))


def opened_in_time(read: Read, row: TrainingClass, on: date) -> None:
    """Refuse an opening that is decided on a day too close before the class begins."""
    limit = procedures.opening_limit(read.pack_of(row, row.starts_on), row.starts_on, read.days)
    if limit and on > limit.last:
        raise Refused("class.opened_late", last=limit.last, starts=row.starts_on, clause=limit.clause)


def applied_in_time(read: Read, row: TrainingClass) -> None:
    """Refuse a class that is handed in too late to be decided; whether an unannounced year leaves time, the decision says."""
    try:
        opened_in_time(read, row, read.today)
    except Refused as late:
        if late.code == "class.opened_late":
            raise


def opened_after(row: TrainingClass, verb: str, way: Way, on: date) -> list[str]:
    """What is asked of an opening that is decided only after the class has begun (培训前开班审批, SH-24; CX-09)."""
    if on <= row.starts_on:
        return []
    days = {"starts": row.starts_on, "ends": row.ends_on, "on": on}
    return [say("class.opened_after", number=row.number, verb=verb, clause=way.clause, **days)]


def claim_limit_of(read: Read, row: TrainingClass) -> Limit | None:
    """The last day to claim for a class."""
    of_class = select(func.max(Enrolment.certificate_date)).where(on_roster(row.uid))
    certified = read.session.scalar(of_class)
    return procedures.claim_limit(read.pack_of(row, row.starts_on), row.starts_on, row.ends_on, certified)


def begin_filing(read: Read, uid: int | None) -> dict[str, Value]:
    """An opening is put on file today unless said otherwise."""
    return {"filed_on": read.today}


def bars(read: Read, uids: Collection[int]) -> Barred:
    """Which verbs some classes refuse by the way that their pack chose or for what stands against their institution."""
    found: Barred = {}
    own = TrainingClass.uid.in_(list(uids)), TrainingClass.origin == read.own.uid
    rows = list(read.session.scalars(select(TrainingClass).where(*own)))
    sanctioned = _sanctioned(read, rows)
    for row in rows:
        way = opening_of(read, row)
        for verb in OPENING_VERBS:
            if (against := against_opening(way, verb) or sanctioned.get(row.uid)) is not None:
                found.setdefault(verb, {})[row.uid] = against
    return found


def _sanctioned(read: Read, rows: Collection[TrainingClass]) -> dict[int, Refused]:
    """By uid, why the institution of a class may not begin it."""
    barred = standing.bars_on(read, {(row.institution_uid, row.starts_on) for row in rows})
    found = {}
    for row in rows:
        if bar := barred.get((row.institution_uid, row.starts_on)):
            found[row.uid] = standing.refusal(read.session.get_one(Institution, row.institution_uid).name, bar)
    return found


def warn(read: Read, word: str, uids: Collection[int]) -> list[str]:
    """What was decided against the institutions of some classes and does not bar them from being opened.

    Whoever enters or edits a class is told what its next step will be asked, while it can still be mended.
    """
    if word not in (CREATE, EDIT, *OPENING_VERBS):
        return []
    rows = read.session.scalars(select(TrainingClass).where(TrainingClass.uid.in_(list(uids))))
    if word not in OPENING_VERBS:
        return [said for row in rows for said in standards.ahead(read, row).all]
    return list(
        dict.fromkeys(said for row in rows for said in standing.warned(read, row.institution_uid, row.starts_on))
    )


def advice(read: Read, uid: int) -> dict[str, str]:
    """What is to be looked at before a class is accepted."""
    held = read.session.get(TrainingClass, uid)
    return (
        listed_checks(read.pack_of(held, held.starts_on), held.starts_on, accept="acceptance_materials") if held else {}
    )


def listed_checks(pack: Pack, on: date, **keys: str) -> dict[str, str]:
    """What the policy of a day lists to be looked at, by verb; `keys` are the lists."""
    found = {verb: pack.get(key, on) for verb, key in keys.items()}
    return {
        verb: say("procedure.look", title=KEYS[value.key].title, items="、".join(pack.list(value.key, on)),
                  clause=procedures.cited(value))
        for verb, value in found.items()
        if value
    }  # fmt: skip
