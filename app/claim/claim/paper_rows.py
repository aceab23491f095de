"""The lines of a claim as its rosters print them: why some are refused, and of each how often at which rate."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from app.award.trace import Mark
from app.claim.claim.attended_days import BETWEEN
from app.claim.claim.model import Claim
from app.claim.claim.verification import decided_by
from app.claim.claim_line.model import ClaimLine, Verdict
from app.claim.claim_line.queries import REASONED, REASONS
from app.claim.claim_line.record import RECORD as CLAIM_LINES
from app.claim.claim_line.verdicts import Kept
from app.kernel.kinds import Value
from app.kernel.money import yuan
from app.kernel.texts import say
from app.record.listing import Query
from app.store.work import Read
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee

_START, _MOST = "start", "most"
"""Forms of the marks of an amount."""
_OF_PLACE = ("hired_on", "apprentice_kind", "result")


def rows(read: Read, claim_uid: int) -> list[dict[str, object]]:
    """The lines of a claim with why some are refused: paper has no room for what only asks to look."""
    against = _objections(read, claim_uid)
    return [{**row, "remark": against.get(int(str(row["uid"])), "")} for row in _lines(read, claim_uid)]


def _lines(read: Read, claim_uid: int) -> Iterator[Mapping[str, Value]]:
    return CLAIM_LINES.listing.rows(read.connection, Query(inside=claim_uid))


def _objections(read: Read, claim_uid: int) -> dict[int, str]:
    """Why lines of a claim are refused, by uid."""
    wanted = (
        select(ClaimLine.uid, REASONS)
        .outerjoin(Verdict, REASONED)
        .where(ClaimLine.claim_uid == claim_uid, ClaimLine.decision != "granted")
    )
    return {row.uid: row[1] for row in read.connection.execute(wanted)}


def timed(read: Read, claim_uid: int) -> list[dict[str, object]]:
    """The lines of a claim that pays by days or months: how many, from when to when, and the rate of each."""
    claim = read.session.get_one(Claim, claim_uid)
    kept, people = Kept(read, claim, decided_by(read, claim)), _people(read, claim_uid)
    lines = {line.uid: line for line in read.session.scalars(select(ClaimLine).where(ClaimLine.claim_uid == claim_uid))}
    found = []
    for row in rows(read, claim_uid):
        line = lines[int(str(row["uid"]))]
        paid = line.paid.split(BETWEEN) if line.paid else []
        marks = kept.of(line)[1].amounts if paid else ()
        counted = {"times": len(paid) or None, "each": _each(marks), "paid_span": span(paid)}
        remark = row["remark"] or _capped(marks)
        found.append({**row, **people.get(line.uid, {}), **counted, "remark": remark})
    return found


def _people(read: Read, claim_uid: int) -> Mapping[int, Mapping[str, Any]]:
    """What the roster says of the people of the lines, by line."""
    columns = (ClaimLine.uid, Trainee.phone, *(getattr(Enrolment, key) for key in _OF_PLACE))
    wanted = select(*columns).join(Enrolment, Enrolment.uid == ClaimLine.enrolment_uid)
    wanted = wanted.join(Trainee, Trainee.uid == Enrolment.trainee_uid).where(ClaimLine.claim_uid == claim_uid)
    return {row[0]: dict(zip(("phone", *_OF_PLACE), row[1:], strict=True)) for row in read.connection.execute(wanted)}


def _each(marks: tuple[Mark, ...]) -> str:
    """The rate of one day, month or year by the steps of a decision; each with its months where it changed; '' unknown."""
    said = next((mark.said for mark in marks if mark.form == _START), {})
    if rates := said.get("rates"):
        alone = len(rates) == 1
        return "\n".join(yuan(rate) if alone else say("paper.rate", rate=yuan(rate), count=n) for rate, n in rates)
    return yuan(int(said["rate"])) if "rate" in said else ""


def _capped(marks: tuple[Mark, ...]) -> str:
    """That a limit cut the sum down, and to what; '' where none did."""
    cut = [mark.said["after"] for mark in marks if mark.form == _MOST and mark.said["after"] != mark.said["before"]]
    return say("paper.capped", most=yuan(int(cut[-1]))) if cut else ""


def span(paid: list[str]) -> str:
    """The first and the last of some days or months, as a roster says what it pays for; '' for none."""
    ends = sorted({min(paid), max(paid)}) if paid else []
    return "至".join(_written(end) for end in ends)


def _written(day: str) -> str:
    year, month, *rest = (int(part) for part in day.split("-"))
    if rest:
        return say("paper.date", year=year, month=month, day=rest[0])
    return say("paper.month", year=year, month=month)


TABLES: Mapping[str, Callable[[Read, int], Sequence[Mapping[str, object]]]] = {"timed": timed}
"""What its forms may name."""
