"""The papers of a claim by its scheme: days or months, the rate of each, who is refused, the sum in figures and capitals."""

from datetime import date

import pytest
from papers import text_of

from app.claim.claim import papers
from app.kernel.money import rmb_upper
from app.kernel.outcomes import Refused
from app.policy.keys import BUREAU, DEPARTMENT
from app.policy.procedures import Way
from app.printing import documents
from app.training.attendance.model import Attendance
from app.training.enrolment.model import Enrolment
from app.training.work_month.model import WorkMonth
from tests import people
from tests.bureau import Bureau

LIVING, WORK = "生活费补贴", "以工代训补贴"


def _offered(bureau: Bureau, claim: int) -> list[str]:
    with bureau.office.read() as read:
        return [form.name for form in documents.forms_of(read, "claim", claim)]


def _text(bureau: Bureau, form: str, uid: int) -> str:
    with bureau.office.read() as read:
        paper = documents.pdf(read, form, uid)
    assert [str(problem) for problem in paper.problems] == []
    return text_of(paper.data)


def _claim(bureau: Bureau, training: int, scheme: str) -> int:
    return bureau.do("claim.create", class_number=bureau.record("class", training)["number"], scheme=scheme)


@pytest.fixture
def living(taught: Bureau) -> int:
    """A claim for the living allowance of two days; one of the three people is of no group that has it."""
    uid = taught.first("class")
    for n, row in enumerate(taught.enrolled(uid)):
        taught.set(Enrolment, row, category="贫困劳动力" if n else "企业职工")
        with taught.office.work() as work:
            for day in (2, 3):
                work.add(Attendance(enrolment_uid=row, day=date(2019, 9, day), periods=6, minutes=40))
    taught.settle().rate(LIVING, level="不分等级", amount_fen="20")
    return _claim(taught, uid, LIVING)


def test_the_living_allowance_has_a_roster_of_days_to_be_signed_in_place_of_the_general_one(
    taught: Bureau, living: int
) -> None:
    assert _offered(taught, living) == ["claim-application", "living-roster"]
    text = _text(taught, "living-roster", living)
    assert f"1{people.person(2).name}{people.person(2).id_number}贫困劳动力220.0040.00" in text
    assert "标准（元/天）" in text and "本人签字" in text
    assert "2019年9月2日至2019年9月3日" in text
    assert f"不予补贴1{people.person(1).name}（理由见核定说明）" in text
    assert people.person(1).id_number not in text


def test_work_training_has_its_own_application_and_a_roster_of_months(taught: Bureau) -> None:
    taught.settle().rate("以工代训补贴", level="不分等级", amount_fen="500", since="2019-01-01")
    uid = taught.accepted(2, training_type="以工代训", occupation="电工", level="四级/中级工")
    for row in taught.enrolled(uid):
        taught.set(Enrolment, row, category="贫困劳动力", hired_on=date(2019, 8, 1))
        with taught.office.work() as work:
            for month in ("2019-10", "2019-11"):
                work.add(WorkMonth(enrolment_uid=row, month=month))
    made = _claim(taught, uid, WORK)
    assert _offered(taught, made) == ["work-application", "work-roster"]
    text = _text(taught, "work-roster", made)
    assert "2019-08-012019年10月至2019年11月2500.001,000.00" in text
    assert f"人民币{rmb_upper(200_000)}（小写）¥2,000.00" in text
    assert "补贴年月2019年10月至2019年11月" in _text(taught, "work-application", made)


def test_an_application_gives_the_sum_in_figures_and_in_capitals_and_leaves_opinions_empty(taught: Bureau) -> None:
    made = taught.claim(taught.first("class"), "approved")
    total = taught.record("claim", made)["total_fen"]
    text = _text(taught, "claim-application", made)
    assert _offered(taught, made)[:2] == ["claim-application", "claim-roster"]
    assert f"人民币{rmb_upper(total)}（小写）¥{total // 100:,}.00" in text
    assert "备案人数3合格3核准3申请3核定3" in text
    claim = taught.record("claim", made)
    assert not any(str(claim[by]) in text for by in ("submitted_by", "reviewed_by", "approved_by"))


def test_a_paper_of_another_scheme_is_refused(taught: Bureau) -> None:
    made = taught.claim(taught.first("class"))
    with taught.office.read() as read, pytest.raises(Refused) as refused:
        documents.pdf(read, "living-roster", made)
    assert refused.value.code == "printing.not_asked"


@pytest.mark.parametrize("way", [BUREAU, DEPARTMENT])
def test_the_department_has_a_place_to_sign_where_the_policy_has_it_check_first(
    taught: Bureau, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    made = taught.claim(taught.first("class"))
    monkeypatch.setattr(papers, "review_of", lambda read, claim: Way(way, ""))
    assert ("主管部门审核意见" in _text(taught, "claim-application", made)) == (way == DEPARTMENT)
