"""What the rules of a policy ask when a claim is handed in or paid: of its class, its institution and of itself."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.claim.claim.model import Claim
from app.claim.hand_check import checks
from app.desk import cautions
from app.desk.hooks import hooks
from app.desk.lists import OF_NOUN
from app.institution.institution.model import Institution
from app.kernel.outcomes import Asked, Refused
from app.record.listing import Query
from app.store import packs
from app.store.models import Journal
from app.training.attendance.model import Attendance
from tests.bureau import CASHIER, PAYMENT, Bureau
from tests.facts import install
from tests.packs import changed, ruled
from tests.regions import County
from tests.training.test_class_rules import CLAUSE, SANCTION, rule

ATTENDANCE = rule("attendance", "全班出勤", 'fact = "class_attendance"\nleast = 80', "submit")
IN_TIME = rule(
    "claim", "申领期限", 'fact = "claimed_on"\nmost = { fact = "end", plus = { days = 10 } }', "submit", about="claim"
)
PAID = rule(
    *("paid", "拨付时限", 'fact = "paid_on"\nmost = { fact = "cleared_on", plus = { days = 10 } }', "pay"),
    'against = "warn"',
    'then = "talk"',
    about="claim",
)
PAPERS = (
    '\n[[facts]]\nkey = "papers"\ntitle = "申请材料齐全"\nof = "claim"\nasked = "hand"\n'
    'clause = "QJ-13"\nquote = "材料齐全"\n'
)
LOOKED = rule("papers", "申请材料", 'fact = "papers"\nis = true', "submit", about="claim")


def claimed(bureau: Bureau, *rules: str, more: str = "", days: Sequence[int] = ()) -> int:
    """A draft claim for a class of three under some rules, that everybody attended on some days, of 60 periods each."""
    install(bureau, ruled(*rules, more=more))
    group = bureau.accepted()
    for enrolment in bureau.enrolled(group):
        with bureau.office.work() as work:
            for day in days:
                held = {"day": date(2019, 9, day), "periods": 60, "minutes": 20}
                work.add(Attendance(enrolment_uid=enrolment, **held))
    return bureau.claim(group)


def to_look_at(bureau: Bureau, claim: int) -> int:
    """The one thing of a claim that somebody must look at."""
    with bureau.office.work() as work:
        row = work.session.get_one(Claim, claim)
        checks.require(work, row, work.pack_of(row, row.basis_on).facts)
    with bureau.office.read() as read:
        (found,) = OF_NOUN["hand-check"].uids(read.connection, Query(inside=claim))
    return found


def told_of(bureau: Bureau, claim: int) -> str:
    with bureau.office.read() as read:
        page = "\n".join(line for part in hooks("claim").explain(read, claim) for line in part.lines)
        return "\n".join([*cautions.cautions_of(read, "claim", "create", [claim]), page])


def last_detail(bureau: Bureau, claim: int) -> str:
    with bureau.office.read() as read:
        rows = read.session.query(Journal).filter_by(noun="claim", subject=claim).order_by(Journal.id.desc())
        return str(rows.first().detail)  # type: ignore[union-attr]


def test_every_rule_that_stands_against_a_claim_is_said_at_once_with_its_clause(ready: Bureau) -> None:
    claim = claimed(ready, ATTENDANCE, IN_TIME, days=[3])
    ready.today += timedelta(20)
    ready.set(Claim, claim, applied_on=ready.today)
    before = ready.counts()
    with pytest.raises(Refused) as found:
        ready.do("claim.submit", claim)
    told = str(found.value)
    assert "2 项" in told and told.count(CLAUSE) == 2 and "数据没有改变" in told
    assert "全班出勤" in told and "50%" in told and "80%" in told
    assert "申领期限" in told and str(ready.today) in told
    assert (ready.state("claim", claim), ready.counts()) == ("draft", before)


def test_a_new_claim_is_told_what_it_will_be_refused_for(ready: Bureau) -> None:
    claim = claimed(ready, ATTENDANCE, days=[3])
    assert told_of(ready, claim).count("全班出勤：") == 2


def test_a_claim_that_follows_all_rules_is_handed_in_without_a_word(ready: Bureau) -> None:
    claim = claimed(ready, ATTENDANCE, IN_TIME, days=[3, 4])
    assert "全班出勤" not in told_of(ready, claim)
    assert ready.state("claim", ready.do("claim.submit", claim)) == "submitted"


def test_a_late_payment_is_a_warning_that_proposes_a_sanction(ready: Bureau) -> None:
    install(ready, ruled(PAID, more=SANCTION))
    claim = ready.claim(ready.accepted(), "cleared")
    ready.today = ready.record("claim", claim)["cleared_on"] + timedelta(11)
    paid = {**PAYMENT, "paid_on": ready.today.isoformat()}
    with pytest.raises(Asked) as found:
        ready.do("claim.pay", claim, CASHIER, **paid)
    assert "拨付时限" in str(found.value) and "建议处理：约谈" in str(found.value) and CLAUSE in str(found.value)
    assert ready.state("claim", claim) == "cleared"
    ready.do("claim.pay", claim, CASHIER, **paid, confirmation="财政资金到账晚")
    assert ready.state("claim", claim) == "paid"
    assert "建议处理：约谈" in last_detail(ready, claim) and "财政资金到账晚" in last_detail(ready, claim)


def test_a_payment_in_time_asks_nothing(ready: Bureau) -> None:
    install(ready, ruled(PAID, more=SANCTION))
    assert ready.state("claim", ready.claim(ready.accepted(), "paid")) == "paid"


def test_a_check_by_hand_of_a_claim_is_asked_until_somebody_has_ticked_it(ready: Bureau) -> None:
    claim = claimed(ready, LOOKED, more=PAPERS)
    with pytest.raises(Asked, match="须人工核对：申请材料"):
        ready.do("claim.submit", claim)
    open_ = to_look_at(ready, claim)
    ready.do("hand-check.affirm", open_)
    assert ready.state("claim", ready.do("claim.submit", claim)) == "submitted"


def test_a_check_by_hand_that_found_otherwise_refuses_the_claim(ready: Bureau) -> None:
    claim = claimed(ready, LOOKED, more=PAPERS)
    open_ = to_look_at(ready, claim)
    ready.do("hand-check.deny", open_, note="缺培训协议")
    with pytest.raises(Refused) as found:
        ready.do("claim.submit", claim)
    assert not isinstance(found.value, Asked) and "申请材料" in str(found.value)


def test_a_claim_for_equipment_is_asked_what_concerns_its_enterprise(tmp_path: Path) -> None:
    county = County(tmp_path / "county", "xuchang-2019")
    county.institution(kind="技能大师工作室", education_fund="是")
    firm = rule("insured", "参保", 'fact = "insured"\nis = true', "submit", about="institution")
    of_class = rule("heads", "班额", 'fact = "heads"\nmost = 1', "submit")
    rows = "".join(f'\n[[rules]]\n{each}\nclause = "XC-15"\nquote = "企业"\n' for each in (firm, of_class))
    text = changed(("version = 1\n", "version = 2\n"), text=packs.bundled_text("xuchang-2019"))
    install(county, text.partition("[case_base]")[0] + rows)
    item = {"facility": "技能大师工作室", "name": "数控车床", "invoice": "F1", "value_fen": "400000"}
    known = {"institution_name": "綦江示例培训学校", "bought_on": "2020-01-06"}
    claim = county.do("equipment.claim", county.do("equipment.create", **known, **item))
    with pytest.raises(Refused, match="参保") as found:
        county.do("claim.submit", claim)
    assert "班额" not in str(found.value) and "二（二）1" in str(found.value)
    county.set(Institution, county.first("institution"), insured=1)
    assert county.state("claim", county.do("claim.submit", claim)) == "submitted"
    county.office.close()
