"""The papers of a class: sheets to be signed, what was attended, certificates, one paper a person, what is missing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from papers import FORMS, text_of

from app.desk.lists import LISTINGS
from app.kernel.outcomes import Refused
from app.printing import documents
from app.printing.documents import Document
from app.printing.formfile import load
from app.training.attendance.model import Attendance
from app.training.enrolment.model import Enrolment
from tests import people
from tests.bureau import Bureau

Print = Callable[[str, int], Document]


@pytest.fixture
def printed(taught: Bureau) -> Print:
    def made(form: str, uid: int) -> Document:
        with taught.office.read() as read:
            return documents.pdf(read, form, uid)

    return made


def _pages(document: Document) -> list[str]:
    with pypdfium2.PdfDocument(document.data) as pdf:
        return [page.get_textpage().get_text_range().replace("\r\n", "") for page in pdf]


def test_a_sign_in_sheet_is_printed_for_each_week_with_the_days_of_the_class_alone(
    taught: Bureau, printed: Print
) -> None:
    uid = taught.training(date(2019, 10, 10), date(2019, 10, 22))  # Thursday to Tuesday of the week after the next
    taught.enrol(uid, 2)
    pages = _pages(printed("sign-in", uid))
    assert len(pages) == 3
    assert "第1周（2019年10月10日至2019年10月13日）" in pages[0]
    assert "10月9日" not in pages[0] and "10月10日" in pages[0]
    assert "10月22日" in pages[2] and "10月23日" not in pages[2]
    assert all(page.count("上午") == 7 and "授课教师签字" in page for page in pages)


def test_the_summary_of_attendance_counts_the_days_of_each_person_of_those_that_were_held(
    taught: Bureau, printed: Print
) -> None:
    uid = taught.first("class")
    first, second, _ = taught.enrolled(uid)
    with taught.office.work() as work:
        for row, days in ((first, (2, 3, 4)), (second, (2,))):
            for day in days:
                work.add(Attendance(enrolment_uid=row, day=date(2019, 9, day), periods=6, minutes=45))
    text = text_of(printed("attendance-summary", uid).data)
    assert f"{people.person(1).id_number}33018100.00%" in text
    assert f"{people.person(2).id_number}312633.33%" in text
    assert f"{people.person(3).id_number}30300.00%" in text


def test_certificates_are_handed_out_to_those_who_have_one(taught: Bureau, printed: Print) -> None:
    uid = taught.first("class")
    taught.set(Enrolment, taught.enrolled(uid)[1], certificate_number=None)
    text = text_of(printed("certificates", uid).data)
    assert people.person(1).name in text and people.person(3).name in text
    assert people.person(2).name not in text


def test_everybody_on_the_roster_has_a_confirmation_of_his_own_and_nobody_who_left(
    taught: Bureau, printed: Print
) -> None:
    uid = taught.first("class")
    taught.set(Enrolment, taught.enrolled(uid)[1], state="dropped")
    pages = _pages(printed("confirmation", uid))
    assert [f"本人{people.person(n).name}于" in page for n, page in zip((1, 3), pages, strict=True)] == [True, True]
    assert "第 1 页　共 1 页" in pages[1]


def test_one_person_has_a_card_and_a_confirmation_on_the_page_of_the_roster(taught: Bureau, printed: Print) -> None:
    row = taught.enrolled(taught.first("class"))[0]
    with taught.office.read() as read:
        assert [form.name for form in documents.forms_of(read, "enrolment", row)] == [
            "registration-card",
            "confirmation",
        ]
    assert printed("registration-card", row).pages == 1
    assert people.person(1).id_number in text_of(printed("registration-card", row).data)


def test_a_paper_for_everybody_of_an_empty_class_is_refused(taught: Bureau, printed: Print) -> None:
    with pytest.raises(Refused) as refused:
        printed("confirmation", taught.training())
    assert refused.value.code == "printing.nobody"


@pytest.mark.parametrize(
    ("form", "missing"),
    [("results", "学员成绩"), ("certificates", "学员证书"), ("attendance-summary", "考勤记录")],
)
def test_a_paper_says_what_has_not_been_entered_yet(taught: Bureau, printed: Print, form: str, missing: str) -> None:
    uid = taught.training()
    taught.enrol(uid, 2)
    assert [str(p) for p in printed(form, uid).problems] == [
        f"还没有“{missing}”，这份文书不完整。数据没有改动；请补充后重新打印。"
    ]


@pytest.mark.clause("SH-28")
def test_an_acceptance_asks_for_each_material_of_the_policy_with_pages_problems_and_two_signatures(
    tmp_path: Path,
) -> None:
    bureau = Bureau(tmp_path / "suihua", "suihua-2019")
    try:
        bureau.institution(kind=bureau.lists("institution_kinds")[0])
        with bureau.office.read() as read:
            unit = next(iter(LISTINGS["quotas"].rows(read.connection)))["unit_name"]
        uid = bureau.training(unit_name=str(unit), training_type=bureau.catalogue_type())
        with bureau.office.read() as read:
            paper = documents.pdf(read, "acceptance", uid)
            wanted = read.pack_on(read.today).list("acceptance_materials")
    finally:
        bureau.office.close()
    text = text_of(paper.data)
    assert len(wanted) == 9
    assert all(f"{n}{material}" in text for n, material in enumerate(wanted, 1))
    assert "有无页数存在的问题" in text
    assert text.count("（签字）") >= 2
    assert paper.problems == []


def test_what_is_filled_in_by_hand_does_not_go_up_in_a_package(taught: Bureau) -> None:
    with taught.office.read() as read:
        offered = {form.title for form in documents.forms_of(read, "class", taught.first("class"))}
        sent = {title for title, _ in documents.of_record(read, "class", taught.first("class"))}
    assert {"职业技能培训签到表", "职业技能培训学员登记卡"} <= offered
    assert sent == {
        "职业技能培训开班申请（备案）表",
        "职业技能培训学员花名册",
        "职业技能培训结业考核成绩册",
        "职业技能培训证书发放花名册",
    }


def test_papers_are_offered_as_they_are_filed(taught: Bureau) -> None:
    with taught.office.read() as read:
        names = [form.name for form in documents.forms_of(read, "class", taught.first("class"))]
    assert names == [
        *("class-application", "roster", "registration-card", "sign-in", "attendance-summary", "spot-check"),
        *("confirmation", "results", "certificates", "call-back"),
    ]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_no_name_is_printed_where_somebody_signs(path: Path) -> None:
    form = load(path)
    assert [cell.text for row in form.rows() for cell in row.cells if "签字）：{" in cell.text] == []


def test_a_layout_of_the_programs_own_says_so_and_a_notice_for_the_public_does_not(
    taught: Bureau, printed: Print
) -> None:
    assert "本表由本系统拟制，非官方样表" in text_of(printed("spot-check", taught.first("class")).data)
    claim = taught.claim(taught.first("class"), "noticed")
    assert "本系统" not in text_of(printed("notice", taught.notice_of(claim)).data)
