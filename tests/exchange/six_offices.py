"""Six offices on three levels, and what they do between two reports; rows are made past the verbs, as those would make them."""

import tempfile
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.fund.payment.model import Payment
from app.institution.institution.model import Institution
from app.institution.unit.model import Unit
from app.store.work import Work
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass
from tests import people
from tests.bureau import CASHIER, Bureau
from tests.exchange.senders import county, trained

CITY, ABOVE = "市", {"一区": "市", "二区": "市", "一区一镇": "一区", "一区二镇": "一区", "二区一镇": "二区"}
BELOW = tuple(sorted(ABOVE, key=lambda name: -len(name)))
"""Those who send, towns first."""
_REGIONS = {
    "市": "500100",
    "一区": "500110",
    "二区": "500111",
    "一区一镇": "500110001",
    "一区二镇": "500110002",
    "二区一镇": "500111001",
}
_LEVELS = {6: "county", 9: "town"}
_MODELS = (TrainingClass, Trainee, Enrolment, Claim, ClaimLine, Payment)


@cache
def founded() -> dict[str, Bureau]:
    """The six offices on their first day, closed; each history plays with copies."""
    folder, made = Path(tempfile.mkdtemp()), {}
    for name, region in _REGIONS.items():
        made[name] = county(folder / name, name, region)
        with made[name].office.work() as work:
            work.own.level = "city" if name == CITY else _LEVELS[len(region)]
        made[name].office.close()
    return made


@cache
def _pattern() -> dict[type, list[dict[str, Any]]]:
    """A paid class of two by its tables, as the verbs make it."""
    bureau = founded()["一区一镇"].twin(Path(tempfile.mkdtemp()) / "pattern")
    trained(bureau)
    with bureau.office.read() as read:
        found = {model: [_values(row) for row in read.session.query(model).order_by(model.uid)] for model in _MODELS}
    bureau.office.close()
    return found


def _values(row: Any) -> dict[str, Any]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns if column.key != "revision"}


def claim(work: Work, number: int, persons: Sequence[people.Person], *, paid: bool) -> None:
    """A class of two that is over, and the claim for it, paid or as far as its public notice."""
    later = work.today - _pattern()[Payment][0]["paid_on"]
    known = {
        "institution_uid": work.session.query(Institution.uid).filter_by(origin=work.own.uid).scalar(),
        "unit_uid": work.session.query(Unit.uid).filter_by(origin=work.own.uid, name="区人力社保局").scalar(),
    }
    called = f"{work.own.region}-{number}"

    def place(model: type, at: int = 0, **changes: object) -> int:
        values = {**_pattern()[model][at], **{key: known[key] for key in known if hasattr(model, key)}, **changes}
        row = work.add(model(**{k: v + later if isinstance(v, date) and k != "born" else v for k, v in values.items()}))
        return int(row.uid)

    into = place(TrainingClass, number=f"班{called}")
    entries = []
    for at, person in enumerate(persons):
        trainee = work.session.query(Trainee.uid).filter_by(id_number=person.id_number).scalar() or place(
            Trainee, at, name=person.name, id_number=person.id_number, phone=person.phone
        )
        entry = place(Enrolment, at, class_uid=into, trainee_uid=trainee, certificate_number=f"渝{called}-{at}")
        entries.append((entry, trainee))
    claimed = place(Claim, number=f"补{called}", class_uid=into, state="cleared", paid_by=None)
    for at, (entry, trainee) in enumerate(entries):
        place(ClaimLine, at, claim_uid=claimed, enrolment_uid=entry, trainee_uid=trainee)
    if paid:
        pay(work, claimed)


def pay(work: Work, claimed: int) -> None:
    """A claim paid today."""
    row = work.session.get_one(Claim, claimed)
    row.state, row.paid_by, row.paid_on = "paid", CASHIER, work.today
    values = {"number": f"拨{row.number}", "claim_uid": claimed, "amount_fen": row.total_fen, "paid_on": work.today}
    work.add(Payment(**{**_pattern()[Payment][0], **values}))


def unpaid(work: Work) -> list[Claim]:
    """This office's own claims that may be paid, the oldest first."""
    return work.session.query(Claim).filter_by(origin=work.own.uid, state="cleared").order_by(Claim.uid).all()


def rename(work: Work) -> None:
    """Every class took place elsewhere."""
    for row in work.session.query(TrainingClass).filter_by(origin=work.own.uid):
        row.place = f"{row.place}改"


def reassess(work: Work, row: Claim) -> None:
    """A claim of which each gets less: its lines are made anew."""
    row.total_fen = 0
    for line in work.session.query(ClaimLine).filter_by(claim_uid=row.uid).order_by(ClaimLine.seq).all():
        less = {**_values(line), "amount_fen": line.amount_fen - 100, "reported": None, "receipt_reason": None}
        row.total_fen += less["amount_fen"]
        work.session.delete(line)
        work.add(ClaimLine(**less))


def send_back(row: Claim) -> None:
    """A claim that the chief returned: it was reported, and counts no more."""
    row.state = "returned"
