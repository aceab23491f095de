"""Teachers: entered and imported by their identity, on the page of their institution, reported up, printed."""

from datetime import date

import pytest

from app.desk.lists import LISTINGS
from app.desk.screens import MORE, OF_NOUN
from app.exchange import imports
from app.kernel.outcomes import Problems, Refused
from app.printing import documents
from app.record.imports.core import Receipt
from app.record.listing import Query
from tests import people
from tests.bureau import CLERK, INSTITUTION, Bureau
from tests.printing.papers import text_of
from tests.tables import from_clipboard

ID = people.id_number(700, date(1980, 9, 3))
TEACHER = {
    "name": "示例教师", "id_number": ID, "institution_name": str(INSTITUTION["name"]), "engagement": "专职",
    "occupation": "电工", "certificate_name": "电工", "level": "二级/技师", "issued_on": "2015-06-01",
}  # fmt: skip
HEADER = "姓名\t身份证号码\t所在机构\t专兼职\t任教工种\t证书号"


def brought(bureau: Bureau, *lines: str) -> Receipt:
    """A pasted table of teachers, imported."""
    kind = imports.KINDS["teachers"]
    bureau.office.sign_in(CLERK)
    with bureau.office.work() as work:
        checked = imports.check(work, kind, from_clipboard("\n".join((HEADER, *lines)), kind.fields))
        return imports.apply(work, kind, checked)


def test_a_teacher_teaches_once_at_an_institution_until_leaving_it(ready: Bureau) -> None:
    uid = ready.do("teacher.create", **TEACHER)
    with pytest.raises(Refused) as twice:
        ready.do("teacher.create", **TEACHER)
    assert twice.value.code == "record.duplicate"
    ready.do("teacher.leave", uid, reason="调离")
    assert ready.state("teacher", uid) == "left"
    ready.do("teacher.rejoin", uid)
    assert ready.state("teacher", uid) == "active"


def test_a_certificate_that_ends_before_it_was_issued_is_refused_beside_its_field(ready: Bureau) -> None:
    with pytest.raises(Problems) as found:
        ready.do("teacher.create", **TEACHER, valid_until="2015-05-31")
    assert [(problem.key, problem.code) for problem in found.value.problems] == [("valid_until", "teacher.dates")]


@pytest.mark.parametrize(("today", "age"), [(date(2019, 9, 2), 38), (date(2019, 9, 3), 39)])
def test_age_and_sex_follow_from_the_identity_number(ready: Bureau, today: date, age: int) -> None:
    uid = ready.do("teacher.create", **TEACHER)
    ready.today = today
    shown = ready.record("teacher", uid)
    assert (shown["age"], shown["sex"]) == (age, "男" if int(ID[16]) % 2 else "女")


def test_a_table_of_teachers_is_known_by_person_and_institution(ready: Bureau) -> None:
    line = f"示例教师\t{ID}\t{INSTITUTION['name']}\t兼职\t电工\t1234567"
    assert brought(ready, line).new == 1
    again = brought(ready, line.replace("1234567", "7654321"))
    assert (again.new, again.changed) == (0, 1)
    assert ready.record("teacher", ready.first("teacher"))["certificate_number"] == "7654321"


def test_a_teacher_of_an_institution_that_is_not_registered_is_refused_with_row_and_column(ready: Bureau) -> None:
    with pytest.raises(Problems) as found:
        brought(ready, f"示例教师\t{ID}\t没有登记的学校\t兼职\t电工\t")
    (problem,) = found.value.problems
    assert (problem.code, problem.row, problem.title) == ("agreement.institution", 2, "培训机构")


def test_the_page_of_an_institution_lists_its_teachers_alone(ready: Bureau) -> None:
    uid = ready.do("teacher.create", **TEACHER)
    school = ready.first("institution")
    other = ready.institution(name="另一学校", uscc=people.uscc(77))
    with ready.office.read() as read:
        listing = LISTINGS["teachers"]
        assert list(listing.uids(read.connection, Query(inside=school))) == [uid]
        assert list(listing.uids(read.connection, Query(inside=other))) == []
    assert [part.screen for part in OF_NOUN["institution"].parts][:3] == ["classes", "agreements", "teachers"]
    assert "teachers" in MORE


def test_the_roster_of_teachers_prints_the_columns_of_the_paper_and_no_identity_number(ready: Bureau) -> None:
    ready.do("teacher.create", **TEACHER, education="大专", major="机电", post_title="讲师", courses="电工基础")
    with ready.office.read() as read:
        (form,) = documents.forms_of(read, "institution", ready.first("institution"))
        paper = text_of(documents.pdf(read, form.name, ready.first("institution")).data)
    for word in ("师资登记表", "示例教师", "大专", "机电", "讲师", "二级/技师", "电工基础", "专职", "在岗"):
        assert word in paper, word
    assert ID not in paper and "草稿" not in paper
