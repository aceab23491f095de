"""Two counties with classes, claims and payments, and the city above them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.claim.equipment.model import Equipment
from app.desk.founding import Charter, found_office
from app.exchange import manifest as m
from app.exchange import package
from app.exchange.manifest import Manifest
from app.exchange.package_rows import MONTH, kinds
from app.fund.budget.model import Budget
from app.fund.payment.model import Payment
from app.fund.recovery.model import Recovery
from app.institution.agreement.model import Agreement
from app.institution.contact.record import Contact
from app.institution.sanction.model import Sanction
from app.institution.teacher.record import Teacher
from app.institution.unit.model import Unit
from app.plan.reported.model import ReportedFigures
from app.plan.unit_plan.model import UnitPlan
from app.plan.workforce.model import Workforce
from app.store.models import OfficeRow
from app.store.models import Package as PackageRow
from app.store.work import Office, Work
from app.training.attendance.model import Attendance
from app.training.enrolment.model import Enrolment
from app.training.tag.model import Tag
from app.training.work_month.model import WorkMonth
from tests import people
from tests.bureau import Bureau
from tests.seat import seat

CITY_CLERK = "市经办"
CITY_NOW = datetime(2020, 2, 3, 9, tzinfo=UTC)
TRADES = (("电工", "四级/中级工"), ("保育员", "五级/初级工"), ("焊工", "五级/初级工"), ("养老护理员", "五级/初级工"))


def county(folder: Path, name: str = "綦江区人力社保局", region: str = "500110") -> Bureau:
    """A county ready to open classes and to claim for them."""
    made = Bureau(folder, region=region)
    made.set(OfficeRow, _own(made.office), name=name)
    made.institution()
    for occupation, level in TRADES:
        made.rate(occupation, level=level)
    return made


def city(folder: Path, region: str = "500100", level: str = "city", name: str = "重庆市人力社保局") -> Office:
    """The office above."""
    charter = Charter(name, region, level, "qijiang-2019", [(CITY_CLERK, ["clerk", "reviewer", "chief"])])
    return seat(found_office(folder, charter, lambda: CITY_NOW))


def trained(sender: Bureau, who: int | Sequence[people.Person] = 2, trade: int = 0, state: str = "paid") -> int:
    """A class held, accepted and its claim brought to a state; gives the claim's uid."""
    occupation, level = TRADES[trade]
    name = f"{occupation}班"
    return sender.claim(sender.accepted(who, occupation=occupation, level=level, name=name), state)


def everything(sender: Bureau) -> None:
    """One row at least in every table that is reported, past the verbs that make them."""
    with sender.office.work() as work:
        claim = work.session.query(Claim).first()
        assert claim is not None and claim.class_uid is not None
        house, day, group = claim.institution_uid, claim.applied_on, claim.class_uid
        for row in work.session.query(Enrolment).filter_by(class_uid=group).all():
            work.add(Attendance(enrolment_uid=row.uid, day=day, periods=6, minutes=40))
            work.add(WorkMonth(enrolment_uid=row.uid, month="2019-10"))
            work.add(Tag(trainee_uid=row.trainee_uid, category="贫困劳动力", since=day, proof="建档立卡手册"))
        work.add(Agreement(number="XY1", institution_uid=house, party="示例局", signed_on=day, until_on=day))
        work.add(
            Teacher(
                institution_uid=house,
                name="示例教师",
                id_number=people.id_number(900),
                engagement="full",
                occupation="电工",
            )
        )
        told = {
            "step": "warned",
            "step_title": "通报批评",
            "reason": "考勤不实",
            "clause": "",
            "effect": "",
            "entered_by": "甲",
        }
        against = {"institution_uid": house, "decided_on": day, "decided_by": "示例局", "document": "示例〔2019〕4号"}
        work.add(Sanction(**against, **told))
        unit = work.session.query(Unit).first()
        work.add(Contact(unit_uid=unit.uid, name="示例联系", phone=people.phone(900)))
        work.add(UnitPlan(unit_uid=unit.uid, year=2019, plan_on=day, planned=100, budget_fen=5000))
        work.add(Workforce(year=2019, employed=10, skilled=3, highly_skilled=1, source="统计局"))
        work.add(Budget(fund="失业保险基金", year=2019, until_year=2021, amount_fen=500, document="示例〔2019〕2号"))
        counts = dict.fromkeys(("classes", "times", "qualified", "certified", "subsidised"), 1)
        handed_in = {"office_name": "示例镇", "period": "2019-09", "awarded_fen": 100, "paid_fen": 100}
        work.add(ReportedFigures(**handed_in, **counts))
        _advanced_and_recovered(work, claim, day)
        _equipped(work, house, day)


