"""One certificate, one person, paid once, over all offices: what only the office above can see."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.exchange.crosscheck import STANDS, settled
from app.kernel.texts import say
from app.policy.rows import Need, Scheme
from app.record.lookups import listed
from app.store.models import OfficeRow
from app.store.work import Read
from app.training.enrolment import certificates
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass


def certificates_across(read: Read, sender: int) -> dict[int, str]:
    """Lines of an office to be refused, with the sentence and its clause, because another was paid for the certificate.

    What is settled counts first, then the class that started first, as for every limit over all offices.
    """
    refused: dict[int, str] = {}
    pairs = _pairs(read, sender)
    lines = _lines(read, set(chain.from_iterable(pairs)))
    for mine, rival in ((lines[one], lines[two]) for one, two in pairs if one in lines and two in lines):
        if _order(read, mine) < _order(read, rival) or settled(read, mine):
            continue
        asks = _asks(read, mine)
        himself = mine.trainee_uid == rival.trainee_uid
        if asks is None or (himself and _may_stand_again(read, mine, rival)):
            continue
        code = "award.certificate_again" if himself else "award.certificate_others"
        told = say(
            "trace.cited", text=say(code, classes=rival.number), basis=asks.source.cite() or say("trace.internal")
        )
        refused[mine.uid] = say("receipt.certificate", reason=told, office=rival.office)
    return refused


def _asks(read: Read, line: Row[Any]) -> Need | None:
    """The row of a line's scheme that asks for a certificate; None for a scheme that does not, or is not known here."""
    scheme = _scheme(read, line)
    needs = scheme.needs if scheme else ()
    return next((need for need in needs if need.fact == "certificate"), None)


def _scheme(read: Read, line: Row[Any]) -> Scheme | None:
    schemes = read.pack_on(line.starts_on).schemes.values()
    return next((scheme for scheme in schemes if scheme.title == line.scheme), None)


def _may_stand_again(read: Read, mine: Row[Any], rival: Row[Any]) -> bool:
    """Whether one person's certificate may be paid for twice, as one office judges it by the types of its classes."""
    trades = (mine.occupation, mine.level), (rival.occupation, rival.level)
    of_each = certificates.of_each_trade(mine.certificate_number, mine.id_number, *trades)
    posts = (scheme.after_certificate for line in (mine, rival) if (scheme := _scheme(read, line)))
    return any(posts) or of_each


def _order(read: Read, line: Row[Any]) -> tuple[Any, ...]:
    return not settled(read, line), line.starts_on, line.uid


def _pairs(read: Read, sender: int) -> list[tuple[int, int]]:
    """Granted lines of the sender, each with one of somebody else, or of another office, for the same certificate."""
    ours, theirs = aliased(ClaimLine), aliased(ClaimLine)
    mine, other = aliased(Enrolment), aliased(Enrolment)
    wanted = (
        select(ours.uid, theirs.uid)
        .join(mine, mine.uid == ours.enrolment_uid)
        .join(other, certificates.one(mine, other))
        .join(theirs, theirs.enrolment_uid == other.uid)
        .where(ours.origin == sender, ours.decision == "granted", theirs.decision == "granted")
        .where((mine.trainee_uid != other.trainee_uid) | (theirs.origin != sender))
        .order_by(ours.uid, theirs.uid)
    )
    return [(one, two) for one, two in read.session.execute(wanted)]


def _lines(read: Read, uids: set[int]) -> Mapping[Any, Row[Any]]:
    """Those of some lines that stand."""
    course = (TrainingClass.starts_on, TrainingClass.number, OfficeRow.name.label("office"))
    whose = (Enrolment.trainee_uid, Trainee.id_number, Enrolment.certificate_number)
    of_line = (ClaimLine.uid, ClaimLine.origin, ClaimLine.reported, ClaimLine.occupation, ClaimLine.level)
    wanted = (
        select(*of_line, Claim.scheme, *course, *whose)
        .join(Claim, Claim.uid == ClaimLine.claim_uid)
        .join(TrainingClass, TrainingClass.uid == Claim.class_uid)
        .join(OfficeRow, OfficeRow.uid == ClaimLine.origin)
        .join(Enrolment, Enrolment.uid == ClaimLine.enrolment_uid)
        .join(Trainee, Trainee.uid == Enrolment.trainee_uid)
        .where(ClaimLine.uid.in_(select(listed(sorted(uids)).c.value)))
        .where(*STANDS)
    )
    rows: Iterable[Row[Any]] = read.session.execute(wanted)
    return {row.uid: row for row in rows}