def _advanced_and_recovered(work: Work, claim: Claim, day: date) -> None:
    shared = {"applied_on": day, "submitted_by": "甲", "approved_by": "乙", "state": "paid"}
    money = {"head_count": 2, "rate_fen": 100, "expected_fen": 200, "share": 50, "amount_fen": 100}
    ahead = work.add(Advance(number="YB1", class_uid=claim.class_uid, scheme="x", clause="QJ-12", **shared, **money))
    back = work.add(
        Recovery(
            number="ZH1",
            claim_uid=claim.uid,
            cause="reduced",
            document="示例〔2019〕3号",
            clause="",
            due_fen=100,
            asked_by="甲",
            asked_on=day,
            confirmed_by="乙",
            confirmed_on=day,
        )
    )
    paid = {"payee": "示例学校", "fund": "失业保险基金", "voucher": "1", "paid_on": day}
    work.add(Payment(number="BF-Y", kind="advance", advance_uid=ahead.uid, amount_fen=100, **paid))
    work.add(Payment(number="BF-T", kind="return", recovery_uid=back.uid, amount_fen=-100, **paid))


def _equipped(work: Work, house: int, day: date) -> None:
    """A claim for an institution itself, and equipment that it is for."""
    claim = work.add(
        Claim(
            number="BT-S",
            institution_uid=house,
            scheme="实训基地",
            basis_on=day,
            applied_on=day,
            pack_id="qijiang-2019",
            pack_version=1,
            state="approved",
            line_count=1,
        )
    )
    bought = {"facility": "base", "bought_on": day, "value_fen": 100_000, "invoice": "F1"}
    work.add(Equipment(institution_uid=house, name="数控机床", claim_uid=claim.uid, **bought))
    line = {"claim_uid": claim.uid, "seq": 1, "year": day.year, "occupation": "", "level": "", "decision": "granted"}
    work.add(ClaimLine(**line, rate_fen=0, amount_fen=0, reasons="", facts=""))


def quarter(day: date) -> str:
    """The quarter of a day, for which 綦江 has its offices report."""
    return f"{day.year}Q{(day.month - 1) // 3 + 1}"


def sent(sender: Bureau, path: Path, period: str = "") -> Path:
    """The sender's next package, of its present month or quarter, as its policy has it report, unless said otherwise."""
    sender.office.sign_in("张经办")
    with sender.office.work() as work:
        present = f"{sender.today:%Y-%m}" if MONTH in kinds(work) else quarter(sender.today)
        package.build(work, period or present, path)
    return path


def packages(office: Office, direction: str) -> list[PackageRow]:
    """The rows of packages sent or received, in order."""
    with office.read() as read:
        rows = (
            read.session.query(PackageRow)
            .filter_by(direction=direction)
            .order_by(PackageRow.serial, PackageRow.uid)
            .all()
        )
        read.session.expunge_all()
    return rows


def _own(office: Office) -> int:
    with office.read() as read:
        return read.own.uid


def manifest_of(path: Path) -> Manifest:
    """What a sound package states of itself."""
    return package.load(path).manifest


def restated(path: Path, **harm: object) -> Path:
    """A package whose manifest states something else, sealed like any other."""
    stated, members = m.open_archive(path)
    path.write_bytes(m.archive(replace(stated, **harm), members))  # type: ignore[arg-type]
    return path
